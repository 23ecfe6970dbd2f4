"""Documents and open data of a case, as files."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse

from goodoffices.agreement.text.errors import TextError
from goodoffices.analysis.errors import AnalysisError
from goodoffices.model import Case
from goodoffices.model.reviewing import current
from goodoffices.reports.documents import KINDS
from goodoffices.services.agreeing import data_of
from goodoffices.services.answers import Failed, Waiting
from goodoffices.services.dossiers import dossier
from goodoffices.services.drafting import templates_for
from goodoffices.services.papers import Paper
from goodoffices.services.texts import agreed_case, own_mark, text_of
from goodoffices.talks.standing import Standing
from goodoffices.talks.streams import CASE, LEDGER
from goodoffices.talks.visibility import sees
from goodoffices.web.api.answering import endpoint, standing, waiting
from goodoffices.web.problems import NOT_THERE, Problem
from goodoffices.web.project import House, Room

#: What each kind of file is called where it is sent.
TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "xml": "application/akn+xml",
    "jsonl": "application/jsonl",
    "csv": "text/csv; charset=utf-8",
}
_SANDBOX: Final = "sandbox; default-src 'none'"


@endpoint("GET")
def document(request: HttpRequest, case: str = "") -> HttpResponse:
    """Return a document of the agreement or of a proposal; 202 while it is being made."""
    room, who = standing(request, case)
    kind = request.GET.get("as", "docx")
    if kind not in KINDS:
        raise Problem(422, f"as: a document is written as {', '.join(KINDS)}")
    look, of = room.looks.at(who), request.GET.get("of", "agreement")
    text = text_of(room.talks, who, look, of)
    if text is None:
        raise Problem(404, NOT_THERE)
    paper = Paper(
        case=text.case, draft=text.draft, kind=kind, languages=_languages(request),
        mark=own_mark(who, look.lens.case),
    )  # fmt: skip
    made = House.papers.document(paper, audience=f"{room.id}\n{who.actor}")
    if isinstance(made, Failed):
        raise Problem(422, made.sentence)
    if isinstance(made, Waiting):
        return waiting()
    return _file(made.result.data, "agreement" if of == "agreement" else "proposal", kind)


@endpoint("GET")
def data(request: HttpRequest, kind: str, case: str = "") -> HttpResponse:
    """Return the agreement and its ledger as open data; with `of=case`, what the working case has of them."""
    room, who = standing(request, case)
    of = request.GET.get("of", "agreement")
    if of not in ("agreement", "case"):
        raise Problem(422, "of: give agreement, or case for the working case")
    found = _working(room, who) if of == "case" else _agreed(room, who)
    if found is None:
        raise Problem(404, NOT_THERE)
    try:
        made = data_of(current(found), kind)
    except AnalysisError as error:
        raise Problem(422, str(error)) from None
    return _file(made, "data", kind)


def _languages(request: HttpRequest) -> tuple[str, ...]:
    codes = tuple(one.strip() for one in request.GET.get("languages", "en").split(",") if one.strip())
    try:
        templates_for(codes, [])
    except TextError as error:
        raise Problem(422, f"languages: {error}") from None
    return codes


def _working(room: Room, who: Standing) -> Case | None:
    shared = room.talks.parties()
    return dossier(room.talks, who) if who.side == "mediator" and who.share >= set(shared) else None


def _agreed(room: Room, who: Standing) -> Case | None:
    if not sees(who, CASE):
        return None
    lens = room.looks.at(who).lens
    return agreed_case(lens.case, lens.ledger if sees(who, LEDGER) else None)


def _file(made: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(made, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response["Content-Security-Policy"] = _SANDBOX
    return response
