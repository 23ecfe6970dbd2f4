"""What passes between one party and the mediators."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from goodoffices.model.agreement import Terms
from goodoffices.model.base import Value
from goodoffices.model.conditions import Condition
from goodoffices.model.issues import Issue
from goodoffices.talks.events.base import Event, Package
from goodoffices.talks.standing import Role

#: What a mediator may do with a message.
Mark = Literal["hold", "relay_substance", "relay_verbatim", "relay_as_idea"]
#: What a mediator may pass on of a list.
ListMark = Literal["hold", "counts", "names"]
#: How words from elsewhere are given.
Manner = Literal["own", "verbatim", "substance", "idea"]
Answer = Literal["accept", "reject", "counter", "accept_if", "refer"]


class DelegateNamed(Event, frozen=True, kw_only=True, tag="delegate_named"):
    """Someone is in the delegation, in a role."""

    person: str
    role: Role
    office: str = ""


class DelegateRecalled(Event, frozen=True, kw_only=True, tag="delegate_recalled"):
    """Someone has left the delegation."""

    person: str


class ActsItself(Event, frozen=True, kw_only=True, tag="acts_itself"):
    """The party's own people act for it from now on. What they did is not said: it was at home, or their own."""


class ConsentGiven(Event, frozen=True, kw_only=True, tag="consent_given"):
    """The party consents to a step of the process."""

    step: str


class ConsentWithdrawn(Event, frozen=True, kw_only=True, tag="consent_withdrawn"):
    """The party takes its consent to a step back."""

    step: str


class IssueProposed(Event, frozen=True, kw_only=True, tag="issue_proposed"):
    """The party wants an issue on the agenda, or one that is there in this form."""

    issue: Issue
    reason: str = ""


class AgendaAnswered(Event, frozen=True, kw_only=True, tag="agenda_answered"):
    """The party agrees to the agenda as it is after so many `changes`, or says what is wrong with it."""

    agrees: bool
    changes: int
    reason: str = ""


class Said(Event, frozen=True, kw_only=True, tag="said"):
    """The party tells the mediators something, and what they may do with it."""

    message: str
    text: str
    mark: Mark = "hold"


class Marked(Event, frozen=True, kw_only=True, tag="marked"):
    """The party says anew what the mediators may do with a message."""

    message: str
    mark: Mark


class Told(Event, frozen=True, kw_only=True, tag="told"):
    """The mediators tell the party something: their own words, or another party's as that party allowed.

    `party` is named where the words are given as another party's; nothing else tells where they come from.
    """

    message: str
    text: str
    manner: Manner = "own"
    party: str = ""


class Attached(Event, frozen=True, kw_only=True, tag="attached"):
    """A file passes, from the party (with a `mark`) or to it: a map, a list. `data` is its content, in base 64."""

    attachment: str
    name: str
    kind: str
    data: bytes
    mark: Mark | None = None


