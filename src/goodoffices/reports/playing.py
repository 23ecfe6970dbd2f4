"""What is said of simulated talks, in words: protocols, who sits at the table, what a mediator is told, endings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from goodoffices.language import Lazy, counted, figures, gettext_lazy, pgettext_lazy
from goodoffices.language import gettext as _
from goodoffices.simulation.protocols.course import Ending
from goodoffices.simulation.told import LEVELS, Level, Told, told_of

_PROTOCOLS: Final = {
    "alternating": gettext_lazy("Alternating offers"),
    "single-text": gettext_lazy("Single negotiating text"),
    "proposals": gettext_lazy("Mediator's proposals"),
    "questions": gettext_lazy("Questions, then proposals"),
    "drafts": gettext_lazy("Mediator's drafts"),
    "bids": gettext_lazy("Blind bids"),
    "phased": gettext_lazy("Phased exchange"),
}

_AGENTS: Final = {
    "boulware": pgettext_lazy("agent", "Boulware"),
    "linear": pgettext_lazy("agent", "linear"),
    "conceder": pgettext_lazy("agent", "conceder"),
    "timed": pgettext_lazy("agent", "by the clock"),
    "tit-for-tat": pgettext_lazy("agent", "tit for tat"),
    "tit-for-tat-relative": pgettext_lazy("agent", "tit for tat by shares"),
    "tit-for-tat-averaged": pgettext_lazy("agent", "tit for tat by averages"),
    "micro": pgettext_lazy("agent", "MiCRO"),
    "frequency": pgettext_lazy("agent", "frequency model"),
    "honest": pgettext_lazy("agent", "honest"),
    "model": pgettext_lazy("agent", "language model"),
}

#: All but weights, of which it is told how far they may be off.
_TOLD: Final[dict[Level, Lazy]] = {
    "everything": pgettext_lazy("told", "everything"),
    "priorities": pgettext_lazy("told", "order of issues and options"),
    "orders": pgettext_lazy("told", "order of options"),
    "reservations": pgettext_lazy("told", "reservation values"),
    "nothing": pgettext_lazy("told", "nothing"),
}

#: How talks can end, in the order in which it is shown.
_ENDINGS: Final[dict[Ending, Lazy]] = {
    "agreement": pgettext_lazy("ending", "agreement"),
    "deadline": pgettext_lazy("ending", "no agreement in time"),
    "refused": pgettext_lazy("ending", "all proposals refused"),
    "walked away": pgettext_lazy("ending", "a side walked away"),
    "not approved at home": pgettext_lazy("ending", "not approved at home"),
    "broke off": pgettext_lazy("ending", "agreed, then broken off"),
    "collapsed": pgettext_lazy("ending", "collapsed after a spoiler's strike"),
    "stopped": pgettext_lazy("ending", "an agent was stopped"),
}

_CALL: Final = re.compile(r"(?P<name>[a-z-]+)(?:\((?P<inside>.*)\))?")


def protocol_name(text: str) -> str:
    """Return what a protocol is called; numbers that it was given follow in brackets."""
    found = _CALL.fullmatch(text.strip())
    if found is None or found["name"] not in _PROTOCOLS:
        return text
    return _called(str(_PROTOCOLS[found["name"]]), found["inside"])


def agent_name(text: str) -> str:
    """Return what an agent is called; one of somebody's own is called as it was written."""
    found = _CALL.fullmatch(text.strip())
    if found is None:
        return text
    if found["name"] == "mandated":
        return _("{agent}, with a mandate").format(agent=agent_name(found["inside"] or "boulware"))
    return _called(str(_AGENTS[found["name"]]), found["inside"]) if found["name"] in _AGENTS else text


def table_name(agents: Sequence[str]) -> str:
    """Return who sits at a table: one name where all are of one kind, else all of them in order."""
    if len(set(agents)) == 1:
        return agent_name(agents[0])
    return " · ".join(map(agent_name, agents))


def _called(name: str, inside: str | None) -> str:
    return f"{name} ({figures(inside)})" if inside and inside.strip() else name


def told_name(text: str) -> str:
    """Return what a mediator is told; a dash where none is told anything."""
    if not text:
        return "–"
    told = told_of(text)
    if told.level == "weights":
        name = _("weights, at most {number} off").format(number=figures(f"{told.spread:g}"))
    else:
        name = str(_TOLD[told.level])
    if not told.answers:
        return name
    return counted("{what} + {n} answer", "{what} + {n} answers", told.answers, what=name)


def told_rank(text: str) -> tuple[int, float, int]:
    """Return by what to sort what mediators are told, the least first."""
    told = told_of(text) if text else Told("nothing")
    return -LEVELS.index(told.level), -told.spread if told.level == "weights" else 0.0, told.answers


def endings() -> list[tuple[Ending, str]]:
    """Return how talks can end, as results have it and in words, in the order in which it is shown."""
    return [(ending, str(name)) for ending, name in _ENDINGS.items()]
