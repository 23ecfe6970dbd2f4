"""What is done of what was agreed, step by step, and what the agreement says happens next."""

from __future__ import annotations

import datetime as dt

import pytest

from goodoffices.agreement.errors import AgreementError
from goodoffices.agreement.ledger import Compliance, Performance, compliance_of, consequences_of
from goodoffices.agreement.ledger.compliance import Kept, Step
from goodoffices.agreement.schedule import schedule_of
from goodoffices.model.agreement import Guarantor
from tests.unit.agreement.terms import duty, stage, terms

GIVEN = terms(
    stage(
        "one",
        duty("frees", quantity=40),
        duty("holds"),
        suspends=("pays",),
        resumes_if_failed="The siege resumes.",
    ),
    stage(
        "two", duty("pays", actor="b", quantity=700, high=800, in_exchange_for="frees"), starts_after=("one",)
    ),
    guarantors=(Guarantor(id="g", name="G", backs=("one",)), Guarantor(id="h", name="H", backs=("pays",))),
)
START = dt.date(2031, 1, 1)


def kept(*steps: tuple[Step, int | None] | tuple[Step, int | None, str], of: str = "frees") -> Kept:
    performances = [
        Performance(obligation=of, status=step[0], quantity=step[1], report="".join(step[2:]))
        for step in steps
    ]
    found = compliance_of(GIVEN, performances)
    return {one.obligation: one for one in found.obligations}[of]


@pytest.mark.parametrize(
    ("steps", "standing", "done", "left"),
    [
        ([], "nothing", "0", "40"),
        ([("reported", 10)], "reported", "0 to 10", "30 to 40"),
        ([("reported", None)], "reported", "0 to 40", "0 to 40"),
        ([("reported", 10), ("verified", None)], "part", "10", "30"),
        ([("reported", 10), ("verified", 8)], "part", "8", "32"),
        ([("reported", 10), ("found wanting", 3)], "wanting", "3", "37"),
        ([("reported", 10), ("found wanting", None)], "wanting", "0", "40"),
        ([("reported", 10), ("verified", 9), ("disputed", 7)], "disputed", "7 to 10", "30 to 33"),
        ([("reported", 10), ("found wanting", 3), ("disputed", None)], "disputed", "0 to 10", "30 to 40"),
        ([("reported", 10), ("found wanting", 3), ("disputed", 9), ("resolved", 8)], "part", "8", "32"),
        ([("reported", 10), ("verified", 9), ("disputed", 2), ("resolved", None)], "part", "9", "31"),
        ([("reported", 30), ("verified", None), ("reported", 10)], "part", "30 to 40", "0 to 10"),
        ([("reported", 30), ("verified", None), ("reported", 10), ("verified", None)], "done", "40", "0"),
        ([("reported", 30, "a"), ("reported", 10, "b"), ("verified", None, "a")], "part", "30 to 40", "0 to 10"),
        ([("verified", 40)], "done", "40", "0"),
        ([("found wanting", None)], "wanting", "0", "40"),
        ([("reported", 50), ("verified", None)], "done", "50", "0"),
        ([("reported", 40), ("found wanting", None), ("disputed", None), ("resolved", 0)], "wanting", "0", "40"),
        ([("reported", 40), ("verified", 0)], "wanting", "0", "40"),
        ([("reported", 40), ("found wanting", None), ("disputed", None), ("resolved", 0), ("reported", 40)], "wanting", "0 to 40", "0 to 40"),
    ],
)  # fmt: skip
def test_done_is_a_range_until_it_is_settled(
    steps: list[tuple[Step, int | None]], standing: str, done: str, left: str
) -> None:
    found = kept(*steps)
    assert (found.standing, found.done.says, found.left.says) == (standing, done, left)
    assert found.share == pytest.approx(
        (min(1.0, found.done.low / 40), min(1.0, (found.done.high or 0) / 40))
    )


def test_what_is_owed_within_a_range_is_done_for_certain_only_at_its_end() -> None:
    assert kept(("verified", 750), of="pays").standing == "part"
    assert kept(("verified", 750), of="pays").share == (750 / 800, 1.0)
    assert kept(("verified", 800), of="pays").standing == "done"


def test_what_has_no_quantity_is_done_or_not() -> None:
    assert kept(("verified", None), of="holds").standing == "done"
    assert kept(("found wanting", None), of="holds").standing == "wanting"


def test_phases_count_what_is_done_from_certain_to_possible() -> None:
    steps = [
        Performance(obligation="frees", status="reported", quantity=40),
        Performance(obligation="holds", status="verified"),
    ]
    days = schedule_of(GIVEN, starts=START)
    found = compliance_of(GIVEN, steps, schedule=days, on=dt.date(2031, 1, 6))
    one, two = found.phases
    assert (one.obligations, one.done.says, one.late) == (2, "1 to 2", ("frees",))
    assert (two.done.says, two.late) == ("0", ())
    assert not compliance_of(GIVEN, steps, schedule=days, on=dt.date(2031, 1, 5)).phases[0].late


def compliance(status: Step) -> Compliance:
    first: Step = "reported"
    return compliance_of(GIVEN, [Performance(obligation="frees", status=step) for step in (first, status)])


def test_what_the_agreement_says_happens_next() -> None:
    found = {one.what: one for one in consequences_of(GIVEN, compliance("found wanting"))}
    assert set(found) == {"snapback", "resumes", "waits", "guarantor"}
    assert found["snapback"].affects == ("pays",)
    assert "once it is made good, it is owed again" in found["snapback"].says
    assert "The siege resumes." in found["resumes"].says
    assert found["waits"].affects == ("pays",)
    assert found["guarantor"].affects == ("g",)
    assert all(one.settled and one.phase == "one" for one in found.values())
    taken: list[tuple[Step, int | None]] = [
        ("reported", 40), ("verified", None), ("disputed", None), ("resolved", 0),
    ]  # fmt: skip
    steps = [Performance(obligation="frees", status=status, quantity=quantity) for status, quantity in taken]
    assert consequences_of(GIVEN, compliance_of(GIVEN, steps)) == tuple(found.values()), (
        "settled as not done, too"
    )
    disputed = {one.what: one for one in consequences_of(GIVEN, compliance("disputed"))}
    assert disputed["dispute"].says == "“does frees” is disputed: to the commission"
    assert not any(one.settled for one in disputed.values())
    assert consequences_of(GIVEN, compliance("verified")) == ()


def test_a_step_about_nothing_is_refused() -> None:
    with pytest.raises(AgreementError, match="no obligation 'x'"):
        compliance_of(GIVEN, [Performance(obligation="x", status="reported")])
