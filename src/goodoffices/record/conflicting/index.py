"""Find what shares words, without comparing everything with everything."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

#: A word that more pieces than this share says too little to look them all up.
_COMMON = 300


class Index:
    """Pieces by their words. Pieces are looked up by number, in the order in which they were added."""

    def __init__(self) -> None:
        self._places: dict[Hashable, list[int]] = {}
        self._size = 0

    def near(self, words: Iterable[Hashable]) -> Iterator[int]:
        """Yield the numbers of the pieces that share a word that is not too common, each once, in order."""
        found: set[int] = set()
        for word in words:
            places = self._places.get(word, ())
            if len(places) <= _COMMON:
                found.update(places)
        return iter(sorted(found))

    def add(self, words: Iterable[Hashable]) -> None:
        """Add a piece."""
        for word in words:
            self._places.setdefault(word, []).append(self._size)
        self._size += 1
