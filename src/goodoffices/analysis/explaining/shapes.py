"""What an explanation holds: the status of a figure, its inputs, its method, and what would change it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from goodoffices.model.packages import Package
from goodoffices.model.result import Result, Status

InputKind = Literal[
    "weights",
    "values",
    "reservation value",
    "red line",
    "mandate",
    "constraint",
    "preferences",
    "alternative",
    "stance",
]

MoveKind = Literal[
    "weight", "reservation value", "red line", "mandate", "cost", "preferences", "alternative", "stance"
]


class Input(Result, kw_only=True, frozen=True):
    """Something that a figure rests on: what it says, and where it comes from.

    `weights` and `ranges` stand where the input is a party's weights: by issue, the weight and the range in which the
    case says that it may lie. `sources` is empty where the case names none.
    """

    kind: InputKind
    name: str
    party: str | None
    says: str
    sources: tuple[str, ...] = ()
    weights: Mapping[str, float] = {}
    ranges: Mapping[str, tuple[float, float]] = {}


class Method(Result, kw_only=True, frozen=True):
    """How a figure is computed: the method, the paper and place it comes from, and the page that explains it."""

    name: str
    source: str
    how: str
    page: str


class Turn(Result, kw_only=True, frozen=True):
    """Where an input, moved one way, first changes what a solution chooses.

    `exact`: up to `at` the choice stays, beyond it changes; `interval` holds `at`, and the choice was computed anew at
    both of its ends. `bounded`: the choice has changed at the far end of `interval`, and may have done so anywhere
    within it.

    Attributes:
        at: the value of the input (for a limit that is dropped: 0).
        by: `at` less the value it has now.
        status: exact, bounded or sampled.
        interval: from the end nearer to the present value to the far one.
        stated: whether `at` lies within the range that the case states; None where it states none.
        package: what is chosen then; None where nothing can be.
        utilities: what that is worth to each party, by the moved input.
    """

    at: float
    by: float
    status: Status
    interval: tuple[float, float]
    stated: bool | None = None
    package: Package | None = None
    utilities: tuple[float, ...] | None = None


class Shift(Result, kw_only=True, frozen=True):
    """What a figure that is a number becomes when an input is moved to a value, or dropped (`to` is None)."""

    to: float | None
    figure: float
    change: float
    status: Status = "exact"


class Move(Result, kw_only=True, frozen=True):
    """One input, moved alone: how far it can go before the answer changes, or what it does to a figure.

    Attributes:
        input: its name.
        kind: what it is.
        party: whose it is.
        issue: which issue's weight it is, where it is a weight.
        value: what it is now; None for a limit, which stands or is dropped.
        searched: from where to where it was moved.
        stated: the range that the case gives for it.
        status: `bounded` where not all of `searched` could be looked at exactly.
        down, up: the first change on the way down and up; None where there is none within what was searched.
        dropped: what is chosen without the limit, where that differs.
        shifts: what the figure becomes, where the figure is a number.
        room: the smaller of the two ways to a change, as a share of `searched`; None where there is none.
        note: a sentence where something needs saying.
    """

    input: str
    kind: MoveKind
    party: str
    issue: str | None = None
    value: float | None = None
    searched: tuple[float, float] | None = None
    stated: tuple[float, float] | None = None
    status: Status = "exact"
    down: Turn | None = None
    up: Turn | None = None
    dropped: Turn | None = None
    shifts: tuple[Shift, ...] = ()
    room: float | None = None
    note: str = ""


class Explanation(Result, kw_only=True, frozen=True):
    """One figure of an answer, explained.

    Attributes:
        figure: its key in the answer.
        says: the figure itself in a few words.
        status: exact, bounded, sampled, or absent (with the reason in `says`).
        inputs: what it rests on.
        method: how it is computed.
        sensitivity: the inputs moved one at a time, those that change the answer soonest first.
        rule: how inputs are moved.
        notes: what was left out, and why.
    """

    figure: str
    says: str
    status: Literal["exact", "bounded", "sampled", "absent"]
    inputs: tuple[Input, ...]
    method: Method
    sensitivity: tuple[Move, ...] = ()
    rule: str = ""
    notes: tuple[str, ...] = ()


class Explanations(Result, kw_only=True, frozen=True):
    """The answer of `explain`: each figure of `analyse` and `deadlock`, by its key."""

    figures: Mapping[str, Explanation]
    seconds: Mapping[str, float]
