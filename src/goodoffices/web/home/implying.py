"""What a party's own answers imply, from these alone: as it is shown on the party's page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from goodoffices.analysis.partial.implied import Better, Implied
from goodoffices.language import direction, isolated, number, spread
from goodoffices.language import gettext as _
from goodoffices.model import Case, Party
from goodoffices.model.casefile.check_terms import check_preferences
from goodoffices.model.casefile.plain import field_name
from goodoffices.model.issues import Issue
from goodoffices.model.packages import Package
from goodoffices.model.preferences import Preferences
from goodoffices.services.answers import Answer, Failed, Ready, Waiting
from goodoffices.web.project import House

#: The width of a bar, in its own coordinates.
WIDTH: Final = 200.0
#: A bar of one value is still to be seen.
_LEAST: Final = 3.0


@dataclass(frozen=True)
class Bar:
    """A range between nothing and all: its name, in words, and where it stands on the bar."""

    name: str
    words: str
    start: float
    length: float


@dataclass(frozen=True)
class Implications:
    """What answers imply, or why that is not to be had now.

    Attributes:
        key: unique in the page.
        title: whose answers: stated, sealed, or entered just now.
        waiting: whether it is being computed.
        failed: why there is none, or nothing.
        weights: of each issue.
        worths: of each complete package on the table.
        compared: sentences on which package is better.
        contradiction: answers that cannot all be true.
    """

    key: str
    title: str
    waiting: bool
    failed: str
    weights: tuple[Bar, ...] = ()
    worths: tuple[Bar, ...] = ()
    compared: tuple[str, ...] = ()
    contradiction: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ground:
    """On what implications rest: the case and the party for whose people they are computed, issues, what is tabled."""

    room: str
    party: str
    issues: Mapping[str, Issue]
    table: Mapping[str, Package]


def implications(key: str, title: str, preferences: Preferences, ground: Ground) -> Implications:
    """Ask what preferences imply; it is there, or is being computed.

    Args:
        key: names it in the page.
        title: whose answers they are.
        preferences: the answers.
        ground: what beside them counts.
    """
    match _asked(preferences, ground):
        case Waiting():
            return Implications(key, title, waiting=True, failed="")
        case Failed(sentence=why):
            return Implications(key, title, waiting=False, failed=why)
        case Ready(result=Implied() as found):
            return _shown(key, title, found, ground)
        case _:
            return Implications(key, title, waiting=False, failed="")


def _asked(preferences: Preferences, ground: Ground) -> Answer:
    for path, problem in check_preferences(preferences, ground.issues, ("preferences",)):
        return Failed(f"{field_name(path)}: {problem}")
    party = Party(id=ground.party, preferences=preferences)
    case = Case(title="", parties=(party,), issues=tuple(ground.issues.values()))
    packages = tuple(dict(one) for one in ground.table.values())
    return House.answers.ask(
        "implied", case, audience=f"{ground.room}\nparty/{ground.party}", packages=packages
    )


def _shown(key: str, title: str, found: Implied, ground: Ground) -> Implications:
    issues, names = ground.issues, list(ground.table)
    if found.contradiction:
        facts = tuple(fact.text for fact in found.contradiction)
        return Implications(key, title, waiting=False, failed="", contradiction=facts)
    weights = tuple(_bar(issue.name, *found.weights[issue.id]) for issue in issues.values())
    worths = tuple(
        _bar(name, *worth.utility)
        for name, worth in zip(names, found.packages, strict=True)
        if worth.utility is not None
    )
    said = [
        _said(pair.better, names[pair.first], names[pair.second])
        for pair in found.pairs
        if pair.better != "apart"
    ]
    said += [
        _said(worth.against_none, name, _("no agreement"))
        for name, worth in zip(names, found.packages, strict=True)
        if worth.against_none is not None
    ]
    return Implications(
        key, title, waiting=False, failed="", weights=weights, worths=worths, compared=tuple(said)
    )


def _bar(name: str, low: float, high: float) -> Bar:
    low, high = max(0.0, low), min(1.0, high)
    start, length = low * WIDTH, max((high - low) * WIDTH, _LEAST)
    start = min(start, WIDTH - length)
    if direction() == "rtl":
        start = WIDTH - start - length
    ends = number(round(low * 100)), number(round(high * 100))
    words = ends[0] if ends[0] == ends[1] else spread(*ends)
    return Bar(name, words, start, length)


def _said(better: Better, first: str, second: str) -> str:
    values = {"one": isolated(first), "other": isolated(second)}
    match better:
        case "first":
            return _("%(one)s is at least as good as %(other)s, necessarily.") % values
        case "second":
            return _("%(other)s is at least as good as %(one)s, necessarily.") % values
        case "alike":
            return _("%(one)s and %(other)s are equally good.") % values
        case _:
            return (
                _("Either of %(one)s and %(other)s is possibly better: your answers leave it open.") % values
            )
