"""What is written to harm whoever reads it comes back as it was written, as text and nothing else, on every page."""

from __future__ import annotations

import html
from collections.abc import Iterator

import pytest

from tests.talks.table import LEAD, Act, Table, act, opening, outside
from tests.web.conftest import CAST, FOLLOWING
from tests.web.pages.hostile import (
    CORPUS,
    IMPOSSIBLE,
    LONG,
    crawled,
    filled,
    forms_of,
    harmless,
    plain,
)
from tests.web.pages.record_table import performing, telling, waiting
from tests.web.reading import Reader, Sheet, reader

BEGIN = "/cases/main/"
#: Who writes: everybody who can do anything by a form that another cannot; and who reads beside them.
WRITERS = (LEAD, "alba:mandator", "alba:head", "borea:head", "alba:voter", "voice:amal", "listener:ear")
READERS = (
    *WRITERS, "mediator:co", "alba:adviser", "borea:voter", "observer:un", "guarantor:league", "audience:families",
    "constituency:alba+home",
)  # fmt: skip
#: Forms after which the talks would be over for those who come later.
LAST = ("close", "impasse", "leave", "withdraw-consent", "recall", "mandate-end")
#: What is kept otherwise than it was written: working names as letters and hyphens, no unit where there are options,
#: the title of a report shortened in lists, figures on the page of each statement, what is looked for not at all; lists
#: of persons in their parts.
OTHERWISE = ("-name", "-unit", "statement-title", "figure-1-of", "find-words", "-entries", "-called")


@pytest.fixture
def cast() -> tuple[str, ...]:
    """Return who has an account: those from outside, too."""
    return (*CAST, *FOLLOWING)


@pytest.fixture
def beginning() -> list[Act]:
    """Return the acts that bring everybody to the table, those from outside too."""
    return [*opening(), *outside()]


@pytest.fixture
def busy(table: Table) -> Table:
    """Return a table at which something of each kind waits for an answer."""
    return waiting(
        performing(table),
        act(LEAD, "open_run", name="run", to=["alba", "borea"], purpose="To see."),
        act(
            "alba:mandator",
            "give_mandate",
            mandate="room",
            requires={"issue": "truce", "is": "short"},
            shown=True,
        ),
        *telling(),
    )


def forms(pages: dict[str, Sheet]) -> Iterator[tuple[str, Sheet, str]]:
    """Yield every form of the pages in which something can be written, with its page."""
    for path, sheet in pages.items():
        for name in forms_of(sheet):
            if not name.startswith(LAST):
                yield path, sheet, name


def in_vain(person: Reader, path: str, sheet: Sheet, name: str) -> None:
    """Send what cannot be kept, and what is too long: it is said, and nothing of it is lost."""
    form = filled(sheet, name, (IMPOSSIBLE,), 0)
    response = person.client.post(path, form.sent)
    assert response.status_code in (200, 404, 409, 422), (path, name, response.status_code)
    form = filled(sheet, name, ("x",), 0)
    at = next(iter(form.written))
    response = person.client.post(path, form.sent | {at: LONG})
    assert response.status_code in (200, 303, 409, 422), (path, name, response.status_code)
    if response.status_code == 422:
        assert LONG.strip() in response.content.decode(), (path, name)


def written(person: Reader, path: str, sheet: Sheet, name: str, turn: int) -> tuple[dict[str, str], str]:
    """Write hostile texts into all fields of a form, and send it.

    Returns:
        What was taken, with where it was written; and where its writer is led to.
    """
    form = filled(sheet, name, CORPUS, turn)
    response = person.client.post(path, form.sent)
    assert response.status_code in (200, 303, 409, 422), (path, name, response.status_code)
    if response.status_code in (409, 422):
        # Whatever was wrong, nothing of what was written is lost.
        body = html.unescape(response.content.decode())
        assert not [at for at, one in form.written.items() if one not in body], (path, name)
    if response.status_code != 303:
        return {}, path
    taken = {one: f"{path} {at}" for at, one in form.written.items() if one and not at.endswith(OTHERWISE)}
    return taken, response.headers["Location"].partition("#")[0]


@pytest.mark.nightly
def test_what_is_written_into_any_form_is_shown_as_text_and_nothing_else(busy: Table) -> None:
    taken: dict[str, dict[str, str]] = {}
    led: dict[str, dict[str, None]] = {}
    for actor in WRITERS:
        person, taken[actor], led[actor] = reader(actor), {}, {}
        for turn, (path, sheet, name) in enumerate(forms(crawled(person, BEGIN))):
            in_vain(person, path, sheet, name)
            some, there = written(person, path, sheet, name, turn)
            taken[actor] |= some
            led[actor][there] = None
    assert sum(len(some) for some in taken.values()) > 60, {who: len(some) for who, some in taken.items()}

    for actor in READERS:
        person = reader(actor)
        # A crawl looks at one page of each kind: what was written may stand on another one, to which its writer was led.
        pages = crawled(person, BEGIN)
        pages |= {there: person.get(there) for there in led.get(actor, {}) if there not in pages}
        for sheet in pages.values():
            harmless(sheet)
            assert "\x00" not in sheet.text
        shown = plain(" ".join(sheet.main for sheet in pages.values()))
        assert not [(where, one) for one, where in taken.get(actor, {}).items() if plain(one) not in shown]
    assert busy.clock
