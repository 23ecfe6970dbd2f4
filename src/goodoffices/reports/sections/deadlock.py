"""What blocks, and what would open it."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.analysis.results import LimitNote, WayOut
from goodoffices.language import gettext as _
from goodoffices.language import sentence
from goodoffices.model import describe
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
class WayView:
    """A way out for people: what to relax, at what cost, and what it opens."""

    number: int
    relax: tuple[LimitView, ...]
    cost: float
    opens: str
    utilities: tuple[tuple[str, str, float], ...]
    package: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class DeadlockView:
    """The diagram, the blocking sets and the ways out."""

    diagram: Diagram | None
    sets: tuple[tuple[LimitView, ...], ...]
    ways: tuple[WayView, ...]
    complete: bool
    notes: tuple[str, ...]


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


def _way(number: int, way: WayOut, relax: tuple[LimitView, ...], material: Material) -> WayView:
    nash = way.opens.nash
    parties = material.analysis.parties if material.analysis else tuple(p.id for p in material.case.parties)
    utilities = zip(parties, nash.utilities, strict=False) if nash is not None else ()
    return WayView(
        number=number, relax=relax, cost=way.cost, opens=opening(way.opens),
        utilities=tuple((material.names.party(p), material.names.colour(p), u) for p, u in utilities),
        package=tuple(material.names.package(nash.package)) if nash is not None else (),
    )  # fmt: skip
