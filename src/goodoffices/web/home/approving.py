"""Approval at home where one person decides: no body has to be formed by hand, and the record is the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from goodoffices.language import gettext as _
from goodoffices.model.parties import DecisionBody, Member, Rule
from goodoffices.talks.actions.base import Action
from goodoffices.talks.actions.party import CastVote, CloseVote, FormBody, PutQuestion
from goodoffices.talks.states import ChannelState, HomeState
from goodoffices.talks.states.channel import Proposal
from goodoffices.web.shell.forms import ActsForm, choice
from goodoffices.web.shell.words import gettext_lazy

#: The body of one, by the name under which the talks know it.
PRINCIPAL: Final = "principal"


class ApproveForm(ActsForm):
    """Approve a proposal at home, or not, as the only one who decides there."""

    said = gettext_lazy("It is decided, and the channel has it.")
    vote = choice(
        gettext_lazy("At home"),
        (("for", gettext_lazy("Approved")), ("against", gettext_lazy("Not approved"))), radio=True,
    )  # fmt: skip

    def __init__(self, *given: Any, proposal: Proposal, state: HomeState, **more: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*given, **more)
        self.proposal, self._state = proposal, state

    def acts(self) -> list[Action]:
        """Form the body of one, put the question to it, vote, and close the vote."""
        who, one = self.visit.who, self.proposal
        me = who.actor.partition(":")[2]
        asked = f"{one.id}-{one.version}"
        # The same version may be referred home again.
        asked += "-again" * (asked in self._state.questions)
        body = DecisionBody(
            id=PRINCIPAL, party=who.party, name=_("The principal"), rule=Rule(kind="majority"),
            members=(Member(id=me, name=self.visit.names.name(me)),),
        )  # fmt: skip
        forming = [] if self._state.bodies.get(PRINCIPAL) == body else [FormBody(body=body)]
        text = _("Is proposal %(name)s, version %(n)s, approved?") % {"name": one.id, "n": one.version}
        return [
            *forming,
            PutQuestion(question=asked, body=PRINCIPAL, text=text, proposal=one.id),
            CastVote(question=asked, vote=self.cleaned_data["vote"]),
            CloseVote(question=asked),
        ]


def waiting(channel: ChannelState, state: HomeState) -> Sequence[Proposal]:
    """Return the proposals that wait for approval by one person: none, where a body decides at home."""
    if set(state.bodies) - {PRINCIPAL}:
        return []
    return [
        one for one in channel.proposals.values()
        if one.status == "referred home" or (one.status == "accepted" and one.ad_referendum)
    ]  # fmt: skip
