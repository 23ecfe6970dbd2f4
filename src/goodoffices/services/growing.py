"""Let the record of the mediators' working case grow: by reports, by hand, and by what people judge of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeVar

import msgspec

from goodoffices.model import Case
from goodoffices.model.base import When
from goodoffices.model.record import Conflict, Position, Source, Statement
from goodoffices.model.wording import in_our_words
from goodoffices.record.clean.extracting import document
from goodoffices.record.results import Reading, Skipped
from goodoffices.services import reviewing
from goodoffices.services.dossiers import Place, begun, do, done_before, dossier, framed, keep_text
from goodoffices.services.reading import ReaderName, read
from goodoffices.services.recording import Added, add_reading
from goodoffices.talks.actions.dossier import LONGEST_REPORT, GrowRecord
from goodoffices.talks.decide.studying import RECORD
from goodoffices.talks.errors import Refused

#: The source of what mediators entered without a report.
ENTERED: Final = "entered"
_TRIES: Final = 5
_Piece = TypeVar("_Piece", Source, Statement, Position, Conflict)


@dataclass(frozen=True)
class ReadIn:
    """What reports added to the record.

    Attributes:
        case: the working case then.
        added: how much of what.
        sources: the sources of the reports, new or known, by file.
        skipped: files that could not be read.
        notes: what else a reader of the page should know, in sentences.
    """

    case: Case
    added: Added
    sources: Mapping[str, str]
    skipped: tuple[Skipped, ...]
    notes: tuple[str, ...]


def read_reports(
    place: Place,
    files: str | Sequence[tuple[str, bytes]],
    *,
    published: When | str | None = None,
    reader: ReaderName = "trained",
) -> ReadIn:
    """Read reports into the working case, as suggestions, and keep their texts.

    Args:
        place: the talks, who does it, and when.
        files: names and bytes (text, HTML, PDF, DOCX), or a text.
        published: their day, where it is known better than from themselves.
        reader: which reader.

    Raises:
        Refused: the working case is not for the one who asks.
        ReadingError: there is nothing to read, or the only report cannot be read.
    """
    given = [("a text", files.encode("utf-8", "surrogatepass"))] if isinstance(files, str) else list(files)
    return take_in(place, given, read(given, published=published, case=framed(place), reader=reader))


def take_in(place: Place, given: Sequence[tuple[str, bytes]], reading: Reading, *, key: str = "") -> ReadIn:
    """Take what was read into the working case, as suggestions, and keep the texts of the reports.

    Args:
        place: the talks, who does it, and when.
        given: the reports: names and bytes.
        reading: what was read in them, with the working case beside.
        key: the same key is the same act, done once.

    Raises:
        Refused: the working case is not for the one who asks.
    """
    added: list[Added] = []

    def make(now: Case) -> Case:
        grown, what = add_reading(now, reading)
        added.append(what)
        return grown

    grown = grow(place, make, key=key)
    sources = _sources(grown, reading)
    return ReadIn(
        case=grown,
        added=added[-1] if added else Added(0, 0, 0, 0, tuple(one.file for one in reading.reports)),
        sources=sources,
        skipped=reading.skipped,
        notes=tuple(_notes(place, given, reading, sources)),
    )


def _sources(case: Case, reading: Reading) -> dict[str, str]:
    """Return the source of each report, by its file."""
    known = {source.sha256: source.id for source in case.sources if source.sha256}
    return {one.file: known[one.sha256] for one in reading.reports if one.sha256 in known}


def _notes(
    place: Place, given: Sequence[tuple[str, bytes]], reading: Reading, sources: Mapping[str, str]
) -> Iterable[str]:
    """Keep the texts of reports, and say what was not done as somebody might think."""
    files = dict(given)
    for one in reading.reports:
        yield from one.warnings
        source = sources.get(one.file)
        if source is None:
            continue
        text = one.text if one.text is not None else document(files[one.file], one.file).text
        if len(text) > LONGEST_REPORT:
            yield f"{one.file}: its text has more than {LONGEST_REPORT:,} characters and is not kept"
        elif text and not keep_text(place, source, text):
            yield f"{one.file}: it is in the record already, as '{source}'; it adds nothing"


def grow(place: Place, make: Callable[[Case], Case], *, key: str = "") -> Case:
    """Add to the record of the working case; return the whole case as it is then.

    Args:
        place: the talks, who does it, and when.
        make: returns the case with a longer record, of which nothing is changed; it is given the whole case.
        key: the same key is the same act, done once.

    Raises:
        Refused: the working case is not for the one who asks, or would not be sound.
    """
    for attempt in range(_TRIES):
        with place.talks.history.lock:
            if done_before(place, key):
                return begun(place.talks, place.who)[0]
            before = framed(place)
            after = make(before)
            more: dict[str, Any] = {
                name: getattr(after, name)[len(getattr(before, name)) :] for name in RECORD
            }
            if not any(more.values()):
                return before
            try:
                do(place, GrowRecord(**more), key)
            except Refused:
                if attempt < _TRIES - 1 and dossier(place.talks, place.who) != before:
                    continue
                raise
            return begun(place.talks, place.who)[0]
    raise AssertionError


def review(  # noqa: PLR0913 - what is judged, how and why
    place: Place,
    ids: Sequence[str],
    verdict: Literal["accepted", "rejected", "edited", "undone"],
    *,
    fields: Mapping[str, Any] | None = None,
    key: str = "",
    seen: int | None = None,
) -> Case:
    """Judge pieces of the record; return the whole case.

    Args:
        place: the talks, who judges, and when.
        ids: of statements, positions or conflicts.
        verdict: what was decided; "undone" takes the judgement of each back that counts.
        fields: for "edited": the new values.
        key: the same key is the same act, done once.
        seen: how many judgements of these pieces there were when the judge looked; where it is given, and a colleague
            has judged since, nothing is done.

    Raises:
        Refused: the working case is not for the one who asks, an edit does not fit it, or a colleague was faster.
        ReadingError: there is no such piece, nothing to undo, or an edit that cannot be.
    """
    who, at = place.who.actor, place.now.replace(microsecond=0)

    def make(case: Case) -> Case:
        made = [one for one in case.judgements if one.of in ids]
        if seen is not None and len(made) > seen:
            raise Refused(
                f"{made[-1].by} has judged this since you looked at it; see how it stands now, and judge that"
            )
        return reviewing.judged(case, ids, verdict, who, fields=fields, at=at)

    return grow(place, make, key=key)


def review_by_rule(
    place: Place, rule: str, verdict: Literal["accepted", "rejected"], *, key: str = ""
) -> tuple[Case, int]:
    """Judge all suggestions that fit a rule and nobody judged; return the whole case, and how many there were.

    Raises:
        Refused: as for `review`.
        ReadingError: the rule cannot be read.
    """
    who, at = place.who.actor, place.now.replace(microsecond=0)
    found: list[str] = []

    def make(case: Case) -> Case:
        found[:] = reviewing.by_rule(case, rule)
        return reviewing.judged(case, found, verdict, who, rule=rule, at=at) if found else case

    return grow(place, make, key=key), len(found)


def fitting(place: Place, rule: str) -> list[str]:
    """Return the ids of the suggestions that nobody judged and that fit a rule, without judging them.

    Raises:
        Refused, ReadingError: as for `review_by_rule`.
    """
    return reviewing.by_rule(begun(place.talks, place.who)[0], rule)


def merge_names(place: Place, name: str, into: str, *, undo: bool = False, key: str = "") -> Case:
    """Let one way of writing a speaker stand for another, or no longer; return the whole case.

    Raises:
        Refused: as for `review`.
        ReadingError: no statement has such a speaker, or there is no merge to undo.
    """
    who, at = place.who.actor, place.now.replace(microsecond=0)
    return grow(place, lambda case: reviewing.merged(case, name, into, who, undo=undo, at=at), key=key)


def add_statement(
    place: Place, fields: Mapping[str, Any], *, told: Mapping[str, Any] | None = None, key: str = ""
) -> Case:
    """Add a statement by hand: the fields of a statement, an id where none is given.

    Args:
        place: the talks, who does it, and when.
        fields: those of a statement; without `source` and `told` it counts as entered by the mediators.
        told: the fields of its source, a meeting or a report that the record does not have; one of the same title and
            day that was entered by hand is the same.
        key: the same key is the same act, done once.

    Raises:
        Refused: as for `review`, or a field cannot be so.
    """
    return _add(place, "statements", Statement, "statement", {"source": ENTERED, **fields}, key, told)


def add_position(place: Place, fields: Mapping[str, Any], *, key: str = "") -> Case:
    """Add a position by hand: the fields of a position, an id where none is given.

    Raises:
        Refused: as for `review`, or a field cannot be so.
    """
    name = "-".join(str(fields.get(one, "")) for one in ("party", "issue", "stand")).strip("-")
    return _add(place, "positions", Position, name or "position", {"statements": (), **fields}, key)


def add_conflict(place: Place, fields: Mapping[str, Any], *, key: str = "") -> Case:
    """Add a conflict by hand: the fields of a conflict, an id where none is given.

    Raises:
        Refused: as for `review`, or a field cannot be so.
    """
    return _add(place, "conflicts", Conflict, "conflict", fields, key)


def _add(  # noqa: PLR0913, PLR0917 - what is added, where, and under which name
    place: Place, list_name: str, kind: type[_Piece], base: str, fields: Mapping[str, Any], key: str,
    told: Mapping[str, Any] | None = None,
) -> Case:  # fmt: skip
    def make(case: Case) -> Case:
        longer: dict[str, Any] = {}
        given = dict(fields)
        if told is not None:
            source = _made(Source, {"id": _free("entered", case.sources), **told})
            same = (
                one.id
                for one in case.sources
                if (one.title, one.published) == (source.title, source.published)
            )
            known = next((one for one in same if one.startswith("entered-")), "")
            given["source"] = known or source.id
            if not known:
                longer["sources"] = (*case.sources, source)
        piece = _made(kind, {"id": _free(base, getattr(case, list_name)), **given})
        longer[list_name] = (*getattr(case, list_name), piece)
        if getattr(piece, "source", "") == ENTERED and ENTERED not in {one.id for one in case.sources}:
            longer["sources"] = (*case.sources, Source(id=ENTERED, title="Entered by the mediators"))
        return msgspec.structs.replace(case, **longer)

    return grow(place, make, key=key)


def _made(kind: type[_Piece], fields: Mapping[str, Any]) -> _Piece:
    """Return a piece from its fields.

    Raises:
        Refused: a field cannot be so.
    """
    try:
        return msgspec.convert({**fields, "reader": ""}, kind)
    except msgspec.ValidationError as error:
        problem, at, path = str(error).partition(" - at `$.")
        words = in_our_words(problem)
        raise Refused(f"{path.rstrip('`')}: {words}" if at else words) from None


def _free(base: str, pieces: Iterable[Source | Statement | Position | Conflict]) -> str:
    """Return an id that none of the pieces has."""
    taken = {one.id for one in pieces}
    number = 1
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"
