"""The page of an item: what it says and rests on, who was told it, how it is marked; correct it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse

from goodoffices.services.listing import Line
from goodoffices.web.briefings.forms import MarkForm
from goodoffices.web.briefings.keeping import Keeper
from goodoffices.web.briefings.knowing import Knowing, knowing
from goodoffices.web.briefings.releasing import CorrectForm
from goodoffices.web.briefings.views import seen_by
from goodoffices.web.record.seeing import book_of
from goodoffices.web.shell.forms import BaseForm
from goodoffices.web.shell.navigation import is_delegate, is_mediator
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit


@dataclass(frozen=True)
class Whom:
    """An audience that an item concerns: its place and name, and how it stands to the item."""

    number: int
    name: str
    known: Knowing


@page(lambda who: is_mediator(who) or is_delegate(who))
def item(visit: Visit, number: int) -> HttpResponse:
    """Show an item, mark it, correct it."""
    keeper = Keeper(visit)
    one = keeper.item(number)
    mark = visit.form(MarkForm, f"mark-{number}", keeper=keeper, item=one)
    correct = (
        visit.form(CorrectForm, f"correct-{number}", keeper=keeper, item=one)
        if one.told and keeper.may_tell
        else None
    )
    forms: list[BaseForm] = [mark, *([correct] if correct is not None else [])]
    if (done := visit.acted(forms)) is not None:
        return done
    whom = [
        Whom(place, keeper.called(audience), knowing(one, audience, keeper.today))
        for audience, place in keeper.audiences.items()
    ]
    return visit.page(
        "briefings/item.html.jinja", seen_by=seen_by(visit), forms=forms, mark=mark, correct=correct,
        item=one, name=keeper.title(one), whom=[found for found in whom if found.known.status != "none"],
        statements=_statements(visit, one.statements),
    )  # fmt: skip


def _statements(visit: Visit, names: tuple[str, ...]) -> list[Line]:
    book = book_of(visit)
    return book.statements(names) if book is not None else []
