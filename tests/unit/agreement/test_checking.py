"""Each fault is found, once, where it is; terms without one have only norms to look at."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from typing import Any

import pytest

from goodoffices.agreement.checking import Finding, Setting, check_terms, setting_of
from goodoffices.model import Case, Issue, Option
from goodoffices.model.agreement import Category, Count, Entry, Guarantor, Rate, Tally, Terms
from tests.conftest import ROOT
from tests.unit.agreement.terms import SOUND, WHOLE, duty, stage, terms

SETTING = Setting(parties=("a", "b"), mediators=("m",))


def found(given: Terms, setting: Setting = SETTING) -> list[Finding]:
    return [one for one in check_terms(given, setting) if one.kind != "norm"]


def rules(given: Terms, setting: Setting = SETTING) -> list[tuple[str, str, str]]:
    return [(one.kind, one.rule, one.where) for one in found(given, setting)]


def test_sound_terms_have_norms_to_look_at_and_nothing_else() -> None:
    assert found(SOUND) == [
        Finding(
            kind="open", rule="days-apart", where="phases/two/obligations/pays", also=("phases/one/obligations/frees",),
            says="“does pays” and “does frees” are in exchange for each other and fall due 8 days apart",
        )
    ]  # fmt: skip
    norms = [one for one in check_terms(SOUND, SETTING) if one.kind == "norm"]
    assert len(norms) >= 5
    assert all(one.source for one in norms)


@pytest.mark.parametrize("field", WHOLE)
def test_what_an_obligation_does_not_say_is_open(field: str) -> None:
    left_out = duty("frees", **{field: None if field == "due_day" else ""})
    expected = {
        "recipient": "no-recipient", "due_day": "no-due-day", "verification": "no-verification",
        "verified_by": "no-verifier", "dispute": "no-dispute-route",
    }[field]  # fmt: skip
    assert rules(terms(stage("one", left_out))) == [("open", expected, "phases/one/obligations/frees")]


def test_the_terms_may_say_where_all_disputes_go() -> None:
    assert rules(terms(stage("one", duty("frees", dispute="")), dispute="to arbitration")) == []


#: A fault: the terms, the kind of finding, its rule, where, and words of its sentence.
FAULTS: dict[str, tuple[Terms, str, str, str, str]] = {
    "nobody's obligation": (
        terms(stage("one", duty("frees", actor="x"))), "wrong", "no-party", "phases/one/obligations/frees", "'x' is no party"),
    "a mediator's obligation": (
        terms(stage("one", duty("frees", actor="m"))), "open", "no-party", "phases/one/obligations/frees", "bound only if it signs"),
    "one who verifies themselves": (
        terms(stage("one", duty("frees", verified_by="A"))), "open", "own-verifier", "phases/one/obligations/frees", "somebody else"),
    "due before the first day": (
        terms(stage("one", duty("frees", due_day=0))), "wrong", "outside-phase", "phases/one/obligations/frees", "begins with day 1"),
    "due after the last day": (
        terms(stage("one", duty("frees", due_day=11))), "wrong", "outside-phase", "phases/one/obligations/frees", "ends after day 10"),
    "due before what it waits for": (
        terms(stage("one", duty("x", due_day=8), duty("y", due_day=3, after=("x",)))), "open", "due-too-early",
        "phases/one/obligations/y", "due before “does x” must be done"),
    "waiting for a later phase": (
        terms(stage("one", duty("y", after=("x",))), stage("two", duty("x"), starts_after=("one",))), "wrong", "due-too-early",
        "phases/one/obligations/y", "comes later"),
    "a phase without a beginning": (
        terms(stage("one"), stage("two", starts_when="later")), "open", "no-beginning", "phases/two", "in words alone"),
    "a phase with two beginnings": (
        terms(stage("one"), stage("two", starts_after=("one",), starts_on=dt.date(2031, 1, 1))), "open", "two-beginnings",
        "phases/two", "the later one is taken"),
    "a phase without an end": (terms(stage("one", days=None)), "open", "no-end", "phases/one", "ends is not said"),
    "a phase that may fail": (
        terms(stage("one", resumes_if_failed="")), "open", "no-failure", "phases/one", "fails is not said"),
    "waiting for nothing": (
        terms(stage("one", starts_after=("dawn",))), "wrong", "unknown", "phases/one", "'dawn', which the terms do not have"),
    "a guarantor of nothing": (
        terms(stage("one"), guarantors=(Guarantor(id="g", name="G", backs=("x",)),)), "wrong", "backs-nothing", "guarantors/g",
        "backs 'x'"),
    "no guarantor": (terms(stage("one"), guarantors=()), "open", "no-guarantor", "guarantors", "nobody guarantees"),
    "nothing to suspend": (
        terms(stage("one", suspends=("x",))), "wrong", "suspends-nothing", "phases/one", "no obligation of these terms"),
    "suspending who may fail": (
        terms(stage("one", duty("x"), suspends=("x",))), "open", "suspends-own", "phases/one", "who alone could let it fail"),
    "more in the parts than in the whole": (
        terms(stage("one", duty("x", quantity=40, including=(Category(of="men", quantity=41),)))), "wrong", "categories",
        "phases/one/obligations/x", "come to 41, and it is 40"),
    "less in the parts than in the whole": (
        terms(stage("one", duty("x", quantity=40, including=(Category(of="men", quantity=39),)))), "open", "categories",
        "phases/one/obligations/x", "who the others are"),
    "parts without numbers": (
        terms(stage("one", duty("x", quantity=40, including=(Category(of="men"), Category(of="women"))))), "open", "categories",
        "phases/one/obligations/x", "men and women"),
    "rates for nothing": (
        terms(stage("one", duty("x", rates=(Rate(gives=3),)))), "wrong", "rates", "phases/one/obligations/x", "in exchange for nothing"),
    "each in exchange for the other": (
        terms(stage("one", duty("x", in_exchange_for="y"), duty("y", in_exchange_for="x"))), "open", "circular",
        "phases/one/obligations/x", "who goes first"),
    "an id twice": (
        terms(stage("one", duty("x"), duty("x"))), "wrong", "twice", "phases", "'x' is used twice"),
    "a phase twice": (terms(stage("one"), stage("one")), "wrong", "twice", "phases", "'one' is used twice"),
    "no phases": (terms(guarantors=()), "open", "no-phases", "phases", "nobody is obliged"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_where_it_is(fault: str) -> None:
    given, kind, rule, where, words = FAULTS[fault]
    own = [one for one in found(given) if one.rule == rule]
    assert [(one.kind, one.where) for one in own] == [(kind, where)]
    assert words in own[0].says
    assert {one.kind for one in found(given)} == {kind}


def test_waiting_for_the_end_of_a_later_phase_is_impossible_also_where_that_end_is_not_said() -> None:
    given = terms(
        stage("one", duty("y", after=("two",))), stage("two", duty("x"), days=None, starts_after=("one",))
    )
    (one,) = [one for one in found(given) if one.kind == "wrong"]
    assert (one.rule, one.where) == ("due-too-early", "phases/one/obligations/y")
    assert "the end of “Two” comes later" in one.says


def test_a_circle_is_named_with_all_that_is_in_it_and_what_hangs_on_it() -> None:
    given = terms(
        stage("one", duty("x"), starts_after=("z",)),
        stage("two", duty("z"), duty("w", after=("z",)), starts_after=("one",)),
        stage("three", starts_after=("two",)),
    )
    circle, *never = [one for one in found(given) if one.kind == "wrong"]
    assert circle.rule == "circular"
    assert [circle.where, *circle.also] == ["phases/one", "phases/two/obligations/z", "phases/two"]
    assert "the beginning of “One” waits for “does z”" in circle.says
    assert "“does z” waits for the beginning of “Two”" in circle.says
    assert [(one.rule, one.where) for one in never] == [
        ("never-begins", "phases/one"), ("never-begins", "phases/two"), ("never-begins", "phases/three"),
    ]  # fmt: skip
    assert "waits for the end of “Two”" in never[-1].says


def test_obligations_that_wait_for_each_other_are_a_circle_of_their_own() -> None:
    given = terms(stage("one", duty("x", after=("y",)), duty("y", after=("x",)), duty("z", after=("x",))))
    assert [(one.rule, one.where) for one in found(given)] == [
        ("circular", "phases/one/obligations/x"), ("never-done", "phases/one/obligations/z"),
    ]  # fmt: skip


def exchange(given: dict[str, Any], received: dict[str, Any]) -> list[str]:
    both = terms(stage("one", duty("r", **received), duty("g", actor="b", in_exchange_for="r", **given)))
    return [one.says for one in found(both) if one.rule == "rates"]


def test_rates_must_come_to_what_is_stated_and_name_what_is_there() -> None:
    kinds = (Category(of="civilians", quantity=25), Category(of="soldiers", quantity=15))
    rates = (Rate(gives=30, received="civilians"), Rate(gives=50, received="soldiers"))
    whole = {"quantity": 40, "of": "hostages", "including": kinds}
    assert exchange({"quantity": 1500, "rates": rates}, whole) == []
    assert exchange({"quantity": 1501, "rates": rates}, whole) == [
        "“does g”: what is agreed for each comes to 1,500, and 1,501 is stated"
    ]
    assert exchange({"quantity": 799, "high": 800, "ratio": (20.0, 20.0)}, whole) == []
    assert (
        "comes to 800, and 700 to 799"
        in exchange({"quantity": 700, "high": 799, "ratio": (20.0, 20.0)}, whole)[0]
    )
    assert "no category of “does r”" in exchange({"rates": (Rate(gives=1, received="sailors"),)}, whole)[0]
    assert "none of its categories" in exchange({"rates": (Rate(gives=1, of="men"),)}, whole)[0]
    assert "two rates are for the same" in exchange({"rates": (rates[0], *rates)}, whole)[0]
    assert "from the lower to the higher" in exchange({"ratio": (20.0, 17.5)}, whole)[0]
    assert "nothing says what is given for soldiers" in exchange({"rates": rates[:1]}, whole)[0]


def test_nobody_frees_more_than_there_are() -> None:
    held = Count(id="held", of="Hostages", value=130, bound="about")
    for quantity, kind in ((117, []), (118, ["open"]), (143, ["open"]), (144, ["wrong"])):
        given = terms(stage("one", duty("frees", quantity=quantity, of="hostages")))
        setting = Setting(parties=("a",), counts=(held,))
        assert [one.kind for one in found(given, setting) if one.rule == "beyond-what-exists"] == kind, (
            quantity
        )


def test_obligations_together_take_no_more_than_a_state_of_a_tally_holds() -> None:
    tally = Tally(id="t", of="persons", states=("held", "free"))
    entries = (
        Entry(id="in", tally="t", to="held", added=True, value=50, on=dt.date(2031, 1, 1)),
        Entry(id="out", tally="t", from_state="held", to="free", value=10, on=dt.date(2031, 1, 5)),
    )
    setting = Setting(parties=("a",), tallies=(tally,), entries=entries)

    def taking(*numbers: int) -> list[tuple[str, str, tuple[str, ...]]]:
        duties = [
            duty(f"d{n}", quantity=number, out_of="t", state="held") for n, number in enumerate(numbers)
        ]
        return [(one.kind, one.where, one.also) for one in found(terms(stage("one", *duties)), setting)]

    assert taking(20, 20) == []
    assert taking(41) == [("wrong", "phases/one/obligations/d0", ())]
    assert taking(20, 21) == [("wrong", "phases/one/obligations/d0", ("phases/one/obligations/d1",))]


def test_issues_that_are_open_or_that_nothing_carries() -> None:
    issues = tuple(Issue(id=name, options=(Option(id="yes"),)) for name in ("pay", "land", "name"))
    setting = Setting(parties=("a",), issues=issues, package={"pay": "yes"}, clauses=("name",))
    given = terms(stage("one", duty("x", issues=("pay",))))
    assert rules(given, setting) == [
        ("open", "issue-open", "issues/land"), ("open", "issue-not-carried", "issues/land"),
        ("open", "issue-open", "issues/name"),
    ]  # fmt: skip


def test_norms_are_flagged_where_words_touch_on_them_and_never_approve() -> None:
    case = Case.load(ROOT / "examples" / "cairo-2024")
    norms = {one.rule: one for one in check_terms(case.terms, setting_of(case)) if one.kind == "norm"}
    assert norms["hostages"].where == "phases/first/obligations/hostages-freed"
    assert norms["amnesty"].where == "phases/first/obligations/prisoners-released"
    assert "issues/northern-return" in (norms["voluntary-return"].where, *norms["voluntary-return"].also)
    assert "water" not in norms
    assert norms["inclusion"].where == "terms"
    words = " ".join(one.says for one in norms.values()).casefold()
    assert not {"ok", "fine", "complies", "sound", "approved"} & set(words.split())


def test_checking_an_ordinary_case_loads_no_solver() -> None:
    code = (
        "import sys\nfrom goodoffices.services.agreeing import agreed\n"
        "agreed('examples/cairo-2024')\nprint('ortools' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "False"
