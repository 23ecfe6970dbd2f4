"""The translations of a language, as they were compiled; read once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from typing import Final

from goodoffices.language.known import SOURCE

#: The context under which whole sentences of the core stand in the catalog.
SENTENCE: Final = "sentence"


class Catalog(GNUTranslations):
    """A compiled catalog, which can also say what is in it."""

    #: What GNUTranslations keeps: translations by message, plural forms by (message, form).
    _catalog: Mapping[str | tuple[str, int], str]

    def sentences(self) -> dict[str, str]:
        """Return the sentences of the core, with their translations."""
        start = SENTENCE + "\x04"
        return {
            key.removeprefix(start): text
            for key, text in self._catalog.items()
            if isinstance(key, str) and key.startswith(start)
        }

    def __contains__(self, message: str) -> bool:
        """Whether a message without a context is translated."""
        return message in self._catalog


@cache
def catalog(code: str) -> NullTranslations:
    """Return the translations into a language; for English, those that change nothing."""
    if code == SOURCE:
        return NullTranslations()
    with files("goodoffices.language").joinpath("catalogs", f"{code}.mo").open("rb") as file:
        return Catalog(file)
