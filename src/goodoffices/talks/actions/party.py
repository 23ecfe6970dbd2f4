"""What a party does, or a mediator enters for it."""

from __future__ import annotations

from typing import Literal

from msgspec import field

from goodoffices.model.conditions import Condition
from goodoffices.model.deciding import Vote
from goodoffices.model.issues import Issue
from goodoffices.model.parties import DecisionBody
from goodoffices.model.preferences import Preferences
from goodoffices.talks.actions.base import KINDS, Action, FileName, Moment, Name, Short, Words
from goodoffices.talks.events.base import Package
from goodoffices.talks.events.channel import Answer, Mark
from goodoffices.talks.events.home import Ballot
from goodoffices.talks.standing import Role


class NameDelegate(Action, frozen=True, kw_only=True, tag="name_delegate"):
    """Name someone of the delegation, or give them another role."""

    person: Name
    role: Role
    office: Short = ""


class RecallDelegate(Action, frozen=True, kw_only=True, tag="recall_delegate"):
    """Recall someone from the delegation."""

    person: Name


class Consent(Action, frozen=True, kw_only=True, tag="consent"):
    """Consent to a step of the process; the first is "process"."""

    step: Words = "process"


class WithdrawConsent(Action, frozen=True, kw_only=True, tag="withdraw_consent"):
    """Take consent to a step back; without that to "process", nothing that was put to the party is answered."""

    step: Words = "process"


class ProposeIssue(Action, frozen=True, kw_only=True, tag="propose_issue"):
    """Ask for an issue on the agenda, or for another form of one that is there."""

    issue: Issue
    reason: Short = ""


class AnswerAgenda(Action, frozen=True, kw_only=True, tag="answer_agenda"):
    """Agree to the agenda as it is, or say what is wrong with it."""

    agrees: bool
    reason: Short = ""


class Say(Action, frozen=True, kw_only=True, tag="say"):
    """Tell the mediators something, and what they may do with it."""

    text: Words
    mark: Mark = "hold"


class Attach(Action, frozen=True, kw_only=True, tag="attach"):
    """Give the mediators a file (a map, a list), with what they may do with it; `data` in base 64."""

    name: FileName
    kind: KINDS
    data: bytes
    mark: Mark = "hold"


class MarkMessage(Action, frozen=True, kw_only=True, tag="mark_message"):
    """Say anew what the mediators may do with a message; less as anybody of the delegation, also when it has left.

    More only as head or mandator, or as its author where nobody else of the party has marked it since.
    """

    message: Name
    mark: Mark


class AnswerProposal(Action, frozen=True, kw_only=True, tag="answer_proposal"):
    """Answer a proposal: accept, reject, counter, accept_if, refer; `version` says which one was read.

    `package` goes with counter, and with accept_if for what the party would have otherwise. What a mediator enters as
    accepted for a party that acts itself waits for home, or for the party's own initials.
    """

    proposal: Name
    version: int = 0
    answer: Answer
    package: Package = field(default_factory=dict)
    condition: Short = ""
    requires: Condition | None = None
    text: str = ""


class Initial(Action, frozen=True, kw_only=True, tag="initial"):
    """Initial a proposal that the party has accepted, as home or a mandate lets it; `version` says which was read.

    Not one whose text has words in brackets that its package does not settle.
    """

    proposal: Name
    version: int = 0


class AnswerSounding(Action, frozen=True, kw_only=True, tag="answer_sounding"):
    """Say what the party would say."""

    sounding: Name
    answer: Literal["yes", "perhaps", "no"]
    text: str = ""


class AnswerFinal(Action, frozen=True, kw_only=True, tag="answer_final"):
    """Answer a mediators' proposal that is still on the agenda. Nobody sees the answer, and there is no second one.

    For a party that acts itself nobody enters a yes.
    """

    final: Name
    yes: bool


class Bid(Action, frozen=True, kw_only=True, tag="bid"):
    """Make a blind bid. Nobody sees it, and there is no second one.

    On an issue of whole numbers it is one of these; on one of real numbers, in its range.
    """

    bidding: Name
    value: float


class Attend(Action, frozen=True, kw_only=True, tag="attend"):
    """Say who comes to a round; or, with nobody in `people`, that nobody comes after all."""

    round: Name
    people: tuple[str, ...]
    note: Short = ""


class GiveMandate(Action, frozen=True, kw_only=True, tag="give_mandate"):
    """Give the delegation a mandate, or change one. `shown`: the mediators see it."""

    mandate: Name
    requires: Condition | None = None
    expires: Moment | None = None
    ad_referendum: bool = False
    text: str = ""
    shown: bool = False


class EndMandate(Action, frozen=True, kw_only=True, tag="end_mandate"):
    """Take a mandate back, wherever one of its name stands."""

    mandate: Name


class StatePreferences(Action, frozen=True, kw_only=True, tag="state_preferences"):
    """Tell the mediators what the party prefers."""

    preferences: Preferences


class SealPreferences(Action, frozen=True, kw_only=True, tag="seal_preferences"):
    """Give preferences to the engine alone."""

    preferences: Preferences


class AnswerRun(Action, frozen=True, kw_only=True, tag="answer_run"):
    """Let the engine use the sealed preferences in a run, or not.

    Yes is said by the party itself, and holds for the agenda as it is.
    """

    run: Name
    consents: bool


class FormBody(Action, frozen=True, kw_only=True, tag="form_body"):
    """As mandator, say who decides at home, by which rule, and when votes may be seen; not during a vote of theirs.

    A body of the same name that mediators entered before the party acted itself is gone with it.
    """

    body: DecisionBody
    ballot: Ballot = "after"


class PutQuestion(Action, frozen=True, kw_only=True, tag="put_question"):
    """Put a question to a decision body; with `proposal`, whether to approve it as it is tabled (without `package`)."""

    question: Name
    body: Name
    text: Words
    package: Package = field(default_factory=dict)
    proposal: str = ""
    deadline: Moment | None = None


class CastVote(Action, frozen=True, kw_only=True, tag="vote"):
    """Vote on a question; `member` where a mediator enters the vote of a member."""

    question: Name
    vote: Vote
    member: str = ""


class CloseVote(Action, frozen=True, kw_only=True, tag="close_vote"):
    """Close the vote on a question and count it."""

    question: Name


class WithdrawParty(Action, frozen=True, kw_only=True, tag="withdraw_party"):
    """Leave the talks, for all to see."""


class ReturnParty(Action, frozen=True, kw_only=True, tag="return_party"):
    """Come back to the talks, for all to see."""


class Note(Action, frozen=True, kw_only=True, tag="note"):
    """Note something for the own delegation, or as a mediator for oneself."""

    text: Words
