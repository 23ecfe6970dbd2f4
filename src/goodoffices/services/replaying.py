"""Play a script of acts into a new case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from goodoffices.services.acting import Talks
from goodoffices.services.workspaces import CaseWorkspace, Workspace, WorkspaceError
from goodoffices.storage.cases import CaseStore, prefix
from goodoffices.storage.errors import Conflict, StorageError
from goodoffices.storage.heads import Heads
from goodoffices.storage.history import History
from goodoffices.storage.port import ROOT
from goodoffices.storage.sqlite import SqliteStore
from goodoffices.talks.actions import Command
from goodoffices.talks.errors import Refused


class Halted(Exception):  # noqa: N818 - it names what happened to the script
    """A line of a script meets a fault of this program, which is the cause; nothing after it is played."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


@dataclass(frozen=True)
class Played:
    """What came of a script: how many acts were done, how many of them had been done before, and what was refused."""

    done: int
    again: int
    refused: tuple[tuple[int, str], ...]


def play(talks: Talks, script: Sequence[tuple[int, Command]], told: Callable[[int, str], None]) -> Played:
    """Play a script.

    What is refused is told, and the script goes on: so it was at the table. Before each act, what has its deadline
    behind it closes in the channels of those who see the act; a line of the clock closes it in all.

    Args:
        talks: where.
        script: the acts with their lines.
        told: is called with the line and the sentence of each refusal.

    Raises:
        Halted: a line meets a fault of this program.
        StorageError: it cannot be written.
    """
    done = again = 0
    refused = []
    for line, command in script:
        try:
            talks.tick_for(command)
            outcome = talks.do(command)
            if talks.runs_wait.is_set():
                talks.finish_runs(command.at)
        except Refused as refusal:
            refused.append((line, str(refusal)))
            told(line, str(refusal))
            continue
        except StorageError:
            raise
        except Exception as error:
            raise Halted(line) from error
        done += 1
        again += outcome.again
    return Played(done, again, tuple(refused))


def play_new(
    workspace: Workspace, case: str, script: Sequence[tuple[int, Command]], told: Callable[[int, str], None]
) -> tuple[CaseWorkspace, Played]:
    """Play a script into a new case of a workspace: all of it is there in the end, or nothing.

    It is played aside, in memory, under the workspace's key, and then written at once: nobody sees it half played.

    Args:
        workspace: where.
        case: the id of the case; where it is empty, one is drawn.
        script: as for `play`.
        told: as for `play`; what it raises ends the playing.

    Raises:
        WorkspaceError: the id cannot be that of a new case.
        Halted: a line meets a fault of this program.
        StorageError: it cannot be written.
    """
    made = workspace.new_case(case)
    aside = SqliteStore(Path(":memory:"))
    try:
        history = History(CaseStore(aside, made.id), workspace.vault.under(prefix(made.id)))
        played = play(Talks(history), script, told)
        _add(workspace, aside, made.id)
    except Conflict as error:
        message = f"{workspace.path}: somebody else has made a case '{made.id}' meanwhile; give another id"
        raise WorkspaceError(message) from error
    finally:
        aside.close()
    return made, played


def _add(workspace: Workspace, aside: SqliteStore, case: str) -> None:
    """Write a case that was played aside beside the others, at once.

    Raises:
        Conflict: there is one of its id.
    """
    if not aside.streams():
        # All that was asked for was refused: no case was opened.
        return None
    heads = Heads(workspace.vault)
    while True:
        # The store aside knows of this case alone; in the list of all of them it is one more.
        change = heads.with_case(workspace.store.listed(ROOT), case)
        rows = (one for one in aside.copy() if one[0] not in ("lists", "totals") or one[1][0] != ROOT)
        try:
            total = heads.joined(aside.marks().total, first=change[0] is None)
            return workspace.store.add(rows, {ROOT: change}, total)
        except Conflict:
            if workspace.has_case(case):
                raise
            # Another case was opened meanwhile.
