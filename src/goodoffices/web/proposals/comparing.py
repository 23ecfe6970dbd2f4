"""Two versions side by side: which words went, which came, and what changed in the package."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple

from goodoffices.model.agreement import Terms
from goodoffices.model.base import Value
from goodoffices.talks.events.channel import Clause, Tabled

Kind = Literal["same", "gone", "come"]
#: What stands in brackets as a whole; a word; a sign; each with the blanks after it.
_TOKEN: Final = re.compile(r"\[[^\[\]\n]+\]\s*|\w+\s*|[^\w\s]\s*|\s+")
#: Beyond so many words times words, paragraphs are compared as wholes.
_MOST: Final = 4_000_000


class Run(NamedTuple):
    """Words that are the same in both versions, that went, or that came."""

    kind: Kind
    text: str


class Pair(NamedTuple):
    """A text in two versions, each in runs."""

    before: list[Run]
    after: list[Run]

    @property
    def differs(self) -> bool:
        """Whether anything does."""
        return any(run.kind != "same" for run in (*self.before, *self.after))


def compared(before: str, after: str) -> Pair:
    """Compare two texts word by word. Blanks do not count."""
    one, other = _TOKEN.findall(before), _TOKEN.findall(after)
    if len(one) * len(other) > _MOST:
        one, other = before.splitlines(keepends=True), after.splitlines(keepends=True)
    matcher = SequenceMatcher(
        None, [word.strip() for word in one], [word.strip() for word in other], autojunk=False
    )
    pair = Pair([], [])
    for kind, start, end, begin, stop in matcher.get_opcodes():
        gone, come = "".join(one[start:end]), "".join(other[begin:stop])
        if gone:
            pair.before.append(Run("same" if kind == "equal" else "gone", gone))
        if come:
            pair.after.append(Run("same" if kind == "equal" else "come", come))
    return pair


@dataclass(frozen=True)
class ClausePair:
    """A clause in two versions; None where it is not there."""

    number: int
    before: Clause | None
    after: Clause | None
    pair: Pair


@dataclass(frozen=True)
class Comparison:
    """Two versions of a proposal compared.

    Attributes:
        before: the earlier version.
        after: the later one.
        text: what it says beside its clauses.
        terms: what the terms say, a line for each thing.
        clauses: those of the later version in order; then those that went.
        issues: the issues of either package, with both values, in the order of the agenda.
    """

    before: Tabled
    after: Tabled
    text: Pair
    terms: Pair
    clauses: list[ClausePair]
    issues: list[tuple[str, Value | None, Value | None]]

    @property
    def differs(self) -> bool:
        """Whether anything changed but the deadline."""
        return (
            self.text.differs
            or self.terms.differs
            or any(one.pair.differs for one in self.clauses)
            or any(before != after for _issue, before, after in self.issues)
        )


def compare(
    before: Tabled, after: Tabled, agenda: Iterable[str] = (), lines: Callable[[Terms], str] = str
) -> Comparison:
    """Compare two versions of a proposal; `agenda` says in which order its issues stand, `lines` what terms say."""
    was, is_now = ("" if one.terms is None else lines(one.terms) for one in (before, after))
    return Comparison(
        before, after, compared(before.text, after.text), compared(was, is_now),
        _clauses(before.clauses, after.clauses), _issues(before.package, after.package, agenda),
    )  # fmt: skip


def _clauses(before: Sequence[Clause], after: Sequence[Clause]) -> list[ClausePair]:
    known = {clause.id: clause for clause in before}
    pairs = []
    for number, clause in enumerate(after, 1):
        earlier = known.pop(clause.id, None)
        text = earlier.text if earlier is not None else ""
        pairs.append(ClausePair(number, earlier, clause, compared(text, clause.text)))
    for number, clause in enumerate(known.values(), len(after) + 1):
        pairs.append(ClausePair(number, clause, None, compared(clause.text, "")))
    return pairs


def _issues(
    before: Mapping[str, Value], after: Mapping[str, Value], agenda: Iterable[str]
) -> list[tuple[str, Value | None, Value | None]]:
    names = in_order([*after, *before], agenda)
    return [(name, before.get(name), after.get(name)) for name in names]


def in_order(names: Iterable[str], agenda: Iterable[str]) -> list[str]:
    """Return issues in the order of the agenda; those that are not on it any more come last."""
    given, known = list(dict.fromkeys(names)), list(agenda)
    return [name for name in known if name in given] + [name for name in given if name not in known]
