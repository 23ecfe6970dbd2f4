"""Terms as they may be put to parties: sound, of these parties, and without the mediators' own record."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from goodoffices.model.agreement import Terms
from goodoffices.model.case import Case
from goodoffices.model.casefile.checks import check_case
from goodoffices.model.casefile.plain import FieldPath
from goodoffices.model.parties import Mediator, Party
from goodoffices.talks.states.case import CaseState


def check_terms(terms: Terms, case: CaseState) -> Iterator[tuple[FieldPath, str]]:
    """Yield what is wrong with terms that are to be tabled, with its place.

    Whoever acts is a party, or a mediator by the name behind `mediator:`; what is named is there. What the mediators'
    record holds (statements, assumptions) is theirs, and goes to nobody with the terms.
    """
    yield from _of_the_record(terms)
    bare = without_record(terms)
    whole = Case(
        parties=tuple(Party(id=one) for one in case.parties),
        mediators=tuple(
            Mediator(id=name, name=name)
            for name in dict.fromkeys(one.partition(":")[2] for one in case.mediators)
            if name not in case.parties
        ),
        issues=tuple(case.issues.values()),
        phases=bare.phases,
        guarantors=bare.guarantors,
    )
    yield from check_case(whole)
    seen = {phase.id for phase in terms.phases}
    for p, phase in enumerate(terms.phases):
        for o, obligation in enumerate(phase.obligations):
            if obligation.id in seen:
                place = ("phases", p, "obligations", o, "id")
                yield (
                    place,
                    f"'{obligation.id}' is used twice in the terms; give each phase and obligation its own",
                )
            seen.add(obligation.id)


def _of_the_record(terms: Terms) -> Iterator[tuple[FieldPath, str]]:
    theirs = "this is of the mediators' own record; leave it out of what is tabled"
    for p, phase in enumerate(terms.phases):
        if phase.statements:
            yield ("phases", p, "statements"), theirs
        for o, obligation in enumerate(phase.obligations):
            for name in ("statements", "assumption"):
                if getattr(obligation, name):
                    yield ("phases", p, "obligations", o, name), theirs
    for g, guarantor in enumerate(terms.guarantors):
        if guarantor.statements:
            yield ("guarantors", g, "statements"), theirs


def without_record(terms: Terms) -> Terms:
    """Return terms as they may be tabled: without statements and assumptions."""
    phases = tuple(
        msgspec.structs.replace(
            phase,
            statements=(),
            obligations=tuple(
                msgspec.structs.replace(one, statements=(), assumption="") for one in phase.obligations
            ),
        )
        for phase in terms.phases
    )
    guarantors = tuple(msgspec.structs.replace(one, statements=()) for one in terms.guarantors)
    return msgspec.structs.replace(terms, phases=phases, guarantors=guarantors)
