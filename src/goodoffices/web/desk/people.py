"""The page of the people: who mediates where, who is in a delegation, who follows; and their invitations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse

from goodoffices.language import gettext as _
from goodoffices.talks.errors import Refused
from goodoffices.talks.permissions import may_answer, may_invite
from goodoffices.talks.standing import CONSTITUENCY
from goodoffices.talks.states.mediation import Share
from goodoffices.talks.streams import DESK, Stream
from goodoffices.talks.visibility import sees
from goodoffices.web.accounts import inviting
from goodoffices.web.desk.people_forms import (
    AdmitForm,
    AudienceForm,
    ConstituencyForm,
    InviteForm,
    ShareForm,
)
from goodoffices.web.shell.forms import BaseForm
from goodoffices.web.shell.navigation import is_delegate, is_mediator
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit


@dataclass(frozen=True)
class Person:
    """Somebody who takes part: who, in which role, whether they have an account, and how to invite them."""

    actor: str
    name: str
    role: str
    office: str
    account: bool
    invite: InviteForm | None


@dataclass(frozen=True)
class Mediator:
    """A mediator with the channels they share."""

    person: Person
    share: Share
    form: ShareForm


@dataclass(frozen=True)
class _Look:
    """What the page rests on: the visit, and who has an account already."""

    visit: Visit
    known: frozenset[str]

    def person(self, actor: str, role: str, office: str, prefix: str) -> Person:
        """Return somebody, with a form that invites them where one may and they have no account."""
        has = actor in self.known
        form = (
            None
            if has or not _invites(self.visit, actor)
            else self.visit.form(InviteForm, prefix, actor=actor)
        )
        return Person(actor, self.visit.names.called(actor), role, office, has, form)


@page(lambda who: is_mediator(who) or is_delegate(who))
def people(visit: Visit) -> HttpResponse:
    """Show who takes part, as far as one sees it; admit, share, invite."""
    who, look = visit.who, _Look(visit, inviting.with_accounts(visit.room.id))
    delegations = {
        party: list(_delegation(look, party)) for party in visit.case.parties
        if sees(who, Stream("channel", party))
    }  # fmt: skip
    mediators, audiences = [], []
    forms: list[BaseForm] = []
    admit = admit_audience = admit_constituency = None
    constituencies = list(_constituencies(look)) if is_delegate(who) else []
    if is_delegate(who) and may_answer(who, who.party):
        admit_constituency = visit.form(ConstituencyForm, "admit-constituency")
        forms.append(admit_constituency)
    if sees(who, DESK):
        desk = visit.lens.desk
        ids = list(visit.case.parties)
        for place, (actor, share) in enumerate(desk.mediators.items(), 1):
            initial = {"mediator": actor, "share": [str(ids.index(one) + 1) for one in share.parties]}
            form = visit.form(ShareForm, f"share-{place}", initial=initial)
            person = look.person(
                actor, _("leads") if share.lead else _("co-mediator"), "", f"invite-m{place}"
            )
            mediators.append(Mediator(person, share, form))
        audiences = [
            look.person(actor, _(actor.partition(":")[0]), "", f"invite-a{place}")
            for place, actor in enumerate(desk.audiences, 1)
        ]
        admit, admit_audience = visit.form(AdmitForm, "admit"), visit.form(AudienceForm, "admit-audience")
        forms += [admit, admit_audience, *(one.form for one in mediators)]
    everybody = [
        *(one.person for one in mediators),
        *audiences,
        *constituencies,
        *(one for some in delegations.values() for one in some),
    ]
    invites = [one.invite for one in everybody if one.invite is not None]
    if (done := visit.acted([*forms, *invites])) is not None:
        return done
    made = next(((one.actor, one.token) for one in invites if one.token), None)
    return visit.page(
        "desk/people.html.jinja", seen_by=_seen_by(visit), forms=forms, mediators=mediators, audiences=audiences,
        delegations=delegations, admit=admit, admit_audience=admit_audience,
        constituencies=constituencies, admit_constituency=admit_constituency,
        link=_link(visit, made[1]) if made else "", invited=visit.names.called(made[0]) if made else "",
    )  # fmt: skip


def _delegation(look: _Look, party: str) -> Iterator[Person]:
    visit = look.visit
    number = visit.names.number(party)
    delegates = visit.lens.channel(party).delegates
    for place, (name, one) in enumerate(delegates.items(), 1):
        yield look.person(f"{party}:{name}", _(one.role), one.office, f"invite-d{number}-{place}")
    if visit.who.party == party and sees(visit.who, Stream("home", party)):
        others = {
            member.id: (member.office, body.name)
            for body in visit.lens.home(party).bodies.values()
            for member in body.members
            if member.id not in delegates
        }
        for place, (name, (office, body)) in enumerate(others.items(), 1):
            yield look.person(f"{party}:{name}", body, office, f"invite-b{number}-{place}")


def _constituencies(look: _Look) -> Iterator[Person]:
    """Yield whom a delegation's party answers to and tells: nobody else learns of them."""
    party = look.visit.who.party
    for place, name in enumerate(look.visit.lens.briefing({party}).constituencies, 1):
        yield look.person(f"{CONSTITUENCY}:{party}+{name}", _("constituency"), "", f"invite-c{place}")


def _invites(visit: Visit, actor: str) -> bool:
    talks = visit.room.talks
    try:
        other = talks.standing(actor)
        return may_invite(visit.who, other, acts_itself=talks.acts_itself(other.party))
    except Refused:
        return False


def _link(visit: Visit, token: str) -> str:
    return f"{visit.request.scheme}://{visit.request.get_host()}/invitation#{token}"


def _seen_by(visit: Visit) -> str:
    if visit.who.lead:
        return _(
            "Only you and those who lead with you. The sides see who mediates, and not in which channels."
        )
    if visit.who.side == "mediator":
        return _("You, and the delegations of your channels see their own.")
    return _("Your delegation and your mediators.")
