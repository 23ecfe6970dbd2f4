"""The pages of documents, and the files that are taken away."""

from __future__ import annotations

import re
from typing import Final

from django.http import HttpResponse, HttpResponseRedirect

from goodoffices.agreement.text.template import languages, shipped
from goodoffices.language import LANGUAGES
from goodoffices.language import gettext as _
from goodoffices.services.answers import Failed, Ready, Waiting
from goodoffices.services.texts import may_have
from goodoffices.web.api.papers import TYPES
from goodoffices.web.documents.forms import KINDS, MakeForm, spoken
from goodoffices.web.documents.making import Making
from goodoffices.web.documents.subjects import Subject, of_agreement, of_proposal
from goodoffices.web.problems import NOT_THERE, Problem
from goodoffices.web.proposals.table import rows
from goodoffices.web.shell.navigation import is_mediator
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit

#: The page on which a copy is looked at: it runs nothing, asks for nothing, and sends nothing.
_LOOKED_AT: Final = "page"
_POLICY: Final = (
    "sandbox; default-src 'none'; style-src {style}; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
_STYLE: Final = re.compile(r"style-src ('sha256-[A-Za-z0-9+/=]+')")


@page()
def documents(visit: Visit) -> HttpResponse:
    """Show of what documents can be made."""
    _check(visit)
    visit.acted(())
    return visit.page(
        "documents/documents.html.jinja", proposals=list(_proposals(visit)), agreed=visit.case.agreement is not None,
        seen_by=_seen_by(visit),
    )  # fmt: skip


@page()
def agreement(visit: Visit) -> HttpResponse:
    """Show the document of the agreement."""
    _check(visit)
    return _shown(of_agreement(visit))


@page()
def proposal(visit: Visit, number: int, proposal: str) -> HttpResponse:
    """Show the document of a proposal."""
    _check(visit)
    return _shown(of_proposal(visit, number, proposal))


@page()
def agreement_file(visit: Visit, copy: int, kind: str) -> HttpResponse:
    """Give a file of the agreement."""
    _check(visit)
    return _given(of_agreement(visit), copy, kind)


@page()
def proposal_file(visit: Visit, number: int, proposal: str, copy: int, kind: str) -> HttpResponse:
    """Give a file of a proposal."""
    _check(visit)
    return _given(of_proposal(visit, number, proposal), copy, kind)


def _check(visit: Visit) -> None:
    if not may_have(visit.who, visit.case):
        raise Problem(404, NOT_THERE)


def _seen_by(visit: Visit) -> str:
    if is_mediator(visit.who):
        return _("Only you. A copy is seen by whomever you give it to.")
    return _("Only you. Others of your delegation make their own.")


def _proposals(visit: Visit) -> list[tuple[str, int, str, int]]:
    """Return what is on the table: its name, where it is, and its version; the newest first."""
    if is_mediator(visit.who):
        found = []
        for row in rows(visit, "proposal"):
            party, name = next(iter(row.to.items()))
            one = visit.lens.channel(party).proposals[name]
            found.append((row.name, visit.names.number(party), name, one.version))
        return found[::-1]
    number = visit.names.number(visit.who.party)
    channel = visit.lens.channel(visit.who.party)
    return [(name, number, name, one.version) for name, one in reversed(channel.proposals.items())]


def _shown(subject: Subject) -> HttpResponse:
    visit = subject.visit
    form = visit.form(MakeForm, subject.form, subject=subject) if subject.text() is not None else None
    forms = [form] if form is not None else []
    if (done := visit.acted(forms)) is not None:
        return done
    making = Making.of(subject)
    return visit.page(
        "documents/make.html.jinja", forms=forms, form_of=form, subject=subject, making=making,
        made=making.made() if making is not None else None, kinds=dict(KINDS), spoken=spoken,
        templates=[(LANGUAGES[code], shipped(code)) for code in languages()] if is_mediator(visit.who) else [],
        Ready=Ready, Waiting=Waiting, Failed=Failed, seen_by=_seen_by(visit),
    )  # fmt: skip


def _given(subject: Subject, place: int, kind: str) -> HttpResponse:
    """Give a file; of one that is not made yet, or cannot be, the page says why."""
    if kind != _LOOKED_AT and kind not in TYPES:
        raise Problem(404, NOT_THERE)
    making = Making.of(subject)
    copy = making.copy(place) if making is not None else None
    if making is None or copy is None:
        return HttpResponseRedirect(subject.address)
    answer = making.page(copy) if kind == _LOOKED_AT else making.ask(copy, kind)
    if not isinstance(answer, Ready):
        return HttpResponseRedirect(subject.address)
    data: bytes = answer.result.data
    if kind == _LOOKED_AT:
        return looked_at(data)
    response = HttpResponse(data, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{subject.file}.{kind}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def looked_at(data: bytes) -> HttpResponse:
    """Return a document as a page of its own, which may do nothing but use its own style sheet."""
    found = _STYLE.search(data.decode().replace("&#39;", "'"))
    response = HttpResponse(data, content_type=TYPES["html"])
    response["Content-Security-Policy"] = _POLICY.format(style=found[1] if found is not None else "'none'")
    return response
