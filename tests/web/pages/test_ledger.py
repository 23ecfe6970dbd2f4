"""The ledger for all who see it: each step by a form for who may take it, a sentence for the others."""

from __future__ import annotations

import time
from typing import Any

import pytest

from goodoffices.services.answers import Failed
from goodoffices.talks.states import LedgerState
from goodoffices.talks.streams import LEDGER
from goodoffices.web.project import House
from tests.talks.proposing import good
from tests.talks.table import LEAD, Act, Table, act, agreeing, opening, outside
from tests.web.conftest import CAST
from tests.web.reading import Reader, Sheet, reader

PATH = "/cases/main/ledger"
FREE, OPEN, PAY, MEND = (f"{PATH}/obligation/{number}" for number in range(1, 5))
WATCH = "monitor:watch"
SEES = (LEAD, "mediator:co", "mediator:far", WATCH, "alba:head", "alba:adviser", "borea:mandator")
FREED = act("alba:head", "report_performance", obligation="free", quantity=40, on="2031-03-01")
TALLY = act(
    LEAD, "open_tally", tally={"id": "held", "of": "people held", "states": ["held", "freed", "dead"]}
)


@pytest.fixture
def cast() -> tuple[str, ...]:
    """Return who has an account: those from outside, too."""
    return (*CAST, WATCH, "constituency:alba+home")


@pytest.fixture
def beginning() -> list[Act]:
    """Return the acts that bring everybody to the table, and to an agreement with terms."""
    return [*opening(), *outside(), *agreeing()]


def state(table: Table) -> LedgerState:
    """Return the ledger."""
    found = table.talks.history.load(LEDGER).state
    assert isinstance(found, LedgerState)
    return found


def form_of(sheet: Sheet, begin: str) -> str:
    """Return the name of the page's form that begins so."""
    return next(one for one in sheet.forms() if one.startswith(begin))


def has(sheet: Sheet, begin: str) -> bool:
    return any(one.startswith(begin) for one in sheet.forms())


def sent(who: str, path: str, begin: str, **fields: Any) -> Sheet:
    """Send a form of a page as somebody."""
    person = reader(who)
    sheet = person.get(path)
    return person.send(sheet, form_of(sheet, begin), **fields)


def test_before_an_agreement_the_page_says_when_there_is_a_ledger(table: Table) -> None:
    assert table.clock
    for who in SEES:
        assert "What is owed" in reader(who).get(PATH).main
    for who in ("alba:voter", "observer:un", "constituency:alba+home"):
        assert reader(who).get(PATH).status == 404


@pytest.mark.parametrize("beginning", [[*opening(), *outside()]])
def test_there_is_none_before_an_agreement(table: Table) -> None:
    for who in SEES:
        sheet = reader(who).get(PATH)
        assert "There is no ledger yet" in sheet.main
        assert sheet.forms() == []
        assert reader(who).get(FREE).status == 404
    assert table.clock


def test_reported_found_wanting_disputed_resolved_each_by_another(table: Table) -> None:
    watch, head = reader(WATCH), reader("alba:head")
    assert not has(watch.get(FREE), "report-")
    assert "Who owes it reports it: Alba." in watch.get(FREE).main or "alba" in watch.get(FREE).main
    assert not has(reader(LEAD).get(MEND), "find-")
    sheet = sent("alba:head", FREE, "report-", quantity=30, high=34, on="2031-03-01", words="At the bridge.")
    assert "it counts for certain when somebody else has verified it" in sheet.main
    assert not has(head.get(FREE), "find-")
    assert "The agreement says who verifies it: the watch." in head.get(FREE).main
    assert not has(reader(LEAD).get(FREE), "find-"), "the agreement names the watch"
    sheet = sent(WATCH, FREE, "find-", found="wanting", words="We counted 28.")
    assert state(table).reports["r1"].status == "wanting"
    assert "We counted 28." in head.get(FREE).main
    assert has(head.get(FREE), "dispute-")
    assert not has(watch.get(FREE), "dispute-")
    sheet = sent("alba:head", FREE, "dispute-", words="Two crossed later.")
    assert "in dispute" in sheet.main
    assert "0 to 34 of 40" in sheet.main, "all figures that were named are possible"
    assert "The mediators resolve it." in sheet.main
    sheet = sent(LEAD, FREE, "resolve-", performed="yes", quantity=30, words="The list shows 30.")
    assert "it counts as done" in sheet.main
    assert "30 of 40" in sheet.main
    one = state(table).reports["r1"]
    assert (one.status, one.performed, one.quantity, one.high) == ("resolved", True, 30, None)
    assert [step.by for step in one.steps] == ["alba:head", WATCH, "alba:head", LEAD]
    main = reader("borea:adviser").get(PATH).main
    assert "done in part" in main
    assert "from 75" not in main
    assert reader("borea:adviser").get(FREE).forms() == []


