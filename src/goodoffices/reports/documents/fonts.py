"""The fonts that come with documents: EB Garamond for Latin, Greek and Cyrillic letters, Amiri for Arabic ones.

Both stand under the SIL Open Font License 1.1, which lies beside them; both are cut to the letters of these scripts.
"""

from __future__ import annotations

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
)

LATIN: Final = "EB Garamond"
ARABIC: Final = "Amiri"


@cache
def font_data(name: str) -> bytes:
    """Return a font file.

    Raises:
        FileNotFoundError: there is none of that name.
    """
    if name not in {face.file for face in FACES}:
        raise FileNotFoundError(name)
    return files("goodoffices.reports.documents").joinpath("faces", name).read_bytes()
