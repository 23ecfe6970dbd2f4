"""The page of briefings: what is due to whom, who knows what, what was released, what affected people had passed on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse

from goodoffices.language import gettext as _
from goodoffices.talks.states.briefing import Item, Release
from goodoffices.web.briefings.forms import PutForm
from goodoffices.web.briefings.keeping import Contact, Keeper
from goodoffices.web.briefings.knowing import Knowing, Owed, knowing, owed, urgency
from goodoffices.web.record.seeing import book_of
from goodoffices.web.shell.navigation import is_delegate, is_mediator
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit

#: So many items stand on one page, so many of what is due in a row, and so many of what was released.
ITEMS: Final = 100
DUE: Final = 5
RELEASED: Final = 30
#: A number with more digits is no place in a list.
_DIGITS: Final = 9


@dataclass(frozen=True)
class Row:
    """An audience: its place and name, when it was last told something, what is due to it, how much is held."""

    number: int
    name: str
    last: Contact | None
    due: Sequence[Owed]
    told: int
    held: int


@dataclass(frozen=True)
class Line:
    """An item, and how each audience in the list stands to it."""

    number: int
    name: str
    item: Item
    known: Sequence[Knowing]

    @property
    def is_told(self) -> bool:
        """Whether all who may know it were told it."""
        return bool(self.item.audiences) and set(self.item.audiences) <= set(self.item.told)


@page(lambda who: is_mediator(who) or is_delegate(who))
def briefings(visit: Visit) -> HttpResponse:
    """Show what is kept to be told, and put something down."""
    keeper = Keeper(visit)
    put = visit.form(PutForm, "put-item", keeper=keeper, book=book_of(visit))
    if (done := visit.acted([put])) is not None:
        return done
    shown, earlier = _part(visit, len(keeper.state.items))
    items = list(keeper.state.items.values())
    concerned = [one for one in keeper.listed if _concerns(keeper, one)]
    return visit.page(
        "briefings/briefings.html.jinja", seen_by=seen_by(visit), forms=[put], put=put, keeper=keeper,
        rows=_rows(keeper), columns=[(keeper.audiences[one], keeper.called(one)) for one in concerned],
        lines=[
            Line(
                number, keeper.title(items[number - 1]), items[number - 1],
                [knowing(items[number - 1], one, keeper.today) for one in concerned],
            )
            for number in shown
        ],
        earlier=earlier, most_due=DUE, is_latest=not items or len(items) in shown, releases=_releases(keeper),
        summaries=keeper.state.summaries[::-1],
    )  # fmt: skip


def _part(visit: Visit, count: int) -> tuple[range, int]:
    """Return the places of the items that are shown, the newest first, and the place before which there are more, or 0.

    The address names a place by its number; what is put down later moves none.
    """
    asked = visit.request.GET.get("before", "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) < _DIGITS
    end = max(0, min(int(asked) - 1, count)) if is_number else count
    start = max(0, end - ITEMS)
    return range(end, start, -1), start + 1 if start else 0


def _concerns(keeper: Keeper, audience: str) -> bool:
    """Whether an audience was told an item, or may know one."""
    return any(audience in (*one.audiences, *one.told) for one in keeper.state.items.values())


def _rows(keeper: Keeper) -> list[Row]:
    items = keeper.state.items.values()
    rows = [
        Row(
            keeper.audiences[one], keeper.called(one), keeper.last(one), owed(keeper.state, one, keeper.today),
            sum(one in item.told for item in items),
            sum(knowing(item, one, keeper.today).status == "held" for item in items),
        )
        for one in keeper.listed
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (urgency(row.due), row.number))


@dataclass(frozen=True)
class Released:
    """A briefing that was released: to whom, and its items with their places and names; which were corrected since."""

    release: Release
    number: int
    name: str
    items: Sequence[tuple[int, str, bool]]


def _releases(keeper: Keeper) -> list[Released]:
    """Return what was released last, the newest first."""
    found = []
    for one in keeper.state.releases[::-1][:RELEASED]:
        items = [keeper.state.items[name] for name in one.items]
        named = [
            (keeper.place(item), keeper.title(item), bool(item.said_to(one.audience)[1])) for item in items
        ]
        found.append(Released(one, keeper.audiences[one.audience], keeper.called(one.audience), named))
    return found


def seen_by(visit: Visit) -> str:
    """Say who sees a page of briefings."""
    if visit.who.side == "party":
        return _("Your delegation alone. An audience sees what is released to it, and nothing else of this.")
    return _(
        "You, and mediators who share all channels. An audience sees what is released to it, and nothing else of this."
    )
