"""Days that cannot be kept: conditions that wait for one another, phases that never begin, due days outside a phase."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from goodoffices.agreement.checking.findings import Finding, at, place_of, words_of
from goodoffices.agreement.ordering import Node, Order, circles, sorted_nodes
from goodoffices.agreement.schedule.reckoning import Reckoning
from goodoffices.language import gettext as _
from goodoffices.language import isolated, listed, quoted, whole
from goodoffices.model.agreement import Obligation, Phase

#: Two sides of an exchange that fall due further apart than this are pointed at: somebody gives long before the other.
DAYS_APART: Final = 7


def timing(order: Order) -> Iterator[Finding]:
    """Yield what is wrong or open about when things happen."""
    for name in order.twice:
        says = _("'{name}' is used twice, and only the first is looked at; give each its own").format(
            name=isolated(name)
        )
        yield Finding(kind="wrong", rule="twice", where="phases", says=says)
    for later, name in order.unknown:
        says = _("{later} waits for '{name}', which the terms do not have").format(
            later=words_of(order, later), name=isolated(name)
        )
        yield Finding(kind="wrong", rule="unknown", where=place_of(order, later), says=says)
    yield from _circular(order)
    for phase in order.terms.phases:
        yield from _beginning(order, phase)
        for one in phase.obligations:
            yield from _outside(phase, one)
    reckoning = Reckoning(order, None, {}, None)
    reckoning.run()
    for phase in order.terms.phases:
        for one in phase.obligations:
            yield from _too_late(order, reckoning, phase, one)
            yield from _apart(order, reckoning, phase, one)


def _circular(order: Order) -> Iterator[Finding]:
    """Name each circle once, and then what can never be because it waits for one."""
    for names in order.mutual:
        yield _mutual(order, names)
    circling: set[Node] = set()
    for circle in circles(order):
        circling.update(one.later for one in circle)
        chain = listed(
            _("{later} waits for {earlier}").format(
                later=words_of(order, one.later), earlier=words_of(order, one.earlier)
            )
            for one in circle
        )
        says = _("these conditions are circular, so none of it can ever happen: {chain}").format(chain=chain)
        where, *also = dict.fromkeys(place_of(order, one.later) for one in circle)
        yield Finding(kind="wrong", rule="circular", where=where, says=says, also=tuple(also))
    stuck = set(order.nodes) - set(sorted_nodes(order))
    for node in order.nodes:
        if node not in stuck or node[0] == "ends":
            continue
        reason = listed(words_of(order, one.earlier) for one in order.before[node] if one.earlier in stuck)
        if node[0] == "begins":
            says = _("the phase “{phase}” can never begin: it waits for {reason}")
            says = says.format(phase=isolated(order.phases[node[1]].name), reason=reason)
            yield Finding(kind="wrong", rule="never-begins", where=place_of(order, node), says=says)
        elif node not in circling and ("begins", order.phase_of[node[1]]) not in stuck:
            says = _("“{action}” can never be done: it waits for {reason}")
            says = says.format(action=isolated(order.obligations[node[1]].action), reason=reason)
            yield Finding(kind="wrong", rule="never-done", where=place_of(order, node), says=says)


def _mutual(order: Order, names: tuple[str, ...]) -> Finding:
    where, *also = (place_of(order, ("done", name)) for name in names)
    actions = listed(quoted(order.obligations[name].action) for name in names)
    if len(names) == 1:
        says = _("{action} is in exchange for itself").format(action=actions)
        return Finding(kind="wrong", rule="circular", where=where, says=says)
    says = _(
        "{actions} are each in exchange for the other; who goes first, or that all is done on one day, is not said"
    )
    return Finding(
        kind="open", rule="circular", where=where, says=says.format(actions=actions), also=tuple(also)
    )


def _beginning(order: Order, phase: Phase) -> Iterator[Finding]:
    where = at(phase)
    if phase.starts_on is not None and phase.starts_after:
        says = _(
            "the phase “{phase}” begins on a date and after something; where these differ, the later one is taken"
        )
        yield Finding(
            kind="open", rule="two-beginnings", where=where, says=says.format(phase=isolated(phase.name))
        )
    if not order.first(phase) and phase.starts_on is None and not phase.starts_after:
        says = (
            _("when the phase “{phase}” begins is said in words alone; name what it comes after")
            if phase.starts_when
            else _("when the phase “{phase}” begins is not said")
        )
        yield Finding(
            kind="open", rule="no-beginning", where=where, says=says.format(phase=isolated(phase.name))
        )
    if phase.days is None and not phase.ends_after:
        says = (
            _(
                "when the phase “{phase}” ends is said in words alone; give its days, or name what it ends after"
            )
            if phase.ends_when
            else _("when the phase “{phase}” ends is not said")
        )
        yield Finding(kind="open", rule="no-end", where=where, says=says.format(phase=isolated(phase.name)))
    if not phase.resumes_if_failed and not phase.suspends:
        says = _("what happens if the phase “{phase}” fails is not said").format(phase=isolated(phase.name))
        yield Finding(kind="open", rule="no-failure", where=where, says=says)


def _outside(phase: Phase, one: Obligation) -> Iterator[Finding]:
    if one.due_day is None:
        return
    if one.due_day < 1:
        says = _("“{action}” is due on day {day}, and a phase begins with day 1").format(
            action=isolated(one.action), day=whole(one.due_day)
        )
        yield Finding(kind="wrong", rule="outside-phase", where=at(phase, one), says=says)
    elif phase.days is not None and one.due_day > phase.days:
        says = _("“{action}” is due on day {day}, and its phase ends after day {last}").format(
            action=isolated(one.action), day=whole(one.due_day), last=whole(phase.days)
        )
        yield Finding(kind="wrong", rule="outside-phase", where=at(phase, one), says=says)


def _too_late(order: Order, reckoning: Reckoning, phase: Phase, one: Obligation) -> Iterator[Finding]:
    """Find an obligation that is due before what it waits for can be, or must be, done."""
    due = reckoning.due.get(one.id)
    if due is None or due.late is None:
        return
    for wait in order.before[("done", one.id)]:
        earlier = reckoning.points.get(wait.earlier)
        if wait.earlier[0] == "begins" or earlier is None or earlier.calendar != due.calendar:
            continue
        extra = 0 if wait.same_day else 1
        names = {"action": isolated(one.action), "earlier": words_of(order, wait.earlier)}
        if earlier.early is not None and earlier.early + extra > due.late:
            says = _("“{action}” cannot be done by the day on which it is due: {earlier} comes later").format(
                **names
            )
            yield Finding(kind="wrong", rule="due-too-early", where=at(phase, one), says=says)
        elif earlier.late is not None and earlier.late + extra > due.late:
            says = _("“{action}” is due before {earlier} must be done, which it waits for").format(**names)
            yield Finding(kind="open", rule="due-too-early", where=at(phase, one), says=says)


def _apart(order: Order, reckoning: Reckoning, phase: Phase, one: Obligation) -> Iterator[Finding]:
    other = order.obligations.get(one.in_exchange_for or "")
    if other is None:
        return
    mine, theirs = reckoning.due.get(one.id), reckoning.due.get(other.id)
    if (
        mine is None
        or theirs is None
        or mine.late is None
        or theirs.late is None
        or mine.calendar != theirs.calendar
    ):
        return
    apart = abs(mine.late - theirs.late)
    if apart > DAYS_APART:
        says = _(
            "“{action}” and “{other}” are in exchange for each other and fall due {days} days apart"
        ).format(action=isolated(one.action), other=isolated(other.action), days=whole(apart))
        theirs_at = place_of(order, ("done", other.id))
        yield Finding(kind="open", rule="days-apart", where=at(phase, one), says=says, also=(theirs_at,))
