"""What waits once there is an agreement, for whom: who owes, who verifies, who resolves, who signs; and for nobody else."""

from __future__ import annotations

import pytest

from goodoffices.web.project import House
from tests.talks.proposing import good
from tests.talks.table import LEAD, START, Act, Table, act, agreeing, opening, outside
from tests.web.conftest import CAST
from tests.web.reading import reader

WATCH = "monitor:watch"
BEGIN = act(LEAD, "start_phase", phase="first", on="2031-03-01")
FREED = act("alba:head", "report_performance", obligation="free", quantity=40)


@pytest.fixture
def cast() -> tuple[str, ...]:
    """Return who has an account: a monitor, too."""
    return (*CAST, WATCH)


@pytest.fixture
def beginning() -> list[Act]:
    """Return the acts that bring everybody to the table, and to an agreement with terms."""
    return [*opening(), *outside(), *agreeing()]


def waits(who: str) -> str:
    """Return what waits, as somebody reads it."""
    main = reader(who).get("/cases/main/").main
    return main.partition("What waits")[2].partition("Contact balance")[0]


def test_signatures_wait_for_each_side_and_the_attestation_for_the_lead(table: Table) -> None:
    assert "A signature under the agreement" in waits("alba:head")
    assert "It is the turn of Head and Mandator." in waits("alba:adviser")
    assert "signature" not in waits("alba:voter")
    paper = "/cases/main/documents/agreement"
    for who, has in (("alba:head", True), ("alba:adviser", True), (LEAD, True), ("mediator:co", False)):
        sheet = reader(who).get("/cases/main/")
        assert "signature under the agreement" in sheet.main
        assert (paper in sheet.links()) == has, who
        assert not has or reader(who).get(paper).status == 200
    good(table, *(act(f"{party}:head", "sign_agreement") for party in ("alba", "borea")))
    assert "signature" not in waits("alba:head")
    assert "The attestation of what was signed" not in waits(LEAD)
    good(table, act("cora:head", "sign_agreement"))
    assert "The attestation of what was signed" in waits(LEAD)
    assert "The attestation" not in waits("mediator:co")


def test_what_is_due_waits_for_who_owes_it_and_then_for_who_verifies(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    good(table, BEGIN)
    monkeypatch.setattr(House, "now", lambda: START.replace(day=9))
    assert "Owed by the agreement: frees" in waits("alba:head")
    assert "5 March 2031 past" in waits("alba:head")
    assert "frees" not in waits("borea:head")
    assert "frees" not in waits("mediator:far"), "it is of a channel that is not shared"
    assert "opens" in waits("mediator:far")
    assert "publishes the figures" in waits(LEAD)
    assert "Nothing waits for you." in waits(WATCH)
    good(table, FREED)
    assert "frees" not in waits("alba:head"), "it was reported"
    assert "Report r1 is to be verified: frees" in waits(WATCH)
    assert "to be verified" not in waits("mediator:co"), "the agreement says who verifies it"
    good(table, act(WATCH, "find_wanting", report="r1", words="38."), act("alba:head", "dispute_performance", report="r1", words="No."))  # fmt: skip
    assert "Nothing waits for you." in waits(WATCH)
    assert "The dispute about report r1: frees" in waits(LEAD)
    good(table, act("borea:head", "claim_violation", obligation="free", words="Late."))
    assert "Claim v1 is to be attributed" in waits(WATCH)
    assert "Claim v1" not in waits("alba:head")
