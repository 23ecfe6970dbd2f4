"""Lists of names: a party's own and what was passed on to it; for mediators, those of the channels they share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from django.http import HttpResponse

from goodoffices.agreement.exchange import count_list, misfits
from goodoffices.language import gettext as _
from goodoffices.language import listed
from goodoffices.model.agreement import Obligation, Terms
from goodoffices.talks.permissions import may_answer
from goodoffices.talks.states.channel import GivenList, PassedList
from goodoffices.talks.streams import Stream
from goodoffices.web.agreement.list_forms import GiveListForm, PassListForm
from goodoffices.web.channels.passed import seen_parties
from goodoffices.web.shell.forms import BaseForm
from goodoffices.web.shell.naming import spoken
from goodoffices.web.shell.navigation import is_delegate, is_mediator
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.saying import Kinds, said
from goodoffices.web.shell.values import worded
from goodoffices.web.shell.visits import Visit

_SAYING: Final[Kinds] = {"pass-": PassListForm, "give-": GiveListForm, "again-": GiveListForm}
#: So many names are shown at once.
MOST: Final = 500
#: A number with more digits is no place in a list.
_DIGITS: Final = 6


@dataclass(frozen=True)
class Given:
    """A list that a party gave, whether it fits what it is for, to whom it was passed on, and what can be done."""

    one: GivenList
    number: int
    wrong: tuple[str, ...]
    passed: list[str]
    again: GiveListForm | None
    hand: PassListForm | None


@dataclass(frozen=True)
class Side:
    """The lists of one channel."""

    party: str
    number: int
    given: list[Given]
    passed: list[PassedList]
    give: GiveListForm | None
    forms: list[BaseForm] = field(default_factory=list)


@page(lambda who: is_mediator(who) or is_delegate(who))
def lists(visit: Visit) -> HttpResponse:
    """Show lists of names to those who see them."""
    sides = [_side(visit, party) for party in seen_parties(visit)]
    forms = [form for side in sides for form in side.forms]
    if (done := visit.acted(forms)) is not None:
        return done
    return visit.page(
        "agreement/lists.html.jinja", forms=forms, sides=sides, most=MOST, turned=_turned(visit), worded=worded,
        spoken=spoken, called=lambda party, name: _called(visit, party, name), said=said(visit, _SAYING),
        seen_by=_seen_by(visit),
    )  # fmt: skip


def _seen_by(visit: Visit) -> str:
    if is_mediator(visit.who):
        return _(
            "You, and the mediators who share these channels. A side sees its own lists, and what was passed on."
        )
    return _(
        "Your delegation and the mediators of your channel; others what you allow, when it is passed on."
    )


def _turned(visit: Visit) -> tuple[str, int]:
    """Return which list is read on, by its place on the page, and how many of its names come before those shown."""
    name, start = (str(visit.request.GET.get(one, "")) for one in ("names", "from"))
    is_number = start.isascii() and start.isdigit() and len(start) < _DIGITS
    return name, (int(start) - 1) // MOST * MOST if is_number and int(start) else 0


def _obligations(visit: Visit, party: str) -> list[Obligation]:
    """Return what a list can be for: the obligations of the agreement, or of what is on the table with the party."""
    terms: list[Terms | None] = [visit.case.agreement_terms]
    if terms[0] is None:
        terms = [
            one.terms for one in visit.lens.channel(party).proposals.values() if one.status != "withdrawn"
        ]
    found: dict[str, Obligation] = {}
    for one in terms:
        for phase in one.phases if one is not None else ():
            found |= {each.id: each for each in phase.obligations}
    return list(found.values())


def _called(visit: Visit, party: str, name: str) -> str:
    known = {one.id: one.action for one in _obligations(visit, party)}
    return known.get(name, name)


def _side(visit: Visit, party: str) -> Side:
    channel, number = visit.lens.channel(party), visit.names.number(party)
    owed = _obligations(visit, party)
    able = may_answer(visit.who, party)
    entering = {"entered_for": party} if is_mediator(visit.who) else {}
    taken = list(channel.lists)
    give = None
    if able and owed:
        give = visit.form(GiveListForm, f"give-{number}", owed=owed, taken=taken, **entering)
    given = []
    for place, one in enumerate(channel.lists.values(), 1):
        again = None
        if able:
            again = visit.form(
                GiveListForm, f"again-{number}-{place}", owed=owed, taken=taken, of=one, **entering
            )
        given.append(
            Given(
                one,
                place,
                _wrong(one, owed),
                _passed(visit, party, one),
                again,
                _pass(visit, party, place, one),
            )
        )
    forms: list[BaseForm] = [give] if give is not None else []
    forms += [form for one in given for form in (one.again, one.hand) if form is not None]
    return Side(party, number, given, list(channel.passed.values()), give, forms)


def _wrong(one: GivenList, owed: list[Obligation]) -> tuple[str, ...]:
    about = next((each for each in owed if each.id == one.obligation), None)
    if about is None:
        return ()
    return misfits(count_list((each.name, each.category) for each in one.entries), about)


def _pass(visit: Visit, party: str, place: int, one: GivenList) -> PassListForm | None:
    if not is_mediator(visit.who):
        return None
    prefix = f"pass-{visit.names.number(party)}-{place}"
    others = [each for each in seen_parties(visit) if each != party]
    if not others or not (one.mark != "hold" or visit.is_sent(prefix)):
        return None
    return visit.form(PassListForm, prefix, party=party, of=one, parties=others)


def _passed(visit: Visit, party: str, one: GivenList) -> list[str]:
    """Return what was passed on of a list, and to whom, as far as a mediator sees it."""
    return list(_carried(visit, party, one))


def _carried(visit: Visit, party: str, one: GivenList) -> Iterator[str]:
    for name in visit.look.places:
        stream = Stream.parse(name)
        if stream.kind != "joint":
            continue
        for each in visit.lens.joint(stream.of.split("+")).lists:
            if (each.party, each.list) == (party, one.id):
                to = listed([visit.names.party(side) for side in each.to])
                said = (
                    _("names passed on to %(to)s")
                    if each.what == "names"
                    else _("counts passed on to %(to)s")
                )
                yield said % {"to": to}
