"""Decide what mediators do with their working case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeVar

import msgspec

from goodoffices.model.case import Case
from goodoffices.model.casefile.checks import check_case
from goodoffices.model.casefile.plain import field_name
from goodoffices.model.record import Conflict, Judgement, Position, Source
from goodoffices.model.reviewing import edited, in_force
from goodoffices.model.wording import in_our_words
from goodoffices.talks.actions import dossier as acts
from goodoffices.talks.decide.asking import Ask, Handlers, Puts, as_written
from goodoffices.talks.errors import Refused
from goodoffices.talks.events import dossier as events
from goodoffices.talks.moments import said
from goodoffices.talks.permissions import check_mediates
from goodoffices.talks.states.dossier import DossierState
from goodoffices.talks.streams import dossier

_Shape = TypeVar("_Shape")

#: What of a case is its record, and no part of its frame.
RECORD: Final = ("sources", "statements", "positions", "conflicts", "judgements")
#: What an edit of a piece leaves as it is.
_FIXED: Final = ("id", "source", "reader")


def _state(ask: Ask) -> DossierState:
    check_mediates(ask.who, frozenset())
    check_mediates(ask.who, frozenset(ask.lens.case.parties))
    return ask.lens.dossier


def set_frame(ask: Ask, act: acts.SetFrame) -> Puts:
    """Set the working case without its record."""
    state = _state(ask)
    _check_seen(state, act.seen)
    frame = as_written(act.frame, "frame")
    for name in RECORD:
        if getattr(frame, name):
            raise Refused(f"frame.{name}: the record is not part of the frame; add to it with grow_record")
    _check_parties(ask, frame)
    _check_whole(state.with_record(frame))
    yield dossier(ask.lens.case.parties), events.FrameSet(frame=frame, note=act.note)


def take_case(ask: Ask, act: acts.TakeCase) -> Puts:
    """Take a whole case in."""
    state = _state(ask)
    _check_seen(state, act.seen)
    case = as_written(act.case, "case")
    _check_parties(ask, case)
    _check(case)
    fresh: dict[str, tuple[Any, ...]] = {}
    for name in RECORD[:-1]:
        known = getattr(state, name)
        for place, piece in enumerate(getattr(case, name)):
            if piece.id in known and known[piece.id] != piece:
                raise Refused(
                    f"{name}.{place}.id: the record has another '{piece.id}' already; give this one its own id"
                )
        fresh[name] = tuple(piece for piece in getattr(case, name) if piece.id not in known)
    fresh["judgements"] = tuple(one for one in case.judgements if one not in state.judgements)
    frame = msgspec.structs.replace(case, **dict.fromkeys(RECORD, ()))
    whole = state.with_record(frame)
    grown = {name: (*getattr(whole, name), *pieces) for name, pieces in fresh.items()}
    _check_whole(msgspec.structs.replace(whole, **grown))
    yield dossier(ask.lens.case.parties), events.FrameSet(frame=frame, note=act.note)
    if any(fresh.values()):
        yield dossier(ask.lens.case.parties), events.RecordGrown(**fresh)


def _check_seen(state: DossierState, seen: int | None) -> None:
    """Refuse to overwrite a frame that the writer has not seen."""
    if seen is None or seen == len(state.frames):
        return
    if seen > len(state.frames):
        raise Refused(f"seen: only {len(state.frames)} frames have been set; look at the case again")
    last = state.frames[-1]
    raise Refused(
        f"{last.by} has changed the case since you looked at it, on {said(last.at)}; look at it again, "
        "and change that"
    )


def _check_parties(ask: Ask, case: Case) -> None:
    """Refuse a case of other parties."""
    ours, theirs = {party.id for party in case.parties}, set(ask.lens.case.parties)
    if ours != theirs:
        raise Refused(
            f"parties: those of the talks are {', '.join(sorted(theirs))}, and those of this case are "
            f"{', '.join(sorted(ours)) or 'none'}; give them the same ids"
        )


def _check_whole(case: Case) -> None:
    """Refuse a case that is not sound, as it was suggested or as people have edited it."""
    _check(case)
    edits = [one for one in in_force(case.judgements).values() if one.verdict == "edited"]
    if not edits:
        return
    pieces = _pieces(case)
    made: dict[str, list[Any]] = {}
    for one in edits:
        piece = _edited(pieces, one, f"judgements: the edit of '{one.of}'")
        made.setdefault(f"{one.what}s", []).append(piece)
    changed = msgspec.structs.replace(
        events.RecordGrown(), **{name: tuple(several) for name, several in made.items()}
    )
    for path, problem in check_case(_beside(pieces, case, changed)):
        raise Refused(f"judgements: an edit does not fit this case: {field_name(path)}: {problem}")


def _pieces(case: Case) -> DossierState:
    """Return a case's record by ids."""
    return DossierState(
        sources={one.id: one for one in case.sources},
        statements={one.id: one for one in case.statements},
        positions={one.id: one for one in case.positions},
        conflicts={one.id: one for one in case.conflicts},
    )


