"""What the analysis rests on: limits, assumed preferences, notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from goodoffices.language import figures, isolated, sentence, spread
from goodoffices.language import gettext as _
from goodoffices.model import Additive, HyperRectangles, Interdependent, Interval, Ordinal
from goodoffices.model.issues import Issue
from goodoffices.model.preferences import Preferences
from goodoffices.reports.charts.weights import Known, Weights, weights, weights_of
from goodoffices.reports.names import as_read, described
from goodoffices.reports.sections.base import Material, Section
from goodoffices.reports.sections.depending import Depending, depending_of

#: Issues with more values than this are not listed value by value.
_MOST_VALUES: Final = 40


@dataclass(frozen=True)
class LimitRow:
    """A red line with its source; or a constraint, which is nobody's."""

    party: str
    name: str
    requires: str
    cost: float | None
    statements: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class PartyPreferences:
    """How much is known of a party's preferences, and why it is assumed."""

    party: str
    known: str
    reservation: str
    assumption: str
    weights: Mapping[str, Known]


@dataclass(frozen=True)
class PreferencesView:
    """The picture of the weights, and the tables."""

    chart: Weights | None
    parties: tuple[PartyPreferences, ...]
    values: tuple[tuple[Issue, tuple[tuple[str, tuple[float | None, ...]], ...]], ...]
    value_parties: tuple[str, ...]
    depending: tuple[Depending, ...]


def limits(material: Material) -> Section | None:
    """Show red lines and constraints with their sources; mandates stand with the delegations."""
    case = material.case
    if not (case.red_lines or case.constraints):
        return None
    issues = case.issues_by_id
    backing = {position.id: position.statements for position in case.positions}
    rows = [
        LimitRow(
            line.party, line.name, described(line.requires, issues), line.cost,
            tuple(dict.fromkeys([*line.statements, *(s for p in line.positions for s in backing.get(p, ()))])),
            " ".join(filter(None, (_entered(line.entered_by), line.assumption))),
        )
        for line in case.red_lines
    ]  # fmt: skip
    rows += [
        LimitRow("", c.name, described(c.requires, issues), None, c.statements, c.description)
        for c in case.constraints
    ]
    lead = _(
        "What each party says it will not cross, what that requires of a package, and where it comes from."
    )
    return Section("limits", _("Red lines and constraints"), lead, rows)


def _entered(name: str) -> str:
    return _("Entered by {name}.").format(name=isolated(name)) if name else ""


def preferences(material: Material) -> Section | None:
    """Show what is assumed about what each party wants."""
    case, names = material.case, material.names
    found = [party for party in case.parties if party.preferences is not None]
    if not found:
        return None
    additive = {party.id: alone for party in found if (alone := _alone(party.preferences)) is not None}
    values = []
    for issue in case.issues:
        if additive and issue.size <= _MOST_VALUES:
            columns = [_worth(known, issue) for known in additive.values()]
            labels = [as_read(issue, value) for value in issue.values]
            values.append((issue, tuple(zip(labels, zip(*columns, strict=True), strict=True))))
    view = PreferencesView(
        chart=weights(case, names),
        parties=tuple(
            PartyPreferences(
                party.id, _known(party.preferences), _reservation(party.preferences),
                getattr(party.preferences, "assumption", ""), weights_of(party.preferences),
            )
            for party in found
        ),
        values=tuple(values), value_parties=tuple(additive),
        depending=tuple(
            one for party in found if (one := depending_of(party, case.issues_by_id)) is not None
        ),
    )  # fmt: skip
    lead = _(
        "How much each issue is taken to matter to each party. "
        "These are inputs, not findings: change them and the results change."
    )
    return Section("preferences", _("Preferences and assumptions"), lead, view)


def _alone(known: Preferences | None) -> Additive | None:
    """Return what each issue adds by itself, where that is exactly known."""
    match known:
        case Additive():
            return known
        case Interdependent() if known.values:
            return known.alone
        case _:
            return None


def _worth(known: Additive, issue: Issue) -> list[float | None]:
    """Return what each value of an issue adds to a party's utility; None where the case does not say."""
    try:
        return list(known.contributions(issue))
    except (KeyError, ValueError):
        return [None] * issue.size


def _known(known: Preferences | None) -> str:
    match known:
        case Additive():
            return _("weights and values, with ranges") if known.ranges else _("weights and values")
        case Interval():
            return _("weights and values within intervals")
        case Ordinal():
            return _("order of importance only")
        case HyperRectangles():
            return _("utilities of regions of the space")
        case Interdependent():
            return _("weights and values, some depending on several issues")
        case _:
            return _("nothing")


def _reservation(known: Preferences | None) -> str:
    value = getattr(known, "reservation", None)
    if value is None:
        return _("its lowest feasible utility")
    if isinstance(value, tuple):
        return spread(figures(f"{value[0]:g}"), figures(f"{value[1]:g}"))
    return figures(f"{value:g}")


def notes(material: Material) -> Section | None:
    """Show what the analysis says about itself."""
    said = [
        *(material.analysis.notes if material.analysis else ()),
        *(material.deadlock.notes if material.deadlock else ()),
    ]
    if not said:
        return None
    lead = _("Why something is absent, and what was assumed.")
    return Section(
        "notes", _("Notes of the analysis"), lead, [sentence(note) for note in dict.fromkeys(said)]
    )
