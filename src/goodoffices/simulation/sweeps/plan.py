"""What a sweep plays: domains × protocols × agents × what the mediator is told × seeds, in cells and parts.

What a run comes to rests on its cell and its number in it alone: on no other cell, and on no worker.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

import msgspec
from msgspec import Struct

from goodoffices._version import __version__
from goodoffices.model.case import Case
from goodoffices.simulation.errors import SimulationError
from goodoffices.simulation.mediating.knowing import on_one_scale
from goodoffices.simulation.naming import agent_of, protocol_of, source_of
from goodoffices.simulation.playing import ROUNDS
from goodoffices.simulation.shocks import Shocks
from goodoffices.simulation.told import Told, told_of

#: What plays. Its number is raised whenever the same plan no longer comes to the same runs.
ENGINE: Final = f"{__version__}, engine 3"

#: So many runs are one part: what is lost at most when a worker dies, and what is kept in one go.
PART: Final = 50

#: More runs than this are refused: nobody waits for them by mistake.
MOST_RUNS: Final = 10_000_000

#: Talks of more rounds are refused: what people with plans would do in all of them is worked out beforehand.
MOST_ROUNDS: Final = 1_000_000


class Domain(Struct, frozen=True):
    """What is negotiated: its name in results, and the case."""

    name: str
    case: Case


class Cell(Struct, frozen=True):
    """Runs that differ in their seed alone.

    Attributes:
        domain: its number among the domains.
        protocol: the protocol's name, as it is written.
        agents: the agents' names, one for each party, or one for all.
        told: what the mediator is told; empty where no mediator is told anything.
    """

    domain: int
    protocol: str
    agents: tuple[str, ...]
    told: str

    def seats(self, parties: int) -> tuple[str, ...]:
        """Return who sits for each of so many parties."""
        return self.agents * parties if len(self.agents) == 1 else self.agents


class Part(Struct, frozen=True):
    """Some runs of a cell: its number, the cell's number, and which seeds."""

    number: int
    cell: int
    first: int
    stop: int


class Plan(Struct, frozen=True, dict=True):
    """What a sweep plays.

    Attributes:
        domains: what is negotiated.
        protocols: names of protocols.
        agents: who sits at the table without a mediator: for each table one name for all, or one for each party.
        mediated: the same with a mediator.
        told: what the mediator is told.
        seeds: how many runs a cell has.
        seed: what all chance begins with.
        rounds: when talks end.
        shocks: what may befall them.
    """

    domains: tuple[Domain, ...]
    protocols: tuple[str, ...] = ("alternating",)
    agents: tuple[tuple[str, ...], ...] = (("boulware",),)
    mediated: tuple[tuple[str, ...], ...] = (("honest",),)
    told: tuple[str, ...] = ("everything",)
    seeds: int = 1
    seed: int = 0
    rounds: int = ROUNDS
    shocks: Shocks = Shocks()

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """All cells, in order."""
        return tuple(dict.fromkeys(self._cells()))

    def _cells(self) -> Iterator[Cell]:
        for number in range(len(self.domains)):
            for protocol in self.protocols:
                how = protocol_of(protocol)
                for agents in self.mediated if how.mediated else self.agents:
                    for told in self.told if how.informed else ("",):
                        yield Cell(number, protocol, agents, told)

    @property
    def runs(self) -> int:
        """How many runs there are."""
        return len(self.cells) * self.seeds

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """All parts, in order."""
        found: list[Part] = []
        for cell in range(len(self.cells)):
            for first in range(0, self.seeds, PART):
                found.append(Part(len(found), cell, first, min(first + PART, self.seeds)))
        return tuple(found)

    @cached_property
    def digest(self) -> str:
        """The same for the same plan, the files of one's own agents and what plays included, and for no other."""
        names = sorted({name for cell in self.cells for name in cell.agents})
        own = [hashlib.sha256(source_of(name)).hexdigest() for name in names]
        return hashlib.sha256(msgspec.json.encode((ENGINE, self, own), order="sorted")).hexdigest()

    def seed_of(self, cell: Cell, number: int) -> tuple[int, ...]:
        """Return what a run's chance begins with: by its cell and number, so that other cells change nothing in it."""
        label = msgspec.json.encode((self.domains[cell.domain].name, cell.protocol, cell.agents, cell.told))
        words = hashlib.sha256(label).digest()
        return (self.seed, int.from_bytes(words[:8], "big"), number)


def checked(plan: Plan) -> Plan:
    """Return a plan that can be played.

    Raises:
        SimulationError: something in it is no number or name, two domains have one name, or it has too many runs.
    """
    if plan.seeds < 1:
        raise SimulationError(f"seeds: {plan.seeds} is no number of runs; give 1 or more")
    if plan.seed < 0:
        raise SimulationError(f"seed: {plan.seed} is below 0; give a whole number from 0 on")
    if not 1 <= plan.rounds <= MOST_ROUNDS:
        raise SimulationError(f"rounds: {plan.rounds} is no number of rounds; give 1 to {MOST_ROUNDS:,}")
    shocks = plan.shocks
    for name in ("leak", "spoiler", "hardens", "collapse"):
        if not 0 <= getattr(shocks, name) <= 1:
            raise SimulationError(f"{name}: {getattr(shocks, name):g} is no share; give a number from 0 to 1")
    if shocks.lost < 0:
        raise SimulationError(f"lost: {shocks.lost} is no number of rounds; give 0 or more")
    names = [one.name for one in plan.domains]
    for name in names:
        if names.count(name) > 1:
            raise SimulationError(f"two of what is played are called '{name}'; give each its own name")
    for text in plan.told:
        told_of(text)
    for cell in plan.cells:
        _check_cell(plan.domains[cell.domain], cell)
    if plan.runs > MOST_RUNS:
        raise SimulationError(
            f"these are {plan.runs:,} runs, more than the {MOST_RUNS:,} that are played in one sweep"
        )
    return plan


def _check_cell(domain: Domain, cell: Cell) -> None:
    """Refuse a cell that could not be played, before anything is."""
    parties = domain.case.parties
    for name in cell.agents:
        agent_of(name)
    if len(cell.agents) not in (1, len(parties)):
        raise SimulationError(
            f"'{domain.name}' has {len(parties)} parties, and {len(cell.agents)} agents were named; name one for each "
            "party, or one for all"
        )
    if told_in(cell).level != "everything":
        on_one_scale(domain.case)


def told_in(cell: Cell) -> Told:
    """Return what the mediator of a cell is told."""
    return told_of(cell.told) if cell.told else Told()


def tables(texts: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Read who sits at the tables: names parted by commas outside brackets; one name where all are the same."""
    return tuple(_shortest(tuple(_parted(text))) for text in texts)


def _shortest(names: tuple[str, ...]) -> tuple[str, ...]:
    return names[:1] if len(set(names)) == 1 else names


def _parted(text: str) -> Iterator[str]:
    depth, start = 0, 0
    for place, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            yield text[start:place].strip()
            start = place + 1
    yield text[start:].strip()
