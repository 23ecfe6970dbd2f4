"""What if limits were elsewhere: the form of sliders, and what comes of it."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django import forms

from goodoffices.analysis.errors import AnalysisError
from goodoffices.analysis.glance import Glance
from goodoffices.analysis.limits import limits_of
from goodoffices.analysis.results import Deadlock
from goodoffices.language import counted, whole
from goodoffices.language import gettext as _
from goodoffices.model.moving import Move
from goodoffices.reports.masthead import verdict, zone_in_words, zone_size
from goodoffices.reports.sections import Material
from goodoffices.reports.sections.deadlock import DeadlockView, deadlock
from goodoffices.services.answers import Answer, Failed, Ready
from goodoffices.services.what_if import is_small, supposed, what_if
from goodoffices.web.analysis.sliders import Held, Slider, held_limits, in_words, is_moved, moves_of
from goodoffices.web.shell.forms import ERRORS, BaseForm
from goodoffices.web.shell.words import gettext_lazy

if TYPE_CHECKING:
    from goodoffices.web.analysis.study import Study

#: The name of the form, and of what is kept of it.
PREFIX: Final = "what-if"


class WhatIfForm(BaseForm):
    """Move limits along their options, or drop them; nobody is told, and nothing is changed."""

    passing: ClassVar = ("back",)

    said = gettext_lazy("Here is how it would stand. Nothing was changed, and nobody is told.")

    def __init__(self, *given: Any, study: Study, **more: Any) -> None:  # noqa: ANN401 - as Django's forms
        self.limits = held_limits(study.case)
        #: The same by party, in the order of the parties.
        self.by_party = {
            party: [held for held in self.limits if held.limit.party == party]
            for party in (*(one.id for one in study.case.parties), "")
        }
        super().__init__(*given, **more)
        self.study = study
        for held in self.limits:
            self.fields[f"drop-{held.key}"] = forms.BooleanField(
                label=_("Drop it altogether"), required=False
            )
            for slider in held.sliders:
                self.fields[f"to-{slider.key}"] = _field(slider)
        for one in self.fields.values():
            one.error_messages = {**one.error_messages, **ERRORS}

    @property
    def chosen(self) -> dict[str, str]:
        """What is chosen, as texts by field: as it was sent, or as it was kept."""
        given: Mapping[str, Any] = self.cleaned_data if self.is_bound and self.is_valid() else self.initial
        return {name: "on" if value is True else str(value) for name, value in given.items() if value}

    def moves(self) -> list[Move]:
        """Return what is moved and dropped."""
        try:
            return list(moves_of(self.limits, self.chosen, self.study.case.issues_by_id))
        except ValueError:
            # What was kept does not fit the case any more.
            return []

    def put_back(self) -> str | None:
        """Return the key of the limit that is to be put back; "" for all; None where nothing was asked."""
        button = f"{PREFIX}-back"
        pressed = next((name for name in self.visit.request.POST if name.startswith(button)), None)
        return None if pressed is None else pressed.removeprefix(button).removeprefix("-")

    def perform(self) -> bool:
        """Keep what was moved, for the one who moved it alone."""
        if not self.is_valid():
            return False
        back = self.put_back()
        if back == "":
            self.study.keep(PREFIX, {})
            return True
        kept: dict[str, str] = {}
        for held in self.limits:
            if held.key != back:
                kept |= self._moved(held)
        self.study.keep(PREFIX, kept)
        return True

    def _moved(self, held: Held) -> dict[str, str]:
        """Return the fields of a limit that are not as they were."""
        chosen, issues = self.chosen, self.study.case.issues_by_id
        kept = {f"drop-{held.key}": "on"} if chosen.get(f"drop-{held.key}") else {}
        for slider in held.sliders:
            given = chosen.get(f"to-{slider.key}", slider.now)
            if is_moved(slider, given, issues):
                kept[f"to-{slider.key}"] = given
        return kept


def _field(slider: Slider) -> forms.Field:
    if slider.is_listed:
        choices = [(str(place), label) for place, label in enumerate(slider.labels)]
        return forms.ChoiceField(label=slider.label, choices=choices, initial=slider.now, required=False)
    bounded = bool(slider.handle.issue)
    return forms.FloatField(
        label=slider.label, initial=slider.now, required=False, min_value=slider.low if bounded else None,
        max_value=slider.high if bounded else None,
    )  # fmt: skip


@dataclass(frozen=True)
class Moved:
    """How far somebody has moved: in words."""

    party: str
    limit: str
    before: str
    after: str
    far: str
    loosened: bool


@dataclass(frozen=True)
class Supposed:
    """How it would stand."""

    tone: str
    verdict: str
    size: str
    glance: Glance
    view: DeadlockView | None


#: Set when the kernels are compiled or read in this process, so that a look takes no longer than a hand waits.
_WARM: Final = threading.Event()
_warming = threading.Lock()


def warm_up() -> None:
    """Make this process ready to look at a case at once; returns before it is."""
    if _WARM.is_set() or not _warming.acquire(blocking=False):
        return

    def warming() -> None:
        from goodoffices.analysis.warm import warm  # noqa: PLC0415 - heavy

        warm()
        _WARM.set()

    threading.Thread(target=warming, daemon=True, name="warming").start()


def look(study: Study, moves: Sequence[Move]) -> Answer:
    """Say how the case would stand with these moves: at once where it is small, else when it is computed."""
    if not (is_small(study.case) and _WARM.is_set()):
        return study.ask("what_if", moves=moves)
    try:
        return Ready(what_if(study.case, moves), 0.0)
    except AnalysisError as error:
        return Failed(str(error))


def standing(study: Study, moves: Sequence[Move], glance: Glance) -> Supposed:
    """Say in words how it would stand."""
    case = supposed(study.case, moves)
    found = Deadlock(
        deadlocked=glance.deadlocked, blocking_sets=glance.blocking_sets, ways_out=(), complete=glance.complete,
        infeasible=glance.infeasible, limits=tuple(limit.note(case) for limit in limits_of(case)), notes=(),
        seconds={},
    )  # fmt: skip
    section = deadlock(Material(case, None, found, study.names))
    if glance.deadlocked:
        tone, said = verdict(None, found)
        left = counted(
            "{n} set of limits still blocks.", "{n} sets of limits still block.", len(glance.blocking_sets)
        )
        said = f"{said} {left}" if glance.blocking_sets else said
    else:
        tone, said = zone_in_words(glance.zone)
    return Supposed(tone, said, zone_size(glance.zone), glance, section.view if section is not None else None)


def how_far(study: Study, limits: Sequence[Held], moves: Sequence[Move]) -> list[Moved]:
    """Say who has moved how far."""
    issues = study.case.issues_by_id
    by_name = {held.limit.name: held for held in limits}
    found = []
    for move in moves:
        held = by_name[move.limit]
        if move.drop:
            found.append(Moved(held.limit.party, held.name, held.requires, _("given up"), "", loosened=True))
            continue
        slider = next(one for one in held.sliders if one.handle.path == move.path)
        assert move.to is not None
        before, after = slider.handle.value, move.to
        issue = issues.get(slider.handle.issue)
        if issue is not None:
            last = issue.index_of(after) or 0
            first = int(slider.now) if slider.is_listed else issue.index_of(before) or 0
            steps = last - first
            far = counted("{n} step of {all}", "{n} steps of {all}", abs(steps), all=whole(issue.size - 1))
        else:
            steps = 1 if float(after) > float(before) else -1
            far = _("by %(number)s") % {"number": in_words(slider, abs(float(after) - float(before)), issues)}
        found.append(
            Moved(
                held.limit.party, held.name, f"{slider.label} {in_words(slider, before, issues)}",
                in_words(slider, after, issues), far, loosened=steps * slider.handle.loosens > 0,
            )
        )  # fmt: skip
    return found
