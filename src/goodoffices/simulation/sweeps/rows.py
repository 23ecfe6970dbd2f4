"""What is kept of each run: one row, the same wherever it was played. `COLUMNS` is the schema of all files."""

from __future__ import annotations

from typing import Any, Final, Literal

from msgspec import Struct

from goodoffices.simulation.measures import held, measured
from goodoffices.simulation.protocols.course import Outcome
from goodoffices.simulation.scenario import Scenario
from goodoffices.simulation.sweeps.plan import Plan

Kind = Literal["whole", "number", "text", "yes or no", "numbers", "wholes"]

Row = dict[str, Any]


class Column(Struct, frozen=True):
    """A column: its name, what stands in it, and what that means."""

    name: str
    kind: Kind
    means: str


COLUMNS: Final[tuple[Column, ...]] = (
    Column("run", "whole", "the run's number in the sweep, from 0"),
    Column("domain", "text", "what was negotiated"),
    Column("parties", "whole", "how many parties there are"),
    Column("packages", "whole", "how many packages were played with"),
    Column("sampled", "yes or no", "whether these are a sample of all there are"),
    Column("zone", "whole", "how many of these are acceptable to all"),
    Column("protocol", "text", "how they talked"),
    Column("agents", "text", "who sat at the table, in the parties' order, parted by |"),
    Column("told", "text", "what the mediator was told; empty where it was told nothing or there was none"),
    Column("seed", "whole", "the run's number in its cell, from 0"),
    Column("ended", "text", "how the talks ended"),
    Column("by", "text", "the party that ended them, or was stopped (at home, or for what it did); empty for none"),
    Column("why", "text", "for what an agent was stopped; empty where none was"),
    Column("agreed", "yes or no", "whether there was an agreement that was carried out to the end"),
    Column("rounds", "whole", "how many rounds it took"),
    Column("offers", "whole", "how many offers, drafts and proposals were put on the table"),
    Column("answers", "wholes", "how many questions of the mediator each party answered"),
    Column("replies", "whole", "how many times each party said yes or no to a package, or which of two is better"),
    Column("shocks", "whole", "how many leaks and spoilers befell the talks"),
    Column("package", "whole", "the number of the package agreed, -1 for none"),
    Column("options", "text", "the option agreed for each issue, parted by |; empty for none"),
    Column("utilities", "numbers", "what each party has in the end: the package's utility, or its reservation value"),
    Column("efficiency", "number", "the product of gains as a share of the best, from 0 to 1"),
    Column("welfare", "number", "the sum of gains as a share of the largest, from 0 to 1"),
    Column("fairness", "number", "the smallest gain as a share of the largest smallest, from 0 to 1"),
    Column("distance", "number", "how far the agreement is from the frontier; empty for none"),
    Column("on_frontier", "yes or no", "whether no package is better for one party and worse for none"),
    Column("done", "number", "which share of the agreement was carried out, from 0 to 1"),
)  # fmt: skip


def row_of(plan: Plan, place: int, number: int, scenario: Scenario, outcome: Outcome) -> Row:
    """Return the row of a run: of which cell, by its place in the plan, and the how-manieth in it."""
    cell = plan.cells[place]
    judged = measured(scenario, outcome)
    package = outcome.package
    chosen = {} if package is None else scenario.package(package)
    return {
        "run": place * plan.seeds + number, "domain": scenario.name, "parties": len(scenario.parties),
        "packages": scenario.packages, "sampled": not scenario.whole, "zone": len(scenario.zone),
        "protocol": cell.protocol,
        "agents": " | ".join(cell.seats(len(scenario.parties))), "told": cell.told, "seed": number,
        "ended": outcome.ended, "by": scenario.parties[outcome.by] if outcome.by >= 0 else "",
        "why": outcome.why,
        "agreed": outcome.ended == "agreement", "rounds": outcome.rounds, "offers": outcome.offers,
        "answers": list(outcome.answers), "replies": outcome.replies,
        "shocks": len(outcome.shocks), "package": -1 if package is None else package,
        "options": " | ".join(str(value) for value in chosen.values()),
        "utilities": list(held(scenario, outcome)),
        "efficiency": judged.efficiency, "welfare": judged.welfare, "fairness": judged.fairness,
        "distance": judged.distance, "on_frontier": judged.on_frontier,
        "done": 0.0 if package is None else outcome.done,
    }  # fmt: skip
