"""A room to knock at: the cast of `tests.talks.table`, each with an account."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from goodoffices.services.acting import Talks
from goodoffices.services.workspaces import Workspace, create
from goodoffices.storage.cases import MAIN
from goodoffices.web.project import House, set_up
from tests.talks.table import OUTSIDE, START, Act, Table, opening

PASSWORD = "correct horse battery"  # noqa: S105 - of the cast, in tests
CAST = (
    "mediator:lunn", "mediator:co", "mediator:far", "observer:un", "guarantor:league",
    *(f"{party}:{role}" for party in ("alba", "borea") for role in ("head", "member", "adviser", "mandator", "voter")),
)  # fmt: skip
#: Those from outside who are there where a test brings them (`tests.talks.table.outside`).
FOLLOWING = (*OUTSIDE, "constituency:alba+home", "constituency:borea+home")


@pytest.fixture(scope="session", autouse=True)
def project(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Set Django up, once; its accounts are in a workspace of their own."""
    workspace = create(tmp_path_factory.mktemp("project") / "workspace")
    set_up(workspace, hosts=["testserver", "localhost", "127.0.0.1"], secure=False)


@pytest.fixture(scope="session")
def password() -> str:
    """Return the password of the cast as it is kept."""
    from django.contrib.auth.hashers import make_password

    return make_password(PASSWORD)


@pytest.fixture
def beginning(request: pytest.FixtureRequest) -> list[Act]:
    """Return the acts that bring everybody to the table; a test may have others, or name parties that are spoken for."""
    return opening(getattr(request, "param", ()))


def spoken_for(*parties: str) -> pytest.MarkDecorator:
    """Let all that these parties do be entered for them, until they act themselves."""
    return pytest.mark.parametrize("beginning", [parties], indirect=True, ids=["spoken for"])


@pytest.fixture
def cast() -> tuple[str, ...]:
    """Return who has an account; a test may have others."""
    return CAST


@pytest.fixture
def table(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    password: str,
    beginning: list[Act],
    cast: tuple[str, ...],
) -> Iterator[Table]:
    """Serve a workspace with the cast at the table; its clock is the table's."""
    from goodoffices.web.accounts.models import Account, Attempt, Invitation, Seat

    workspace: Workspace = create(tmp_path / "workspace")
    House.enter(workspace)
    assert not Table(Talks(workspace.case().history)).play(beginning).refused
    room = House.room(MAIN)
    assert room is not None
    made = Table(room.talks, len(beginning))

    def now() -> dt.datetime:
        made.clock += 1
        return START + dt.timedelta(minutes=made.clock)

    monkeypatch.setattr(House, "now", now)
    Attempt.objects.all().delete()
    Invitation.objects.all().delete()
    Account.objects.all().delete()
    accounts = Account.objects.bulk_create(Account(name=actor, password=password) for actor in cast)
    Seat.objects.bulk_create(Seat(account=one, case=MAIN, actor=one.name) for one in accounts)
    yield made
    workspace.close()