def test_who_took_the_step_before_reads_why_there_is_no_form(table: Table) -> None:
    sheet = sent(LEAD, OPEN, "report-", quantity=2, meeting="on the phone")
    assert "You took an earlier step of this; another person takes this one." in sheet.main
    assert not has(sheet, "find-")
    co = reader("mediator:co")
    stale = co.get(OPEN)
    good(table, act("mediator:far", "verify_performance", report="r1"))
    late = co.send(stale, "find-r1", found="all")
    assert late.status == 422
    assert "is verified: verify_performance is not possible" in late.main
    assert state(table).reports["r1"].steps[-1].by == "mediator:far"
    # Mediators enter a party's dispute; who entered it does not resolve it.
    sheet = sent(LEAD, OPEN, "dispute-", whose="cora", meeting="in the hall", words="One is closed.")
    assert not has(sheet, "resolve-")
    assert "You took an earlier step of this" in sheet.main
    assert "in the hall" not in reader("alba:head").get(OPEN).text, (
        "when mediators met cora is not alba's to know"
    )


def test_what_another_did_meanwhile_is_said_beside_the_form(table: Table) -> None:
    good(table, FREED)
    watch = reader(WATCH)
    stale = watch.get(FREE)
    good(
        table,
        act(WATCH, "find_wanting", report="r1", words="38."),
        act("borea:head", "dispute_performance", report="r1", words="No."),
    )
    sheet = watch.send(stale, "find-r1", found="all", words="all there")
    assert sheet.status == 422
    assert "the report 'r1' is disputed" in sheet.main
    assert sheet.form("find-r1")["find-r1-words"] == "all there"


