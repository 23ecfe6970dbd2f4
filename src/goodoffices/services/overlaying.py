"""Lay what the parties told at the table over the mediators' working case, for analysis and pages.

What comes in is what the one who looks sees of it (`Lens`), and of that what parties told the mediators or these
entered for them: never what is kept at home, in a room, sealed, or answered unseen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from goodoffices.model import Case
from goodoffices.model.base import free
from goodoffices.model.casefile.check_terms import check_condition, check_preferences
from goodoffices.model.casefile.checks import check_case
from goodoffices.model.casefile.plain import field_name
from goodoffices.model.limits import Mandate
from goodoffices.model.parties import Attendance, DecisionBody, Delegate, Delegation, Party, Round
from goodoffices.model.preferences import Preferences
from goodoffices.model.reviewing import current
from goodoffices.talks.events.home import MandateGiven
from goodoffices.talks.lens import Lens
from goodoffices.talks.states import CaseState
from goodoffices.talks.states.case import Round as TalksRound

_STATUS = {"planned", "open", "adjourned", "collapsed", "resumed", "closed"}
_FORMATS: dict[str, Any] = {one: one for one in ("indirect", "proximity", "shuttle", "plenary", "bilateral")}


@dataclass(frozen=True)
class Working:
    """The case for analysis and pages.

    Attributes:
        case: the frame, the record as people judged it, and what the parties told laid over both.
        seen: how many frames had been set; what is changed from here says so.
        stated: the parties whose preferences are their own, and not assumed.
        shown: the labels of the mandates that parties show, or that were entered for them.
        notes: what the parties told and the case has no place for, in sentences.
    """

    case: Case
    seen: int
    stated: frozenset[str]
    shown: frozenset[str]
    notes: tuple[str, ...]


def frame_of_agenda(case: CaseState) -> Case:
    """Return what the working case begins with: the parties and the shared agenda."""
    parties = tuple(Party(id=one, name="" if name == one else name) for one, name in case.parties.items())
    return Case(title=case.title, summary=case.terms, parties=parties, issues=tuple(case.issues.values()))


def with_agenda(frame: Case, case: CaseState) -> Case:
    """Return a frame with the issues of the shared agenda that it lacks, behind its own."""
    missing = tuple(one for name, one in case.issues.items() if name not in frame.issues_by_id)
    return msgspec.structs.replace(frame, issues=(*frame.issues, *missing)) if missing else frame


def laid_over(lens: Lens, now: dt.datetime | None) -> Working:
    """Return the working case with what the parties told laid over it.

    Args:
        lens: the talks as a mediator sees them who shares all channels.
        now: mandates that have expired by then are left out.
    """
    state, shared = lens.dossier, lens.case
    kept = state.case
    base = frame_of_agenda(shared) if kept is None else with_agenda(_reviewed(kept), shared)
    over = _Over(base, lens, now)
    parties = tuple(over.party(one) for one in base.parties)
    changed: dict[str, Any] = {
        "parties": parties,
        "decision_bodies": tuple(over.bodies()),
        "delegations": tuple(over.delegations()),
        "rounds": tuple(over.rounds(shared)),
        "mandates": tuple(over.mandates()),
    }
    case = msgspec.structs.replace(base, **changed)
    return Working(case, len(state.frames), frozenset(over.stated), frozenset(over.shown), tuple(over.notes))


def _reviewed(case: Case) -> Case:
    """Return the case with its record as people judged it; it is worked out once for each."""
    made: Case | None = case.__dict__.get("reviewed")
    if made is None:
        made = case.__dict__["reviewed"] = current(case)
    return made


class _Over:
    """What the parties told, as pieces of a case."""

    def __init__(self, case: Case, lens: Lens, now: dt.datetime | None) -> None:
        self.case = case
        self.lens = lens
        self.now = now
        self.stated: set[str] = set()
        self.shown: set[str] = set()
        self.notes: list[str] = []

    def party(self, party: Party) -> Party:
        """Return a party with the preferences that it stated, where it did."""
        told: Preferences | None = self.lens.mandate(party.id).preferences
        if told is None:
            return party
        for path, problem in check_preferences(told, self.case.issues_by_id, ("preferences",)):
            self.notes.append(
                f"What {party.title} prefers is left out, for it does not fit this case: {field_name(path)}: {problem}"
            )
            return party
        self.stated.add(party.id)
        return msgspec.structs.replace(party, preferences=told)

    def mandates(self) -> Iterator[Mandate]:
        """Yield the case's mandates, each replaced by the one of its name that the party shows."""
        lines = {line.label for line in self.case.red_lines}
        told: dict[str, Mandate] = {}
        for party in self.case.parties:
            places = (self.lens.mandate(party.id), self.lens.entered(party.id))
            for name, one in (pair for place in places for pair in place.mandates.items()):
                if self.now is None or one.expires is None or one.expires > self.now:
                    made = self._mandate(party, name, one)
                    if made.label in told:
                        # One of its name stands elsewhere, and both bind.
                        made = msgspec.structs.replace(made, name=f"{made.name} (entered)")
                    if made.label in lines:
                        made = msgspec.structs.replace(made, name=f"{made.name} (mandate)")
                    told[made.label] = made
        self.shown |= set(told)
        for mandate in self.case.mandates:
            yield told.pop(mandate.label, mandate)
        yield from told.values()

    def _mandate(self, party: Party, name: str, given: MandateGiven) -> Mandate:
        requires = given.requires
        if requires is not None:
            for path, problem in check_condition(requires, self.case.issues_by_id, ("requires",)):
                self.notes.append(
                    f"The mandate '{name}' of {party.title} limits nothing here, for it does not fit this case: "
                    f"{field_name(path)}: {problem}"
                )
                requires = None
                break
        return Mandate(
            party=party.id,
            name=name,
            requires=requires,
            expires_on=None if given.expires is None else given.expires.date(),
            ad_referendum=given.ad_referendum,
            description=given.text,
        )

    def delegations(self) -> Iterator[Delegation]:
        """Yield the case's delegations, each party's first with those whom the party has named at the table."""
        told = {party.id: self._delegates(party.id) for party in self.case.parties}
        for delegation in self.case.delegations:
            members = told.pop(delegation.party, {})
            yield msgspec.structs.replace(delegation, members=_together(delegation.members, members))
        taken = {one.id for one in self.case.delegations}
        for party, members in told.items():
            if members:
                name = self.case.parties_by_id[party].title
                yield Delegation(
                    id=free(party, taken),
                    party=party,
                    name=f"Delegation of {name}",
                    members=_together((), members),
                )

    def _delegates(self, party: str) -> dict[str, Delegate]:
        named = self.lens.channel(party).delegates.items()
        return {person: Delegate(name=person, office=one.office, role=one.role) for person, one in named}

    def rounds(self, shared: CaseState) -> Iterator[Round]:
        """Yield the case's rounds, each as it stands at the table, and those that only the table knows."""
        told = {name: one for name, one in shared.rounds.items() if one.status in _STATUS}
        for known in self.case.rounds:
            one = told.pop(known.id, None)
            yield known if one is None else self._round(one, known)
        for one in told.values():
            yield self._round(one, None)

    def _round(self, one: TalksRound, known: Round | None) -> Round:
        coming = [
            Attendance(
                name=person, party=party.id, status="expected" if one.status == "planned" else "attends"
            )
            for party in self.case.parties
            for person in self.lens.channel(party.id).attendance.get(one.id, ())
            if person
        ]
        base = known or Round(id=one.id, name=one.name, venue=one.venue, status="planned")
        there = {(person.name, person.party) for person in base.attendance}
        status: Any = one.status
        return msgspec.structs.replace(
            base,
            name=one.name,
            venue=one.venue,
            format=_FORMATS.get(one.format, base.format),
            status=status,
            starts_on=one.starts_on or base.starts_on,
            attendance=(
                *base.attendance,
                *(person for person in coming if (person.name, person.party) not in there),
            ),
        )

    def bodies(self) -> Iterator[DecisionBody]:
        """Yield the case's decision bodies, each replaced by the one of its id that was entered for its party."""
        told: dict[tuple[str, str], DecisionBody] = {}
        for party in self.case.parties:
            entered = list(self.lens.entered(party.id).bodies.values())
            alone = Case(
                parties=tuple(msgspec.structs.replace(one, preferences=None) for one in self.case.parties),
                issues=self.case.issues,
                decision_bodies=tuple(entered),
            )
            for path, problem in check_case(alone):
                self.notes.append(
                    f"The decision bodies entered for {party.title} are left out, for they do not fit this case: "
                    f"{field_name(path)}: {problem}"
                )
                break
            else:
                told |= {(one.party, one.id): one for one in entered}
        kept = [told.pop((body.party, body.id), body) for body in self.case.decision_bodies]
        yield from kept
        taken = {one.id for one in kept}
        yield from _renamed(told.values(), taken)


