"""Phases and obligations on days: the earliest and the latest of each, what each waits for, and what hangs on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from goodoffices.agreement.errors import AgreementError
from goodoffices.agreement.ordering import Node, Order, order_of
from goodoffices.agreement.schedule.reckoning import Point, Reckoning
from goodoffices.language import gettext as _
from goodoffices.model.agreement import Obligation, Phase, Terms
from goodoffices.model.result import Result


class Days(Result, frozen=True):
    """The earliest and the latest day: counted from the agreement's first, day 1, and as dates; None: not known."""

    first: int | None = None
    last: int | None = None
    first_on: dt.date | None = None
    last_on: dt.date | None = None


class PhaseDays(Result, frozen=True):
    """When a phase begins and ends. `never`: it waits for itself, or for what does."""

    id: str
    name: str
    begins: Days
    ends: Days
    never: bool = False


class ObligationDays(Result, frozen=True):
    """When an obligation can first be done, and is due; what it still waits for, and what waits for it, by id.

    Where it is not said on which day it is due, that is the last day of its phase. `never` is as for a phase.
    """

    id: str
    phase: str
    actor: str
    action: str
    opens: Days
    due: Days
    done: dt.date | None = None
    waits_for: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    never: bool = False


class Schedule(Result, frozen=True):
    """An agreement on days. `chain` names what decides when the last of it is over, from first to last."""

    starts: dt.date | None
    phases: tuple[PhaseDays, ...]
    obligations: tuple[ObligationDays, ...]
    chain: tuple[str, ...]

    def obligation(self, obligation_id: str) -> ObligationDays:
        """Return the days of an obligation.

        Raises:
            KeyError: there is none of that id.
        """
        return {one.id: one for one in self.obligations}[obligation_id]


def schedule_of(
    terms: Terms,
    *,
    starts: dt.date | None = None,
    done: Mapping[str, dt.date] | None = None,
    today: dt.date | None = None,
    strict: bool = True,
) -> Schedule:
    """Reckon the days of an agreement.

    Args:
        terms: its terms; ids of phases and obligations are unique.
        starts: its first day; where it is not known, days are counted from it, unless the first phase has a date.
        done: the day on which obligations were done, and on which phases ended, by id.
        today: what is not done yet is not done before this day.
        strict: refuse a day outside the calendar; otherwise it is left as not known.

    Raises:
        AgreementError: a day lies outside the calendar (`strict`), or `done` names what the terms do not have.
    """
    order = order_of(terms)
    if starts is None and terms.phases and not terms.phases[0].starts_after:
        starts = terms.phases[0].starts_on
    done = done or {}
    for name in done:
        if name not in order.obligations and name not in order.phases:
            raise AgreementError(_("the terms have no obligation or phase '{name}'").format(name=name))
    reckoning = Reckoning(order, starts, done, today)
    reckoning.run()
    dated = _Dated(reckoning, strict=strict)
    return Schedule(
        starts=starts,
        phases=tuple(dated.phase(phase) for phase in order.terms.phases),
        obligations=tuple(dated.obligation(one) for one in order.obligations.values()),
        chain=_chain(reckoning),
    )


class _Dated:
    """Writes points as days."""

    def __init__(self, reckoning: Reckoning, *, strict: bool) -> None:
        self._reckoning, self._strict = reckoning, strict
        self._order: Order = reckoning.order

    def phase(self, phase: Phase) -> PhaseDays:
        begins, ends = (self._reckoning.points.get((what, phase.id)) for what in ("begins", "ends"))
        return PhaseDays(
            id=phase.id, name=phase.name, begins=self._days(begins, phase.name), ends=self._days(ends, phase.name),
            never=begins is None,
        )  # fmt: skip

    def obligation(self, one: Obligation) -> ObligationDays:
        node: Node = ("done", one.id)
        point = self._reckoning.points.get(node)
        done = self._reckoning.done
        waits = dict.fromkeys(w.earlier for w in self._order.before[node] if w.earlier[0] != "begins")
        blocks = dict.fromkeys(w.later[1] for w in self._order.after[node] if w.later[0] != "ends")
        opens = None if point is None else Point(point.early, point.early, point.calendar)
        return ObligationDays(
            id=one.id, phase=self._order.phase_of[one.id], actor=one.actor, action=one.action,
            opens=self._days(opens, one.action), due=self._days(self._reckoning.due.get(one.id), one.action),
            done=done.get(one.id), waits_for=tuple(name for _, name in waits if name not in done),
            blocks=tuple(name for name in blocks if name not in done), never=point is None,
        )  # fmt: skip

    def _days(self, point: Point | None, what: str) -> Days:
        if point is None:
            return Days()
        if not point.calendar:
            return Days(first=point.early, last=point.late)
        starts = self._reckoning.starts
        first, last = (self._date(end, what) for end in (point.early, point.late))
        if starts is None:
            return Days(first_on=first, last_on=last)
        counted = [None if end is None else (end - starts).days + 1 for end in (first, last)]
        return Days(first=counted[0], last=counted[1], first_on=first, last_on=last)

    def _date(self, ordinal: int | None, what: str) -> dt.date | None:
        if ordinal is None or not (self._strict or 0 < ordinal <= dt.date.max.toordinal()):
            return None
        return _date(ordinal, what)


def _date(ordinal: int, what: str) -> dt.date:
    try:
        return dt.date.fromordinal(ordinal)
    except (ValueError, OverflowError):
        sentence = _(
            "“{what}” would fall on a day outside the calendar, which runs from the year 1 to 9999"
        ).format(what=what)
        raise AgreementError(sentence) from None


def _chain(reckoning: Reckoning) -> tuple[str, ...]:
    """Return what decides the latest day of all, each by what it waited for."""
    known = [(point.late, node) for node, point in reckoning.points.items() if point.late is not None]
    if not known:
        return ()
    latest = max(late for late, _node in known)
    node: Node | None = next(node for late, node in reversed(known) if late == latest)
    names: list[str] = []
    while node is not None:
        if node[1] not in names[-1:]:
            names.append(node[1])
        node = reckoning.decided_by.get(node)
    return tuple(reversed(names))
