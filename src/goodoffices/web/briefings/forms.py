"""Put items down, and mark them anew."""

from __future__ import annotations

from typing import Any

from django import forms

from goodoffices.language import gettext as _
from goodoffices.model.base import free
from goodoffices.services.listing import Register
from goodoffices.talks.states.briefing import Item
from goodoffices.web.briefings.keeping import Keeper
from goodoffices.web.briefings.resting import agreed, statements
from goodoffices.web.record.pieces import Backed, day
from goodoffices.web.shell.forms import ERRORS, ActForm, choice, several, stamp, text
from goodoffices.web.shell.marks import mark_of
from goodoffices.web.shell.naming import name_of
from goodoffices.web.shell.words import gettext_lazy

_STATUS = (
    ("held", gettext_lazy("Held back: nobody is told, and it cannot be released by mistake")),
    ("due", gettext_lazy("Due: those who may know it are to be told")),
)


class ItemForm(ActForm):
    """An act about an item: whether it is due or held, to whom and until when."""

    status = choice(gettext_lazy("Is it due?"), _STATUS, radio=True)
    audiences = several(gettext_lazy("Who may know it"), (), required=False)
    due = day(
        gettext_lazy("To be told until"), gettext_lazy("The last day; it stands as overdue after that.")
    )

    def __init__(self, *given: Any, keeper: Keeper, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        super().__init__(*given, **more)
        self.keeper = keeper
        self.fields["audiences"] = several(
            _("Who may know it"), [(one, keeper.called(one)) for one in keeper.audiences], required=False,
            hint="" if keeper.audiences else _nobody(keeper),
        )  # fmt: skip
        self.fields["audiences"].error_messages |= ERRORS

    def marks(self) -> dict[str, Any]:
        """Return how it is marked, as the act has it."""
        given = self.cleaned_data
        plain = {"status": given["status"], "audiences": given["audiences"]}
        return plain | ({"due": given["due"].isoformat()} if given["due"] else {})


def _nobody(keeper: Keeper) -> str:
    """Say what is to be done where there is nobody to tell."""
    if keeper.party:
        return _("You have admitted nobody yet; that is done on the page of people.")
    if keeper.may_tell:
        return _("Nobody follows the talks yet; audiences are admitted on the page of people and shares.")
    return _("Whom it is for, a lead mediator says.")


class PutForm(Backed, ItemForm):
    """Put an item down."""

    act = "put_item"
    said = gettext_lazy("The item is kept here. Nobody is told anything by that.")
    name = text(
        gettext_lazy("Short name"), most=60, required=False,
        hint=gettext_lazy("For your own lists, in Latin letters; no audience sees it."),
    )  # fmt: skip
    statements = text(
        gettext_lazy("Other statements of the record"), most=2_000, required=False,
        hint=gettext_lazy("By their numbers there, for instance: 12, 15."),
    )  # fmt: skip
    sources = text(
        gettext_lazy("Other sources"), rows=2, required=False, hint=gettext_lazy("In words, one a line.")
    )
    text = text(
        gettext_lazy("What they would be told"),
        rows=4,
        hint=gettext_lazy("In the words that they will read."),
    )

    def __init__(self, *given: Any, book: Register | None, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        more["initial"] = {"status": "held"} | more.get("initial", {})
        super().__init__(*given, **more)
        if book is None:
            del self.fields["statements"]
        else:
            self.book = book
            self._offer("picked", _("It rests on these statements of the record"), statements(book))
        self._offer("agreed", _("It rests on the agreement and what is done of it"), agreed(self.visit))
        self.order_fields(
            ["key", "name", "text", "status", "audiences", "due", "picked", "statements", "agreed", "sources"]
        )

    def _offer(self, name: str, label: str, found: list[tuple[str, str]]) -> None:
        if found:
            self.fields[name] = several(label, found, required=False)
            self.fields[name].error_messages |= ERRORS

    def plain(self) -> dict[str, Any]:
        """Return the fields of the act; the item's own name is made from the short one, or counted."""
        given, items = self.cleaned_data, self.keeper.state.items
        picked = [self.book.named(one) for one in given.get("picked", ())]
        backing = [line.suggested.id for line in picked if line is not None] + given.get("statements", [])
        sources = [line.strip() for line in given["sources"].splitlines() if line.strip()]
        return self.marks() | {
            "item": free(name_of(given["name"], f"item-{len(items) + 1}"), items), "text": given["text"],
            "sources": [*given.get("agreed", ()), *sources], "statements": list(dict.fromkeys(backing)),
        }  # fmt: skip


class MarkForm(ItemForm):
    """Say anew whether an item is due or held."""

    act = "mark_item"
    said = gettext_lazy("It is marked so from now on. Nobody is told anything by that.")
    #: How it was marked when the form was made: a colleague's mark is not written over unseen.
    stood = stamp(16)

    def __init__(self, *given: Any, item: Item, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        self.item = item
        now = {
            "status": item.status, "audiences": list(item.audiences), "due": item.due, "stood": standing(item)
        }  # fmt: skip
        super().__init__(*given, initial=now | more.pop("initial", {}), **more)

    def clean(self) -> dict[str, Any]:
        """Refuse what was made from how it stood before."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("stood") != standing(self.item) and not self.was_done():
            self.renew(stood=standing(self.item))
            raise forms.ValidationError(
                _("It was marked anew meanwhile: it is now %(status)s. Look at it, then send this once more.")
                % {"status": _("due") if self.item.status == "due" else _("held back")}
            )
        return given

    def plain(self) -> dict[str, Any]:
        """Return the fields of the act."""
        return self.marks() | {"item": self.item.id}


def standing(item: Item) -> str:
    """Return a mark of how an item is marked now."""
    return mark_of((item.id, item.status, item.audiences, item.due))
