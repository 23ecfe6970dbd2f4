"""One self-contained page for an analysis: no network, no other file, works without JavaScript."""

from __future__ import annotations

from typing import Any

from goodoffices._version import __version__
from goodoffices.analysis.explaining.shapes import Explanations
from goodoffices.analysis.questions.results import Questions
from goodoffices.analysis.results import Analysis, Deadlock
from goodoffices.analysis.trades.shapes import Trades
from goodoffices.model import Case
from goodoffices.reports.assets import asset, content_policy, data_block
from goodoffices.reports.environment import environment
from goodoffices.reports.masthead import masthead
from goodoffices.reports.names import Names
from goodoffices.reports.sections import Material, sections
from goodoffices.reports.words import STATUS_WORDS


def render_page(  # noqa: PLR0913 - one argument a part of the page
    case: Case,
    analysis: Analysis | None,
    deadlock: Deadlock | None,
    *,
    title: str | None = None,
    explanations: Explanations | None = None,
    trades: Trades | None = None,
    questions: Questions | None = None,
) -> str:
    """Write the page of an analysis as one HTML document.

    Args:
        case: the dispute.
        analysis: the answer of `analyse`, where there is one.
        deadlock: the answer of `deadlock`, where there is one.
        title: the page's heading, the case's title by default.
        explanations: the answer of `explain`, where there is one.
        trades: the answer of `trades`, where there is one.
        questions: the answer of `questions`, where there is one.

    Returns:
        The document. The same input gives the same text.
    """
    names = Names(case)
    made = sections(Material(case, analysis, deadlock, names, explanations, trades, questions))
    data = next((section.view.data for section in made if section.id == "frontier"), None)
    return written(
        "page.html.jinja", case=case, names=names, head=masthead(case, analysis, deadlock, title), sections=made,
        data=data_block(data) if data is not None else None, status_words=STATUS_WORDS,
    )  # fmt: skip


def written(template: str, **content: Any) -> str:  # noqa: ANN401 - whatever the template shows
    """Write a page by its template, with the style and the script that all pages have, and what these are allowed."""
    style, script = asset("page.css"), asset("page.js")
    return environment().get_template(template).render(
        {"data": None, **content}, style=style, script=script, policy=content_policy(style, script),
        version=__version__,
    )  # fmt: skip
