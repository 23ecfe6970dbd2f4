"""What is answered where preferences are known in part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from goodoffices.model.packages import Package
from goodoffices.model.result import Result, Status

#: Whether something holds for all utility functions that fit, for some, or for none; `undecided` where work ran out.
Modality = Literal["necessarily", "possibly", "never", "undecided"]


class Share(Result, frozen=True, kw_only=True):
    """A share of the utility functions that fit, from 0 to 1: estimated from `n` draws, with its standard error."""

    value: float
    error: float
    n: int
    status: Literal["exact", "sampled"]


class FactNote(Result, frozen=True, kw_only=True):
    """One thing known of a party's preferences, and where it comes from."""

    text: str
    origin: Literal["entered", "record"]
    sources: tuple[str, ...]


class PartyKnowledge(Result, frozen=True, kw_only=True):
    """How well a party's preferences are known; `contradiction`: a smallest set of facts that cannot all be true."""

    party: str
    kind: Literal["exact", "ranges", "interval", "ordinal", "record"]
    facts: tuple[FactNote, ...]
    contradiction: tuple[FactNote, ...]


class Judgement(Result, frozen=True, kw_only=True):
    """One package under all preferences that fit.

    `utilities` are the lowest and highest, by party. `acceptable` by party: within its red lines and mandates and not
    below its reservation value; `acceptable_to_all` joins them, `acceptability` is the share of preferences under which
    it holds. `efficient`: no feasible package is better for one party and worse for none. `regret`: how far the sum of
    utilities can fall behind that of the best package within all red lines and mandates (of the best feasible one,
    where none is); where that is not proven, `regret_at_most` is what it cannot
    exceed. `nash_share`: how often it is the Nash solution.
    """

    package: Package
    why: tuple[str, ...]
    utilities: Mapping[str, tuple[float, float]]
    acceptable: Mapping[str, Modality]
    acceptable_to_all: Modality
    acceptability: Share
    efficient: Modality
    regret: float
    regret_at_most: float | None
    nash_share: Share


class Regret(Result, frozen=True, kw_only=True):
    """The package whose largest possible loss in the sum of utilities is smallest; `regret` is that loss.

    Chosen among the packages within all red lines and mandates, or among all feasible ones where these contradict one
    another; among those of them that no party would rather have no deal than accept, where there are any.

    Where `status` is `bounded`, no package has a largest loss below `bound`.
    """

    package: Package
    regret: float
    status: Status
    bound: float | None = None


class Robust(Result, frozen=True, kw_only=True):
    """What holds for all, and what for some, of the preferences that fit what is known.

    `agreement` is the share of preferences under which some package is acceptable to all. `status` is `infeasible`
    where what is known contradicts itself; then nothing else is given.
    """

    status: Literal["exact", "infeasible"]
    parties: tuple[PartyKnowledge, ...]
    agreement: Share | None
    minimax_regret: Regret | None
    packages: tuple[Judgement, ...]
    notes: tuple[str, ...]
