"""What other agreements say, looked up in the table that is kept with the working case."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from msgspec import Meta, Struct

from goodoffices.model import Case
from goodoffices.services.agreeing import Question
from goodoffices.services.answers import Failed, Waiting
from goodoffices.services.dossiers import begun, table_of
from goodoffices.services.papers import Looking
from goodoffices.talks.errors import Refused
from goodoffices.web.api.answering import answer, asked, endpoint, standing, waiting
from goodoffices.web.problems import NOT_THERE, Problem
from goodoffices.web.project import House


class LookedFor(Struct, forbid_unknown_fields=True):
    """What is to be looked up: words, codes or names of topics, an issue of the working case by its id."""

    words: Annotated[str, Meta(max_length=400)] = ""
    topics: Annotated[tuple[Annotated[str, Meta(max_length=200)], ...], Meta(max_length=100)] = ()
    issue: Annotated[str, Meta(max_length=200)] = ""


@endpoint("POST")
def precedents(request: HttpRequest, case: str = "") -> HttpResponse:
    """Look something up in the table; 202 while that is done. What is asked stands in the body, and in no address."""
    room, who = standing(request, case)
    try:
        kept, issues = table_of(room.talks, who), begun(room.talks, who)[0].issues
    except Refused:
        raise Problem(404, NOT_THERE) from None
    wanted = asked(request, LookedFor)
    if not (wanted.words.strip() or wanted.topics or wanted.issue):
        raise Problem(422, "words: give words, topics or an issue")
    issue = next((one for one in issues if one.id == wanted.issue), None)
    if wanted.issue and issue is None:
        raise Problem(422, f"issue: the working case has no issue '{wanted.issue}'")
    if kept is None:
        raise Problem(409, "no table of other agreements is kept yet; keep one first (keep_precedents)")
    question = Question(
        topics=wanted.topics, words=wanted.words, case=None if issue is None else Case(issues=(issue,)),
        issue=None if issue is None else issue.id,
    )  # fmt: skip
    found = House.papers.look_up(Looking(kept.data, kept.name, question), audience=f"{room.id}\n{who.actor}")
    if isinstance(found, Failed):
        raise Problem(422, found.sentence)
    return waiting() if isinstance(found, Waiting) else answer(found.result.to_dict())
