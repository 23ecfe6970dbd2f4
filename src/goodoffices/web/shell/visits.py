"""A visit: somebody at one case, what they see at this moment, and how their page is written."""

from __future__ import annotations

import datetime as dt
import hashlib
import zoneinfo
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from goodoffices import language
from goodoffices.language import gettext as _
from goodoffices.model.agreement import Terms
from goodoffices.services.looking import Look
from goodoffices.talks.events import Event
from goodoffices.talks.lens import Lens
from goodoffices.talks.standing import Standing
from goodoffices.talks.states import CaseState
from goodoffices.talks.streams import CASE, LEDGER
from goodoffices.talks.visibility import sees
from goodoffices.web.accounts import drafts
from goodoffices.web.accounts.models import Account
from goodoffices.web.project import Room
from goodoffices.web.shell.forms import BaseForm
from goodoffices.web.shell.navigation import Menu, menu, shares_all
from goodoffices.web.shell.people import Names
from goodoffices.web.shell.rendering import rendered
from goodoffices.web.shell.telling import Teller
from goodoffices.web.shell.terms import TermsShown
from goodoffices.web.shell.tour import Step, tour

#: Nothing from elsewhere, nothing inline: what is not a file of ours is not run, shown or asked for.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_Made = TypeVar("_Made", bound=BaseForm)


