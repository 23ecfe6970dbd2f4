"""The record as a table, and as a timeline."""

from __future__ import annotations

from goodoffices.reports import words
from goodoffices.reports.charts import timeline as chart
from goodoffices.reports.sections.base import Material, Section


def record(material: Material) -> Section | None:
    """Show every statement."""
    case = material.case
    if not case.statements:
        return None
    unnamed = sum(not statement.speaker_named for statement in case.statements)
    lead = (
        f"{words.plural(len(case.statements), 'statement')} from {words.plural(len(case.sources), 'report')}, "
        f"{words.whole(unnamed)} of them from speakers who are not named."
    )
    return Section("record", "The record", lead)


def timeline(material: Material) -> Section | None:
    """Show what happened, what is announced, and when things were said."""
    picture = chart.timeline(material.case, material.names)
    if picture is None or not (picture.events or picture.lanes):
        return None
    events = [
        (event, chart.is_announced(event, material.case.as_of)) for event in chart.ordered(material.case)
    ]
    lead = "Events on their dates, and below them the statements of each side on the day they were made."
    return Section("timeline", "Timeline", lead, {"chart": picture, "events": events})
