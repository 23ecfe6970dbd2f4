"""What every piece of an answer is: a frozen object, its plain data, and how far it can be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import msgspec
from msgspec import Struct

#: How far a figure can be trusted. `exact`: proven. `bounded`: proven to lie within the bounds given beside it.
#: `sampled`: estimated from a sample, with an interval and how sure it is.
Status = Literal["exact", "bounded", "sampled"]


class Result(Struct, frozen=True, kw_only=True):
    """A piece of an answer."""

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain data, ready for JSON."""
        plain: dict[str, Any] = _listed(msgspec.to_builtins(self, str_keys=True, enc_hook=_made))
        return plain


def _made(items: Any) -> Any:  # noqa: ANN401 - as msgspec hands it over
    """Make the items of a sequence that makes them when they are looked at."""
    if isinstance(items, Sequence):
        return tuple(items)
    raise NotImplementedError(f"nothing is known of {type(items).__name__} as plain data")


def _listed(data: Any) -> Any:  # noqa: ANN401 - plain data of any shape
    """Turn tuples into lists, as JSON has them."""
    if isinstance(data, dict):
        return {key: _listed(value) for key, value in data.items()}
    return [_listed(item) for item in data] if isinstance(data, (list, tuple)) else data