def _renamed(bodies: Iterable[DecisionBody], taken: set[str]) -> Iterator[DecisionBody]:
    """Yield bodies whose ids are those of no other: where two parties have one of the same id, it gets the party's."""
    several = list(bodies)
    names: dict[tuple[str, str], str] = {}
    for one in several:
        names[one.party, one.id] = one.id if one.id not in taken else free(f"{one.party}-{one.id}", taken)
        taken.add(names[one.party, one.id])
    for one in several:
        members = tuple(
            msgspec.structs.replace(member, body=names.get((one.party, member.body), member.body))
            if member.body
            else member
            for member in one.members
        )
        yield msgspec.structs.replace(one, id=names[one.party, one.id], members=members)


def _together(known: Iterable[Delegate], told: dict[str, Delegate]) -> tuple[Delegate, ...]:
    """Return the delegates that the case knows, with their roles at the table, and those whom it does not know."""
    left = dict(told)
    members = []
    for one in known:
        words = one.name.casefold().replace(".", "").split()
        person = next((name for name in left if name in ("-".join(words), words[-1] if words else "")), None)
        if person is None:
            members.append(one)
        else:
            here = left.pop(person)
            members.append(msgspec.structs.replace(one, role=here.role, office=here.office or one.office))
    return (*members, *left.values())
