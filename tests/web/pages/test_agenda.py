"""The agenda: put, asked for, answered, declared; what one side asks for is not seen by another."""

from __future__ import annotations

import pytest

from goodoffices.model.issues import Issue
from goodoffices.talks.states import CaseState
from goodoffices.talks.streams import CASE
from tests.talks.table import Table, act
from tests.web.reading import reader

AGENDA, PROPOSALS = "/cases/main/agenda", "/cases/main/proposals/own"
HOSTILE = (
    "<script>alert(1)</script>",
    "x'; DROP TABLE events; --",
    "\u202egnp.exe",
    "🕊️" * 50,
    "&lt;b&gt; {{ 7*7 }} {% raw %}",
)


def issues_of(table: Table) -> dict[str, Issue]:
    state = table.talks.history.load(CASE).state
    assert isinstance(state, CaseState)
    return state.issues


def test_an_issue_is_put_on_the_agenda_and_all_see_it(table: Table) -> None:
    lead = reader("mediator:lunn")
    done = lead.send(
        lead.get(AGENDA), "agenda-put", title="Prisoners", kind="integers", low="0", high="100", unit="people"
    )
    assert "all sides see it" in done.main
    for actor in ("alba:member", "borea:voter", "mediator:far"):
        assert "0 people – 100 people" in reader(actor).get(AGENDA).main
    assert table.clock


def test_what_is_asked_for_stays_between_a_side_and_its_mediators(table: Table) -> None:
    borea, far = reader("borea:head"), reader("mediator:far")
    before = borea.get(AGENDA).normalised, far.get(AGENDA).normalised, borea.get("/cases/main/").normalised
    alba = reader("alba:member")
    asked = alba.send(
        alba.get(AGENDA), "agenda-wish-1", title="Fishing grounds", kind="options", options="Shared\nDivided", reason="old rights"
    )  # fmt: skip
    assert "Fishing grounds" in asked.main
    assert "Fishing grounds" in reader("mediator:co").get(AGENDA).main
    assert (
        borea.get(AGENDA).normalised,
        far.get(AGENDA).normalised,
        borea.get("/cases/main/").normalised,
    ) == before
    assert table.clock


def test_all_agree_then_it_can_be_declared(table: Table) -> None:
    lead = reader("mediator:lunn")
    early = lead.send(lead.get(AGENDA), "agenda-declare")
    assert early.status == 422
    assert "alba" in early.main
    for number, party in enumerate(("alba", "borea", "cora"), 1):
        head = reader(f"{party}:head") if party != "cora" else lead
        more = {"meeting": "by telephone"} if party == "cora" else {}
        answered = head.send(head.get(AGENDA), f"agenda-answer-{number}", agrees="yes", **more)
        assert answered.status == 200, answered.main
    assert "All sides have agreed" in lead.send(lead.get(AGENDA), "agenda-declare").main
    assert table.clock


def test_an_issue_is_changed_and_what_was_tabled_says_what_it_said(table: Table) -> None:
    lead = reader("mediator:lunn")
    lead.send(lead.get(AGENDA), "agenda-put", title="Aid", kind="options", options="By road\nBy sea")
    table.play([act("mediator:lunn", "table_proposal", name="draft", to=["alba"], package={"aid": "o2"})])
    alba = reader("alba:head")
    assert "By sea" in alba.get(PROPOSALS).main
    link = [one for one in lead.get(AGENDA).links() if "?change=" in one][-1].partition("#")[0]
    stale = sheet = lead.get(AGENDA + link)
    name = next(one for one in sheet.forms() if one.startswith("agenda-change-"))
    assert sheet.form(name)[f"{name}-options"].split("\n") == ["By road", "By sea"]
    done = lead.send(sheet, name, title="Aid and goods", options="By air\nOver land\nBy road")
    assert "all sides see it" in done.main
    issue = issues_of(table)["aid"]
    assert (issue.name, [(one.id, one.title) for one in issue.options]) == (
        "Aid and goods", [("o3", "By air"), ("o4", "Over land"), ("o1", "By road")],
    )  # fmt: skip
    shown = alba.get(PROPOSALS).main
    assert "By sea" in shown
    assert "Aid and goods" in shown

    late = lead.send(stale, name, title="Something else")
    assert late.status == 409
    assert "Something else" in late.text
    assert not any("?change=" in one for one in reader("mediator:co").get(AGENDA).links())

    # Off the agenda, it keeps its name where it was spoken of; put again, it is the same one.
    place = len(issues_of(table))
    assert "off the agenda" in lead.send(lead.get(AGENDA), f"agenda-drop-{place}").main
    assert "By sea" in alba.get(PROPOSALS).main
    lead.send(
        lead.get(AGENDA), "agenda-put", title="Aid and goods", kind="options", options="By sea\nBy train"
    )
    issue = issues_of(table)["aid"]
    assert [(one.id, one.title) for one in issue.options] == [("o2", "By sea"), ("o5", "By train")]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_shown_as_they_were_written(table: Table, text: str) -> None:
    lead = reader("mediator:lunn")
    done = lead.send(lead.get(AGENDA), "agenda-put", title=text, kind="options", options=f"{text}\nother")
    assert done.status == 200, done.main
    assert "<script>alert" not in done.text
    assert " ".join(text.split()) in done.main
    assert table.clock


def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(table: Table) -> None:
    lead = reader("mediator:lunn")
    long = "x" * 30_000
    wrong = lead.send(lead.get(AGENDA), "agenda-put", title=long, kind="options", options="only one")
    assert wrong.status == 422
    assert long in wrong.text
    assert "too long" in wrong.main
    assert "two different options" in wrong.main
    twice = lead.send(lead.get(AGENDA), "agenda-put", title="Water", kind="integers", low="5", high="1")
    assert "more than where it begins" in twice.main
    assert table.clock


def test_a_second_submit_is_the_same_act_and_a_page_gone_stale_loses_nothing(table: Table) -> None:
    lead = reader("mediator:lunn")
    sheet = lead.get(AGENDA)
    for _ in range(2):
        assert lead.send(sheet, "agenda-put", title="Water", kind="integers", low="1", high="5").status == 200
    assert lead.get(AGENDA).main.count("Change Water") == 1
    stale = lead.get(AGENDA)
    lead.send(stale, "agenda-drop-3")
    gone = lead.send(stale, "agenda-drop-3", note="typed meanwhile")
    assert gone.status in (200, 409, 422)
    assert table.clock
