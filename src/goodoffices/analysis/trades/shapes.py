"""What the answer about trades holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from goodoffices.model.base import Value
from goodoffices.model.packages import Package
from goodoffices.model.result import Result, Status

#: `single`: one issue moves. `exchange`: two, and some side gives on one and gets on the other. `pair`: two others that
#: move together. `package`: three or more at once.
TradeKind = Literal["single", "exchange", "pair", "package"]


class Change(Result, kw_only=True, frozen=True):
    """One issue that moves: from what to what, in ids and in words, and what that alone adds to each utility.

    `effects` are in the order of the parties, uncut where a utility has a ceiling.
    """

    issue: str
    title: str
    before: Value
    after: Value
    before_says: str
    after_says: str
    effects: tuple[float, ...]


class Side(Result, kw_only=True, frozen=True):
    """What a party gives and what it gets, in the words of the issues."""

    gives: tuple[str, ...] = ()
    gets: tuple[str, ...] = ()


class Trade(Result, kw_only=True, frozen=True):
    """A move from one package to another.

    Attributes:
        kind: how many issues move, and whether one is exchanged for another.
        changes: the issues that move, in the case's order.
        gains: what each party gains in utility (negative: its cost), in the order of the parties.
        shares: the same as shares of what lies between the party's lowest and highest feasible utility.
        cost: what those who lose lose together, in shares.
        rate: the share that the party for whom the trade is listed gains for each share that others lose; None where it
            costs nobody anything, or is listed for no party.
        sides: by party, what it gives and what it gets.
        crosses: limits that the start keeps and this crosses.
        restores: limits that stood crossed before and are kept after.
        utilities: each party's utility after it.
        package: the package after it.
    """

    kind: TradeKind
    changes: tuple[Change, ...]
    gains: tuple[float, ...]
    shares: tuple[float, ...]
    cost: float
    rate: float | None
    sides: Mapping[str, Side]
    crosses: tuple[str, ...]
    restores: tuple[str, ...]
    utilities: tuple[float, ...]
    package: Package


class Stop(Result, kw_only=True, frozen=True):
    """Where a path begins or ends: its name, the package, its utilities, the limits that it crosses.

    `filled` are the issues that the start left open and that were filled.
    """

    name: str
    package: Package
    utilities: tuple[float, ...]
    crosses: tuple[str, ...]
    filled: tuple[str, ...] = ()


class Trades(Result, kw_only=True, frozen=True):
    """The answer of `trades`.

    *Efficient* and *frontier* here mean: among the feasible packages that cross no limit but those the start crosses.

    Attributes:
        parties: the parties, in the order of all utilities and gains.
        start: where it begins.
        efficient: whether the start is on the frontier already.
        steps: the path, each step feasible and with nobody worse off; empty where the start is efficient.
        total: the whole path as one trade; None where there is none.
        end: where the path ends, on the frontier.
        status: `exact`: that the end is on the frontier is proven. `bounded`: nothing that betters all is known, and no
            package betters the end by more than `bound` for every party.
        bound: see `status`.
        beyond: what would better the end for some and worsen it for none, but crosses limits, named in it; else None.
        best: by party, its best trades over one or two issues from the start: those that cost nobody anything by what
            they bring, then by rate; at the end those that cross a limit.
        best_status: `exact`, or `bounded` where some exchanges were too many to look at; a note says which.
        concessions: by party, where the start is efficient: packages along the frontier that give it more, cheapest
            for the others first, the best rate among them.
        spans: by party, highest less lowest feasible utility; what shares are shares of.
        notes: what needs saying, in sentences.
        seconds: how long reading and computing took.
    """

    parties: tuple[str, ...]
    start: Stop
    efficient: bool
    steps: tuple[Trade, ...]
    total: Trade | None
    end: Stop
    status: Status
    bound: float | None
    beyond: Trade | None
    best: Mapping[str, tuple[Trade, ...]]
    best_status: Status
    concessions: Mapping[str, tuple[Trade, ...]]
    spans: Mapping[str, float]
    notes: tuple[str, ...]
    seconds: Mapping[str, float]
