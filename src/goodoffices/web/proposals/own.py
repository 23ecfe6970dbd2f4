"""What a delegation is asked to answer: proposals, yes or no, blind bids."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse

from goodoffices.agreement.text.brackets import pieces
from goodoffices.language import gettext as _
from goodoffices.talks.events import Happened
from goodoffices.talks.permissions import may_answer
from goodoffices.talks.states.channel import Bidding, Final
from goodoffices.web.channels.passed import entered, story
from goodoffices.web.proposals.answering import BidForm, FinalAnswerForm
from goodoffices.web.proposals.left import over, time_left
from goodoffices.web.proposals.limits import Judged, judged
from goodoffices.web.proposals.receipts import entered_for
from goodoffices.web.shell.forms import BaseForm
from goodoffices.web.shell.navigation import is_delegate
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.saying import Kinds, said
from goodoffices.web.shell.visits import Visit

#: Proposals that wait for the party.
OPEN = ("tabled", "referred home")
#: The forms that go when they have done what they are for.
KINDS: Kinds = {"final": FinalAnswerForm, "bid": BidForm}


@dataclass(frozen=True)
class Asked:
    """Something that is answered unseen.

    Attributes:
        one: a mediators' proposal, or a bidding.
        form: the form for the answer; None where there is none to give.
        answered: whether the delegation has given its answer: it has a receipt, and nothing else.
        entered: what mediators entered for it, as far as the one who asks sees.
        late: whether the deadline is over.
        mandate: what the mandate says of it; None for who cannot bind the party, and for bids.
    """

    one: Final | Bidding
    form: BaseForm | None
    answered: bool
    entered: Happened | None
    late: bool
    mandate: Judged | None = None


@page(is_delegate)
def own(visit: Visit) -> HttpResponse:
    """Show a delegation what is put to it."""
    party = visit.who.party
    channel = visit.lens.channel(party)
    finals = [_final(visit, one) for one in reversed(channel.finals.values())]
    biddings = [_bidding(visit, one) for one in reversed(channel.biddings.values())]
    forms = [one.form for one in (*finals, *biddings) if one.form is not None]
    if (done := visit.acted(forms)) is not None:
        return done
    newest_first = list(channel.proposals.values())[::-1]
    proposals = sorted(newest_first, key=lambda one: one.status not in OPEN)
    return visit.page(
        "proposals/own.html.jinja", entered=entered(story(visit, party)), forms=forms,
        number=visit.names.number(party), proposals=proposals, finals=finals,
        biddings=biddings, binds=may_answer(visit.who, party), left=party in visit.case.withdrawn, pieces=pieces,
        time_left=time_left, over=over, waiting=OPEN,
        said=said(visit, KINDS), seen_by=_("Only your delegation and the mediators of your channel."),
    )  # fmt: skip


def _final(visit: Visit, one: Final) -> Asked:
    answered, by_others = _received(visit, "final", one.id)
    late, prefix = over(one.deadline), f"final-{one.id}"
    mandate = judged(visit, visit.who.party, one.package)
    is_open = (
        one.accepted is None and not late and not answered and visit.who.party not in visit.case.withdrawn
    )
    form = None
    if mandate is not None and (is_open or visit.is_sent(prefix)):
        form = visit.form(FinalAnswerForm, prefix, initial={"final": one.id}, may_say_yes=not mandate.mandate)
    return Asked(one, form, answered, by_others, late, mandate)


def _bidding(visit: Visit, one: Bidding) -> Asked:
    answered, by_others = _received(visit, "bidding", one.id)
    late, prefix = over(one.deadline), f"bid-{one.id}"
    is_open = not one.closed and not late and not answered and visit.who.party not in visit.case.withdrawn
    form = None
    if may_answer(visit.who, visit.who.party) and (is_open or visit.is_sent(prefix)):
        form = visit.form(BidForm, prefix, initial={"bidding": one.id})
    return Asked(one, form, answered, by_others, late)


def _received(visit: Visit, what: str, of: str) -> tuple[bool, Happened | None]:
    """Whether the delegation has a receipt of its own, and what mediators entered for it."""
    party = visit.who.party
    return visit.lens.room(party).has(what, of), entered_for(visit, party, what, of)
