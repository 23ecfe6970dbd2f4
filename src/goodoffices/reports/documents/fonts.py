"""The fonts that come with documents: EB Garamond (Latin, Greek, Cyrillic), Amiri (Arabic), Frank Ruhl Libre (Hebrew).

All stand under the SIL Open Font License 1.1, which lies beside them; all are cut to the letters of these scripts.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple


class Face(NamedTuple):
    """A font file: its family, its weight, its name among the files."""

    family: str
    weight: int
    file: str

    @property
    def data(self) -> bytes:
        """The file."""
        return font_data(self.file)


FACES: Final = (
    Face("EB Garamond", 400, "EBGaramond-Regular.ttf"),
    Face("EB Garamond", 700, "EBGaramond-Bold.ttf"),
    Face("Amiri", 400, "Amiri-Regular.ttf"),
    Face("Amiri", 700, "Amiri-Bold.ttf"),
    Face("Frank Ruhl Libre", 400, "FrankRuhlLibre-Regular.ttf"),
    Face("Frank Ruhl Libre", 700, "FrankRuhlLibre-Bold.ttf"),
)

LATIN: Final = "EB Garamond"
ARABIC: Final = "Amiri"
HEBREW: Final = "Frank Ruhl Libre"

#: The letters for which there is a font beside the Latin one: Unicode's blocks of the script and its older forms.
_LETTERS: Final = {
    ARABIC: re.compile(r"[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc]"),
    HEBREW: re.compile(r"[\u0590-\u05ff\ufb1d-\ufb4f]"),
}
#: The languages that are set in one of these fonts where a text has no letters, such as a number by itself.
_BY_LANGUAGE: Final = {"ar": ARABIC, "he": HEBREW}


def families_of(text: str) -> set[str]:
    """Return the families that a text needs beside the Latin one, by its letters."""
    return {family for family, letters in _LETTERS.items() if letters.search(text)}


def family_of(language: str, text: str = "") -> str:
    """Return the family for words that run from right to left: by their letters, else by the language around them."""
    by_language = _BY_LANGUAGE.get(language, ARABIC)
    needed = families_of(text)
    return by_language if not needed or by_language in needed else min(needed)


@cache
def font_data(name: str) -> bytes:
    """Return a font file.

    Raises:
        FileNotFoundError: there is none of that name.
    """
    if name not in {face.file for face in FACES}:
        raise FileNotFoundError(name)
    return files("goodoffices.reports.documents").joinpath("faces", name).read_bytes()
