"""What blocks, and what would open it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from goodoffices.analysis.results import Chance, Help, LimitNote, Softened, WayBySteps, WayOut
from goodoffices.analysis.tolerance import floor_of
from goodoffices.language import counted, labelled, sentence, spread, whole
from goodoffices.language import gettext as _
from goodoffices.model import describe
from goodoffices.model.moving import is_premise
from goodoffices.reports import words
from goodoffices.reports.charts.deadlock import Diagram, diagram
from goodoffices.reports.masthead import opening
from goodoffices.reports.names import described
from goodoffices.reports.sections.base import Material, Section


@dataclass(frozen=True)
class LimitView:
    """A limit for people."""

    party: str
    colour: str
    name: str
    kind: str
    requires: str
    cost: float


@dataclass(frozen=True)
class HelpView:
    """What a party gets where a way out opens: in words, and against its reservation value."""

    party: str
    colour: str
    gives: bool
    reservation: float
    worst: str
    nash: str
    best: str
    verdict: str
    good: bool | None


@dataclass(frozen=True)
class MoveView:
    """A limit that gives way, and how far; `condition`: only the condition of it does."""

    limit: LimitView
    to: str
    far: str
    condition: bool


@dataclass(frozen=True)
class WayView:
    """A way out for people: what to relax, at what cost, what it opens, and whom that helps."""

    number: int
    relax: tuple[LimitView, ...]
    cost: float
    opens: str
    utilities: tuple[tuple[str, str, float], ...]
    package: tuple[tuple[str, str], ...]
    helps: tuple[HelpView, ...] = ()
    chance: str = ""
    moves: tuple[MoveView, ...] = ()


@dataclass(frozen=True)
class DeadlockView:
    """The diagram, the blocking sets and the ways out."""

    diagram: Diagram | None
    sets: tuple[tuple[LimitView, ...], ...]
    ways: tuple[WayView, ...]
    complete: bool
    notes: tuple[str, ...]
    steps: tuple[WayView, ...] = ()
    steps_complete: bool | None = None


def deadlock(material: Material) -> Section | None:
    """Show the deadlock, where there is one."""
    found = material.deadlock
    if found is None or not found.deadlocked:
        return None
    notes = {limit.name: limit for limit in found.limits}

    def view(label: str) -> LimitView:
        return _limit(label, notes.get(label), material)

    lead = _("The constraints alone leave no package, so no party's limit is to blame.")
    if found.blocking_sets:
        lead = _(
            "The smallest groups of limits that cannot all stand together, "
            "and the least that would have to give for an agreement to exist."
        )
    return Section(
        "deadlock", _("What blocks agreement, and what would open it"), lead,
        DeadlockView(
            diagram=diagram(found, material.names) if found.blocking_sets else None,
            sets=tuple(tuple(map(view, labels)) for labels in found.blocking_sets),
            ways=tuple(
                _way(number, way, tuple(map(view, way.relax)), material)
                for number, way in enumerate(found.ways_out, start=1)
            ),
            complete=found.complete, notes=found.notes,
            steps=tuple(
                _by_steps(number, way, tuple(view(move.limit) for move in way.moves), material)
                for number, way in enumerate(found.ways_out_by_steps, start=1)
            ),
            steps_complete=found.steps_complete,
        ),
    )  # fmt: skip


def _limit(label: str, note: LimitNote | None, material: Material) -> LimitView:
    party, name = material.names.limit(label)
    party = note.party if note is not None else party
    return LimitView(
        party=material.names.party(party), colour=material.names.colour(party), name=name,
        kind=_(note.kind) if note is not None else _("limit"), requires=_requires(note, material),
        cost=note.cost if note is not None else 0.0,
    )  # fmt: skip


def _requires(note: LimitNote | None, material: Material) -> str:
    """Say what a limit requires: in the language that is spoken where its condition is at hand."""
    if note is None:
        return ""
    case = material.case
    conditions = [(one.label, one.requires) for one in case.red_lines]
    conditions += [(one.label, one.requires) for one in case.mandates if one.requires is not None]
    for label, condition in conditions:
        if label == note.name and describe(condition, case.issues_by_id) == note.requires:
            return described(condition, case.issues_by_id)
    return sentence(note.requires)


def _way(number: int, way: WayOut | WayBySteps, relax: tuple[LimitView, ...], material: Material) -> WayView:
    nash = way.opens.nash
    parties = material.analysis.parties if material.analysis else tuple(p.id for p in material.case.parties)
    utilities = zip(parties, nash.utilities, strict=False) if nash is not None else ()
    return WayView(
        number=number, relax=relax, cost=way.cost, opens=opening(way.opens),
        utilities=tuple((material.names.party(p), material.names.colour(p), u) for p, u in utilities),
        package=tuple(material.names.package(nash.package)) if nash is not None else (),
        helps=tuple(_help_view(one, material) for one in way.helps), chance=_chance(way.chance),
    )  # fmt: skip


def _by_steps(number: int, way: WayBySteps, relax: tuple[LimitView, ...], material: Material) -> WayView:
    """Return a way out by steps for people."""
    moves = tuple(
        MoveView(limit, _where(move, material), _far(move), is_premise(move.path))
        for limit, move in zip(relax, way.moves, strict=True)
    )
    return replace(_way(number, way, relax, material), moves=moves)


def _where(move: Softened, material: Material) -> str:
    if move.to is None:
        return _("given up")
    if not move.issue:
        return _("a utility of at least {number}").format(number=words.utility(float(move.to)))
    issue = material.case.issues_by_id[move.issue]
    return labelled(issue.name, material.names.option(issue.id, move.to))


def _far(move: Softened) -> str:
    return counted("{n} step of {all}", "{n} steps of {all}", move.steps, all=whole(move.of))


def _help_view(one: Help, material: Material) -> HelpView:
    """Return whom a way out helps, for people."""

    def figure(number: float | None) -> str:
        return "–" if number is None else words.utility(number)

    at = one.nash if one.nash is not None else one.best
    good = None if at is None else at >= floor_of(one.reservation)
    verdict = ""
    if one.worst is not None and one.worst >= floor_of(one.reservation):
        verdict = _("never worse than no agreement")
    elif good is not None:
        verdict = _("better than no agreement") if good else _("worse than no agreement")
    return HelpView(
        party=material.names.party(one.party), colour=material.names.colour(one.party), gives=one.gives,
        reservation=one.reservation, worst=figure(one.worst), nash=figure(one.nash), best=figure(one.best),
        verdict=verdict, good=good,
    )  # fmt: skip


def _chance(chance: Chance | None) -> str:
    """Write a chance with its interval and the number of draws; "" where there is none."""
    if chance is None:
        return ""
    if not chance.samples:
        return _("not settled")
    draws = counted("{n} draw", "{n} draws", chance.samples)
    span = spread(words.share(chance.low), words.share(chance.high))
    return f"{words.share(chance.share)} ({_('; ').join((span, draws))})"
