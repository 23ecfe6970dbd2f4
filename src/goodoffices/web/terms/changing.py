"""Changes of the terms in a case: a phase, an obligation or a guarantor put in, changed or taken out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias, TypeVar

import msgspec

from goodoffices.language import gettext as _
from goodoffices.language import listed, quoted
from goodoffices.model import Case
from goodoffices.model.agreement import Guarantor, Obligation, Phase
from goodoffices.reports.duties import Called
from goodoffices.talks.errors import Refused

#: What terms are made of.
Piece: TypeAlias = Phase | Obligation | Guarantor
_One = TypeVar("_One", Phase, Obligation)


def taken(case: Case) -> set[str]:
    """Return the ids that phases, obligations and guarantors have."""
    names = {one.id for one in case.guarantors} | {phase.id for phase in case.phases}
    return names | {one.id for phase in case.phases for one in phase.obligations}


def phase_of(case: Case, obligation: str) -> Phase | None:
    """Return the phase in which an obligation stands."""
    return next((one for one in case.phases if any(each.id == obligation for each in one.obligations)), None)


def with_phase(case: Case, fresh: Phase, before: Phase | None) -> Case:
    """Return the case with a phase: in the place of the one before, with its obligations; else behind the others.

    Raises:
        Refused: the one before stands there no more.
    """
    if before is None:
        return msgspec.structs.replace(case, phases=(*case.phases, fresh))
    check_stands(before, case.phases)
    return msgspec.structs.replace(case, phases=tuple(fresh if one == before else one for one in case.phases))


def with_obligation(case: Case, phase: str, fresh: Obligation, before: Obligation | None) -> Case:
    """Return the case with an obligation in a phase: in the place of the one before, where it was in that phase.

    Raises:
        Refused: the one before stands there no more, or the phase does not.
    """
    check_stands(phase, [one.id for one in case.phases])
    if before is not None:
        check_stands(before, _obligations(case))
    phases = []
    for one in case.phases:
        here = list(one.obligations)
        if before in here and one.id == phase:
            here = [fresh if each == before else each for each in here]
        else:
            here = [each for each in here if each != before]
            here += [fresh] if one.id == phase else []
        phases.append(msgspec.structs.replace(one, obligations=tuple(here)))
    return msgspec.structs.replace(case, phases=tuple(phases))


def with_guarantor(case: Case, fresh: Guarantor, before: Guarantor | None) -> Case:
    """Return the case with a guarantor: in the place of the one before.

    Raises:
        Refused: the one before stands there no more.
    """
    if before is None:
        return msgspec.structs.replace(case, guarantors=(*case.guarantors, fresh))
    check_stands(before, case.guarantors)
    return msgspec.structs.replace(
        case, guarantors=tuple(fresh if one == before else one for one in case.guarantors)
    )


def without(case: Case, piece: Piece) -> Case:
    """Return the case without a piece of its terms.

    Raises:
        Refused: it stands there no more, or something else in the terms names it.
    """
    match piece:
        case Phase():
            check_stands(piece, case.phases)
            gone = {piece.id, *(one.id for one in piece.obligations)}
            left = msgspec.structs.replace(case, phases=tuple(one for one in case.phases if one != piece))
        case Obligation():
            check_stands(piece, _obligations(case))
            gone = {piece.id}
            phases = [
                msgspec.structs.replace(one, obligations=tuple(o for o in one.obligations if o != piece))
                for one in case.phases
            ]
            left = msgspec.structs.replace(case, phases=tuple(phases))
        case Guarantor():
            check_stands(piece, case.guarantors)
            return msgspec.structs.replace(
                case, guarantors=tuple(one for one in case.guarantors if one != piece)
            )
    if naming := list(dict.fromkeys(_naming(left, gone))):
        said = _("Something else in the terms names it: %(names)s. Change that first.")
        raise Refused(said % {"names": listed(map(quoted, naming))})
    return left


def moved_up(case: Case, piece: Phase | Obligation) -> Case:
    """Return the case with a phase, or an obligation within its phase, before the one that it stood behind.

    Raises:
        Refused: it stands there no more, or is the first already.
    """
    if isinstance(piece, Phase):
        return msgspec.structs.replace(case, phases=_up(case.phases, piece))
    check_stands(piece, _obligations(case))
    phases = [
        msgspec.structs.replace(one, obligations=_up(one.obligations, piece))
        if piece in one.obligations
        else one
        for one in case.phases
    ]
    return msgspec.structs.replace(case, phases=tuple(phases))


def _up(pieces: tuple[_One, ...], piece: _One) -> tuple[_One, ...]:
    check_stands(piece, pieces)
    place = pieces.index(piece)
    if not place:
        raise Refused(_("It stands first already."))
    found = list(pieces)
    found[place - 1 : place + 1] = piece, pieces[place - 1]
    return tuple(found)


def check_stands(piece: object, among: Iterable[object]) -> None:
    """Refuse to change what is not there any more: the form may be older than the case."""
    if piece not in tuple(among):
        raise Refused(
            _("Somebody has changed this or taken it out meanwhile; look at it again, then send it again.")
        )


def _obligations(case: Case) -> list[Obligation]:
    return [one for phase in case.phases for one in phase.obligations]


def _naming(case: Case, gone: set[str]) -> Iterator[str]:
    """Yield what names something that is gone, as people call it."""
    called = Called(case.phases)
    for phase in case.phases:
        if gone & {*phase.starts_after, *phase.ends_after, *phase.suspends}:
            yield called(phase.id)
        for one in phase.obligations:
            if gone & {*one.after, one.in_exchange_for or ""}:
                yield called(one.id)
    for guarantor in case.guarantors:
        if gone & set(guarantor.backs):
            yield guarantor.name
