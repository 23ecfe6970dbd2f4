"""Simulated talks: how many a second beside NegMAS, whether the same people agree alike, and what mediators reach.

`python -m benchmarks.simulation`, or part of `make bench`. NegMAS runs in its own environment on the same utilities in
the same run. Both sides have the domain loaded before the clock starts; what ours makes ready once a domain is said.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import numpy as np

from benchmarks.curve import drawn, named
from benchmarks.domains import shared
from benchmarks.peers.link import Peer
from goodoffices.analysis.space import space_of
from goodoffices.services import open_scenario
from goodoffices.simulation.agents.honest import Honest
from goodoffices.simulation.agents.timed import Timed
from goodoffices.simulation.measures import measured
from goodoffices.simulation.naming import protocol_of
from goodoffices.simulation.playing import play
from goodoffices.simulation.protocols.alternating import Alternating
from goodoffices.simulation.scenario import Scenario, scenario_of
from goodoffices.simulation.sweeps.summary import Estimate, mean_of
from goodoffices.simulation.told import told_of

ROUNDS = 100
PAIR = 2

#: By so much less than its goal an offer may be worth to NegMAS's agents.
TOLERANCE = 1e-3

#: What is measured on: the domains that the field's measures name, and the pairs of profiles at the table.
DOMAINS: tuple[tuple[str, str], ...] = (
    ("Laptop", "negmas/anac2013/Laptop"),
    ("Grocery", "negmas/anac2012/GroceryA"),
    ("Travel", "negmas/anac2012/TravelA"),
    ("Energy", "negmas/anac2012/EnergyA"),
    ("AgentSmith", "genius/AgentSmith"),
    ("AgentSmith, 3", "genius/AgentSmith"),
)

#: The profiles at the table where a folder has more than two.
PROFILES = {"AgentSmith": ["DomainAce_util1.xml", "DomainAce_util2.xml"]}

#: What the mediator is told, from everything to nothing but what no agreement is worth.
TOLD = (
    "everything", "weights(0.05)", "weights(0.1)", "weights(0.2)", "priorities", "orders", "reservations+20",
    "reservations+15", "reservations+10", "reservations+7", "reservations+5", "reservations+3", "reservations+1",
    "reservations", "nothing+10", "nothing",
)  # fmt: skip


@dataclass(frozen=True)
class Domain:
    """A domain, how long it took to make it ready, and what NegMAS is handed."""

    name: str
    scenario: Scenario
    seconds: float
    tables: Sequence[Sequence[Sequence[float]]]
    biases: Sequence[float]


def domains(only: str) -> Iterator[Domain]:
    """Load the domains."""
    for name, path in DOMAINS:
        if only.lower() in name.lower():
            case = open_scenario(shared() / "scenarios" / path, PROFILES.get(name)).case
            start = perf_counter()
            scenario = scenario_of(case, name)
            _ = scenario.sheets, scenario.orders, [sheet.rising for sheet in scenario.sheets]
            seconds = perf_counter() - start
            values = space_of(case).values
            yield Domain(name, scenario, seconds, values.tables, values.biases)


def exponents(count: int) -> list[tuple[float, float]]:
    """Draw how fast two concede, from Boulware to conceder, the same every time."""
    drawn = np.exp(np.random.default_rng(7).uniform(np.log(0.25), np.log(4.0), size=(count, 2)))
    return [(float(one), float(other)) for one, other in drawn]


def ours(
    domain: Domain, pairs: Sequence[tuple[float, float]], *, sticks: bool = False
) -> tuple[float, list[int | None]]:
    """Play alternating offers, with `sticks` as NegMAS's agents offer; return the seconds, and what was agreed."""
    protocol = Alternating()
    more = (1.0, TOLERANCE, 1.0) if sticks else ()
    found = []
    start = perf_counter()
    for number, (one, other) in enumerate(pairs):
        makers = [lambda one=one: Timed(one, *more), lambda other=other: Timed(other, *more)]
        found.append(play(domain.scenario, protocol, makers, rounds=ROUNDS, seed=(number,)).package)
    return perf_counter() - start, found


