"""What is answered about decision bodies."""

from __future__ import annotations

from typing import Literal

from goodoffices.model.result import Result

#: What comes out: the same however those vote who are not settled, or `open`.
Outcome = Literal["adopted", "rejected", "open"]


class Power(Result, frozen=True, kw_only=True):
    """How much a person's vote counts by the rule, from 0 to 1, exact, also as a fraction.

    `banzhaf`: in which share of the others' possible votes the person's decides. `banzhaf_share`: the same as a share
    of that of all persons together. `shapley_shubik`: in which share of all orders in which persons come over to a
    question it is this one who carries it.
    """

    member: str
    banzhaf: float
    banzhaf_exact: str
    banzhaf_share: float
    shapley_shubik: float
    shapley_shubik_exact: str


class Group(Result, frozen=True, kw_only=True):
    """Any `count` of the persons in `of`, who are alike in vote, weight and stance."""

    count: int
    of: tuple[str, ...]


class Coalition(Result, frozen=True, kw_only=True):
    """A smallest set of persons: if all of them move, the outcome is settled, however those vote who are not."""

    size: int
    groups: tuple[Group, ...]


class Pivot(Result, frozen=True, kw_only=True):
    """A person whose vote alone changes the outcome: `always`, or by how some of those vote who are not settled."""

    member: str
    always: bool


class Counterfactual(Result, frozen=True, kw_only=True):
    """The same stances under another rule, or counted over more of those present."""

    rule: str
    counted: str
    in_favour: int
    against: int
    open: int
    outcome: Outcome
    own: bool


class Ballot(Result, frozen=True, kw_only=True):
    """One question before a body.

    `outcome` under the body's rule; `recorded` is what the case says came of it. `chance` is the probability of
    adoption, from the lowest to the highest that fits the ranges of those who are not settled, who are taken to
    decide independently of one another. `to_adopt` and `to_reject` are the smallest sets of persons by whose move it is
    settled that way; empty where it is already. `complete`: no such set is left out.
    """

    question: str
    text: str
    outcome: Outcome
    recorded: Literal["approved", "rejected", "open"]
    chance: tuple[float, float]
    in_favour: tuple[str, ...]
    against: tuple[str, ...]
    open: tuple[str, ...]
    abstaining: tuple[str, ...]
    absent: tuple[str, ...]
    pivotal: tuple[Pivot, ...]
    to_adopt: tuple[Coalition, ...]
    to_reject: tuple[Coalition, ...]
    complete: bool
    counterfactuals: tuple[Counterfactual, ...]
    notes: tuple[str, ...]


class BodyAnswer(Result, frozen=True, kw_only=True):
    """A decision body: its rule in words, who votes, how much each vote counts, and the questions before it."""

    body: str
    party: str
    rule: str
    voters: tuple[str, ...]
    power: tuple[Power, ...]
    ballots: tuple[Ballot, ...]
    status: Literal["exact"] = "exact"
