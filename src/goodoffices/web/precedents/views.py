"""The page of precedents: the table that is kept, what is looked up in it, and the case's own open data."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse

from goodoffices.agreement.precedents import TOPIC_NAMES
from goodoffices.language import gettext as _
from goodoffices.model import Case
from goodoffices.model.issues import Issue
from goodoffices.services.agreeing import Question
from goodoffices.services.answers import Answer, Failed, Ready, Waiting
from goodoffices.services.dossiers import begun, table_of
from goodoffices.services.papers import Looking
from goodoffices.web.documents.making import audience
from goodoffices.web.precedents.forms import LookForm, TableForm, looked_up
from goodoffices.web.project import House
from goodoffices.web.shell.marks import mark_of
from goodoffices.web.shell.navigation import is_mediator
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit


@page(is_mediator, whole=True)
def precedents(visit: Visit) -> HttpResponse:
    """Show what is kept, and what was found in it."""
    issues = begun(visit.room.talks, visit.who)[0].issues
    kept = visit.lens.dossier.precedents
    table = visit.form(TableForm, "precedents-table")
    look = visit.form(LookForm, "precedents-look", issues=issues) if kept is not None else None
    forms = [form for form in (table, look) if form is not None]
    if (done := visit.acted(forms)) is not None:
        return done
    return visit.page(
        "precedents/precedents.html.jinja", forms=forms, table=table, look=look, kept=kept,
        answer=_found(visit, issues) if kept is not None else None, topics=TOPIC_NAMES,
        Ready=Ready, Waiting=Waiting, Failed=Failed, seen_by=_("Only mediators who share all channels."),
    )  # fmt: skip


def _found(visit: Visit, issues: Sequence[Issue]) -> Answer | None:
    """Return what was found for what was asked last; None where nothing was."""
    asked = looked_up(visit.drafts)
    issue = next((one for one in issues if mark_of(one) == asked.get("issue")), None)
    topics = tuple(code for code in asked.get("topics", "").split("\n") if code in TOPIC_NAMES)
    words = asked.get("words", "")
    kept = table_of(visit.room.talks, visit.who)
    if kept is None or not (issue or topics or words.strip()):
        return None
    question = Question(
        topics=topics, words=words, case=Case(issues=(issue,)) if issue is not None else None,
        issue=issue.id if issue is not None else None,
    )  # fmt: skip
    return House.papers.look_up(Looking(kept.data, kept.name, question), audience=audience(visit))
