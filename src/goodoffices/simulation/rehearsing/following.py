"""What comes after a refusal: talks go on over a single negotiating text, from the preferences of the draw.

The text keeps to the red lines that hold in the draw and to what those at home would approve: what crosses one of these
is struck out at once. At the end it is this text or none, so nobody holds out for more than is better than no
agreement. Draws in which these limits leave no package are known to come to nothing; of the others some are played,
evenly spaced (two-phase sampling: Neyman, *Contribution to the Theory of Sampling Human Populations*, JASA 33, 1938).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from goodoffices.analysis.expressions import Expressions
from goodoffices.analysis.interdependent.worths import Worths
from goodoffices.analysis.tolerance import RELATIVE
from goodoffices.model.conditions import Condition
from goodoffices.simulation.agents.honest import Honest
from goodoffices.simulation.packages import DRAWN, MOST, Listing, Places, all_of, drawn_from, holding
from goodoffices.simulation.playing import play
from goodoffices.simulation.protocols.single_text import SingleText
from goodoffices.simulation.rehearsing.inputs import Flags, Floats, Setting, seed_of
from goodoffices.simulation.rehearsing.judging import Scene, Verdict
from goodoffices.simulation.scenario import Scenario

Numbers = NDArray[np.int64]


class Played(Struct, frozen=True, eq=False):
    """How talks went on in the draws in which a package was refused.

    Attributes:
        refused: the draws in which it was.
        closed: in which of these the red lines that hold leave no package.
        stopped: in which of the others those at home leave none besides.
        played: the draws that were played on.
        agreed: the number of the package agreed on in each of these; -1 where there was none.
        empty: in which of these no package is worth enough to all.
    """

    refused: Numbers
    closed: Flags
    stopped: Flags
    played: Numbers
    agreed: Numbers
    empty: Flags


class Table(Struct, frozen=True, dict=True, eq=False):
    """All packages that could be agreed on later, or a sample where they are too many."""

    scene: Scene

    @property
    def whole(self) -> bool:
        """Whether all packages are listed."""
        return self.scene.room.feasible.packages <= MOST

    @cached_property
    def listing(self) -> Listing:
        """The packages."""
        feasible = self.scene.room.feasible
        sizes = tuple(issue.size for issue in self.scene.room.case.issues)
        if self.whole:
            return Listing(all_of(feasible), sizes)
        dice = np.random.default_rng(seed_of(self.scene.seed, "packages"))
        own = np.array([self.scene.places], np.int16)
        drawn = np.concatenate([drawn_from(feasible, DRAWN, dice), own])
        return Listing(np.unique(drawn, axis=0), sizes)

    @cached_property
    def _within(self) -> NDArray[np.bool_]:
        """Which packages keep within each red line: lines × packages."""
        lines = self.scene.lines
        found = [self._holding(line.requires) for line in lines]
        return np.array(found).reshape(len(lines), len(self.listing))

    def _holding(self, condition: Condition) -> Flags:
        return holding(
            self._expressions.compile(condition), self.listing.places, Worths((), self._expressions)
        )

    @cached_property
    def _expressions(self) -> Expressions:
        return Expressions(self.scene.room.case.issues)

    @cached_property
    def _beyond(self) -> list[Flags]:
        """Which packages go beyond each party's mandates."""
        found = []
        for home in self.scene.homes:
            inside = np.ones(len(self.listing), bool)
            for _, requires in home.mandates:
                inside &= self._holding(requires)
            found.append(~inside)
        return found

    @cached_property
    def _settles(self) -> list[list[Flags]]:
        """Which packages settle each question before each party's bodies."""
        issues = self.scene.room.case.issues
        found = []
        for home in self.scene.homes:
            own = []
            for asked in home.questions:
                settles = np.ones(len(self.listing), bool)
                for number, issue in enumerate(issues):
                    if issue.id in asked.question.package:
                        place = issue.index_of(asked.question.package[issue.id])
                        settles &= self.listing.places[:, number] == place
                own.append(settles)
            found.append(own)
        return found

    def votes(self, setting: Setting) -> Flags:
        """Return all that those at home say: answers × draws, of each party first that on what nobody spoke about."""
        rows = []
        for home in self.scene.homes:
            rows.append(home.approves(setting))
            rows += [home.adopts(one, setting) for one in home.questions]
        return np.array(rows)

    def open_to(self, held: Flags, votes: Flags) -> Flags:
        """Say which packages are left in one draw.

        Args:
            held: which red lines hold.
            votes: what those at home say, as `votes` has it.
        """
        left = self._within[held].all(axis=0)
        said = iter(votes.tolist())
        for home, beyond, settles in zip(self.scene.homes, self._beyond, self._settles, strict=True):
            approves = next(said)
            unsettled = np.ones(len(self.listing), bool)
            for mask in settles:
                unsettled &= ~mask
                if not next(said):
                    left &= ~mask
            if not approves:
                left &= ~(unsettled if home.referred else unsettled & beyond)
        return np.asarray(left)

    @cached_property
    def _halves(self) -> tuple[tuple[Places, Numbers], tuple[Places, Numbers]]:
        """The packages in two parts: the different beginnings and ends, and which of these each package has."""
        places = self.listing.places
        sizes = np.log(np.array(self.listing.sizes, float)).cumsum()
        cut = int(np.searchsorted(sizes, sizes[-1] / 2)) + 1
        first, second = (_parts(one) for one in (places[:, :cut], places[:, cut:]))
        return first, second

    def worth(self, party: int, draw: int, rows: Numbers) -> Floats:
        """Return what packages are worth to a party in one draw."""
        wants = self.scene.wants[party]
        layout, point = wants.polytope.layout, wants.points[draw]
        total = np.full(len(rows), wants.knowledge.bias)
        issue = 0
        for parts, numbers in self._halves:
            sums = np.zeros(len(parts))
            for column in parts.T:
                sums += point[layout.starts[issue] + column.astype(np.int64)]
                issue += 1
            total += sums[numbers[rows]]
        return total


