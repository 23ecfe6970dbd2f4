"""What was said in channels as tables: messages, soundings, blind biddings."""

from __future__ import annotations

from collections.abc import Mapping

from goodoffices.services.sheets import Cell, Rows, Table
from goodoffices.talks.states.channel import ChannelState
from goodoffices.web.desk.cells import moment_cell, package_cell
from goodoffices.web.shell.visits import Visit

Channels = Mapping[str, ChannelState]


def messages(visit: Visit, channels: Channels) -> Table:
    """Return the messages of these channels, with what each side allowed; files by their names."""

    def rows() -> Rows:
        for party, channel in channels.items():
            side = visit.names.party(party)
            for one in channel.messages.values():
                source = visit.names.party(one.party) if one.party else None
                by = visit.names.called(one.by)
                yield side, one.id, moment_cell(one.at), by, one.text, one.mark, one.manner, source, None
            for file in channel.attachments.values():
                by = visit.names.called(file.by)
                yield side, file.id, moment_cell(file.at), by, None, file.mark, None, None, file.name

    columns = (
        "party",
        "message",
        "at",
        "by",
        "text",
        "mark",
        "how it was told",
        "told as the words of",
        "file",
    )
    return Table("messages", columns, list(rows()), frozenset({"mark", "how it was told"}))


def soundings(visit: Visit, channels: Channels) -> Table:
    """Return what mediators asked in these channels without proposing it, and what was answered."""
    rows: list[tuple[Cell, ...]] = [
        (
            visit.names.party(party), one.id, one.question, package_cell(visit, one.package), one.answer or None,
            one.text or None,
        )
        for party, channel in channels.items()
        for one in channel.soundings.values()
    ]  # fmt: skip
    columns = ("party", "sounding", "question", "package", "answer", "answer text")
    return Table("soundings", columns, rows, frozenset({"answer"}))


def biddings(visit: Visit, channels: Channels) -> Table:
    """Return the blind biddings in these channels: what was asked, and where bids met; nobody sees a bid."""

    def rows() -> Rows:
        for party, channel in channels.items():
            for one in channel.biddings.values():
                outcome = "open" if not one.closed else "met" if one.value is not None else "did not meet"
                yield (
                    visit.names.party(party), one.id, one.question, one.wants, one.unit or None,
                    moment_cell(one.deadline), outcome, one.value,
                )  # fmt: skip

    columns = ("party", "bidding", "question", "wants", "unit", "deadline", "outcome", "value")
    return Table("biddings", columns, list(rows()), frozenset({"wants", "outcome"}))