def beside_negmas(only: str, limit: float) -> None:
    """Compare speed and agreements of alternating offers with NegMAS, then single texts."""
    peer = Peer()
    pairs = exponents(400)
    print("Alternating offers of two who concede by the clock, 100 rounds, one core")
    print("domain          packages  ready once    ours/s  NegMAS/s     ratio")
    for domain in domains(only):
        if len(domain.scenario.parties) == PAIR:
            peer.load(domain.tables, domain.biases, domain.scenario.reservations)
            theirs = peer.play([{"exponents": pair, "rounds": ROUNDS} for pair in pairs], limit)
            ours(domain, pairs[:5])
            seconds, _ = ours(domain, pairs)
            speed, other = len(pairs) / seconds, max(len(theirs.packages), 1) / theirs.seconds
            print(
                f"{domain.name:14} {domain.scenario.packages:>9,} {domain.seconds:>9.2f} s {speed:>9,.0f} "
                f"{other:>9.2f} {speed / other:>8,.0f}×",
                flush=True,
            )
    print(
        "\nThe same agents, chance says which of equals is offered: mean utilities (95 %), ours less theirs in brackets"
    )
    for domain in domains(only):
        if len(domain.scenario.parties) == PAIR:
            peer.load(domain.tables, domain.biases, domain.scenario.reservations)
            asked = [{"exponents": pair, "rounds": ROUNDS, "seed": seed} for seed, pair in enumerate(pairs)]
            found = [_number(domain.scenario, one) for one in peer.play(asked, limit).packages]
            _, own = ours(domain, pairs[: len(found)], sticks=True)
            print(f"{domain.name:14} {alike(domain.scenario, found, own)}", flush=True)
    print(
        "\nSingle texts: mean share of the best Nash product (95 %), on the frontier; 30 runs, theirs of 1,000 rounds"
    )
    for domain in domains(only):
        peer.load(domain.tables, domain.biases, domain.scenario.reservations)
        own = [
            play(domain.scenario, protocol_of("single-text"), [Honest], seed=(n,)).package for n in range(30)
        ]
        line = [f"{domain.name:14} ours {reached(domain.scenario, own)}"]
        for kind in ("VetoST", "HillClimbingST"):
            played = peer.play([{"kind": kind, "rounds": 1_000}] * 30, limit)
            numbers = [_number(domain.scenario, one) for one in played.packages]
            line.append(f"{kind} {reached(domain.scenario, numbers)} ({len(numbers)} runs)")
        print("   ".join(line), flush=True)
    peer.close()


def alike(scenario: Scenario, theirs: Sequence[int | None], own: Sequence[int | None]) -> str:
    """Say what both sides have in the mean, and whether the two differ by more than chance explains."""
    if len(theirs) < PAIR:
        return f"{len(theirs)} played"
    said = []
    for party in range(len(scenario.parties)):
        one, other = ([_worth(scenario, package, party) for package in found] for found in (own, theirs))
        gap = mean_of([a - b for a, b in zip(one, other, strict=True)])
        said.append(
            f"{mean_of(one).value:.3f} and {mean_of(other).value:.3f} ({gap.low:+.3f} to {gap.high:+.3f})"
        )
    rates = [sum(package is not None for package in found) / len(found) for found in (own, theirs)]
    return (
        f"{len(theirs)} talks; ours and theirs: {', '.join(said)}; agreed {rates[0]:.0%} and {rates[1]:.0%}"
    )


def reached(scenario: Scenario, packages: Sequence[int | None]) -> str:
    """Say what agreements come to."""
    if not packages:
        return "none in time"
    front = np.mean([one is not None and bool(scenario.efficient[one]) for one in packages])
    return f"{_within(mean_of([_share(scenario, one) for one in packages]))} {front:.0%}"


