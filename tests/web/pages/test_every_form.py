"""Every form, as those who do not have it: what another's page would send does nothing, and tells nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from goodoffices.talks.streams import Stream
from tests.talks.table import LEAD, Act, Table, opening, outside
from tests.web.conftest import CAST, FOLLOWING
from tests.web.pages.hostile import crawled, filled
from tests.web.pages.record_table import performing, telling, waiting
from tests.web.reading import Reader, Sheet, reader

BEGIN = "/cases/main/"
#: Some hundred forms as four others: minutes.
pytestmark = pytest.mark.nightly

#: Who has forms that others do not have, and who sends them all the same.
OWNERS = (LEAD, "alba:mandator", "alba:head", "alba:voter", "voice:amal", "listener:ear")
OTHERS = ("mediator:far", "alba:adviser", "borea:head", "observer:un")


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
    """Return a table at which something of each kind waits for an answer, and something is there to be told."""
    return waiting(performing(table), *telling())


def forms_of(person: Reader) -> Iterator[tuple[str, Sheet, str]]:
    """Yield one form of each kind on each page of somebody."""
    for path, sheet in crawled(person, BEGIN).items():
        kinds = {
            re.sub(r"[0-9a-f]{16}|\d+", "N", name): name
            for name in sheet.forms()
            if f'id="form-{name}"' in sheet.text
        }
        for name in kinds.values():
            yield path, sheet, name


def written(table: Table) -> dict[str, int]:
    """Return how much stands in every stream but those of what was tried and refused."""
    history = table.talks.history
    names = [name for name in history.store.streams() if not name.startswith("audit/")]
    return {name: history.load(Stream.parse(name)).version for name in names}


def test_what_somebody_elses_form_sends_does_nothing_and_is_not_there(busy: Table) -> None:
    people = {actor: reader(actor) for actor in OTHERS}
    missing = {actor: person.client.get(f"{BEGIN}nowhere").content for actor, person in people.items()}
    tried = 0
    for owner in OWNERS:
        for path, sheet, name in forms_of(reader(owner)):
            sent = filled(sheet, name, ("x",), 0).sent
            for actor, person in people.items():
                page = person.client.get(path)
                if page.status_code == 200 and f'id="form-{name}"' in page.content.decode():
                    continue
                before = written(busy)
                response = person.client.post(path, sent)
                assert response.status_code in (404, 405, 409, 422), (
                    owner,
                    path,
                    name,
                    actor,
                    response.status_code,
                )
                assert response.status_code != 404 or response.content == missing[actor], (path, name, actor)
                assert written(busy) == before, (owner, path, name, actor)
                tried += 1
    assert tried > 200


def test_nobody_who_is_not_signed_in_sends_anything(busy: Table) -> None:
    before, client = written(busy), Client()
    for path, sheet, name in forms_of(reader("alba:head")):
        response = client.post(path, sheet.form(name))
        assert response.status_code == 302, (path, name)
        assert response["Location"].startswith("/sign-in")
    assert written(busy) == before
