"""What is answered about alternatives to agreement."""

from __future__ import annotations

from goodoffices.analysis.result import Result, Status
from goodoffices.model.packages import Package


class Step(Result, frozen=True, kw_only=True):
    """What there is to agree on when one party's reservation value is `reservation`, and the others' as they stand.

    `packages` are those of the zone, `share` of the feasible ones; `nash` and `package` are the Nash solution's, None
    where there is none. Where `status` is `bounded`, `packages` is an estimate.
    """

    reservation: float
    packages: int
    share: float
    status: Status
    nash: tuple[float, ...] | None
    package: Package | None


class DriverEffect(Result, frozen=True, kw_only=True):
    """What moves an alternative: `reservation` is the range in which the party's reservation value lies then.

    `packages` is the lowest and the highest number of packages in the zone over that range; both are None where nobody
    can say by how much it moves it, or where the zone cannot be counted.
    """

    alternative: str
    title: str
    effect: str
    reservation: tuple[float, float] | None
    packages: tuple[int, int] | None
    sources: tuple[str, ...]
    assumption: str


class PartyAlternatives(Result, frozen=True, kw_only=True):
    """One party's alternatives and what they mean for a deal.

    `best` is the alternative that the party would take (the one worth most in the middle of its range); `derived` is
    the range of its reservation value that follows, for a party takes the best of what it has; `worst` is the range of
    what it fears (WATNA). `stated` is the reservation value of its preferences, `agrees` whether that lies within
    `derived`. `used` is the reservation value with which the answer counts. `beats`: how many packages within all
    limits are worth at least the lowest, the used and the highest reservation value to it. `curve`: what there is to
    agree on as the value moves over its scale, `low`, `now` and `high` where it is lowest, as used, and highest.
    `empty_above`: the zone is empty for every value above it, and for none below it; None where it is empty for all.
    `swing`: by how much the share of the feasible packages that could be agreed changes over the range.
    """

    party: str
    best: str | None
    derived: tuple[float, float] | None
    worst: tuple[float, float] | None
    stated: float | None
    agrees: bool | None
    used: float | None
    beats: tuple[int, int, int] | None
    low: Step | None
    now: Step | None
    high: Step | None
    curve: tuple[Step, ...]
    empty_above: float | None
    swing: float | None
    drivers: tuple[DriverEffect, ...]


class Alternatives(Result, frozen=True, kw_only=True):
    """What each side does without a deal, and whose alternative the zone hangs on most.

    `matters_most` is the party whose range moves the zone most; None where none moves it. `limits_aside`: red lines and
    mandates alone leave no package, so the zone is that of reservation values alone. `status`: `bounded` where packages
    were too many to be counted exactly.
    """

    parties: tuple[PartyAlternatives, ...]
    matters_most: str | None
    limits_aside: bool
    status: Status
    notes: tuple[str, ...]
