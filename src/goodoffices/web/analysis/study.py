"""What the pages of the analysis rest on: the working case, the answers about it, and what of it is assumed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import msgspec
from django.http import HttpResponse
from django.urls import reverse

from goodoffices.analysis.limits import limits_of
from goodoffices.model import Case
from goodoffices.model.preferences import NonAdditive
from goodoffices.reports.words import STATUS_WORDS
from goodoffices.services.answers import Answer, Failed, Kind, Ready, Waiting
from goodoffices.services.dossiers import working_case
from goodoffices.services.overlaying import Working
from goodoffices.web.accounts import drafts
from goodoffices.web.analysis.names import CaseNames
from goodoffices.web.project import House
from goodoffices.web.shell.visits import Visit
from goodoffices.web.shell.words import gettext_lazy

#: The header by which a script asks for a part of a page.
_PART: Final = "X-Part"

#: A search for what cannot be folded shows what it has found after so many seconds, and goes on.
_SOON: Final = 5.0


@dataclass(frozen=True)
class Ground:
    """What is known of a party: from whom its preferences are, and how many of its limits are its own."""

    party: str
    preferences: object
    stated: bool
    assumption: str
    own_limits: int
    assumed_limits: int


def _open_still(answer: Answer) -> bool:
    """Whether a search has ended before everything was settled."""
    if not isinstance(answer, Ready):
        return False
    frontier = answer.result.frontier
    return frontier.status != "exact" if frontier is not None else answer.result.zone is None


@dataclass(frozen=True)
class Study:
    """A visit's look at the analysis."""

    visit: Visit
    working: Working

    @classmethod
    def of(cls, visit: Visit) -> Study:
        """Begin: take the working case as it is now."""
        return cls(visit, working_case(visit.room.talks, visit.who, House.now()))

    @property
    def case(self) -> Case:
        """The case that is analysed."""
        return self.working.case

    @cached_property
    def names(self) -> CaseNames:
        """What people read for the ids in it."""
        return CaseNames(self.case, self.visit)

    def ask(self, kind: Kind, **options: Any) -> Answer:  # noqa: ANN401 - as the analysis takes them
        """Ask for an answer; it is there, is being computed, or there is none."""
        if len(self.case.issues) == 0:
            return Failed(
                "the case has no issues, so there is nothing to agree on; add issues with their options"
            )
        if kind == "analyse" and self._searched:
            return self._improving()
        return self._asked(kind, **options)

    def _asked(self, kind: Kind, **options: Any) -> Answer:  # noqa: ANN401 - as above
        return House.answers.ask(kind, self.case, audience=f"{self.visit.room.id}\nmediators", **options)

    @property
    def _searched(self) -> bool:
        """Whether the analysis is a search, which is the better the longer it takes."""
        return any(isinstance(party.preferences, NonAdditive) for party in self.case.parties)

    def _improving(self) -> Answer:
        """Return what a short search finds, then what a long one does."""
        soon = self._asked("analyse", budget=_SOON)
        if not _open_still(soon):
            return soon
        later = self._asked("analyse")
        return later if isinstance(later, Ready) else soon

    @property
    def searching(self) -> bool:
        """Whether a longer search is on, beside what a short one has found."""
        if not self._searched or not _open_still(self._asked("analyse", budget=_SOON)):
            return False
        return isinstance(self._asked("analyse"), Waiting)

    def is_stated(self, label: str) -> bool:
        """Whether a limit is a party's own word at this table, and not assumed by the mediators."""
        party = label.partition(": ")[0]
        return label in self.working.shown or (
            label == f"{party}: reservation value" and party in self.working.stated
        )

    @cached_property
    def grounds(self) -> list[Ground]:
        """What is known of each party, and from whom."""
        limits = limits_of(self.case)
        found = []
        for party in self.case.parties:
            stated = party.id in self.working.stated
            if party.preferences is None:
                whence: object = gettext_lazy("not known")
            else:
                whence = (
                    gettext_lazy("as the party stated them") if stated else gettext_lazy("as you assume them")
                )
            own = [self.is_stated(limit.name) for limit in limits if limit.party == party.id]
            assumption = getattr(party.preferences, "assumption", "") if not stated else ""
            found.append(Ground(party.id, whence, stated, assumption, sum(own), len(own) - sum(own)))
        return found

    @property
    def links(self) -> dict[str, str]:
        """Where other pages are, by the name of the page."""
        names = ("desk:case", "record:record", "analysis:grounds", "analysis:alternatives")
        return {name: reverse(name, args=[self.visit.room.id]) for name in names}

    @property
    def wants_part(self) -> bool:
        """Whether a script asks, which wants only the part of the page that has changed."""
        return _PART in self.visit.request.headers

    def page(self, template: str, **context: Any) -> HttpResponse:  # noqa: ANN401 - what the template shows
        """Write a page of the analysis."""
        return self.visit.page(template, **self._known(), **context)

    def part(self, template: str, **context: Any) -> HttpResponse:  # noqa: ANN401 - as above
        """Write the part of a page that has changed."""
        return self.visit.part(template, **self._known(), **context)

    def _known(self) -> dict[str, Any]:
        return {
            "study": self, "whole_case": self.case, "case_names": self.names, "status_words": STATUS_WORDS,
            "Ready": Ready, "Waiting": Waiting, "Failed": Failed,
        }  # fmt: skip

    def kept(self, form: str) -> dict[str, str]:
        """Return what was kept of something tried."""
        return self.visit.drafts.get(form, {})

    def keep(self, form: str, fields: Mapping[str, str]) -> None:
        """Keep something tried: for this account alone, sealed like its drafts, in no address."""
        account, room = self.visit.account, self.visit.room.id
        if fields:
            drafts.keep(account, room, form, msgspec.json.encode(dict(fields)).decode())
        else:
            drafts.drop(account, room, form)
        self.visit.drafts[form] = dict(fields)
