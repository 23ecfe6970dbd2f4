"""The record of the working case is found by its words, and large ones are no trouble."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from goodoffices.model import Case
from goodoffices.services import dossiers, growing
from goodoffices.services.dossiers import Place
from goodoffices.services.searching_record import find
from tests.talks.dossiers import NOW, place, suggested, two_sides
from tests.talks.table import Table

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture(scope="module")
def cairo() -> Case:
    return Case.load(EXAMPLES / "cairo-2024")


@pytest.fixture
def table() -> Table:
    return two_sides("israel", "hamas")


@pytest.fixture
def started(table: Table, cairo: Case) -> Place:
    dossiers.start_from(place(table), cairo, note="cairo")
    return place(table)


def test_pieces_are_found_by_their_words(started: Place) -> None:
    talks, who = started.talks, started.who
    suggested(started)
    assert find(talks, who, "word number 2")[0].piece.id == "x2"
    assert find(talks, who, "WÖRD numb 2")[0].piece.id == "x2"
    assert find(talks, who, "") == []
    assert find(talks, who, "zebra") == []
    growing.review(started, ["x2"], "edited", fields={"content": "Zebras graze"})
    (found,) = find(talks, who, "zebra")
    assert (found.what, found.piece.id, found.standing) == ("statement", "x2", "edited")
    growing.review(started, ["x2"], "rejected")
    assert [one.standing for one in find(talks, who, "number 2 word")][:1] == ["rejected"]
    assert {one.what for one in find(talks, who, "hostages")} >= {"statement", "position"}


def test_five_thousand_statements_are_no_trouble(started: Place) -> None:
    suggested(started, 5_000)
    growing.review_by_rule(started, "source=wire", "accepted")
    find(started.talks, started.who, "number")
    for what, most in (
        (lambda: find(started.talks, started.who, "word number 4711"), 0.1),
        (lambda: dossiers.dossier(started.talks, started.who), 0.1),
        (lambda: dossiers.working_case(started.talks, started.who, NOW), 0.1),
    ):
        assert min(_took(what) for _ in range(4)) < most
    assert min(_took(lambda: growing.review(started, ["x7"], "rejected")) for _ in range(3)) < 0.25
    started.talks.history._cache.clear()
    assert _took(lambda: dossiers.dossier(started.talks, started.who)) < 2


def _took(what: Callable[[], object]) -> float:
    # Of this thread alone: other tests run beside this one.
    start = time.thread_time()
    what()
    return time.thread_time() - start
