"""Every figure explained: what it rests on, how it is computed, and what would change it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from goodoffices.analysis.explaining.shapes import Explanation, Move, Turn
from goodoffices.language import gettext, isolated, labelled, led, pgettext, sentence, spread
from goodoffices.language import gettext as _
from goodoffices.model import Package
from goodoffices.reports import words
from goodoffices.reports.charts.tornado import Lane, Side, Tornado, tornado
from goodoffices.reports.names import Names
from goodoffices.reports.sections.base import Material, Section

#: How many inputs are drawn, and how many rows of a table are written.
_DRAWN: Final = 10
_ROWS: Final = 40


@dataclass(frozen=True)
class Change:
    """A row of the table: an input, how it moves, and what comes of it."""

    party: str
    name: str
    now: str
    to: str
    by: str
    stated: str
    then: tuple[str, ...]
    status: str


@dataclass(frozen=True)
class Given:
    """An input with its sources, statements as such so that they can be linked."""

    party: str
    kind: str
    name: str
    says: str
    sources: tuple[str, ...]
    statements: tuple[str, ...]


@dataclass(frozen=True)
class Explained:
    """One figure."""

    key: str
    explanation: Explanation
    says: str
    dropped: tuple[tuple[str, str], ...]
    numeric: bool
    chart: Tornado | None
    left: str
    right: str
    changes: tuple[Change, ...]
    left_out: int
    inputs: tuple[Given, ...]
    description: str


def explanations(material: Material) -> Section | None:
    """Show what explains each figure, where that was asked for."""
    found = material.explanations
    if found is None or not found.figures:
        return None
    view = tuple(_explained(key, one, material) for key, one in found.figures.items())
    lead = _(
        "What each figure rests on, how it is computed, and which input, moved by how much, changes it. "
        "An input that changes the answer soon deserves the most care."
    )
    return Section("explanations", _("Every figure explained"), lead, view)


def _explained(key: str, one: Explanation, material: Material) -> Explained:
    numeric = any(move.shifts for move in one.sensitivity)
    names = material.names
    solution = material.analysis.solutions.get(key) if material.analysis is not None else None
    now = solution.package if solution is not None else None
    changes = [change for move in one.sensitivity for change in _changes(move, now, names)]
    if numeric:
        chart = _effects(one, names)
        left, right = _("fewer"), _("more")
        description = _(
            "One row for each input, the one with the largest effect on top. Bars to the left show how much smaller "
            "the figure becomes when the input is moved or dropped, bars to the right how much larger. "
            "The table gives the figures."
        )
    else:
        chart = _ways(one, names)
        left, right = _("down"), _("up")
        description = _(
            "One row for each input, the one that changes the choice soonest on top. A bar shows how far the input can "
            "move down or up before another package is chosen, in per cent of the range it was moved through; a dashed "
            "bar goes on. Short bars are what the choice hangs on. The table gives the figures."
        )
    dropped = tuple((move.party, _name(move, names)) for move in one.sensitivity if move.dropped is not None)
    says = sentence(one.says)
    if solution is not None and material.analysis is not None:
        worth = zip(material.analysis.parties, solution.utilities, strict=False)
        said = (f"{isolated(names.party(party))} {words.utility(utility)}" for party, utility in worth)
        says = led(_(", ").join(said))
    return Explained(
        key=key, explanation=one, says=says, dropped=dropped, numeric=numeric, chart=chart, left=left, right=right,
        changes=tuple(changes[:_ROWS]), left_out=max(0, len(changes) - _ROWS),
        inputs=tuple(_given(one, material)), description=description,
    )  # fmt: skip


def _name(move: Move, names: Names) -> str:
    if move.issue is not None:
        return _("weight of {issue}").format(issue=isolated(names.issue(move.issue)))
    if move.kind == "reservation value":
        return _("reservation value")
    label = move.input.removesuffix(": cost") if move.kind == "cost" else move.input
    name = names.limit(label)[1]
    if move.kind in {"alternative", "preferences", "stance"}:
        return sentence(name)
    return _("cost of {limit}").format(limit=isolated(name)) if move.kind == "cost" else name


def _kept(move: Move) -> str:
    return {"preferences": _("known exactly"), "stance": _("turned")}.get(move.kind, _("without it"))


def _changes(move: Move, now: Package | None, names: Names) -> Iterable[Change]:
    """Write a move as rows: one for each way it changes something."""
    party, name = move.party, _name(move, names)
    value = _("stands") if move.value is None else words.number(move.value)
    stated = "" if move.stated is None else spread(*map(words.number, move.stated))
    for shift in move.shifts:
        to = _kept(move) if shift.to is None else words.number(shift.to)
        by = "" if shift.to is None or move.value is None else _signed(shift.to - move.value)
        becomes = f"{words.number(shift.figure)} ({_signed(shift.change)})"
        yield Change(party, name, value, to, by, stated, (becomes,), gettext(shift.status))
    turns = sorted((turn for turn in (move.down, move.up) if turn is not None), key=lambda turn: abs(turn.by))
    for turn in turns:
        to = words.number(turn.at)
        if turn.status != "exact":
            to = _("at the latest {number}").format(number=to)
        by = _("any change") if turn.by == 0 else _signed(turn.by)
        then = (sentence(move.note),) if move.kind == "cost" else tuple(_then(turn, now, names))
        yield Change(party, name, value, to, by, stated, then, gettext(turn.status))
    if move.dropped is not None:
        then = tuple(_then(move.dropped, now, names))
        yield Change(party, name, value, _("dropped"), "", stated, then, gettext(move.dropped.status))


def _signed(value: float) -> str:
    return ("+" if value > 0 else "") + words.number(value)


def _then(turn: Turn, now: Package | None, names: Names) -> Iterable[str]:
    """Say what is chosen then: the issues that change, or the whole package where there is none now."""
    if turn.package is None:
        yield _("nothing can be chosen")
        return
    for issue, value in turn.package.items():
        if now is None or now.get(issue) != value:
            yield labelled(names.issue(issue), names.option(issue, value))


def _ways(one: Explanation, names: Names) -> Tornado | None:
    """Draw how far inputs can move before the choice changes."""
    telling = [move for move in one.sensitivity if move.room is not None and move.searched is not None][
        :_DRAWN
    ]
    lanes = []
    for move in telling:
        assert move.searched is not None
        assert move.value is not None
        low, high = move.searched
        span = (high - low) or 1.0
        sides = [_way(turn, end, move.value, span) for turn, end in ((move.down, low), (move.up, high))]
        label = led(labelled(names.party(move.party), _name(move, names)))
        lanes.append(Lane(label, names.colour(move.party), sides[0], sides[1]))
    rooms = [100 * move.room for move in telling if move.room is not None]
    return tornado(
        lanes, max([*(1.2 * room for room in rooms), 1.0], default=1.0), pgettext("number", "{number} %")
    )


def _way(turn: Turn | None, end: float, value: float, span: float) -> Side | None:
    if turn is not None:
        return Side(100 * abs(turn.by) / span, words.number(turn.at) if turn.by else _("any change"))
    room = 100 * abs(end - value) / span
    return Side(room, "", open=True) if room > 0 else None


def _effects(one: Explanation, names: Names) -> Tornado | None:
    """Draw what inputs do to a figure that is a number."""
    telling = [move for move in one.sensitivity if any(shift.change for shift in move.shifts)][:_DRAWN]
    lanes = []
    for move in telling:
        less = min((shift.change for shift in move.shifts), default=0.0)
        more = max((shift.change for shift in move.shifts), default=0.0)
        label = led(labelled(names.party(move.party), _name(move, names)))
        lanes.append(
            Lane(
                label, names.colour(move.party),
                Side(-less, words.number(less)) if less < 0 else None,
                Side(more, "+" + words.number(more)) if more > 0 else None,
            )
        )  # fmt: skip
    reach = max((side.length for lane in lanes for side in (lane.left, lane.right) if side), default=0.0)
    return tornado(lanes, reach)


def _given(one: Explanation, material: Material) -> Iterable[Given]:
    for given in one.inputs:
        statements = [
            source.removeprefix("statement ") for source in given.sources if source.startswith("statement ")
        ]
        others = tuple(sentence(source) for source in given.sources if not source.startswith("statement "))
        known = tuple(one for one in statements if one in material.names.statements)
        name = sentence(material.names.limit(given.name)[1])
        yield Given(given.party or "", gettext(given.kind), name, sentence(given.says), others, known)
