"""Give the parties of a case other ids, wherever it speaks of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeVar

import msgspec

from goodoffices.model.base import Part
from goodoffices.model.case import Case
from goodoffices.model.casefile.checks import references_of
from goodoffices.model.conditions import Condition

_Kind = TypeVar("_Kind", bound=Part)
_LISTS: Final = ("parties", "parties or mediators")


def with_parties_named(case: Case, names: Mapping[str, str]) -> Case:
    """Return a case whose parties have other ids, by the ids they have; those that are not named keep theirs."""
    parties = tuple(msgspec.structs.replace(one, id=names.get(one.id, one.id)) for one in case.parties)
    return msgspec.structs.replace(_renamed(case, names), parties=parties)


def _renamed(part: _Kind, names: Mapping[str, str]) -> _Kind:
    changed: dict[str, Any] = {}
    for attribute, _, target in references_of(type(part)):
        value: Any = getattr(part, attribute)
        if isinstance(value, Part) and not isinstance(value, Condition):
            changed[attribute] = _renamed(value, names)
        elif isinstance(value, tuple) and value and isinstance(value[0], Part):
            changed[attribute] = tuple(
                one if isinstance(one, Condition) else _renamed(one, names) for one in value
            )
        elif target in _LISTS and isinstance(value, tuple):
            changed[attribute] = tuple(names.get(one, one) for one in value)
        elif target in _LISTS and value:
            changed[attribute] = names.get(value, value)
    return msgspec.structs.replace(part, **changed)