@dataclass
class Visit:
    """Somebody's visit to a case.

    Attributes:
        request: what was asked.
        account: whose browser it is.
        room: the case.
        who: as whom they sit in it.
        look: what they see.
    """

    request: HttpRequest
    account: Account
    room: Room
    who: Standing
    look: Look
    #: What was typed into a form that is no longer there.
    orphaned: list[str] = field(default_factory=list)
    status: int = 200

    @property
    def lens(self) -> Lens:
        """What they see, stream by stream."""
        return self.look.lens

    @property
    def case(self) -> CaseState:
        """What all sides share. Empty for those who do not see it, but for whom the ledger of an agreement names."""
        if sees(self.who, CASE):
            return self.lens.case
        return CaseState(parties=dict(self.lens.ledger.parties)) if sees(self.who, LEDGER) else CaseState()

    @cached_property
    def names(self) -> Names:
        """What people read for parties, persons and issues."""
        return Names(self.case, self.who)

    def shown(self, terms: Terms) -> TermsShown:
        """Return the terms of an agreement as they read them."""
        return TermsShown(terms, self.names)

    @cached_property
    def drafts(self) -> dict[str, dict[str, str]]:
        """What they had begun to write, by form and field."""
        found: dict[str, dict[str, str]] = {}
        for name, draft in drafts.find(self.account, self.room.id).items():
            found[name] = msgspec.json.decode(draft.text, type=dict[str, str])
        return found

    @cached_property
    def teller(self) -> Teller:
        """Tells them what happened."""
        return Teller(self.names, self.moment)

    def tell(self, event: Event | Mapping[str, Any]) -> str:
        """Return what happened as a sentence."""
        return self.teller.tell(event)

    def moment(self, when: dt.datetime) -> str:
        """Write a time as their clock shows it; which clock that is stands at the foot of every page."""
        local = self.local(when)
        return _("%(day)s, %(time)s") % {"day": language.day(local.date()), "time": language.time(local)}

    def local(self, when: dt.datetime) -> dt.datetime:
        """Return a time on their clock."""
        return when.astimezone(zoneinfo.ZoneInfo(self.account.zone))

    @property
    def seat_name(self) -> str:
        """As whom they sit here: "Lunn, lead mediator"."""
        name = self.names.called(self.who.actor)
        if self.who.lead:
            return _("%(who)s (leads)") % {"who": name}
        return f"{name} ({_(self.who.role)})" if self.who.role else name

    @property
    def mine(self) -> str:
        """A mark of this account that says nothing of it: what a browser keeps is for nobody else who uses it."""
        from django.utils.crypto import salted_hmac  # noqa: PLC0415 - needs Django set up

        return salted_hmac("what a browser keeps", str(self.account.pk)).hexdigest()[:16]

    @property
    def path(self) -> str:
        """The page's own address."""
        return self.request.path

    def form(self, kind: type[_Made], prefix: str, **given: Any) -> _Made:  # noqa: ANN401 - a form's own arguments
        """Return one of the page's forms: as it was sent, if it is the one; else with what was begun in it."""
        sent = self.request.POST if self.is_sent(prefix) else None
        files = self.request.FILES if sent is not None else None
        begun = {} if sent is not None else self.drafts.get(prefix, {})
        initial = {**given.pop("initial", {}), **begun}
        made = kind(sent, files, prefix=prefix, initial=initial, visit=self, **given)
        made.take_up(begun)
        return made

    def is_sent(self, prefix: str) -> bool:
        """Whether this form is the one that was sent."""
        return self.request.method == "POST" and self.request.POST.get("form") == prefix

    def acted(self, forms: Iterable[BaseForm]) -> HttpResponse | None:
        """Do what was asked for by one of the page's forms.

        Returns:
            Where to go when it is done; None where there is nothing to do, or where the page has to say what is wrong.
        """
        if self.request.method != "POST":
            return None
        self.status = 422
        for form in forms:
            if form.is_bound:
                return self.back(form.prefix or "") if form.perform() else None
        self.status = 409
        sent = self.request.POST.items()
        self.orphaned = [
            str(value) for name, value in sent
            if name not in ("csrfmiddlewaretoken", "form") and not name.endswith("-key") and str(value).strip()
        ]  # fmt: skip
        return None

    def back(self, done: str = "", path: str = "") -> HttpResponse:
        """Go back to the page by GET, and say there that it is done."""
        if done:
            drafts.drop(self.account, self.room.id, done)
        return HttpResponseRedirect(f"{path or self.path}{f'?done={done}' if done else ''}", status=303)

    @property
    def done(self) -> str:
        """The form of this page that was sent last, and done: it may be gone with what it changed."""
        return self.request.GET.get("done", "")

    def page(
        self,
        template: str,
        *,
        seen_by: str,
        forms: Sequence[BaseForm] = (),
        said: str = "",
        **context: Any,  # noqa: ANN401 - what templates show
    ) -> HttpResponse:
        """Write a page.

        Args:
            template: `FEATURE/NAME`.
            seen_by: who else sees what stands on it, in a line.
            forms: the page's forms; what the one that was sent last has done is said.
            said: what was done, where none of the forms says so.
            context: what the template shows.
        """
        said = next((str(form.said) for form in forms if form.prefix == self.done), said)
        text = rendered(
            template, visit=self, who=self.who, case=self.case, names=self.names, seen_by=seen_by, said=said,
            csrf=self._csrf(), menu=self._menu(), step=self.step(), **context,
        )  # fmt: skip
        return html(text, self.status)

    def step(self, number: int = 0) -> Step | None:
        """Return a step of their tour: the one that the address asks for, or the one of a number."""
        asked = self.request.GET.get("tour", "")
        is_number = asked.isascii() and asked.isdigit() and len(asked) < 3  # noqa: PLR2004 - digits
        number = number or (int(asked) if is_number else 0)
        return tour(self.who, self.room.id, number, whole=shares_all(self.who, self.case.parties))

    def part(self, template: str, **context: Any) -> HttpResponse:  # noqa: ANN401 - what the template shows
        """Write the part of a page that has changed, for a script that asks for it alone."""
        known = {"visit": self, "who": self.who, "case": self.case, "names": self.names, "csrf": self._csrf()}
        return html(rendered(template, **known, **context), self.status)

    def place(self) -> str:
        """Return where this page stands in what happens."""
        return place_of(self.look.places)

    def _csrf(self) -> str:
        from django.middleware.csrf import get_token  # noqa: PLC0415 - needs Django set up

        return get_token(self.request)

    def _menu(self) -> Menu:
        return menu(self.who, self.room.id, self.path, self.case)


def place_of(places: Mapping[str, int]) -> str:
    """Return a mark for a place in what happens: another one when anything that is seen has grown."""
    return hashlib.sha256(msgspec.json.encode(dict(places), order="sorted")).hexdigest()[:16]


def html(text: str, status: int = 200) -> HttpResponse:
    """Return a page, under the policy of all pages."""
    response = HttpResponse(text, status=status)
    response["Content-Security-Policy"] = POLICY
    return response
