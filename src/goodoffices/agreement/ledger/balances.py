"""Balances: a total and its parts, what the parts without a figure must be, or the gap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from goodoffices.agreement.ledger.gaps import Gap, gap_of
from goodoffices.agreement.ranges import Range, meant
from goodoffices.analysis.wholes import Wholes
from goodoffices.language import about, labelled, listed, whole
from goodoffices.language import gettext as _
from goodoffices.model.agreement import Balance, Count
from goodoffices.model.result import Result, Status


class CountRange(Result, frozen=True):
    """A count, what its source states (None: no figure), and what the balances leave (None where nothing fits)."""

    count: str
    of: str
    stated: Range | None
    follows: Range | None


class Rest(Result, frozen=True):
    """What all parts without a figure come to together; `nominal` is the plain difference of the figures as stated."""

    counts: tuple[str, ...]
    low: int
    high: int | None
    nominal: int | None
    says: str


class BalanceLedger(Result, frozen=True):
    """One balance, reckoned with all those that share counts with it."""

    balance: str
    total: CountRange
    parts: tuple[CountRange, ...]
    rest: Rest | None
    gap: Gap | None
    note: str = ""
    status: Status = "exact"


def balances_of(counts: Sequence[Count], balances: Sequence[Balance]) -> tuple[BalanceLedger, ...]:
    """Reckon balances: every total is the sum of its parts.

    Args:
        counts: the counts, with ids that are unique.
        balances: those whose counts are all among them; others are left out.

    Raises:
        AnalysisError: a figure is too large to be reckoned with.
    """
    known = {count.id: count for count in counts}
    sound = [one for one in balances if {one.total, *one.parts} <= known.keys()]
    found: dict[str, BalanceLedger] = {}
    for group in _groups(sound):
        names = [name for name in known if any(name in {one.total, *one.parts} for one in group)]
        found |= {one.balance: one for one in _reckoned([known[name] for name in names], group)}
    return tuple(found[one.id] for one in sound)


def _groups(balances: Iterable[Balance]) -> list[list[Balance]]:
    """Part balances that share no count, not even by way of others."""
    groups: list[tuple[set[str], list[Balance]]] = []
    for one in balances:
        names, members = {one.total, *one.parts}, [one]
        apart = []
        for other, theirs in groups:
            if other & names:
                names, members = names | other, [*theirs, *members]
            else:
                apart.append((other, theirs))
        groups = [*apart, (names, members)]
    return [members for _names, members in groups]


def _reckoned(counts: Sequence[Count], balances: Sequence[Balance]) -> Iterable[BalanceLedger]:
    sums = Wholes()
    at = {count.id: sums.unknown() for count in counts}
    entries: list[tuple[str, ...]] = []
    for count in counts:
        if count.value is not None:
            stated = meant(count.value, count.bound, count.high)
            sums.row({at[count.id]: 1}, stated.low, stated.high, label=len(entries))
            entries.append((count.id,))
    known = {count.id: count for count in counts}
    rest = {one.id: _add(sums, one, known, at) for one in balances}
    gap = gap_of(sums, entries)
    exact = True
    ranges: dict[str, CountRange] = {}
    for count in counts:
        follows = None
        if gap is None:
            extent = sums.extent({at[count.id]: 1})
            exact, follows = exact and extent.exact, Range(low=extent.low, high=extent.high)
        stated_or_none = None if count.value is None else meant(count.value, count.bound, count.high)
        ranges[count.id] = CountRange(count=count.id, of=count.of, stated=stated_or_none, follows=follows)
    for one in balances:
        yield BalanceLedger(
            balance=one.id, total=ranges[one.total], parts=tuple(ranges[name] for name in one.parts),
            rest=None if gap is not None else _rest(one, known, sums, rest[one.id]),
            gap=gap, note=one.gap_note, status="exact" if exact else "bounded",
        )  # fmt: skip


def _add(sums: Wholes, one: Balance, counts: Mapping[str, Count], at: Mapping[str, int]) -> int:
    """Add a balance; return the unknown that is the sum of its parts without a figure."""
    rest = sums.unknown()
    missing = {rest: 1}
    whole = {at[one.total]: 1, rest: -1}
    for part in one.parts:
        terms = missing if counts[part].value is None else whole
        terms[at[part]] = terms.get(at[part], 0) - 1
    sums.row(missing, 0, 0)
    sums.row(whole, 0, 0)
    return rest


def _rest(one: Balance, counts: Mapping[str, Count], sums: Wholes, unknown: int) -> Rest | None:
    """Return what the parts without a figure come to together."""
    missing = [name for name in dict.fromkeys(one.parts) if counts[name].value is None]
    if not missing:
        return None
    extent = sums.extent({unknown: 1})
    found = Range(low=extent.low, high=extent.high)
    nominal = _nominal(one, counts)
    says = found.says
    if nominal is not None and not found.exact:
        says = _("{about} ({range})").format(about=about(whole(nominal)), range=found.says)
    says = labelled(listed(counts[name].of for name in missing), says)
    return Rest(counts=tuple(missing), low=found.low, high=found.high, nominal=nominal, says=says)


def _nominal(one: Balance, counts: Mapping[str, Count]) -> int | None:
    """Return the total less the known parts, as stated; None where one is but a bound, or nothing would be left."""
    named = [counts[one.total], *(counts[name] for name in one.parts if counts[name].value is not None)]
    if any(count.bound not in ("exactly", "about") or count.high is not None for count in named):
        return None
    total, *parts = (count.value for count in named)
    left = None if total is None else total - sum(part or 0 for part in parts)
    return left if left is not None and left >= 0 else None
