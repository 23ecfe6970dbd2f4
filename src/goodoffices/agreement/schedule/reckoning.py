"""The earliest and the latest day of every beginning, end and obligation, each from what it waits for.

The earliest: everything is done as soon as it may be. The latest: everything is done on the day it is due. Where
neither a first day nor a date is known, days are counted from the agreement's first, which is day 1.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from goodoffices.agreement.ordering import Node, Order, Wait, sorted_nodes


@dataclass(frozen=True)
class Point:
    """The earliest and the latest day; None: not known. `calendar`: days of the calendar, by their ordinals."""

    early: int | None = None
    late: int | None = None
    calendar: bool = False

    def later(self, days: int) -> Point:
        """Return the same some days later."""
        return Point(
            None if self.early is None else self.early + days,
            None if self.late is None else self.late + days,
            self.calendar,
        )


@dataclass
class Reckoning:
    """The days of one agreement. `starts`: its first day; `done`: when obligations were done, and phases ended."""

    order: Order
    starts: dt.date | None
    done: Mapping[str, dt.date]
    today: dt.date | None
    points: dict[Node, Point] = field(default_factory=dict)
    due: dict[str, Point] = field(default_factory=dict)
    decided_by: dict[Node, Node] = field(default_factory=dict)

    def run(self) -> None:
        """Go through all nodes, each after what it waits for; what waits for itself gets no days."""
        for node in sorted_nodes(self.order):
            match node[0]:
                case "begins":
                    self.points[node] = self._begins(node)
                case "done":
                    self.points[node] = self._done(node)
                case "ends":
                    self.points[node] = self._ends(node)

    def _begins(self, node: Node) -> Point:
        phase = self.order.phases[node[1]]
        waits = self.order.before[node]
        unsaid = any(later == node for later, _name in self.order.unknown)
        own: list[tuple[Node | None, Point]] = []
        if phase.starts_on is not None:
            own.append((None, _on(phase.starts_on)))
        elif not waits and not unsaid and self.order.first(phase):
            own.append((None, Point(1, 1) if self.starts is None else _on(self.starts)))
        if unsaid or (not waits and not own):
            return Point()
        return self._latest(node, waits, own)

    def _done(self, node: Node) -> Point:
        one = self.order.obligations[node[1]]
        phase = self.order.phases[self.order.phase_of[one.id]]
        begins: Node = ("begins", phase.id)
        day = one.due_day if one.due_day is not None else phase.days
        due = self.due[one.id] = Point() if day is None else self.points[begins].later(day - 1)
        if one.id in self.done:
            return _on(self.done[one.id])
        found = self._latest(node, self.order.before[node], ())
        late = None if due.late is None or found.late is None else max(due.late, found.late)
        if late is not None and late == due.late and late != found.late:
            self.decided_by[node] = begins
        return self._not_before_today(Point(found.early, late, found.calendar))

    def _ends(self, node: Node) -> Point:
        phase = self.order.phases[node[1]]
        if phase.id in self.done:
            return _on(self.done[phase.id])
        waits = [one for one in self.order.before[node] if one.earlier[0] != "begins"]
        unsaid = any(later == node for later, _name in self.order.unknown)
        begins: Node = ("begins", phase.id)
        if unsaid:
            return Point()
        if phase.days is None and not waits:
            # When it ends is not said; not before it begins.
            return Point(self.points[begins].early, None, self.points[begins].calendar)
        return self._latest(node, waits, [(begins, self.points[begins].later((phase.days or 1) - 1))])

    def _not_before_today(self, point: Point) -> Point:
        if self.today is None or not point.calendar:
            return point
        day = self.today.toordinal()
        return Point(
            None if point.early is None else max(point.early, day),
            None if point.late is None else max(point.late, day),
            calendar=True,
        )

    def _latest(self, node: Node, waits: Sequence[Wait], own: Sequence[tuple[Node | None, Point]]) -> Point:
        """Return the day on which all that a node waits for is over; unknown where two ways of counting would mix."""
        pairs = [*own]
        for one in waits:
            earlier = self.points.get(one.earlier, Point())
            pairs.append((one.earlier, earlier if one.same_day else earlier.later(1)))
        if len({point.calendar for _, point in pairs if point.early is not None}) > 1:
            return Point()
        earlies = [point.early for _, point in pairs if point.early is not None]
        lates = [point.late for _, point in pairs]
        deciding = max(pairs, key=lambda pair: (pair[1].late is not None, pair[1].late or 0))[0]
        if deciding is not None:
            self.decided_by[node] = deciding
        return Point(
            max(earlies) if len(earlies) == len(pairs) else None,
            None if None in lates else max(late for late in lates if late is not None),
            any(point.calendar for _, point in pairs),
        )


def _on(day: dt.date) -> Point:
    return Point(day.toordinal(), day.toordinal(), calendar=True)
