"""What is answered about alternatives to agreement."""

from __future__ import annotations

from goodoffices.model.base import When
from goodoffices.model.packages import Package
from goodoffices.model.result import Result, Status


class Level(Result, frozen=True, kw_only=True):
    """A step of the zone: so many packages for every reservation value above the step before, up to `reservation`."""

    reservation: float
    packages: int
    share: float
    status: Status


class Step(Level, frozen=True, kw_only=True):
    """What there is to agree on when one party's reservation value is `reservation`, and the others' as they stand.

    `packages` are those of the zone, `share` of the feasible ones; `nash` and `package` are the Nash solution's, None
    where there is none. Where `status` is `bounded`, `packages` is an estimate and `bounds` enclose it.
    """

    bounds: tuple[int, int] | None
    nash: tuple[float, ...] | None
    package: Package | None


class Turn(Result, frozen=True, kw_only=True):
    """The Nash solution while a party's reservation value lies above `above` and at most at `upto`."""

    above: float
    upto: float
    utilities: tuple[float, ...]
    package: Package
    status: Status


class Least(Result, frozen=True, kw_only=True):
    """The package that gives a party at least `reservation` at the least cost to the others.

    Cost: what each other party gets less than its most, as a share of its scale, summed. `shortfalls`: by how much the
    package stays below each other party's own reservation value, 0 where it does not.
    """

    reservation: float
    utilities: tuple[float, ...]
    package: Package
    shortfalls: dict[str, float]
    status: Status


class Moment(Result, frozen=True, kw_only=True):
    """What a driver that goes on has done after so many periods: the range of the reservation value, and the zone."""

    periods: int
    reservation: tuple[float, float]
    packages: tuple[int, int] | None


class DriverEffect(Result, frozen=True, kw_only=True):
    """What moves an alternative: `reservation` is the range in which the party's reservation value lies then.

    `packages` is the lowest and the highest number of packages in the zone over that range; both are None where nobody
    can say by how much it moves it, or where the zone cannot be counted. Where it goes on (`per` day, week or month)
    they are for one such period, and `over` for several.
    """

    alternative: str
    title: str
    effect: str
    by: tuple[float, float] | None
    per: str | None
    since: When | None
    reservation: tuple[float, float] | None
    packages: tuple[int, int] | None
    over: tuple[Moment, ...]
    status: Status
    sources: tuple[str, ...]
    assumption: str


class Influence(Result, frozen=True, kw_only=True):
    """How much of the zone hangs on one alternative, moved alone over its range, the party's others at their middles.

    `reservation` and `packages` are the party's reservation value and the zone where it is worth least and most.
    `swing` is the change of the zone as a share of the feasible packages. `elasticity`: by what share of itself the
    zone changes, on average over the range, when the reservation value rises by a hundredth of the party's scale (its
    lowest to its highest feasible utility); None where the value does not move or the zone is empty all along.
    """

    alternative: str
    party: str
    reservation: tuple[float, float]
    packages: tuple[int, int]
    swing: float
    elasticity: float | None
    status: Status


class PartyAlternatives(Result, frozen=True, kw_only=True):
    """One party's alternatives and what they mean for a deal.

    `best` is the alternative that the party would take (the one worth most in the middle of its range); `derived` is
    the range of its reservation value that follows, for a party takes the best of what it has; `sources` are the
    statements behind the alternatives that set it. `driven` is the range with all drivers of a stated size at once.
    `worst` is the range of what it fears (WATNA). `stated` is the reservation value of its preferences, `agrees`
    whether that lies within `derived`. `used` is the reservation value with which the answer counts. `beats`: how many
    packages within all limits are worth at least the lowest, the used and the highest reservation value to it;
    `least`: for each of these the package that costs the others least. `low`, `now` and `high` are what there is to
    agree on where the value is lowest, as used, and highest. `curve`: the zone's steps; all of them where `complete`,
    and then `breakpoints` is how many. `turns`: the Nash solution along the value, None where it turns too often to be
    listed. `empty_above`: the zone is empty for every value above it, and for none below it; None where it is empty
    for all. `swing`: by how much the share of the feasible packages that could be agreed changes over the range.
    """

    party: str
    best: str | None
    derived: tuple[float, float] | None
    sources: tuple[str, ...]
    driven: tuple[float, float] | None
    driven_packages: tuple[int, int] | None
    worst: tuple[float, float] | None
    stated: float | None
    agrees: bool | None
    used: float | None
    beats: tuple[int, int, int] | None
    least: tuple[Least | None, ...]
    low: Step | None
    now: Step | None
    high: Step | None
    curve: tuple[Level, ...]
    complete: bool
    breakpoints: int | None
    turns: tuple[Turn, ...] | None
    empty_above: float | None
    swing: float | None
    drivers: tuple[DriverEffect, ...]


class Alternatives(Result, frozen=True, kw_only=True):
    """What each side does without a deal, and whose alternative the zone hangs on most.

    `matters_most` is the party whose range moves the zone most; None where none moves it. `influences` say the same of
    each alternative, the strongest first. `limits_aside`: red lines and mandates alone leave no package, so the zone is
    that of reservation values alone. `status`: `bounded` where packages were too many to be counted exactly.
    """

    parties: tuple[PartyAlternatives, ...]
    matters_most: str | None
    influences: tuple[Influence, ...]
    limits_aside: bool
    status: Status
    notes: tuple[str, ...]