@pytest.mark.parametrize(
    ("who", "path", "begin", "fields", "sentence"),
    [
        ("alba:head", FREE, "report-", {"quantity": "-3"}, "Write 0 or more; there are never fewer than none."),
        ("alba:head", FREE, "report-", {"quantity": "2.5"}, "Write a whole number; no person is counted in parts."),
        ("alba:head", FREE, "report-", {"quantity": "forty"}, "Write a whole number"),
        ("alba:head", FREE, "report-", {"quantity": "9" * 30}, "written in larger units"),
        ("alba:head", FREE, "report-", {"quantity": "30", "high": "20"}, "runs from the lower to the higher number"),
        ("alba:head", FREE, "report-", {"high": "20"}, "runs from the lower to the higher number"),
        ("alba:head", FREE, "report-", {"on": "2031-02-30"}, "There is no such day in the calendar"),
        ("alba:head", FREE, "report-", {"on": "2032-01-01"}, "is still to come"),
        (LEAD, OPEN, "report-", {"quantity": "1"}, "Fill this in."),
        ("borea:head", PATH, "claim", {"words": "Shots."}, "Fill this in."),
        ("borea:head", PATH, "claim", {"about": "free", "words": ""}, "Fill this in."),
        (LEAD, PATH, "claim", {"about": "free", "words": "x", "whose": "borea"}, "Fill this in."),
        (LEAD, PATH, "tally", {"of": "people", "states": "held"}, "Name two states at least, each once, one a line."),
        (LEAD, PATH, "tally", {"of": "people", "states": "held\nheld"}, "Name two states at least"),
        (LEAD, PATH, "phase-2", {"move": "start_phase"}, "'first' and 'free' must be done and verified first"),
        (LEAD, PATH, "phase-1", {"move": "start_phase", "on": "2031-13-01"}, "There is no such day"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_the_field(
    table: Table, who: str, path: str, begin: str, fields: dict[str, str], sentence: str
) -> None:
    version = table.talks.history.load(LEDGER).version
    sheet = sent(who, path, begin, **fields)
    assert sheet.status == 422
    assert sentence in sheet.main, sheet.main
    kept = sheet.form(form_of(sheet, begin))
    for name, written in fields.items():
        assert kept[f"{form_of(sheet, begin)}-{name}"] == written or name == "move"
    assert table.talks.history.load(LEDGER).version == version


def test_a_phase_begins_fails_and_says_what_resumes(table: Table) -> None:
    sheet = sent(LEAD, PATH, "phase-1", move="start_phase", on="2031-03-01")
    assert "under way" in sheet.main
    assert not has(reader("mediator:co").get(PATH), "phase-")
    sent(LEAD, PATH, "phase-1", move="fail_phase", words="Shots at the gate.")
    main = reader("cora:head" if "cora:head" in CAST else "borea:head").get(PATH).main
    assert "The roads close again." in main
    assert "Shots at the gate." in main
    assert "not owed now" in main
    assert state(table).suspended == ["open"]


def test_a_claim_is_attributed_by_another(table: Table) -> None:
    sheet = sent("borea:head", PATH, "claim", about="free", words="They were searched.", on="2031-03-01")
    assert "somebody else says" in sheet.main
    assert not has(sheet, "attribute-")
    assert not has(reader("mediator:co").get(PATH), "attribute-")
    assert sent(WATCH, PATH, "attribute-", to="", words="x").status == 422
    sheet = sent(WATCH, PATH, "attribute-", to="nobody!", words="A storm.")
    assert "attributed to nobody" in sheet.main
    assert state(table).claims["v1"].to == ""
    sent(LEAD, PATH, "claim", about="free", words="Again.", whose="borea", meeting="m")
    sheet = reader(LEAD).get(PATH)
    assert not has(sheet, "attribute-v2")
    assert "You took an earlier step of this" in sheet.main


def test_two_verifiers_who_disagree_give_a_range_and_a_gap_its_entries(table: Table) -> None:
    sent(LEAD, PATH, "tally", of="people held", states="held\r\nfreed\ndead")
    path = f"{PATH}/tally/1"
    count: dict[str, Any] = {"kind": "counted", "bound": "exactly", "to": "1", "on": "2031-02-20"}
    assert "is entered yet" in reader("alba:head").get(path).main
    sent(WATCH, path, "count-", **count, value=130, source="the Red Cross")
    sent("borea:head", path, "count-", **count, value=136, high=140)
    sheet = sent(
        LEAD,
        path,
        "count-",
        **(count | {"kind": "went", "before": "1", "to": "2", "on": "2031-02-22"}),
        value=2,
        source="lists",
    )
    assert "Sources differ; what is carried is 130 to 140" in sheet.main
    assert "128 to 138" in sheet.main
    picture = next(one for one in sheet.tree.iter() if one.get("id") == "tally-chart")
    drawn = [one.get("class") for one in picture.iter()]
    assert drawn.count("tally-point") == 2
    assert "tally-band" in drawn
    entries = state(table).entries
    assert [(one.entry.id, one.party, one.entry.source) for one in entries] == [
        ("e1", "", "the Red Cross"), ("e2", "borea", ""), ("e3", "", "lists"),
    ]  # fmt: skip
    sheet = sent(WATCH, path, "count-", **(count | {"on": "2031-02-25"}), value=500, source="an outlet")
    assert "It does not add up." in sheet.main
    assert "does not fit" in sheet.main
    assert "cannot stand together" in reader("alba:adviser").get(PATH).main
    assert not has(reader("alba:adviser").get(path), "count-")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"value": "-1"}, "never fewer than none"), ({"value": "1.5"}, "no person is counted in parts"),
        ({"value": ""}, "Fill this in."), ({"high": "3"}, "runs from the lower to the higher number"),
        ({"to": ""}, "Say in which state"), ({"kind": "went"}, "Say from which state."),
        ({"source": ""}, "Say from where the number is."), ({"on": "2031-02-29"}, "no such day in the calendar"),
        ({"until": "2031-02-01"}, "ends before it starts"), ({"on": "", "until": "2031-02-21"}, "from which day on"),
        ({"to": "9"}, "not one of the choices any more"), ({"on": "2033-01-01"}, "is still to come"),
    ],
)  # fmt: skip
def test_what_cannot_be_counted_is_said_beside_the_field(
    table: Table, fields: dict[str, str], sentence: str
) -> None:
    good(table, TALLY)
    right = {
        "kind": "counted",
        "bound": "exactly",
        "to": "1",
        "on": "2031-02-20",
        "value": "10",
        "source": "s",
    }
    sheet = sent(WATCH, f"{PATH}/tally/1", "count-", **(right | fields))
    assert sheet.status == 422
    assert sentence in sheet.main
    assert state(table).entries == []


