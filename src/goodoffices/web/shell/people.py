"""What people read for the names by which the talks know parties, persons and issues."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from goodoffices.language import gettext as _
from goodoffices.language import gettext_lazy, isolated, quoted
from goodoffices.model.base import Value
from goodoffices.reports.names import as_read
from goodoffices.talks.standing import CONSTITUENCY, Standing
from goodoffices.talks.states import CaseState
from goodoffices.web.shell.naming import spoken

#: What those are called who follow the talks, each with a name.
_FOLLOWING: Final = {
    "observer": gettext_lazy("%(name)s, observer"),
    "guarantor": gettext_lazy("%(name)s, guarantor"),
    "audience": gettext_lazy("%(name)s, audience"),
    "monitor": gettext_lazy("%(name)s, monitor"),
    "listener": gettext_lazy("%(name)s, listener"),
    "voice": gettext_lazy("%(name)s, heard as affected"),
    "instructor": gettext_lazy("%(name)s, instructor"),
    "learner": gettext_lazy("%(name)s, in the class"),
}
#: How many colours the style sheet has for parties.
_COLOURS = 6


class Names:
    """The names in one case, as one of its people reads them."""

    def __init__(self, case: CaseState, who: Standing) -> None:
        self._case = case
        self._who = who
        self._places = {party: place for place, party in enumerate(case.parties, 1)}

    def party(self, party: str) -> str:
        """Return a party's name."""
        return self._case.parties.get(party, party)

    def actor(self, actor: str) -> str:
        """Return the name of who owes something by an agreement: a party, or somebody else by their name."""
        return self._case.parties.get(actor) or self.name(actor)

    def owed(self, name: str) -> str:
        """Return what a phase or an obligation of the agreement is called; of other terms, its id as words."""
        terms = self._case.agreement_terms
        for phase in terms.phases if terms is not None else ():
            if phase.id == name:
                return quoted(phase.name)
            for one in phase.obligations:
                if one.id == name:
                    return quoted(one.action)
        return spoken(name)

    def number(self, party: str) -> int:
        """Return a party's place among the parties, from 1: it stands in addresses in place of its name."""
        return self._places[party]

    def colour(self, party: str) -> str:
        """Return the class that gives a party its colour."""
        place = self._places.get(party)
        return "party-0" if place is None else f"party-{(place - 1) % _COLOURS + 1}"

    def person(self, actor: str) -> str:
        """Return what to call an actor; oneself is "you"."""
        return _("you") if actor == self._who.actor else self.called(actor)

    def called(self, actor: str) -> str:
        """Return an actor's name, and whose it is: `Barnea, Israel`."""
        whose, colon, name = actor.partition(":")
        if not colon:
            return _("the clock") if whose == "clock" else _("the engine") if whose == "engine" else whose
        shown = self.name(name)
        if whose == "mediator":
            return _("%(name)s, mediator") % {"name": shown}
        if whose == CONSTITUENCY:
            party, _plus, own = name.partition("+")
            return _("%(name)s, told by %(party)s") % {"name": self.name(own), "party": self._side(party)}
        if whose in _FOLLOWING:
            if actor == self._who.actor and self._who.called:
                shown = isolated(self._who.called)
            return str(_FOLLOWING[whose]) % {"name": shown}
        return _("%(name)s, %(party)s") % {"name": shown, "party": self._side(whose)}

    def _side(self, party: str) -> str:
        """Return a party's name; for those who do not see who takes part, its id as a name is written."""
        return self._case.parties.get(party) or self.name(party)

    def name(self, name: str) -> str:
        """Return a name as it is written for people: `united-states` is United States."""
        return name.replace("-", " ").replace(".", " ").strip().title()

    def round(self, name: str) -> str:
        """Return a round's name."""
        found = self._case.rounds.get(name)
        return found.name if found is not None else name

    def issue(self, issue: str) -> str:
        """Return an issue's title; one that is off the agenda keeps its own."""
        return self._case.issue_titles.get(issue, issue)

    def option(self, issue: str, value: Value) -> str:
        """Return what a person reads for an issue's value; an option that is off the agenda keeps its title."""
        found = self._case.issues.get(issue)
        if found is not None and value in found.values:
            return as_read(found, value)
        return self._case.option_titles.get(issue, {}).get(str(value), str(value))

    def package(self, package: Mapping[str, Value]) -> list[tuple[str, str]]:
        """Return (issue, option) in words, in the order of the agenda."""
        known = [issue for issue in self._case.issues if issue in package]
        known += [issue for issue in package if issue not in self._case.issues]
        return [(self.issue(issue), self.option(issue, package[issue])) for issue in known]
