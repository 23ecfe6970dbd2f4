"""The places at which the limits of a case can be moved, as people move them: along options or numbers, by keyboard."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from goodoffices.analysis.limits import Limit, limits_of
from goodoffices.language import figures, gettext_lazy, isolated, number
from goodoffices.language import gettext as _
from goodoffices.model import Case
from goodoffices.model.base import Value
from goodoffices.model.issues import Issue
from goodoffices.model.limits import Mandate, RedLine
from goodoffices.model.moving import Handle, Move, is_premise
from goodoffices.reports.names import as_read, described
from goodoffices.services.what_if import handles

#: Up to so many options are listed; numbers beyond are typed.
MOST_LISTED: Final = 60
#: Into how many steps a reservation value is divided.
_STEPS: Final = 100

_BOUNDS: Final = {"at_least": gettext_lazy("{issue}: at least"), "at_most": gettext_lazy("{issue}: at most")}


@dataclass(frozen=True)
class Slider:
    """One place at which a limit can be moved.

    Attributes:
        key: its name in forms; the same as long as the limit and its place in it are.
        handle: what the model knows of it.
        label: what is moved, in words.
        condition: whether it is only the condition of a limit that is moved.
        labels: the options in words, in order; empty where a number is typed.
        now: the place of the value among the options, or the number.
        low: where numbers begin.
        high: where they end.
        step: how far apart they are.
    """

    key: str
    handle: Handle
    label: str
    condition: bool
    labels: tuple[str, ...]
    now: str
    low: float
    high: float
    step: float

    @property
    def is_listed(self) -> bool:
        """Whether its options are listed."""
        return bool(self.labels)


@dataclass(frozen=True)
class Held:
    """A limit with the places at which it can be moved."""

    key: str
    limit: Limit
    name: str
    requires: str
    statements: tuple[str, ...]
    assumption: str
    sliders: tuple[Slider, ...]


def key_of(*parts: str) -> str:
    """Return a short name for something, that says nothing of it and stays the same."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:10]


def held_limits(case: Case) -> list[Held]:
    """Return all limits of a case, with the places at which each can be moved."""
    places: dict[str, list[Handle]] = {}
    for handle in handles(case):
        places.setdefault(handle.limit, []).append(handle)
    origin: dict[str, Mandate | RedLine] = {one.label: one for one in case.mandates}
    origin |= {one.label: one for one in case.red_lines}
    backing = {position.id: position.statements for position in case.positions}
    found = []
    for limit in limits_of(case):
        sliders = tuple(_slider(handle, case.issues_by_id) for handle in places.get(limit.name, ()))
        given = origin.get(limit.name)
        statements = list(given.statements) if given is not None else []
        for position in given.positions if isinstance(given, RedLine) else ():
            statements += backing.get(position, ())
        found.append(
            Held(
                key_of(limit.name), limit, limit.name.partition(": ")[2], requires_in_words(limit, case),
                tuple(dict.fromkeys(statements)), given.assumption if given is not None else "", sliders,
            )
        )  # fmt: skip
    return found


def requires_in_words(limit: Limit, case: Case) -> str:
    """Say what a limit requires, in the language that is spoken."""
    if limit.condition is not None:
        return described(limit.condition, case.issues_by_id)
    return _("a utility of at least %(number)s") % {"number": figures(f"{limit.reservation:g}")}


def _slider(handle: Handle, issues: Mapping[str, Issue]) -> Slider:
    key = key_of(handle.limit, handle.path)
    if not handle.issue:
        return _reserved(key, handle)
    issue = issues[handle.issue]
    label = str(_BOUNDS[handle.bound]).format(issue=isolated(issue.name))
    condition = is_premise(handle.path)
    if issue.size <= MOST_LISTED:
        labels = tuple(as_read(issue, value) for value in issue.values)
        now = str(_place(issue, handle))
        return Slider(key, handle, label, condition, labels, now, 0, issue.size - 1, 1)
    low, high = float(issue.values[0]), float(issue.values[-1])
    step = (high - low) / (issue.size - 1)
    return Slider(key, handle, label, condition, (), f"{handle.value:g}", low, high, step)


def _place(issue: Issue, handle: Handle) -> int:
    """Return the place of a bound; where it lies between two values, of the one that asks the same."""
    place = issue.index_of(handle.value)
    if place is not None:
        return place
    bound = float(handle.value)
    if handle.bound == "at_least":
        return next((n for n, value in enumerate(issue.values) if float(value) >= bound), issue.size - 1)
    return next((n for n in reversed(range(issue.size)) if float(issue.values[n]) <= bound), 0)


def _reserved(key: str, handle: Handle) -> Slider:
    now = float(handle.value)
    low, high = (0.0, 1.0) if 0 <= now <= 1 else (min(0.0, 2 * now), max(0.0, 2 * now))
    label = _("Worth to it: at least")
    return Slider(key, handle, label, False, (), f"{now:g}", low, high, (high - low) / _STEPS)  # noqa: FBT003 - as named


def value_at(slider: Slider, given: str, issues: Mapping[str, Issue]) -> Value:
    """Return the value that was chosen on a slider.

    Raises:
        ValueError: there is no such place, or it is no number; a sentence.
    """
    if not slider.handle.issue:
        if not math.isfinite(float(given)):
            raise ValueError(_("Give a number."))
        return float(given)
    issue = issues[slider.handle.issue]
    if slider.is_listed:
        if not given.isdecimal() or int(given) >= issue.size:
            raise ValueError(_("This is not one of the choices any more; choose again."))
        return issue.values[int(given)]
    wanted = float(given)
    return min(issue.values, key=lambda value: abs(float(value) - wanted))


def moves_of(limits: list[Held], given: Mapping[str, str], issues: Mapping[str, Issue]) -> Iterator[Move]:
    """Yield what was moved and dropped, as it was chosen in the form; what stands where it stood is left out.

    Args:
        limits: the limits of the case.
        given: the fields of the form: `drop-KEY`, `to-KEY`.
        issues: the issues of the case.
    """
    for held in limits:
        if given.get(f"drop-{held.key}"):
            yield Move(limit=held.limit.name, drop=True)
            continue
        for slider in held.sliders:
            if is_moved(slider, chosen := given.get(f"to-{slider.key}") or slider.now, issues):
                yield Move(
                    limit=held.limit.name, path=slider.handle.path, to=value_at(slider, chosen, issues)
                )


def is_moved(slider: Slider, chosen: str, issues: Mapping[str, Issue]) -> bool:
    """Whether what is chosen on a slider is not where it stands.

    Raises:
        ValueError: as for `value_at`.
    """
    if slider.is_listed:
        value_at(slider, chosen, issues)
        return chosen != slider.now
    return value_at(slider, chosen, issues) != slider.handle.value


def in_words(slider: Slider, value: Value, issues: Mapping[str, Issue]) -> str:
    """Write a value of a slider."""
    issue = issues.get(slider.handle.issue)
    return as_read(issue, value) if issue is not None else number(float(value))
