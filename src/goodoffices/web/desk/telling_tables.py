"""What is told on purpose as tables: items and releases for who keeps them, what one was told, what people say."""

from __future__ import annotations

from collections.abc import Callable

from goodoffices.services.sheets import Cell, Rows, Table
from goodoffices.talks.standing import split
from goodoffices.web.audience.told import told
from goodoffices.web.briefings.keeping import Keeper, keeps
from goodoffices.web.desk.cells import day_cell, joined, moment_cell
from goodoffices.web.record.seeing import book_of
from goodoffices.web.shell.navigation import in_talks
from goodoffices.web.shell.visits import Visit
from goodoffices.web.voices.listening import heard, is_listener
from goodoffices.web.voices.own import is_voice


def telling_tables(visit: Visit) -> dict[str, Callable[[], Table]]:
    """Return the tables that there are for somebody, by their names; each is made when it is asked for."""
    found: dict[str, Callable[[], Table]] = {}
    if keeps(visit):
        found |= {"briefing-items": lambda: _items(visit), "briefings": lambda: _briefings(visit)}
        if not Keeper(visit).party:
            found["summaries"] = lambda: _summaries(visit)
    if not in_talks(visit.who):
        found["told"] = lambda: _told(visit)
    if is_voice(visit.who) or is_listener(visit.who):
        found["inputs"] = lambda: _inputs(visit)
    return found


def _items(visit: Visit) -> Table:
    keeper, book = Keeper(visit), book_of(visit)

    def rows() -> Rows:
        for item in keeper.state.items.values():
            lines = book.statements(item.statements) if book is not None else []
            yield (
                item.id, moment_cell(item.at), visit.names.called(item.by), item.text, item.status, day_cell(item.due),
                joined(keeper.called(one) for one in item.audiences), joined(item.sources),
                joined(str(line.number) for line in lines), item.latest if item.corrections else None,
            )  # fmt: skip

    columns = (
        "item",
        "at",
        "by",
        "text",
        "status",
        "due on",
        "audiences",
        "rests on",
        "statements",
        "corrected text",
    )
    return Table("briefing-items", columns, list(rows()), frozenset({"status"}))


def _briefings(visit: Visit) -> Table:
    """Return who was told what: a row for each item of a briefing, and one for each correction of it."""
    keeper = Keeper(visit)

    def rows() -> Rows:
        for release in keeper.state.releases:
            for number, name in enumerate(release.items, 1):
                item = keeper.state.items[name]
                text, corrections = item.said_to(release.audience)
                begun = (
                    keeper.called(release.audience),
                    release.briefing,
                    release.title or None,
                    number,
                    name,
                )
                yield (*begun, "told", moment_cell(release.at), visit.names.called(release.by), text, None)
                for one in corrections:
                    by = visit.names.called(one.by)
                    yield (*begun, "corrected", moment_cell(one.at), by, one.text, one.reason)

    columns = ("audience", "briefing", "title", "number", "item", "what", "at", "by", "text", "reason")
    return Table("briefings", columns, list(rows()), frozenset({"what"}))


def _summaries(visit: Visit) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            moment_cell(one.at),
            visit.names.called(one.by),
            one.text,
            one.people,
            one.inputs,
            joined(one.quotes),
        )
        for one in Keeper(visit).state.summaries
    ]
    return Table("summaries", ("at", "by", "text", "people heard", "things said", "quotes"), rows)


def _told(visit: Visit) -> Table:
    """Return what somebody from outside was told, a row for each thing, in the order in which they were told it."""

    def rows() -> Rows:
        for one in told(visit)[::-1]:
            for passage in one.passages:
                what = "corrected" if one.corrects is not None else "told"
                was = one.corrects[3].text if one.corrects is not None else None
                yield (
                    moment_cell(one.at), one.by, what, one.title or None, passage.number or None, passage.text, was,
                    one.reason or None,
                )  # fmt: skip

    columns = ("at", "by", "what", "title", "number", "text", "text before", "reason")
    return Table("told", columns, list(rows()), frozenset({"what"}))


def _inputs(visit: Visit) -> Table:
    """Return what affected people said: all of it for who listens, and their own for each of them."""
    if is_listener(visit.who):
        found = [(one.voice, one.input) for one in heard(visit)]
    else:
        name = split(visit.who.actor)[1]
        found = [(name, one) for one in visit.lens.voice(name).inputs.values()]
    rows: list[tuple[Cell, ...]] = [
        (
            visit.names.name(voice), one.id, moment_cell(one.at), one.text, one.consent, one.passed or None,
            moment_cell(one.passed_at),
        )
        for voice, one in found
    ]  # fmt: skip
    columns = ("voice", "thing said", "at", "text", "consent", "passed on", "passed on at")
    return Table("inputs", columns, rows, frozenset({"consent", "passed on"}))