def grow_record(ask: Ask, act: acts.GrowRecord) -> Puts:
    """Add to the record."""
    state = _state(ask)
    if state.frame is None:
        message = "there is no case yet to which this would belong; set its frame first (set_frame)"
        raise Refused(message)
    grown = as_written(
        events.RecordGrown(
            sources=act.sources, statements=act.statements, positions=act.positions, conflicts=act.conflicts,
            judgements=act.judgements,
        ),
        "",
    )  # fmt: skip
    if not any(getattr(grown, name) for name in RECORD):
        message = "there is nothing to add; give statements, positions, conflicts or judgements"
        raise Refused(message)
    for name in RECORD[:-1]:
        for place, piece in enumerate(getattr(grown, name)):
            if piece.id in getattr(state, name):
                raise Refused(f"{name}.{place}.id: the record has '{piece.id}' already")
    _check(_beside(state, state.frame, grown))
    _check_edits(state, state.frame, grown)
    yield dossier(ask.lens.case.parties), grown


def keep_report(ask: Ask, act: acts.KeepReport) -> Puts:
    """Keep the text of a report."""
    state = _state(ask)
    if act.source not in state.sources:
        raise Refused(f"source: the record has no source '{act.source}'")
    if act.source in state.texts:
        raise Refused(f"source: the text of '{act.source}' is kept already")
    yield dossier(ask.lens.case.parties), events.ReportKept(source=act.source, text=act.text)


def keep_precedents(ask: Ask, act: acts.KeepPrecedents) -> Puts:
    """Keep a table of other agreements."""
    _state(ask)
    yield dossier(ask.lens.case.parties), events.PrecedentsKept(name=act.name, data=act.data)


def _check(case: Case) -> None:
    """Refuse a case that is not sound."""
    for path, problem in check_case(case):
        raise Refused(f"{field_name(path)}: {problem}")


def _beside(state: DossierState, frame: Case, grown: events.RecordGrown) -> Case:
    """Return the frame with what is added and what that speaks of: if this is sound, the whole is.

    What is added stands first, so that the places in a sentence are its own.
    """
    judged: dict[str, set[str]] = {"statement": set(), "position": set(), "conflict": set()}
    for one in grown.judgements:
        if one.what != "name":
            judged[one.what].add(one.of)
    positions = (*grown.positions, *_known(state.positions, judged["position"]))
    conflicts = (*grown.conflicts, *_known(state.conflicts, judged["conflict"]))
    backed: tuple[Position | Conflict, ...] = (*positions, *conflicts)
    named = {name for one in backed for name in one.statements}
    named = (named | judged["statement"]) - {one.id for one in grown.statements}
    statements = (*grown.statements, *_known(state.statements, named))
    sources = {one.source for one in statements}
    sources |= {name for one in grown.sources for name in (one.copy_of, one.update_of) if name}
    bare = _bare(frame)
    return msgspec.structs.replace(
        bare,
        sources=(*grown.sources, *_closed(state, sources)),
        statements=statements,
        positions=positions,
        conflicts=conflicts,
        judgements=grown.judgements,
    )


def _bare(frame: Case) -> Case:
    """Return what pieces of a record can speak of: parties, mediators, issues."""
    parties = tuple(msgspec.structs.replace(one, preferences=None) for one in frame.parties)
    return Case(parties=parties, mediators=frame.mediators, issues=frame.issues)


def _known(pieces: Mapping[str, _Shape], names: Iterable[str]) -> list[_Shape]:
    return [pieces[name] for name in sorted(names) if name in pieces]


def _closed(state: DossierState, names: Iterable[str]) -> list[Source]:
    """Return known sources with all that they are copies or versions of."""
    found: dict[str, Source] = {}
    waiting = sorted(names)
    while waiting:
        name = waiting.pop()
        if name not in found and name in state.sources:
            found[name] = source = state.sources[name]
            waiting += [one for one in (source.copy_of, source.update_of) if one]
    return list(found.values())


def _check_edits(state: DossierState, frame: Case, grown: events.RecordGrown) -> None:
    """Refuse an edit after which a piece would not be sound."""
    edits = [(place, one) for place, one in enumerate(grown.judgements) if one.verdict == "edited"]
    after = DossierState(
        sources=state.sources | {one.id: one for one in grown.sources},
        statements=state.statements | {one.id: one for one in grown.statements},
        positions=state.positions | {one.id: one for one in grown.positions},
        conflicts=state.conflicts | {one.id: one for one in grown.conflicts},
    ) if edits else state  # fmt: skip
    for place, one in edits:
        where = f"judgements.{place}.fields"
        made = _edited(after, one, where)
        changed = msgspec.structs.replace(events.RecordGrown(), **{f"{one.what}s": (made,)})
        for path, problem in check_case(_beside(after, frame, changed)):
            raise Refused(f"{where}.{field_name(path[2:])}: {problem}")


def _edited(pieces: DossierState, one: Judgement, where: str) -> Any:  # noqa: ANN401 - a piece of its kind
    """Return a piece as it is after an edit.

    Raises:
        Refused: it cannot be edited so.
    """
    if one.what == "name":
        raise Refused(f"{where}: a name is merged into another, and not edited")
    for name in _FIXED:
        if name in one.fields:
            raise Refused(f"{where}: '{name}' stays as it is; edit what it says")
    try:
        return edited(getattr(pieces, f"{one.what}s")[one.of], one.fields)
    except msgspec.ValidationError as error:
        raise Refused(f"{where}: {in_our_words(str(error))}") from None


HANDLERS: Final[Handlers] = {
    acts.SetFrame: set_frame,
    acts.TakeCase: take_case,
    acts.GrowRecord: grow_record,
    acts.KeepReport: keep_report,
    acts.KeepPrecedents: keep_precedents,
}