def played_on(table: Table, verdict: Verdict, setting: Setting, *, rounds: int, plays: int) -> Played:
    """Play on where the package is refused.

    Args:
        table: the packages.
        verdict: in which draws the package is refused.
        setting: the inputs.
        rounds: when talks end without an agreement.
        plays: so many draws at most are played on.
    """
    refused = np.flatnonzero(verdict.refused)
    votes = table.votes(setting)
    keys = np.concatenate([verdict.held, votes])[:, refused].T
    lines = len(verdict.held)
    willing = np.ones(len(votes), bool)
    closed = _where(keys[:, :lines], lambda held: not table.open_to(held, willing).any())
    shut = _where(keys, lambda key: not table.open_to(key[:lines], key[lines:]).any())
    left = refused[~shut]
    played = left if len(left) <= plays else left[np.arange(plays) * len(left) // plays]
    floors = [one.at(setting) for one in table.scene.floors]
    ends = [
        _play(table, int(draw), verdict.held[:, draw], votes[:, draw], [one[draw] for one in floors], rounds)
        for draw in played
    ]
    agreed = np.array([package for package, _ in ends], np.int64)
    empty = np.array([nothing for _, nothing in ends], bool)
    return Played(refused, closed, shut & ~closed, played, agreed, empty)


def _where(keys: Flags, judge: Callable[[Flags], bool]) -> Flags:
    """Judge each row; rows that are alike are judged once."""
    if not len(keys):
        return np.zeros(0, bool)
    patterns, numbers = np.unique(keys, axis=0, return_inverse=True)
    return np.array([judge(one) for one in patterns], bool)[numbers.reshape(-1)]


def _play(  # noqa: PLR0913, PLR0917 - what a draw is made of
    table: Table, draw: int, held: Flags, votes: Flags, floors: Sequence[float], rounds: int
) -> tuple[int, bool]:
    """Play one draw; return what was agreed, -1 for nothing, and whether there was nothing to agree on."""
    scene = table.scene
    rows = np.flatnonzero(table.open_to(held, votes))
    worth = np.array([table.worth(party, draw, rows) for party in range(len(floors))])
    lowest = np.array([floor - RELATIVE * max(1.0, abs(floor)) for floor in floors])
    if not (worth >= lowest[:, None]).all(axis=0).any():
        return -1, True
    listing = Listing(table.listing.places[rows], table.listing.sizes)
    scenario = Scenario(
        "rehearsal", scene.room.case, listing, worth, np.ones(worth.shape, bool), tuple(floors), table.whole
    )
    outcome = play(scenario, SingleText(many=0), [Honest], rounds=rounds, seed=(scene.seed, draw))
    return (-1 if outcome.package is None else int(rows[outcome.package])), False


def _parts(places: Places) -> tuple[Places, Numbers]:
    """Return the different rows, and which of them each row is."""
    keys = np.zeros(len(places), np.int64)
    for column in places.T:
        # numbered anew after each column, so that no number grows too large
        keys = np.unique(keys * (int(column.max(initial=0)) + 1) + column, return_inverse=True)[1].reshape(-1)
    first = np.unique(keys, return_index=True)[1]
    return places[first], keys
