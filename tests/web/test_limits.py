"""Tries are counted one after the other, in whichever database; what is past is not kept, whatever names were tried."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import timezone

from goodoffices.services.workspaces import create
from goodoffices.web.accounts.allowances import LIMITS
from tests.conftest import new_database

#: Tries at once, each with a connection of its own, in two processes like this one.
GUESSES = """
import sys, threading, time
from pathlib import Path
from goodoffices.services.workspaces import open_workspace
from goodoffices.web.project import set_up
set_up(open_workspace(Path(sys.argv[1])), hosts=["localhost"], secure=False)
from django.db import connection
from goodoffices.web.accounts.limits import allows
passed, start = [], threading.Barrier(8)
def guess():
    start.wait()
    for _again in range(3):
        passed.append(allows("sign-in", "alba:head"))
    connection.close()
guessing = [threading.Thread(target=guess) for _one in range(8)]
time.sleep(max(0.0, float(sys.argv[2]) - time.time()))
for one in guessing: one.start()
for one in guessing: one.join()
print(len(passed), sum(passed))
"""


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_guesses_at_once_are_no_more_than_are_allowed(
    database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    address = ""
    if database == "postgres":
        address = new_database(request.getfixturevalue("postgres"))
    create(tmp_path / "w", address).close()
    # The tables are made before anybody guesses.
    first = [sys.executable, "-c", GUESSES.split("from django.db", maxsplit=1)[0], str(tmp_path / "w")]
    subprocess.run(first, check=True, timeout=120)
    at = str(dt.datetime.now(dt.UTC).timestamp() + 4)
    guessing = [
        subprocess.Popen(
            [sys.executable, "-c", GUESSES, str(tmp_path / "w"), at], stdout=subprocess.PIPE, text=True
        )
        for _each in range(2)
    ]
    said = [process.communicate(timeout=120)[0].split() for process in guessing]
    assert [int(tries) for tries, _passed in said] == [24, 24]
    assert sum(int(passed) for _tries, passed in said) == LIMITS["sign-in"][0]


@pytest.mark.usefixtures("table")
def test_names_that_were_tried_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    from goodoffices.web.accounts import limits
    from goodoffices.web.accounts.models import Attempt

    most, seconds = LIMITS["sign-in"]
    assert seconds == max(window for _most, window in LIMITS.values())
    now = timezone.now()

    def later(passed: float) -> None:
        monkeypatch.setattr(timezone, "now", lambda: now + dt.timedelta(seconds=passed))

    for number in range(40):
        assert limits.allows("sign-in", f"nobody {number}")
    for _again in range(most):
        assert limits.allows("sign-in", "alba:head")
    assert not limits.allows("sign-in", "alba:head")
    # A shorter limit looks back less far, and takes nothing from a longer one.
    later(LIMITS["act"][1] + 1)
    assert limits.allows("act", "alba:head")
    assert not limits.allows("sign-in", "alba:head")
    later(seconds - 1)
    assert not limits.allows("sign-in", "alba:head")
    later(seconds + 1)
    assert limits.allows("sign-in", "alba:head")
    assert Attempt.objects.count() == 2, "the act of this side of the window, and this try"
    limits.forget("sign-in", "alba:head")
    assert Attempt.objects.count() == 1


@pytest.mark.usefixtures("table")
def test_the_tables_are_those_of_the_models() -> None:
    from django.core.management import call_command

    call_command("makemigrations", "accounts", check=True, dry_run=True, verbosity=0)
