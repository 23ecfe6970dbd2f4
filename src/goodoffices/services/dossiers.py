"""The mediators' working case: what it holds, the case to analyse, its frame changed, an earlier one set again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple
from weakref import WeakKeyDictionary

import msgspec

from goodoffices.model import Case
from goodoffices.model.renaming import with_parties_named
from goodoffices.services.acting import Outcome, Talks
from goodoffices.services.overlaying import Working, frame_of_agenda, laid_over, with_agenda
from goodoffices.storage.history import History
from goodoffices.talks.actions import Action, Command
from goodoffices.talks.actions.dossier import LONGEST_REPORT, KeepPrecedents, KeepReport, SetFrame, TakeCase
from goodoffices.talks.decide.studying import RECORD
from goodoffices.talks.errors import Refused
from goodoffices.talks.events.dossier import FrameSet, PrecedentsKept, ReportKept
from goodoffices.talks.lens import Lens
from goodoffices.talks.standing import Standing
from goodoffices.talks.states import STATES, State
from goodoffices.talks.states.dossier import DossierState, FrameMark
from goodoffices.talks.streams import Stream
from goodoffices.talks.streams import dossier as stream_of
from goodoffices.talks.visibility import sees

#: So often a change is made anew when another server was faster.
_TRIES: Final = 5
#: So many texts are held open; the others are opened when they are asked for.
_TEXTS: Final = 32
_NOBODYS: Final = "there is no working case of yours here; it is for mediators who share all channels"


class Place(NamedTuple):
    """Where and when something is done, and by whom."""

    talks: Talks
    who: Standing
    now: dt.datetime


def lens_of(talks: Talks, who: Standing) -> Lens:
    """Return the talks as somebody sees them now; what was destroyed is as if it had never been.

    What it returns changes as the talks go on: hold `talks.history.lock` while you look.
    """
    history = talks.history
    destroyed = {name for name, many in history.store.streams().items() if many is None}

    def load(stream: Stream) -> State:
        return STATES[stream.kind]() if str(stream) in destroyed else history.load(stream).state

    return Lens(who, load)


def _check_sees(talks: Talks, who: Standing) -> Stream:
    """Return the stream of the working case.

    Raises:
        Refused: it is not for the one who asks.
    """
    parties = talks.parties()
    stream = stream_of(parties)
    if not parties or not sees(who, stream):
        raise Refused(_NOBODYS)
    return stream


def state_of(talks: Talks, who: Standing) -> DossierState:
    """Return the working case in its pieces, as they are now; nothing changes in what is returned.

    Raises:
        Refused: it is not for the one who asks.
    """
    with talks.history.lock:
        state = talks.history.load(_check_sees(talks, who)).state
        assert isinstance(state, DossierState)
        return state.copied()


def dossier(talks: Talks, who: Standing) -> Case | None:
    """Return the working case as it is kept, with what was suggested and how it was judged; None before it is begun.

    Raises:
        Refused: it is not for the one who asks.
    """
    with talks.history.lock:
        state = talks.history.load(_check_sees(talks, who)).state
        assert isinstance(state, DossierState)
        return state.case


def begun(talks: Talks, who: Standing) -> tuple[Case, int]:
    """Return the working case with the agenda's issues, as a change of it starts from, and how many frames were set.

    Raises:
        Refused: it is not for the one who asks.
    """
    with talks.history.lock:
        _check_sees(talks, who)
        lens = lens_of(talks, who)
        state = lens.dossier
        case = state.case
        if case is None:
            return frame_of_agenda(lens.case), 0
        return with_agenda(case, lens.case), len(state.frames)


def working_case(talks: Talks, who: Standing, now: dt.datetime | None = None) -> Working:
    """Return the case for analysis and pages: the working case as people judged it, with what the parties told.

    Args:
        talks: the talks.
        who: a mediator who shares all channels.
        now: mandates that have expired by then are left out.

    Raises:
        Refused: it is not for the one who asks.
    """
    with talks.history.lock:
        _check_sees(talks, who)
        return laid_over(lens_of(talks, who), now)


def done_before(place: Place, key: str) -> bool:
    """Whether the actor has done an act with this key."""
    return bool(key) and place.talks.history.store.receipt(place.who.actor, key) is not None


def do(place: Place, action: Action, key: str = "") -> Outcome:
    """Do an act at a place.

    Raises:
        Refused: it is not possible.
    """
    return place.talks.do(Command(at=place.now, by=place.who.actor, action=action, key=key))


def change_frame(
    place: Place,
    change: Callable[[Case], Case],
    *,
    key: str = "",
    seen: int | None = None,
    note: str = "",
) -> Case:
    """Change the frame of the working case; return the whole case as it is then.

    Args:
        place: the talks, who changes it, and when.
        change: returns the changed case; it is given the frame with the agenda's issues, without the record.
        key: the same key is the same change, made once.
        seen: how many frames had been set when the writer looked; where it is given, a frame that a colleague has set
            since is not overwritten. Without it the change is made to whatever stands now.
        note: what is changed, in words, for the list of frames.

    Raises:
        Refused: it is not for the one who asks, the case would not be sound, or a colleague was faster.
    """
    for attempt in range(_TRIES):
        with place.talks.history.lock:
            case, count = begun(place.talks, place.who)
            if done_before(place, key):
                return case
            frame = _bare(change(_bare(case)))
            try:
                do(place, SetFrame(frame=frame, seen=count if seen is None else seen, note=note), key)
            except Refused:
                if seen is None and attempt < _TRIES - 1 and begun(place.talks, place.who)[1] > count:
                    continue
                raise
            return begun(place.talks, place.who)[0]
    raise AssertionError


def _bare(case: Case) -> Case:
    return msgspec.structs.replace(case, **dict.fromkeys(RECORD, ()))


def framed(place: Place) -> Case:
    """Return the working case, begun with the agenda's issues where it was not, so that a record can speak of them.

    Raises:
        Refused: it is not for the one who asks.
    """
    with place.talks.history.lock:
        case, count = begun(place.talks, place.who)
        if count and dossier(place.talks, place.who) is case:
            return case
        return change_frame(place, lambda frame: frame, seen=count, note="agenda")


def start_from(  # noqa: PLR0913 - the case, whose it is, and how it is taken in
    place: Place,
    case: Case,
    parties: Mapping[str, str] | None = None,
    *,
    texts: Mapping[str, str] | None = None,
    key: str = "",
    note: str = "",
) -> Case:
    """Take a whole case into the working case: its frame replaces what is there, its record is added.

    Args:
        place: the talks, who does it, and when.
        case: from any format.
        parties: the talks' party for each of the case's, by id; those of the same id or name need not be there.
        texts: the texts of its reports, by the id of the source.
        key: the same key is the same act, done once.
        note: where it comes from, for the list of frames.

    Raises:
        Refused: it is not for the one who asks, a party of the case is none of the talks', or a piece of its record has
            the id of another.
    """
    with place.talks.history.lock:
        if not done_before(place, key):
            _check_sees(place.talks, place.who)
            lens = lens_of(place.talks, place.who)
            named = with_parties_named(case, matched(case, lens.case.parties, parties or {}))
            here = {party.id for party in named.parties}
            missing = tuple(one for one in frame_of_agenda(lens.case).parties if one.id not in here)
            whole = msgspec.structs.replace(named, parties=(*named.parties, *missing))
            do(place, TakeCase(case=whole, note=note), key)
        for source, text in (texts or {}).items():
            keep_text(place, source, text)
        return begun(place.talks, place.who)[0]


def matched(case: Case, ours: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """Return for each party of a case the one of the talks that it is.

    Args:
        case: the case.
        ours: the parties to the talks: id and name.
        given: what is known already.

    Raises:
        Refused: one is none of them, or two are the same.
    """
    by_name = {name.casefold(): one for one, name in ours.items()} | {one.casefold(): one for one in ours}
    found: dict[str, str] = {}
    for party in case.parties:
        names = (party.id, party.name, *party.aliases)
        known = [by_name[name.casefold()] for name in names if name.casefold() in by_name]
        into = given.get(party.id) or (known[0] if known else "")
        if into not in ours:
            raise Refused(
                f"parties: '{party.title}' in this case is none of the parties to the talks "
                f"({', '.join(sorted(ours))}); say which it is"
            )
        if into in found.values():
            raise Refused(f"parties: two parties of this case are to be '{into}'; give each its own")
        found[party.id] = into
    return found


def frames(talks: Talks, who: Standing) -> list[FrameMark]:
    """Return the frames that were set: the number of each, when, by whom, what was changed; the first one first.

    Raises:
        Refused: they are not for the one who asks.
    """
    return state_of(talks, who).frames


def frame_at(talks: Talks, who: Standing, number: int) -> Case:
    """Return a frame that was set, by its number in `frames`.

    Raises:
        Refused: there is no such frame for the one who asks.
    """
    with talks.history.lock:
        stream = _check_sees(talks, who)
        if any(one.number == number for one in state_of(talks, who).frames):
            event = talks.history.tail(stream, number - 1, most=1)[0].happened.event
            assert isinstance(event, FrameSet)
            return event.frame
    raise Refused(f"there is no frame {number}")


def set_again(place: Place, number: int, *, key: str = "") -> Case:
    """Set an earlier frame again, as a new one: what was set since is undone, and stays in the list.

    Raises:
        Refused: there is no such frame, or the record speaks of what it does not have.
    """
    frame = frame_at(place.talks, place.who, number)
    return change_frame(place, lambda _: frame, key=key, note=f"as in {number}")


def keep_text(place: Place, source: str, text: str) -> bool:
    """Keep the text of a report, if it is not kept already; return whether it was done.

    Raises:
        Refused: the record has no such source, or the text is empty or too long.
    """
    if source in state_of(place.talks, place.who).texts:
        return False
    if not 0 < len(text) <= LONGEST_REPORT:
        raise Refused(f"text: it has {len(text):,} characters; one that is kept has 1 to {LONGEST_REPORT:,}")
    do(place, KeepReport(source=source, text=text))
    return True


_texts: WeakKeyDictionary[History, dict[int, str]] = WeakKeyDictionary()


def text_of(talks: Talks, who: Standing, source: str) -> str | None:
    """Return the text of a report, as the spans of its statements count; None where it is not kept.

    Raises:
        Refused: it is not for the one who asks.
    """
    with talks.history.lock:
        stream = _check_sees(talks, who)
        mark = state_of(talks, who).texts.get(source)
        if mark is None:
            return None
        held = _texts.setdefault(talks.history, {})
        if mark.number not in held:
            event = talks.history.tail(stream, mark.number - 1, most=1)[0].happened.event
            assert isinstance(event, ReportKept)
            if len(held) >= _TEXTS:
                del held[next(iter(held))]
            held[mark.number] = event.text
        return held[mark.number]


def keep_table(place: Place, name: str, data: bytes, key: str = "") -> None:
    """Keep a table of other agreements with the working case, in place of the one before.

    Raises:
        Refused: it is not for the one who asks.
    """
    do(place, KeepPrecedents(name=name, data=data), key)


_tables: WeakKeyDictionary[History, tuple[int, PrecedentsKept]] = WeakKeyDictionary()


def table_of(talks: Talks, who: Standing) -> PrecedentsKept | None:
    """Return the table of other agreements that is kept; None where there is none.

    Raises:
        Refused: it is not for the one who asks.
    """
    with talks.history.lock:
        stream = _check_sees(talks, who)
        mark = state_of(talks, who).precedents
        if mark is None:
            return None
        held = _tables.get(talks.history)
        if held is None or held[0] != mark.number:
            event = talks.history.tail(stream, mark.number - 1, most=1)[0].happened.event
            assert isinstance(event, PrecedentsKept)
            held = _tables[talks.history] = mark.number, event
        return held[1]
