"""Who refuses a package, and why: in every draw, with the inputs as drawn or anywhere else in their ranges.

All answer unseen, as to a mediator's proposal: no red line that holds is crossed, the package is worth no less than no
agreement, and no less than what the party holds out for now. Then those at home are asked, where they have a say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from goodoffices.analysis.partial.room import Room
from goodoffices.analysis.tolerance import RELATIVE
from goodoffices.model.base import Value
from goodoffices.model.case import Case
from goodoffices.model.conditions import holds
from goodoffices.simulation.rehearsing.assumed import Assumed
from goodoffices.simulation.rehearsing.best import reach_of
from goodoffices.simulation.rehearsing.floors import Floor, floors_of
from goodoffices.simulation.rehearsing.home import Asked, Home, homes_of
from goodoffices.simulation.rehearsing.inputs import (
    Column,
    Flags,
    Floats,
    Setting,
    drawn,
    evenly,
)
from goodoffices.simulation.rehearsing.lines import Line, lines_of
from goodoffices.simulation.rehearsing.wants import Wants, wants_of

#: Why a party refuses at the table; the first that applies.
ACCEPTS: Final = 0
CROSSES: Final = 1
BELOW: Final = 2
HOLDS_OUT: Final = 3


class Verdict(Struct, frozen=True, dict=True, eq=False):
    """What everybody does, in each draw. Chances run over whether red lines hold, all else being as drawn.

    Attributes:
        reasons: why each party refuses at the table if no red line holds, parties × draws.
        free: the chance that none of the red lines that the package crosses holds, parties × draws.
        approved: whether those at home approve, parties × draws; True where they are not asked.
        held: whether each red line holds, as one throw of chance has it, lines × draws.
        crossed: which party a line belongs to that the package crosses, else -1, by line.
    """

    reasons: NDArray[np.int8]
    free: Floats
    approved: Flags
    held: Flags
    crossed: tuple[int, ...]

    @cached_property
    def accepts(self) -> Floats:
        """The chance that a party accepts at the table: parties × draws."""
        return np.asarray(self.free * (self.reasons == ACCEPTS))

    @cached_property
    def agreed_at_table(self) -> Floats:
        """The chance that nobody refuses at the table, by draw."""
        return np.asarray(self.accepts.prod(axis=0))

    @cached_property
    def accepted(self) -> Floats:
        """The chance that all accept, and all at home who are asked approve, by draw."""
        return np.asarray(self.agreed_at_table * self.approved.all(axis=0))

    def because(self, party: int, why: int) -> Floats:
        """Return the chance that a party refuses at the table for a reason, by draw."""
        if why == CROSSES:
            return np.asarray(1.0 - self.free[party])
        return np.asarray(self.free[party] * (self.reasons[party] == why))

    def refused_by(self, some: Sequence[bool]) -> Floats:
        """Return the chance that these parties and no others refuse at the table, by draw."""
        chances = np.where(np.array(some)[:, None], 1.0 - self.accepts, self.accepts)
        return np.asarray(chances.prod(axis=0))

    def stopped_by(self, some: Sequence[bool]) -> Floats:
        """Return the chance that all accept and the homes of these parties and no others do not approve, by draw."""
        exactly = (self.approved != np.array(some)[:, None]).all(axis=0)
        return np.asarray(self.agreed_at_table * exactly)

    @cached_property
    def refused(self) -> Flags:
        """Whether the package is refused, at the table or at home, by the one throw of chance for the red lines."""
        willing = np.asarray(self.reasons == ACCEPTS)
        for party, holding in zip(self.crossed, self.held, strict=True):
            if party >= 0:
                willing[party] &= ~holding
        return np.asarray(~(willing & self.approved).all(axis=0))


class Scene(Struct, frozen=True, dict=True, eq=False):
    """A package on the table, and all that is not known for certain about what comes of it.

    Attributes:
        room: the case made ready.
        package: the package, one value for every issue.
        places: the same, as places among the issues' values.
        wants: what each party wants.
        floors: what no agreement is worth to each.
        aspirations: for which share of what it could gain at most each holds out now.
        lines: the red lines.
        homes: those at home of each.
        seed: what all chance begins with.
        draws: how many draws there are.
    """

    room: Room
    package: Mapping[str, Value]
    places: tuple[int, ...]
    wants: tuple[Wants, ...]
    floors: tuple[Floor, ...]
    aspirations: tuple[Column, ...]
    lines: tuple[Line, ...]
    homes: tuple[Home, ...]
    seed: int
    draws: int

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """All numbers that are not known, except preferences."""
        return (
            *(one.column for one in self.floors),
            *self.aspirations,
            *(one.column for one in self.lines),
            *(column for home in self.homes for column in home.columns),
        )

    @cached_property
    def drawn(self) -> Setting:
        """All inputs as drawn."""
        return drawn(self.columns)

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties' ids, in order."""
        return tuple(one.party for one in self.wants)

    @cached_property
    def worth(self) -> tuple[Floats, ...]:
        """What the package is worth to each party, by draw."""
        return tuple(one.worth(self.places) for one in self.wants)

    @cached_property
    def reach(self) -> tuple[Floats, ...]:
        """The most that each party could get where no other is below what no agreement is worth to it, by draw."""
        floors = [one.at(self.drawn) for one in self.floors]
        return reach_of(self.room.feasible, self.wants, floors, self.places)

    @cached_property
    def crossed(self) -> tuple[bool, ...]:
        """Which red lines the package crosses."""
        issues = self.room.case.issues_by_id
        return tuple(not holds(one.requires, self.package, issues) for one in self.lines)

    def beyond(self, home: Home) -> list[str]:
        """Return the mandates of a party that the package goes beyond."""
        issues = self.room.case.issues_by_id
        return [name for name, requires in home.mandates if not holds(requires, self.package, issues)]

    def put_to(self, home: Home) -> list[Asked]:
        """Return the questions before a party's bodies that the package settles."""
        return [one for one in home.questions if one.settled_by(self.package)]

    def asked(self, home: Home) -> bool:
        """Say whether those at home are asked about the package."""
        return bool(home.referred or self.beyond(home) or self.put_to(home))

    def approved(self, home: Home, setting: Setting) -> Flags:
        """Say in which draws those at home approve the package, or are not asked."""
        questions = self.put_to(home)
        if questions:
            return np.asarray(np.all([home.adopts(one, setting) for one in questions], axis=0))
        return home.approves(setting) if self.asked(home) else np.ones(self.draws, bool)

    def judge(self, setting: Setting, *, firm: bool = False) -> Verdict:
        """Say who refuses the package in which draw.

        Args:
            setting: the inputs.
            firm: whether every red line holds as stated, whatever its chance.
        """
        held = np.ones((len(self.lines), self.draws), bool)
        free = np.ones((len(self.wants), self.draws))
        crossed = []
        for number, (line, crosses) in enumerate(zip(self.lines, self.crossed, strict=True)):
            if not firm:
                held[number] = line.held(setting)
            crossed.append(self.parties.index(line.party) if crosses else -1)
            if crosses:
                free[crossed[-1]] *= 0.0 if firm else 1.0 - setting[line.column.id]
        reasons = np.zeros((len(self.wants), self.draws), np.int8)
        for number in range(len(self.wants)):
            floor = self.floors[number].at(setting)
            hope = np.maximum(self.reach[number] - floor, 0.0)
            goal = floor + setting[self.aspirations[number].id] * hope
            reasons[number, self.worth[number] < _slack(goal)] = HOLDS_OUT
            reasons[number, self.worth[number] < _slack(floor)] = BELOW
        approved = np.array([self.approved(home, setting) for home in self.homes])
        return Verdict(reasons, free, approved, held, tuple(crossed))

    @property
    def notes(self) -> Iterator[str]:
        """What was taken for granted, sentence by sentence."""
        for wants, floor in zip(self.wants, self.floors, strict=True):
            if not wants.told:
                yield (
                    f"nothing is known of what '{wants.party}' wants: its preferences are drawn from all that are "
                    "possible; add what is known of them"
                )
            elif wants.knowledge.kind == "record":
                yield (
                    f"the preferences of '{wants.party}' are drawn from all that fit its positions and red lines; "
                    "nothing else is known of them"
                )
            yield from floor.notes
        for home in self.homes:
            yield from self._home_notes(home)

    def _home_notes(self, home: Home) -> Iterator[str]:
        for name in self.beyond(home):
            yield f"the package goes beyond the mandate “{name}”, so those at home are asked first"
        questions = self.put_to(home)
        for one in questions:
            yield (
                f"those at home of '{home.party}' are taken to stand to the package as to the question "
                f"'{one.question.id}', which it settles"
            )
        if self.asked(home) and not questions:
            yield (
                f"those at home of '{home.party}' are asked, and nothing is known of their votes on this package; put "
                "it to their body as a question, with stances and chances"
            )


