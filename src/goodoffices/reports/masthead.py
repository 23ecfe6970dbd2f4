"""The head of the page: what the case is, and the verdict in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from goodoffices.analysis.results import Analysis, Deadlock, Zone
from goodoffices.model import Case
from goodoffices.model.packages import space_size
from goodoffices.reports import words

Tone = Literal["open", "blocked", "unknown"]


@dataclass(frozen=True)
class Masthead:
    """The verdict, and the figures below it as (term, description) pairs."""

    title: str
    tone: Tone
    verdict: str
    detail: str
    figures: tuple[tuple[str, str, str], ...]


def masthead(case: Case, analysis: Analysis | None, deadlock: Deadlock | None, title: str | None) -> Masthead:
    """Sum up the case."""
    tone, sentence = verdict(analysis, deadlock)
    zone = analysis.zone if analysis is not None else None
    figures: list[tuple[str, str, str]] = []
    size = analysis.packages if analysis is not None else space_size(case.issues)
    if case.issues:
        feasible = analysis.feasible if analysis is not None else None
        note = f"{words.whole(feasible)} feasible" if feasible is not None and feasible != size else ""
        figures.append(
            ("Possible packages", words.whole(size), note or words.plural(len(case.issues), "issue"))
        )
    if zone is not None:
        figures.append(
            (
                "Zone of agreement",
                zone_size(zone),
                f"{words.share(zone.share)} of feasible packages, {zone.status}",
            )
        )
    if analysis is not None and analysis.frontier is not None:
        frontier = analysis.frontier
        figures.append(
            ("Efficient packages", words.whole(frontier.size), f"on the frontier, {frontier.status}")
        )
    if deadlock is not None and deadlock.deadlocked:
        many = words.plural(len(deadlock.ways_out), "way") + " out found"
        figures.append(("Blocking sets", words.whole(len(deadlock.blocking_sets)), many))
    return Masthead(title or case.title or "Untitled case", tone, sentence, _detail(deadlock), tuple(figures))


def verdict(analysis: Analysis | None, deadlock: Deadlock | None) -> tuple[Tone, str]:
    """Say in a sentence whether agreement is possible."""
    zone = analysis.zone if analysis is not None else None
    if deadlock is not None and deadlock.infeasible:
        return "blocked", "No package satisfies the constraints, so no party's limit is to blame."
    if (deadlock is not None and deadlock.deadlocked) or (
        zone and zone.status == "exact" and zone.packages == 0
    ):
        return "blocked", "Deadlocked: no package satisfies all limits."
    if zone is not None:
        return _verdict_of(zone)
    if deadlock is not None:
        return "open", "Not deadlocked: at least one package satisfies all limits."
    return "unknown", "The record so far; nothing has been analysed."


def _verdict_of(zone: Zone) -> tuple[Tone, str]:
    """Say how many packages the zone holds."""
    if zone.bounds is not None and zone.bounds[0] != zone.bounds[1]:
        low, high = zone.bounds
        tone: Tone = "open" if low > 0 else "unknown"
        return tone, f"Between {words.whole(low)} and {words.whole(high)} packages are acceptable to all."
    if zone.packages == 1:
        return "open", "One package is acceptable to all."
    said = words.whole(zone.packages)
    return "open", f"{said[0].upper()}{said[1:]} packages are acceptable to all."


def zone_size(zone: Zone) -> str:
    """Write how many packages the zone holds."""
    if zone.bounds is not None:
        return f"{words.whole(zone.bounds[0])} to {words.whole(zone.bounds[1])}"
    return words.whole(zone.packages)


def _detail(deadlock: Deadlock | None) -> str:
    """Say how many blocking sets there are, and what the cheapest way out would open."""
    if deadlock is None or not deadlock.deadlocked or not deadlock.ways_out:
        return ""
    way = deadlock.ways_out[0]
    limits = words.plural(len(way.relax), "limit")
    about = "" if way.opens.status == "exact" else "about "
    opens = about + words.plural(way.opens.packages, "package")
    return f"The cheapest way out relaxes {limits}, at cost {way.cost:g}, and opens {opens}."
