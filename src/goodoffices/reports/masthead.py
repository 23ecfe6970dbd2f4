"""The head of the page: what the case is, and the verdict in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from goodoffices.analysis.results import Analysis, Deadlock, Opening, Zone
from goodoffices.language import counted, figures, gettext, spread, whole
from goodoffices.language import gettext as _
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
    shown: list[tuple[str, str, str]] = []
    size = analysis.packages if analysis is not None else space_size(case.issues)
    if case.issues:
        feasible = analysis.feasible if analysis is not None else None
        note = counted("{n} issue", "{n} issues", len(case.issues))
        if feasible is not None and feasible != size:
            note = counted("{n} feasible", "{n} feasible", feasible)
        shown.append((_("Possible packages"), whole(size), note))
    if zone is not None:
        note = _("{share} of feasible packages, {status}").format(
            share=words.share(zone.share), status=gettext(zone.status)
        )
        shown.append((_("Zone of agreement"), zone_size(zone), note))
    if analysis is not None and analysis.frontier is not None:
        frontier = analysis.frontier
        note = _("on the frontier, {status}").format(status=gettext(frontier.status))
        shown.append((_("Efficient packages"), whole(frontier.size), note))
    if deadlock is not None and deadlock.deadlocked:
        many = counted("{n} way out found", "{n} ways out found", len(deadlock.ways_out))
        shown.append((_("Blocking sets"), whole(len(deadlock.blocking_sets)), many))
    named = title or case.title or _("Untitled case")
    return Masthead(named, tone, sentence, _detail(deadlock), tuple(shown))


def verdict(analysis: Analysis | None, deadlock: Deadlock | None) -> tuple[Tone, str]:
    """Say in a sentence whether agreement is possible."""
    zone = analysis.zone if analysis is not None else None
    if deadlock is not None and deadlock.infeasible:
        return "blocked", _("No package satisfies the constraints, so no party's limit is to blame.")
    if (deadlock is not None and deadlock.deadlocked) or (
        zone and zone.status == "exact" and zone.packages == 0
    ):
        return "blocked", _("Deadlocked: no package satisfies all limits.")
    if zone is not None:
        return zone_in_words(zone)
    if deadlock is not None:
        return "open", _("Not deadlocked: at least one package satisfies all limits.")
    return "unknown", _("The record so far; nothing has been analysed.")


def zone_in_words(zone: Zone) -> tuple[Tone, str]:
    """Say how many packages the zone holds."""
    if zone.bounds is not None and zone.bounds[0] != zone.bounds[1]:
        low, high = zone.bounds
        tone: Tone = "open" if low > 0 else "unknown"
        if zone.confidence is not None:
            said = _("By a sample, between {low} and {high} packages are acceptable to all ({sure} sure).")
            return tone, said.format(low=whole(low), high=whole(high), sure=words.share(zone.confidence))
        said = _("Between {low} and {high} packages are acceptable to all.")
        return tone, said.format(low=whole(low), high=whole(high))
    if zone.packages == 1:
        return "open", _("One package is acceptable to all.")
    said = counted("{n} package is acceptable to all.", "{n} packages are acceptable to all.", zone.packages)
    return "open", f"{said[0].upper()}{said[1:]}"


def zone_size(zone: Zone) -> str:
    """Write how many packages the zone holds."""
    if zone.bounds is not None:
        return spread(whole(zone.bounds[0]), whole(zone.bounds[1]))
    return whole(zone.packages)


def _detail(deadlock: Deadlock | None) -> str:
    """Say how many blocking sets there are, and what the cheapest way out would open."""
    if deadlock is None or not deadlock.deadlocked or not deadlock.ways_out:
        return ""
    way = deadlock.ways_out[0]
    return _("The cheapest way out relaxes {limits}, at cost {cost}, and opens {packages}.").format(
        limits=counted("{n} limit", "{n} limits", len(way.relax)),
        cost=figures(f"{way.cost:g}"), packages=opening(way.opens),
    )  # fmt: skip


def opening(opens: Opening) -> str:
    """Write how many packages a way out opens."""
    if opens.status == "exact":
        return counted("{n} package", "{n} packages", opens.packages)
    if opens.bounds is not None and opens.bounds[0] != opens.bounds[1]:
        low, high = (whole(bound) for bound in opens.bounds)
        return _("between {low} and {high} packages").format(low=low, high=high)
    return counted("about {n} package", "about {n} packages", opens.packages)
