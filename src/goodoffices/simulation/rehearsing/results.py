"""What a rehearsal answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from goodoffices.model.base import Value
from goodoffices.model.result import Result
from goodoffices.simulation.rehearsing.inputs import Origin, Range, Stage

#: How talks over the package end at first: all accept; some refuse; all accept, and some homes do not approve.
Ending = Literal["accepted", "refused at the table", "not approved at home"]

#: Why a party refuses; the first that applies.
Why = Literal[
    "crosses a red line", "worth less than no agreement", "holds out for more", "not approved at home"
]


class Odds(Result, frozen=True, kw_only=True):
    """A share, and two ranges about it, none of which is the other.

    Attributes:
        share: the share of draws, from 0 to 1.
        n: of how many draws.
        sampling: where the share of all possible draws lies with 95 %: what chance did to these ones.
        inputs: the lowest and the highest share as the inputs move through their ranges, each with its own error from
            sampling taken in; preferences stay as drawn. None where that was not looked at.
        status: `exact` where it does not hang on what was drawn.
    """

    share: float
    n: int
    sampling: Range
    inputs: Range | None = None
    status: Literal["exact", "sampled"] = "sampled"


class EndOdds(Result, frozen=True, kw_only=True):
    """One way in which it ends at first; no two of them are the case in one draw.

    Attributes:
        ending: how.
        parties: which refuse, or whose homes do not approve; these and no others.
        odds: how often.
    """

    ending: Ending
    parties: tuple[str, ...]
    odds: Odds


class Reason(Result, frozen=True, kw_only=True):
    """Why a party refuses.

    Attributes:
        why: why; of several reasons the first is counted.
        names: the red lines or mandates that the package crosses, or the questions that it settles.
        odds: in which share of all draws.
    """

    why: Why
    names: tuple[str, ...]
    odds: Odds


class PartyAnswer(Result, frozen=True, kw_only=True):
    """What one party does.

    Attributes:
        party: which.
        refuses: how often it refuses, at the table or because its home does not approve, whatever the others do.
        reasons: why.
        worth: the lowest and the highest that the package is worth to it in any draw.
        no_agreement: the same of having no agreement.
        asks_home: whether those at home have a say on this package.
    """

    party: str
    refuses: Odds
    reasons: tuple[Reason, ...]
    worth: Range
    no_agreement: Range
    asks_home: bool


class OptionOdds(Result, frozen=True, kw_only=True):
    """How often an option is agreed on later, among the later agreements played."""

    option: Value
    odds: Odds


class Later(Result, frozen=True, kw_only=True):
    """What comes after a refusal, played on with the single negotiating text.

    Attributes:
        agreement: on some package later, as a share of all draws.
        none: no agreement at all, as a share of all draws.
        refused: in how many draws the package is refused.
        closed: in how many of these the red lines that hold leave no package at all.
        stopped: in how many of the others those at home would approve none that is left.
        played: how many of the others were played on.
        empty: in how many of those no package within these limits is worth enough to all.
        failed: in how many the text came to nothing all the same.
        agreed: in how many another package was agreed on.
        same: in how many of these it was the package that was refused first.
        packages: the packages agreed on most often, and how often among agreements.
        options: by issue, what was agreed on, and how often among agreements.
    """

    agreement: Odds
    none: Odds
    refused: int
    closed: int
    stopped: int
    played: int
    empty: int
    failed: int
    agreed: int
    same: int
    packages: tuple[tuple[Mapping[str, Value], Odds], ...]
    options: Mapping[str, tuple[OptionOdds, ...]]


class Input(Result, frozen=True, kw_only=True):
    """A number that is not known for certain.

    Attributes:
        id: by what `sensitivity` names it.
        party: whose.
        stage: where it plays a part: in what the party `wants`, in what it answers at the `table`, or at `home`.
        says: what it is.
        low: the lowest value.
        high: the highest.
        origin: where the range comes from.
        sources: the positions and statements behind it.
        assumption: why it is assumed, in the case's words.
    """

    id: str
    party: str
    stage: Stage
    says: str
    low: float
    high: float
    origin: Origin
    sources: tuple[str, ...]
    assumption: str


class Effect(Result, frozen=True, kw_only=True):
    """How much hangs on one input: a bar of a tornado diagram.

    Attributes:
        input: the input's id; of all a party's preferences together `worth:PARTY`, of whether something happens
            `holds:LINE` and `votes:QUESTION:MEMBER`, whose chances are inputs.
        party: whose.
        says: what it is.
        kind: a `number` that moves, or an `event` that happens or does not.
        index: the share of the variance of “accepted by all” that goes when it is known (first-order Sobol' index).
        error: the standard error of that.
        low: how often the package is accepted where the input is in the lowest third, or does not happen.
        high: the same in the highest third, or where it happens.
        part_of: the `worth:PARTY` of which a weight or an evaluation is a part; else empty.
    """

    input: str
    party: str
    says: str
    kind: Literal["number", "event"]
    index: float
    error: float
    low: Odds
    high: Odds
    part_of: str = ""


class Rehearsal(Result, frozen=True, kw_only=True):
    """If the mediator tabled this package now.

    Attributes:
        name: what the package is called; empty where it was written out.
        package: the package.
        parties: the parties, in order.
        draws: how many draws.
        seed: what all chance began with.
        rounds: when talks that are played on end.
        accepted: how often all accept.
        as_stated: the same if every red line holds as stated.
        endings: all ways in which it ended at first, the likeliest first; together 1.
        answers: what each party does.
        later: what comes after a refusal.
        inputs: all numbers that are not known for certain.
        sensitivity: on what “accepted by all” hangs most, first that on which it hangs most.
        notes: what was taken for granted.
    """

    name: str
    package: Mapping[str, Value]
    parties: tuple[str, ...]
    draws: int
    seed: int
    rounds: int
    accepted: Odds
    as_stated: Odds
    endings: tuple[EndOdds, ...]
    answers: tuple[PartyAnswer, ...]
    later: Later
    inputs: tuple[Input, ...]
    sensitivity: tuple[Effect, ...]
    notes: tuple[str, ...]