class Clause(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A clause of a text; `issue` and `options` where its words are in brackets: not agreed."""

    id: str
    text: str
    issue: str = ""
    options: tuple[Value, ...] = ()


class Listed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A person on a list: the name, of which kind they are, and a note for the mediators."""

    name: Annotated[str, Meta(min_length=1, max_length=400)]
    category: Annotated[str, Meta(max_length=200)] = ""
    note: Annotated[str, Meta(max_length=2_000)] = ""


class ListGiven(Event, frozen=True, kw_only=True, tag="list_given"):
    """The party gives the mediators a list of persons whom an obligation concerns, in place of the version before it.

    `mark` says what they may pass on: nothing, how many of each category, or the names.
    """

    list: str
    version: int
    obligation: str
    entries: tuple[Listed, ...]
    mark: ListMark = "hold"


class ListPassed(Event, frozen=True, kw_only=True, tag="list_passed"):
    """The mediators pass on what another party allowed of its list: counts by category, or the names too."""

    list: str
    party: str
    obligation: str
    counts: Mapping[str, int]
    entries: tuple[Listed, ...] = ()


class Tabled(Event, frozen=True, kw_only=True, tag="tabled"):
    """The mediators table a package, complete or partial, a text, terms, or several. `version` counts its revisions.

    `agenda` is how many changes of the agenda there were then: what is agreed to means what it meant by it.
    """

    proposal: str
    version: int = 1
    package: Package = field(default_factory=dict)
    text: str = ""
    clauses: tuple[Clause, ...] = ()
    terms: Terms | None = None
    deadline: dt.datetime | None = None
    agenda: int | None = None


class Withdrawn(Event, frozen=True, kw_only=True, tag="withdrawn"):
    """The mediators withdraw a proposal."""

    proposal: str
    reason: str = ""


class Answered(Event, frozen=True, kw_only=True, tag="answered"):
    """The party answers a proposal. `package` is what it proposes instead, or the part it accepts on condition.

    `condition` in words and `requires` in terms of a package say what the acceptance depends on. `ad_referendum`: it
    still needs approval at home.
    """

    proposal: str
    answer: Answer
    version: int = 1
    package: Package = field(default_factory=dict)
    condition: str = ""
    requires: Condition | None = None
    text: str = ""
    ad_referendum: bool = False


class HomeDecided(Event, frozen=True, kw_only=True, tag="home_decided"):
    """What was referred home, or accepted ad referendum, is decided there."""

    proposal: str
    approved: bool


class Initialled(Event, frozen=True, kw_only=True, tag="initialled"):
    """The party has initialled what it accepted."""

    proposal: str
    version: int


class Sounded(Event, frozen=True, kw_only=True, tag="sounded"):
    """The mediators ask what the party would say to something, without proposing it."""

    sounding: str
    question: str
    package: Package = field(default_factory=dict)


class SoundingAnswered(Event, frozen=True, kw_only=True, tag="sounding_answered"):
    """The party says what it would say."""

    sounding: str
    answer: Literal["yes", "perhaps", "no"]
    text: str = ""


class FinalTabled(Event, frozen=True, kw_only=True, tag="final_tabled"):
    """A mediators' proposal: yes or no, in private, until the deadline; the same for all who get it."""

    final: str
    package: Package
    deadline: dt.datetime
    text: str = ""
    round: str = ""
    agenda: int | None = None


class FinalClosed(Event, frozen=True, kw_only=True, tag="final_closed"):
    """The deadline of a mediators' proposal has come: all said yes, or not all did, or it had left the agenda."""

    final: str
    accepted: bool


class BiddingOpened(Event, frozen=True, kw_only=True, tag="bidding_opened"):
    """Blind bids on a number are asked for.

    `wants` says which way the party goes: whether more or less is better for it. Where the bids meet or cross, the
    result is half-way between them; on an issue of whole numbers, at the nearest of these.
    """

    bidding: str
    question: str
    wants: Literal["more", "less"]
    deadline: dt.datetime
    issue: str = ""
    unit: str = ""
    agenda: int | None = None


class BiddingClosed(Event, frozen=True, kw_only=True, tag="bidding_closed"):
    """The deadline of a bidding has come: the bids met at a value, or did not meet."""

    bidding: str
    value: float | None = None


class AttendanceGiven(Event, frozen=True, kw_only=True, tag="attendance_given"):
    """Who comes to a round for the party."""

    round: str
    people: tuple[str, ...]
    note: str = ""


class RunAsked(Event, frozen=True, kw_only=True, tag="run_asked"):
    """The mediators ask whether the engine may use the party's sealed preferences once."""

    run: str
    purpose: str = ""


class RunAnswered(Event, frozen=True, kw_only=True, tag="run_answered"):
    """The party says whether the engine may; `agenda` is how many changes of the agenda there were then."""

    run: str
    consents: bool
    agenda: int = 0


ChannelEvent = (
    DelegateNamed | DelegateRecalled | ActsItself | ConsentGiven | ConsentWithdrawn | IssueProposed | AgendaAnswered
    | Said | Marked | Told | Attached | ListGiven | ListPassed | Tabled | Withdrawn | Answered | HomeDecided
    | Initialled | Sounded | SoundingAnswered | FinalTabled | FinalClosed | BiddingOpened | BiddingClosed
    | AttendanceGiven | RunAsked | RunAnswered
)  # fmt: skip
