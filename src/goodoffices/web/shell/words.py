"""Words for forms: translated when they are shown, and typed as what Django takes for labels."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from goodoffices import language


class Figured:
    """A message of validation whose numbers are written in the digits of the language when it is shown."""

    def __init__(self, message: object) -> None:
        self._message = message

    def __str__(self) -> str:
        """Translate."""
        return str(self._message)

    def __mod__(self, values: Mapping[str, object]) -> str:
        """Fill in, as Django does."""
        return str(self) % {
            name: language.plain(one) if isinstance(one, int | float) else one for name, one in values.items()
        }


#: As `language.gettext_lazy` and its kin; Django's types know lazy words of its own alone.
gettext_lazy: Final[Callable[[str], Any]] = language.gettext_lazy
pgettext_lazy: Final[Callable[[str, str], Any]] = language.pgettext_lazy