def test_another_sides_private_acts_leave_every_page_equal(table: Table) -> None:
    good(table, FREED, act(WATCH, "verify_performance", report="r1"), TALLY)
    people: dict[str, Reader] = {who: reader(who) for who in ("borea:head", "mediator:far", WATCH)}
    paths = (PATH, FREE, OPEN, f"{PATH}/tally/1")
    before = {(who, path): one.get(path).normalised for who, one in people.items() for path in paths}
    listed = act("alba:head", "give_list", list="them", obligation="free", entries=[{"name": "Zenobia"}])
    good(table, act("alba:head", "say", text="In confidence."), listed, act("alba:head", "note", text="ours"))
    refused = table.play([act("alba:head", "report_performance", obligation="open")])
    assert refused.refused
    assert {(who, path): one.get(path).normalised for who, one in people.items() for path in paths} == before


def test_what_happens_next_is_said_once_and_by_its_cause(table: Table) -> None:
    good(
        table,
        FREED,
        act("borea:head", "report_performance", obligation="open"),
        act(WATCH, "find_wanting", report="r1", words="Nobody came."),
        act("mediator:far", "find_wanting", report="r2", words="Shut."),
    )
    found = reader(LEAD).get(PATH).main.partition("What the agreement says happens next")[2]
    found = found.partition("Claims of violations")[0]
    assert found.count("where the phase “First phase” fails: The roads close again.") == 1
    assert found.count("this is no longer owed: “opens”; once it is made good, it is owed again") == 1
    assert found.count("backed by: The League") == 2, "of each of the two"


def test_what_happened_is_told_by_the_names_of_the_agreement(table: Table) -> None:
    good(table, act(LEAD, "start_phase", phase="first"), FREED)
    told = reader("borea:head").get("/cases/main/timeline").main
    assert "Phase “First phase” began" in told
    assert "by alba: “frees” is done: 40" in told


def many(table: Table) -> None:
    """Enter more lines than are added up at once."""
    good(table, TALLY)
    lines = [
        {"id": f"e{day}", "to": "held", "value": 99 + day, "on": f"2031-02-{day:02}"} for day in range(1, 21)
    ]
    good(
        table,
        *(
            act(WATCH, "enter_count", entry={"tally": "held", "source": "the watch", **line})
            for line in lines
        ),
    )


def test_that_another_side_has_looked_is_not_seen_by_what_is_there_already(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def wait(*_given: object, audience: str, **_more: object) -> Failed:
        asked.append(audience)
        return Failed("not now")

    monkeypatch.setattr(House.answers, "wait", wait)
    many(table)
    for actor in ("alba:head", "borea:head", WATCH, LEAD):
        person = reader(actor)
        for path in (PATH, f"{PATH}/tally/1", "/api/cases/main/ledger"):
            assert person.client.get(path).status_code == 200
    assert [asked.count(one) for one in dict.fromkeys(asked)] == [3, 3, 3, 3]


def test_many_lines_are_added_up_beside_the_page_and_shown_when_they_are(table: Table) -> None:
    many(table)
    person = reader(WATCH)
    for page in (f"{PATH}/tally/1", PATH):
        for _ in range(60):
            sheet = person.get(page)
            if "It is being added up." not in sheet.text:
                break
            time.sleep(0.5)
        assert "cannot stand together" in sheet.text, page
