"""Two texts compared word by word: which words were kept, which were removed, which were added."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple

Kind = Literal["kept", "removed", "added"]

#: What stands in brackets as a whole; a word; a sign; each with the blanks after it.
_TOKEN: Final = re.compile(r"\[[^\[\]\n]+\]\s*|\w+\s*|[^\w\s]\s*|\s+")
#: Beyond so many words times words, lines are compared as wholes.
_MOST: Final = 4_000_000


class Run(NamedTuple):
    """Words in a row that were kept, removed or added, with the blanks after them."""

    kind: Kind
    text: str


class Pair(NamedTuple):
    """A text in two versions, each in runs, for two columns: blanks alone count for nothing there."""

    before: list[Run]
    after: list[Run]

    @property
    def differs(self) -> bool:
        """Whether any words do."""
        return any(run.kind != "kept" for run in (*self.before, *self.after))


def compare(old: str, new: str) -> list[Run]:
    """Compare two texts word by word.

    What is kept and removed, in order, is the old text to the letter; what is kept and added is the new one. The words
    kept are those of Python's `SequenceMatcher` (after Ratcliff and Obershelp: the longest run that both have, then the
    same to its left and right). Texts of more than four million pairs of words are compared line by line.

    Returns:
        runs, no two of a kind side by side; removed words before those added in their place.
    """
    runs: list[Run] = []
    for run in _runs(*_tokens(old, new)):
        if run.text and runs and runs[-1].kind == run.kind:
            runs[-1] = Run(run.kind, runs[-1].text + run.text)
        elif run.text:
            runs.append(run)
    return _in_order(runs)


def pair_of(old: str, new: str) -> Pair:
    """Compare two texts for two columns: kept and removed words on one side, kept and added ones on the other."""
    runs = compare(old, new)
    return Pair(_side(runs, "removed"), _side(runs, "added"))


def _side(runs: list[Run], kind: Kind) -> list[Run]:
    found: list[Run] = []
    for run in runs:
        if run.kind not in ("kept", kind):
            continue
        shown = run if run.text.strip() else Run("kept", run.text)
        if found and found[-1].kind == shown.kind:
            found[-1] = Run(shown.kind, found[-1].text + shown.text)
        else:
            found.append(shown)
    return found


def _tokens(old: str, new: str) -> tuple[list[str], list[str]]:
    one, other = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(one) * len(other) > _MOST:
        return old.splitlines(keepends=True), new.splitlines(keepends=True)
    return one, other


def _runs(one: list[str], other: list[str]) -> Iterator[Run]:
    matcher = SequenceMatcher(
        None, [word.strip() for word in one], [word.strip() for word in other], autojunk=False
    )
    for kind, start, end, begin, stop in matcher.get_opcodes():
        if kind == "equal":
            for was, is_now in zip(one[start:end], other[begin:stop], strict=True):
                yield from _kept(was, is_now)
        else:
            yield Run("removed", "".join(one[start:end]))
            yield Run("added", "".join(other[begin:stop]))


def _kept(was: str, is_now: str) -> Iterator[Run]:
    """Keep a word; where only the blanks around it differ, they are replaced and the word stays."""
    if was == is_now:
        yield Run("kept", was)
        return
    word = was.strip()
    before = [text[: len(text) - len(text.lstrip())] for text in (was, is_now)]
    after = [text[len(text.rstrip()) :] for text in (was, is_now)]
    if not word:
        before, after = [was, is_now], ["", ""]
    yield from _replaced(*before)
    yield Run("kept", word)
    yield from _replaced(*after)


def _replaced(was: str, is_now: str) -> Iterator[Run]:
    if was == is_now:
        yield Run("kept", was)
    else:
        yield Run("removed", was)
        yield Run("added", is_now)


def _in_order(runs: list[Run]) -> list[Run]:
    """Put what was removed before what was added in its place, so that each change is read as one."""
    found: list[Run] = []
    change: dict[Kind, str] = {}
    for run in [*runs, Run("kept", "")]:
        if run.kind != "kept":
            change[run.kind] = change.get(run.kind, "") + run.text
            continue
        found += [Run(kind, change[kind]) for kind in ("removed", "added") if kind in change]
        change = {}
        if run.text:
            found.append(run)
    return found
