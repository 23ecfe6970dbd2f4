"""Two versions side by side: which words went, which came, and what changed in the package."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from goodoffices.agreement.text.comparing import Pair, pair_of
from goodoffices.model.agreement import Terms
from goodoffices.model.base import Value
from goodoffices.talks.events.channel import Clause, Tabled


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
        before, after, pair_of(before.text, after.text), pair_of(was, is_now),
        _clauses(before.clauses, after.clauses), _issues(before.package, after.package, agenda),
    )  # fmt: skip


def _clauses(before: Sequence[Clause], after: Sequence[Clause]) -> list[ClausePair]:
    known = {clause.id: clause for clause in before}
    pairs = []
    for number, clause in enumerate(after, 1):
        earlier = known.pop(clause.id, None)
        text = earlier.text if earlier is not None else ""
        pairs.append(ClausePair(number, earlier, clause, pair_of(text, clause.text)))
    for number, clause in enumerate(known.values(), len(after) + 1):
        pairs.append(ClausePair(number, clause, None, pair_of(clause.text, "")))
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
