"""The record as a table, and as a timeline."""

from __future__ import annotations

from goodoffices.language import counted
from goodoffices.language import gettext as _
from goodoffices.reports.charts import timeline as chart
from goodoffices.reports.sections.base import Material, Section


def record(material: Material) -> Section | None:
    """Show every statement."""
    case = material.case
    if not case.statements:
        return None
    unnamed = sum(not statement.speaker_named for statement in case.statements)
    lead = _("{statements} from {reports}, {unnamed}.").format(
        statements=counted("{n} statement", "{n} statements", len(case.statements)),
        reports=counted("{n} report", "{n} reports", len(case.sources)),
        unnamed=counted(
            "{n} of them from speakers who are not named",
            "{n} of them from speakers who are not named",
            unnamed,
        ),
    )
    return Section("record", _("The record"), lead)


def timeline(material: Material) -> Section | None:
    """Show what happened, what is announced, and when things were said."""
    picture = chart.timeline(material.case, material.names)
    if picture is None or not (picture.events or picture.lanes):
        return None
    events = [
        (event, chart.is_announced(event, material.case.as_of)) for event in chart.ordered(material.case)
    ]
    lead = _("Events on their dates, and below them the statements of each side on the day they were made.")
    return Section("timeline", _("Timeline"), lead, {"chart": picture, "events": events})
