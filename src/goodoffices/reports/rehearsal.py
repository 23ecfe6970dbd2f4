"""The page of a rehearsal, self-contained like that of an analysis."""

from __future__ import annotations

from msgspec import structs

from goodoffices.language import gettext as _
from goodoffices.language import plain, whole
from goodoffices.model import Case
from goodoffices.reports.masthead import Masthead
from goodoffices.reports.names import Names
from goodoffices.reports.page import written
from goodoffices.reports.sections.base import Material
from goodoffices.reports.sections.record import record
from goodoffices.reports.sections.rehearsals import Rehearsed, in_a_line, rehearsal_sections
from goodoffices.reports.sections.rehearsals.base import grounds_of
from goodoffices.reports.sections.rehearsals.base import written as odds_written
from goodoffices.simulation.rehearsing.results import Rehearsal


def render_rehearsal(case: Case, found: Rehearsal) -> str:
    """Write the page of a rehearsal as one HTML document.

    Args:
        case: the case in which the package was put on the table.
        found: what was found.

    Returns:
        The document, with the statements that inputs rest on. The same input gives the same text.
    """
    cited = {name for one in found.inputs for name in grounds_of(one.sources, case).statements}
    # of the record only what is cited has a place on this page
    shown = structs.replace(case, statements=tuple(one for one in case.statements if one.id in cited))
    names = Names(shown)
    behind = record(Material(shown, None, None, names)) if cited else None
    made = [*rehearsal_sections(Rehearsed(shown, names, found)), *([behind] if behind is not None else [])]
    return written("rehearsal.html.jinja", case=shown, names=names, head=_head(shown, found), sections=made)


def _head(case: Case, found: Rehearsal) -> Masthead:
    """Sum up in one sentence how often all accept, with its ranges."""
    accepted, stated = odds_written(found.accepted), odds_written(found.as_stated)
    both = _("{chance} by chance, {inputs} by the inputs")
    by_lines = both.format(chance=stated.chance, inputs=stated.inputs)
    figures = (
        (_("Accepted by all"), accepted.share, both.format(chance=accepted.chance, inputs=accepted.inputs)),
        (_("If every red line holds as stated"), stated.share,
         stated.chance if found.as_stated.status == "exact" else by_lines),
        (_("Draws"), whole(found.draws), _("seed {number}").format(number=plain(found.seed))),
    )  # fmt: skip
    title = case.title or _("Untitled case")
    verdict = _("If this package were tabled now, all accept in so many of the draws: {share}.").format(
        share=in_a_line(found.accepted)
    )
    detail = _("A rehearsal, and no forecast.")
    if found.name:
        detail = _("A rehearsal, and no forecast. The package: {name}.").format(name=found.name)
    return Masthead(title, "unknown", verdict, detail, figures)
