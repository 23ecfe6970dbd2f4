"""Tallies: how many are in each state on each day, by what the entries say; or the gap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from msgspec import field

from goodoffices.agreement.ledger.gaps import Differing, Gap, differing, gap_of
from goodoffices.agreement.ledger.moments import Figure, Moments, moments_of
from goodoffices.agreement.ranges import Range
from goodoffices.analysis.wholes import Terms
from goodoffices.language import gettext as _
from goodoffices.model.agreement import Entry, Tally
from goodoffices.model.result import Result, Status


class StateRange(Result, frozen=True):
    """How many are in a state; `high` None: no upper end is known."""

    state: str
    low: int
    high: int | None

    @property
    def range(self) -> Range:
        """The same as a range."""
        return Range(low=self.low, high=self.high)


class TallyDay(Result, frozen=True):
    """The end of a day: how many in each state, and in all."""

    on: dt.date | None
    states: tuple[StateRange, ...]
    total: Range


class Went(Result, frozen=True):
    """How many went, came (no `from`) or left (no `to`), by what all entries together leave."""

    entries: tuple[str, ...]
    from_state: str = field(name="from")
    to: str
    first: dt.date | None
    last: dt.date | None
    range: Range


class TallyLedger(Result, frozen=True):
    """A tally as its entries leave it; without days where no numbers fit, and then with the gap."""

    tally: str
    of: str
    days: tuple[TallyDay, ...]
    went: tuple[Went, ...]
    differing: tuple[Differing, ...]
    gap: Gap | None
    status: Status = "exact"

    def on(self, day: dt.date) -> TallyDay | None:
        """Return how it stands at the end of a day: as on the last day before of which anything is known."""
        before = [one for one in self.days if one.on is not None and one.on <= day]
        return before[-1] if before else None


def tally_of(tally: Tally, entries: Sequence[Entry], *, latest: bool = False) -> TallyLedger:
    """Return what follows for each state on each day that an entry names.

    Bounds are exact: some numbers that fit all entries reach each end. Nobody is lost: the total changes by those who
    are added and those who leave alone, and no state holds fewer than nobody.

    Args:
        tally: the tally.
        entries: entries of this and other tallies.
        latest: reckon the last day alone, and not how many went: among many lines that is sooner by far.

    Raises:
        AnalysisError: a figure is too large to be reckoned with.
    """
    moments = moments_of(tally, entries)
    gap = gap_of(moments.sums, [figure.entries for figure in moments.figures])
    found = _Found(moments)
    times = range(len(moments.times))[-1 if latest else 0 :] if gap is None else ()
    days = tuple(found.day(time) for time in times)
    went = tuple(found.went()) if gap is None and not latest else ()
    return TallyLedger(
        tally=tally.id, of=tally.of, days=days, went=went, gap=gap, status="exact" if found.exact else "bounded",
        differing=tuple(
            differing(one.entries, _what(tally, one), one.range) for one in moments.figures if one.differ
        ),
    )  # fmt: skip


class _Found:
    """Asks the sums, and keeps in mind whether all answers were proven."""

    def __init__(self, moments: Moments) -> None:
        self._moments = moments
        self.exact = True

    def range(self, terms: Terms) -> Range:
        extent = self._moments.sums.extent(terms)
        self.exact = self.exact and extent.exact
        return Range(low=extent.low, high=extent.high)

    def day(self, time: int) -> TallyDay:
        states = []
        for state in self._moments.tally.states:
            found = self.range(self._moments.number(state, time))
            states.append(StateRange(state=state, low=found.low, high=found.high))
        total = self.range(self._moments.total(time))
        return TallyDay(on=self._moments.times[time], states=tuple(states), total=total)

    def went(self) -> list[Went]:
        return [
            Went(
                entries=one.entries, from_state=one.from_state, to=one.to, first=one.first, last=one.last,
                range=self.range(self._moments.amount(number)),
            )
            for number, one in enumerate(self._moments.figures)
            if not one.counted
        ]  # fmt: skip


def _what(tally: Tally, figure: Figure) -> str:
    """Say what a figure is of."""
    if figure.counted:
        return _("the number of {of}: {state}").format(of=tally.of, state=figure.to)
    if not figure.from_state:
        return _("the number of {of} who came: {state}").format(of=tally.of, state=figure.to)
    if not figure.to:
        return _("the number of {of} who left: {state}").format(of=tally.of, state=figure.from_state)
    return _("the number of {of} who went: {before} → {after}").format(
        of=tally.of, before=figure.from_state, after=figure.to
    )