@dataclass(frozen=True)
class Reached:
    """What a mediator reached on a domain in several runs."""

    share: Estimate
    front: float
    questions: float
    replies: float
    seconds: float

    def __str__(self) -> str:
        """Write it as a cell of a table: the mean share with its interval, and what is not as it should be."""
        one = self.share
        span = "" if one.low == one.high else f" ({one.low:.3f}–{one.high:.3f})"
        front = "" if self.front == 1 else f", {self.front:.0%} on it"
        return f"{one.value:.3f}{span}{front}; {self.questions:.0f}q {self.replies:.0f}r"


def mediated(only: str, told: Sequence[str], seeds: int, save: Path | None) -> None:
    """Measure what mediators reach by what they are told; each seed is another luck in what the mediator draws."""
    print(
        f"\nThe mediator's proposals by what it is told: mean share of the best Nash product (95 %), {seeds} runs"
    )
    loaded = list(domains(only))
    print("| Told | " + " | ".join(one.name for one in loaded) + " | Mean | Seconds |")
    print("|---|" + "--:|" * (len(loaded) + 2))
    found: dict[str, list[Estimate]] = {one.name: [] for one in loaded}
    for level in told:
        cells = [reached_by(one.scenario, level, 1 if level == "everything" else seeds) for one in loaded]
        for one, cell in zip(loaded, cells, strict=True):
            found[one.name].append(cell.share)
        mean = np.mean([cell.share.value for cell in cells])
        seconds = np.mean([cell.seconds for cell in cells])
        print(
            f"| {named(level)} | " + " | ".join(map(str, cells)) + f" | {mean:.3f} | {seconds:.1f} |",
            flush=True,
        )
    print(
        "On the frontier where nothing is said of it; q: questions, r: packages said yes or no to, of each side"
    )
    if save is not None:
        drawn(told, found, save)


def reached_by(scenario: Scenario, level: str, seeds: int) -> Reached:
    """Let a mediator who is told so much propose in several runs."""
    protocol, told = protocol_of("proposals"), told_of(level)
    start = perf_counter()
    played = [play(scenario, protocol, [Honest], told=told, seed=(seed,)) for seed in range(seeds)]
    seconds = (perf_counter() - start) / seeds
    judged = [measured(scenario, one) for one in played]
    return Reached(
        share=mean_of([one.efficiency for one in judged]),
        front=float(np.mean([one.on_frontier for one in judged])),
        questions=float(np.mean([max(one.answers, default=0) for one in played])),
        replies=float(np.mean([one.replies for one in played])),
        seconds=seconds,
    )


def _number(scenario: Scenario, places: Sequence[int] | None) -> int | None:
    return None if places is None else int(scenario.listing.numbers(np.array([places], np.int16))[0])


def _worth(scenario: Scenario, package: int | None, party: int) -> float:
    return scenario.reservations[party] if package is None else float(scenario.worth[party, package])


def _share(scenario: Scenario, package: int | None) -> float:
    if package is None or scenario.best.nash <= 0:
        return 0.0
    gains = scenario.gains[:, package]
    return 0.0 if (gains < 0).any() else float(gains.prod()) / scenario.best.nash


def _within(one: Estimate) -> str:
    return f"{one.value:.3f} ({one.low:.3f} to {one.high:.3f})"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="benchmarks.simulation", description=__doc__)
    parser.add_argument("--only", default="", metavar="NAME", help="domains whose names hold this")
    parser.add_argument(
        "--limit", type=float, default=60.0, metavar="S", help="seconds for NegMAS on each domain"
    )
    parser.add_argument("--told", default=",".join(TOLD), metavar="WHAT,…", help="what the mediator is told")
    parser.add_argument(
        "--part", choices=("all", "negmas", "mediated"), default="all", help="what to measure"
    )
    parser.add_argument("--seeds", type=int, default=3, metavar="N", help="how many runs a mediator has")
    parser.add_argument("--save", type=Path, metavar="FILE.svg", help="draw what mediators reach")
    options = parser.parse_args()
    if options.part != "mediated":
        beside_negmas(options.only, options.limit)
    if options.part != "negmas":
        mediated(options.only, options.told.split(","), options.seeds, options.save)


if __name__ == "__main__":
    main()
