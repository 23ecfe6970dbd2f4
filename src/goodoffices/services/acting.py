"""Do what somebody asks for in the talks: decide it, write it, and say what came of it."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import msgspec

from goodoffices.services.faults import FAULTS
from goodoffices.services.foreseeing import Foreseen
from goodoffices.services.ordering import in_order
from goodoffices.services.suggesting import ready, suggested
from goodoffices.storage.errors import Conflict, Destroyed, KeyMissing, StorageError
from goodoffices.storage.history import Entry, History, Loaded
from goodoffices.storage.port import Due
from goodoffices.talks.actions import Command
from goodoffices.talks.actions.clock import CloseDue, FinishRun, Tick
from goodoffices.talks.actions.party import AnswerRun, Consent, ReturnParty
from goodoffices.talks.actions.teaching import AnswerSeat, BeginTables, HandSeat
from goodoffices.talks.codec import canonical
from goodoffices.talks.deadlines import deadline_of, learning
from goodoffices.talks.decide import Put, decide
from goodoffices.talks.decide.closing import open_in
from goodoffices.talks.errors import Refused
from goodoffices.talks.events import Happened
from goodoffices.talks.events.home import QuestionDecided
from goodoffices.talks.events.mediation import Refusal
from goodoffices.talks.events.teaching import ExerciseSet
from goodoffices.talks.lens import Lens, Load
from goodoffices.talks.standing import CLOCK, ENGINE, Standing
from goodoffices.talks.states import STATES, CaseState, ChannelState, JointState, State
from goodoffices.talks.states.mediation import Carried
from goodoffices.talks.streams import CASE, LEDGER, MEDIATORS_AUDIT, Stream
from goodoffices.talks.visibility import sees
from goodoffices.talks.who import person_of, standing_of

#: So often an act is decided anew when others write at the same time.
_TRIES: Final = 50
#: What a party does by which a run of the engine may become possible.
_WILLING: Final = (AnswerRun, Consent, ReturnParty)
#: What is done in a class after which the talks at a table may go on.
_PLAYING: Final = (AnswerSeat, BeginTables, HandSeat)


@dataclass(frozen=True)
class Outcome:
    """What came of an act: the events that its actor sees, by stream. `again`: it had been done before."""

    who: Standing
    events: tuple[tuple[Stream, Entry], ...]
    again: bool = False


class Talks:
    """The talks of a workspace."""

    def __init__(self, history: History) -> None:
        self.history = history
        #: Set when a run of the engine may have become possible; also to begin with, for one that a crash cut off.
        self.runs_wait = threading.Event()
        self.runs_wait.set()
        #: Set when talks at a table of a class may go on; also to begin with, as above.
        self.tables_wait = threading.Event()
        self.tables_wait.set()

    def do(self, command: Command) -> Outcome:
        """Do something, once: the same key by the same actor is the same act.

        Raises:
            Refused: it is not possible, in a sentence for the actor; where the actor has a standing, their side's
                audit has a line.
            StorageError: it could not be written; nothing was.
        """
        for _ in range(_TRIES):
            with self.history.lock:
                try:
                    outcome = self._once(command)
                except Conflict:
                    continue
                except Refused as refusal:
                    self._audit(command, str(refusal))
                    raise
                if isinstance(command.action, _WILLING):
                    self.runs_wait.set()
                break
        else:
            message = "too many write at the same time; try again"
            raise StorageError(message)
        if isinstance(command.action, _PLAYING):
            self.play_tables(command.at, outcome.who.table)
        return outcome

    def play_tables(self, at: dt.datetime, only: int = 0) -> None:
        """Let the talks at the tables of a class, or at one, go on as far as they can by what was answered.

        What fails holds nobody's answer up: it is tried again with the next tick.
        """
        from goodoffices.services.teaching import advance  # noqa: PLC0415 - heavy, and for classes alone

        if not only:
            self.tables_wait.clear()
        try:
            advance(self, at, only)
        except Exception as error:  # noqa: BLE001 - whatever it is, the answer that was given stands
            FAULTS.tell("table", error)
            self.tables_wait.set()

    def _once(self, command: Command) -> Outcome:
        # Whoever asks again, for want of an answer, asks later: the time is no part of the act.
        same = canonical((command.action, command.entered_for, command.meeting))
        if command.key:
            known = self.history.store.receipt(command.by, command.key)
            if known is not None:
                if not self.history.is_of(known, same):
                    message = f"the key '{command.key}' was used for something else; give each act its own"
                    raise Refused(message)
                return self._again(command, known.events)
        read: dict[Stream, Loaded] = {}

        def load(stream: Stream) -> State:
            # An act is decided on one moment: what it has read it reads no other way again.
            if stream not in read:
                try:
                    read[stream] = self.history.load(stream)
                except Destroyed:
                    # What was destroyed is silence to the clock, and holds nobody else up.
                    if command.by == CLOCK:
                        return STATES[stream.kind]()
                    raise
            return read[stream].state

        command = self._in_order(command, load, read)
        who, puts = decide(command, load)
        if not puts:
            return Outcome(who, ())
        for _, event in puts:
            if isinstance(event, ExerciseSet):
                _check_played(event)
        grouped: dict[Stream, list[Happened]] = {}
        for stream, event in puts:
            # At which meeting a party said it is between the party and the mediators.
            meeting = "" if stream in (CASE, LEDGER) else command.meeting
            grouped.setdefault(stream, []).append(
                Happened(
                    at=command.at,
                    by=command.by,
                    event=event,
                    entered_for=command.entered_for,
                    meeting=meeting,
                )
            )
        receipt = (command.by, command.key, same) if command.key else None
        reads = {str(stream): loaded.version for stream, loaded in read.items()}
        written = self.history.write(grouped, reads, receipt, _due(puts), self._done(command, puts, load))
        shown = [(stream, one) for stream, found in written.items() if sees(who, stream) for one in found]
        return Outcome(who, tuple(shown))

    def _in_order(self, command: Command, load: Load, read: Mapping[Stream, Loaded]) -> Command:
        """Return an act at its time, or where the clock was set back, at the last time that its actor knows of.

        So nobody answers before a deadline that is behind what they have seen; and who does not see the channel learns
        nothing of its time.
        """
        case, own = load(CASE), Stream("channel", command.entered_for or command.by.partition(":")[0])
        assert isinstance(case, CaseState)
        if own.of in case.parties:
            with suppress(Destroyed, Refused):
                if sees(standing_of(command.by, load), own):
                    load(own)
                else:
                    own = CASE
        last = max(loaded.last for stream, loaded in read.items() if stream in (CASE, own))
        return command if command.at >= last else msgspec.structs.replace(command, at=last)

    def finish_runs(self, at: dt.datetime) -> None:
        """Let the engine run where all whom it needs have consented.

        It is no part of an answer to anybody: neither its time nor its failing may be felt by the last who consents.
        """
        self.runs_wait.clear()
        for run in self._open_runs():
            try:
                if ready(self.history, run):
                    package = suggested(self.history, run)
                    action = FinishRun(name=run.name, to=tuple(sorted(run.to)), package=package)
                    self.do(Command(at=at, by=ENGINE, action=action))
            except (KeyMissing, Refused):
                # A party's preferences are destroyed, or another server was faster.
                continue
            except Exception as error:  # noqa: BLE001 - whatever it is, it holds up no other run
                FAULTS.tell("run", error)
                if isinstance(error, StorageError):
                    # The next tick tries again.
                    self.runs_wait.set()

    def _open_runs(self) -> list[Carried]:
        found: list[Carried] = []
        with self.history.lock:
            for name in self.history.store.streams():
                stream = Stream.parse(name)
                if stream.kind == "joint":
                    state = self.history.load(stream).state
                    assert isinstance(state, JointState)
                    found += [one for one in state.carried.values() if one.what == "run" and not one.closed]
        return found

    def _again(self, command: Command, events: Iterable[tuple[str, int]]) -> Outcome:
        """Return what came of an act the first time."""
        who = self.standing(command.by)
        found = []
        for name, number in events:
            stream = Stream.parse(name)
            if sees(who, stream):
                found += [(stream, one) for one in self.history.tail(stream, number - 1)[:1]]
        return Outcome(who, tuple(found), again=True)

    def _done(self, command: Command, puts: Iterable[Put], load: Load) -> tuple[tuple[str, str], ...]:
        """Return what no longer closes by itself."""
        done = [(str(stream), event.question) for stream, event in puts if isinstance(event, QuestionDecided)]
        action = command.action
        if isinstance(action, CloseDue) and action.stream.startswith("joint/"):
            lens = Lens(Standing(actor=ENGINE, side="engine"), load)
            parties = action.stream.partition("/")[2].split("+")
            left = open_in(lens, lens.joint(parties).carried[action.name])
            if not action.parties or set(left) <= set(action.parties):
                done.append((action.stream, action.name))
        return tuple(done)

    def _audit(self, command: Command, why: str) -> None:
        """Leave a line where the actor's own side sees it."""
        try:
            who = self.standing(command.by)
        except Refused:
            return
        if who.side not in ("mediator", "party"):
            return
        stream = MEDIATORS_AUDIT if who.side == "mediator" else Stream("audit", who.party)
        line = Happened(
            at=command.at, by=command.by, event=Refusal(act=str(command.action.__struct_config__.tag), why=why),
            entered_for=command.entered_for, meeting=command.meeting,
        )  # fmt: skip
        for _ in range(_TRIES):
            try:
                self.history.write({stream: [line]}, {})
            except Conflict:
                continue
            return

    def standing(self, actor: str) -> Standing:
        """Return who somebody is.

        Raises:
            Refused: nobody.
        """
        # What others write meanwhile is taken in before or after, and not in between.
        with self.history.at_once():
            return person_of(actor, lambda stream: self.history.load(stream).state)

    def parties(self) -> frozenset[str]:
        """Return the parties to the talks."""
        with self.history.lock:
            case = self.history.load(CASE).state
            assert isinstance(case, CaseState)
            return frozenset(case.parties)

    def acts_itself(self, party: str) -> bool:
        """Whether a party's own people act for it; of no party they do not."""
        with self.history.lock:
            channel = self.history.load(Stream("channel", party)).state if party else None
        return isinstance(channel, ChannelState) and channel.acts_itself

    def tick(self, now: dt.datetime, parties: frozenset[str] | None = None) -> int:
        """Close what has its deadline behind it, in the channels of some parties or in all; return how much was.

        What has one deadline closes channel by channel, in each in the order of its own numbers: else the order would
        tell with whom something was put, or what mediators call it among themselves.
        """
        closed = 0
        for due, party in in_order(self.history.store.due(now), self._state):
            if parties is not None and party not in parties:
                continue
            action = CloseDue(stream=due.stream, name=due.name, parties=(party,))
            try:
                self.do(Command(at=due.at, by=CLOCK, action=action))
            except Refused:
                # It closed in these channels before; the others are still to come.
                continue
            except Exception as error:  # noqa: BLE001 - whatever it is, it holds up no other deadline
                FAULTS.tell("deadline", error)
                continue
            closed += 1
        return closed

    def _state(self, stream: Stream) -> State:
        return self.history.load(stream).state

    def tick_for(self, command: Command) -> int:
        """Close what has its deadline behind it when an act comes, for those who learn from the act that it has."""
        if command.by == CLOCK and isinstance(command.action, Tick):
            return self.tick(command.at)
        with self.history.lock:
            due = self.history.store.due(command.at)
            return self.tick(command.at, self._learning(command, due)) if due else 0

    def _learning(self, command: Command, due: Iterable[Due]) -> frozenset[str]:
        """Return the parties who learn from an act that time has gone on: nobody does, where it is refused.

        It is decided on the talks as they stand; where it is refused there, on the talks as they would be with all
        closed that has its deadline behind it.
        """
        for foreseen in (Foreseen(self.history, ()), Foreseen(self.history, due)):
            try:
                _who, puts = decide(command, foreseen.load)
            except Refused:
                continue
            return learning(puts, self.parties())
        return frozenset()


def _check_played(event: ExerciseSet) -> None:
    """Refuse an exercise that nobody could play: its tables would stop as they begin."""
    from goodoffices.services.teaching import (  # noqa: PLC0415 - heavy, and for classes alone
        AnalysisError,
        SimulationError,
        check_exercise,
    )

    try:
        check_exercise(event.exercise)
    except (AnalysisError, SimulationError) as error:
        raise Refused(f"exercise: {error}") from None


def _due(puts: Iterable[Put]) -> tuple[Due, ...]:
    found = []
    for stream, event in puts:
        deadline = deadline_of(event)
        if deadline is not None:
            found.append(Due(deadline[0], str(stream), deadline[1]))
    return tuple(found)
