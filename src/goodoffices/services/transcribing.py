"""Write what somebody may see as one file, and check such files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from goodoffices.services.acting import Talks
from goodoffices.services.workspaces import Workspace
from goodoffices.storage.cases import CaseStore, check_marks, parted, prefix
from goodoffices.storage.errors import Tampered
from goodoffices.storage.history import History
from goodoffices.talks.errors import Refused
from goodoffices.talks.standing import Standing, is_name
from goodoffices.talks.streams import Stream
from goodoffices.talks.transcript import written
from goodoffices.talks.visibility import visible

#: Whoever asks as this sees what the lead mediators see.
MEDIATORS = "mediators"


def viewer_of(talks: Talks, who: str) -> Standing:
    """Return the standing of whoever a transcript is for: an actor, a party as its head sees it, or `mediators`.

    Raises:
        Refused: nobody of that name sees anything.
    """
    parties = talks.parties()
    if who == MEDIATORS:
        return Standing(actor=MEDIATORS, side="mediator", share=parties, lead=True)
    if is_name(who):
        if who not in parties:
            raise Refused(
                f"there is no party '{who}'; name one, an actor such as PARTY:NAME, or '{MEDIATORS}'"
            )
        return Standing(actor=who, side="party", party=who, role="head")
    return talks.standing(who)


def transcript(history: History, who: str) -> bytes:
    """Return all that somebody may see, as one file; the same history gives the same bytes.

    Raises:
        Refused: nobody of that name sees anything.
        StorageError: it cannot be read, or is not what was written.
    """
    return transcript_of(history, viewer_of(Talks(history), who))


def transcript_of(history: History, viewer: Standing) -> bytes:
    """Return all that a viewer sees, as one file.

    Raises:
        StorageError: it cannot be read, or is not what was written.
    """
    versions = history.store.streams()
    streams = visible(viewer, map(Stream.parse, versions))
    purged = [str(stream) for stream in streams if versions[str(stream)] is None]
    shown: Mapping[str, Iterator[tuple[bytes, bytes]]] = {
        str(stream): ((entry.data, entry.link) for entry in history.entries(stream))
        for stream in streams
        if str(stream) not in purged
    }
    return b"".join(written(viewer.actor, shown, purged))


def check_workspace(workspace: Workspace) -> dict[str, int]:
    """Check all of a workspace, of all its cases, and return how many events each stream has.

    That is: all chains; where each stream ends; that every stream, key and case is there that was.

    Raises:
        Tampered: what is stored is not what was written.
        KeyMissing: a key is not there.
    """
    check_marks(workspace.store, workspace.vault)
    counts, histories = {}, {}
    for name in workspace.store.streams():
        case, within = parted(name)
        try:
            stream = Stream.parse(within)
        except ValueError:
            raise Tampered(f"{name}: this is no stream of ours; restore a backup") from None
        if case not in histories:
            vault = workspace.vault.under(prefix(case))
            histories[case] = History(CaseStore(workspace.store, case), vault)
        counts[name] = histories[case].check(stream)
    return counts