def scene_of(  # noqa: PLR0913 - what a scene is made of
    room: Room,
    package: Mapping[str, Value],
    places: Sequence[int],
    assumed: Assumed,
    *,
    seed: int,
    draws: int,
) -> Scene:
    """Put a package on the table.

    Raises:
        SimulationError: what is known contradicts itself, or nothing is known.
    """
    wants = wants_of(room, seed, draws)
    return Scene(
        room, package, tuple(places), wants, floors_of(room, wants, seed),
        tuple(_aspiration(room.case, one.party, assumed, seed, draws) for one in wants),
        lines_of(room.case, assumed, seed, draws), homes_of(room.case, assumed, seed, draws), seed, draws,
    )  # fmt: skip


def _aspiration(case: Case, party: str, assumed: Assumed, seed: int, draws: int) -> Column:
    within, origin = assumed.of("aspiration", party)
    title = case.parties_by_id[party].title
    return Column(
        id=f"aspiration:{party}", party=party, stage="table",
        says=f"for which share of what it could gain at most {title} holds out now", low=within[0], high=within[1],
        values=evenly(seed, f"aspiration:{party}", draws, within), rising=True, origin=origin,
    )  # fmt: skip


def _slack(number: Floats) -> Floats:
    """Return the lowest worths that count as at least these."""
    lowest: Floats = number - RELATIVE * np.maximum(1.0, np.abs(number))
    return lowest
