"""What an item may rest on, to pick from: statements of the record, and what the agreement and its ledger say."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.language import day as day_of
from goodoffices.language import days, in_a_line, labelled, whole
from goodoffices.language import gettext as _
from goodoffices.model.agreement import Obligation
from goodoffices.model.record import Statement
from goodoffices.services.listing import Register
from goodoffices.talks.states.ledger import Counted
from goodoffices.talks.streams import LEDGER
from goodoffices.talks.visibility import sees
from goodoffices.web.shell.visits import Visit

#: So many of each kind stand in a list; others are named by their numbers, or in words.
_MOST = 30
#: So many characters of each are read there.
_LONGEST = 140


def statements(book: Register) -> list[tuple[str, str]]:
    """Return the newest statements that nobody rejected, the newest first, each by its short name."""
    found = [line for line in book.lines if isinstance(line.piece, Statement) and line.standing != "rejected"]
    return [
        (line.name, _short(f"{whole(line.number)} · {labelled(line.piece.speaker, line.piece.content)}"))
        for line in found[-_MOST:][::-1]
        if isinstance(line.piece, Statement)
    ]


def agreed(visit: Visit) -> list[tuple[str, str]]:
    """Return what the agreement obliges whom to, what was reported of it and counted, for those who see the ledger.

    What is picked is kept as a source in the words that stand here; its key is its place, with the words themselves.
    """
    if not sees(visit.who, LEDGER):
        return []
    return [(text, text) for text in (*_obligations(visit), *_reports(visit), *_counts(visit))]


def _obligations(visit: Visit) -> Iterator[str]:
    for phase in visit.lens.ledger.terms.phases:
        for one in phase.obligations:
            values = {"phase": phase.name, "what": _duty(visit, one)}
            yield _short(_("The agreement, %(phase)s: %(what)s") % values)


def _duty(visit: Visit, one: Obligation) -> str:
    amount = "" if one.quantity is None else whole(one.quantity)
    if one.high is not None:
        amount += f"–{whole(one.high)}"
    return " ".join(
        part for part in (visit.names.party(one.actor), one.action, amount, one.of, one.recipient) if part
    )


def _reports(visit: Visit) -> Iterator[str]:
    ledger = visit.lens.ledger
    for one in [*ledger.reports.values()][-_MOST:][::-1]:
        values = {"report": one.id, "obligation": one.obligation, "status": _(one.status)}
        yield _short(_("The ledger, report %(report)s of %(obligation)s: %(status)s") % values)


def _counts(visit: Visit) -> Iterator[str]:
    for one in visit.lens.ledger.entries[-_MOST:][::-1]:
        yield _short(_count(visit, one))


def _count(visit: Visit, counted: Counted) -> str:
    entry = counted.entry
    tally = visit.lens.ledger.tallies.get(entry.tally)
    number = whole(entry.value) if entry.high is None else f"{whole(entry.value)}–{whole(entry.high)}"
    values = {
        "number": number, "of": tally.of if tally is not None else entry.tally, "state": entry.to or entry.from_state,
        "source": entry.source or visit.names.party(counted.party),
    }  # fmt: skip
    said = _("The ledger, %(number)s %(of)s, “%(state)s”, by %(source)s") % values
    if entry.on is None:
        return said
    on = days(*entry.on) if isinstance(entry.on, tuple) else day_of(entry.on)
    return f"{said} ({on})"


def _short(text: str) -> str:
    line = in_a_line(text)
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
