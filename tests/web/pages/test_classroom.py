"""A class in the workbench: opened, filled by its link, seated, played, debriefed and taken away."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goodoffices.model import Case
from goodoffices.services import analyse
from goodoffices.services.answers import Failed
from goodoffices.services.samples import sample_case
from goodoffices.simulation.scenario import scenario_of
from goodoffices.talks.events.teaching import ClassDebriefed, Result
from goodoffices.talks.streams import CLASS, table_of
from goodoffices.talks.transcript import checked
from goodoffices.web.project import House
from tests.talks.table import Table
from tests.web.pages.class_table import FAIR, PAIR, come_in, form_like, link, opened, seated
from tests.web.reading import Reader, reader


def test_a_pair_agrees_and_the_class_is_debriefed(table: Table) -> None:
    from goodoffices.web.accounts import doorways

    teacher, place, (one, other, third, _fourth) = seated()
    mine, theirs = one.get(f"{place}table"), other.get(f"{place}table")
    assert "What is asked of you" in mine.main
    assert "It is not your turn" in theirs.main
    # a package is weighed before it is offered, and nothing of that leaves the seat
    weighed = one.send(mine, form_like(mine, "offer-"), button="weigh")
    assert weighed.main.count("Worth to you:") == 1
    assert other.get(f"{place}table").normalised == theirs.normalised
    done = one.send(weighed, form_like(weighed, "offer-"), **FAIR)
    assert "It is on the table." in done.main
    theirs = other.get(f"{place}table")
    assert "On the table for you" in theirs.main
    said = other.send(theirs, "speak", text="We can live with this.")
    assert "We can live with this." in one.get(f"{place}table").main
    agreed = other.send(said, form_like(said, "accept-"))
    assert "Agreement in round 1." in agreed.main
    assert "Agreement in round 1." in teacher.get(f"{place}class").main
    # whoever comes late reads so, and the instructor's page offers no link any more
    assert "open-door" not in teacher.get(f"{place}class").forms()
    late_one = Reader(Client())
    token_field = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', late_one.get("/class-door").text)
    assert token_field is not None
    given = {
        "csrfmiddlewaretoken": token_field[1],
        "token": doorways.open_door(place.split("/")[2]),
        "name": "Late",
    }
    said_to = late_one.client.post("/class-door", given)
    assert (said_to.status_code, "have begun without you" in said_to.content.decode()) == (422, True)
    # a stale page answers nothing
    late = one.send(done, "speak", text="too late")
    assert late.status == 409
    # nothing is shown before the instructor shows it
    assert "When the tables are over" in third.get(f"{place}debrief").main
    assert third.client.get(f"{place}debrief/1").status_code == 404
    assert teacher.client.get(f"{place}class/results/results.csv").status_code == 404
    sheet = teacher.send(teacher.get(f"{place}class"), "end")
    assert "time is up" in sheet.main
    sheet = teacher.send(sheet, "debrief", named="on")
    assert "The class sees now" in sheet.main
    shown = third.get(f"{place}debrief")
    assert "Learner 1" in shown.main
    assert "Agreement in round 1." in shown.main
    assert third.get(f"{place}debrief/1").status == 200
    rows = teacher.client.get(f"{place}class/results/results.csv").content.decode("utf-8-sig").splitlines()
    assert rows[0].startswith("table,people: highland")
    assert len(rows) == 3
    book = teacher.client.get(f"{place}class/results/results.xlsx").content
    assert "xl/worksheets/sheet2.xml" in zipfile.ZipFile(io.BytesIO(book)).namelist()
    whole = json.loads(teacher.client.get(f"{place}class/results/results.json").content)
    assert [one["ended"] for one in whole["results"]] == ["agreement", "time is up"]
    assert table.clock


@pytest.mark.parametrize("protocol", ["single-text", "proposals", "drafts", "bids"])
def test_people_answer_a_mediator_to_the_end(table: Table, protocol: str) -> None:
    _teacher, place, people = seated(protocol, 2)
    for _ in range(400):
        for person in people:
            sheet = person.get(f"{place}table")
            if "What is asked of you" in sheet.main:
                answer = form_like(sheet, "answer-")
                fields = sheet.form(answer)
                given = {}
                if f"{answer}-answered" in sheet.text:
                    given["answered"] = "no" if 'value="no"' in sheet.text else "second"
                sent = person.send(sheet, answer, **given)
                assert sent.status == 200, (fields, sent.main)
                assert "a mediator" not in sent.forms()
        if "What is asked of you" not in "".join(person.get(f"{place}table").main for person in people):
            break
    assert "refused" in people[0].get(f"{place}table").main or "over" in people[0].get(f"{place}table").main
    assert table.clock


def test_the_pages_of_a_class_are_there_for_those_whose_they_are(table: Table) -> None:
    teacher, place, (one, _other, third, _fourth) = seated()
    stranger, elsewhere = Reader(Client()), reader("alba:head")
    pages = {
        "class": teacher, "class/tables/1": teacher, "table": one, "debrief": None, "export": None, "": None,
    }  # fmt: skip
    for path, whose in pages.items():
        for person in (teacher, one, third):
            status = person.client.get(f"{place}{path}").status_code
            learner = person is not teacher
            mine = whose is None or (whose is teacher) != learner
            assert (status in (200, 303)) == mine, (path, status)
        assert elsewhere.client.get(f"{place}{path}").status_code == 404
        assert stranger.client.get(f"{place}{path}").status_code == 302
    # there is no other page than their own to begin with, and none to be toured
    assert "Overview" not in one.get(f"{place}table").text
    assert "?tour=1" not in one.get(f"{place}table").text
    for path in ("agenda", "timeline", "agreement", "channels", "rounds", "people", "deadlock", "questions"):
        for person in (teacher, one):
            assert person.client.get(f"{place}{path}").status_code == 404, path
    assert teacher.client.get(f"{place}class/tables/9").status_code == 404
    # and nothing of talks leads into a class
    assert elsewhere.client.get("/cases/main/class").status_code == 404
    assert table.clock


def test_every_endpoint_for_everybody_in_a_class(table: Table) -> None:
    teacher, place, (one, other, third, _fourth) = seated()
    streams = {
        "case": (teacher, one, other, third), "class": (teacher,), "table/1": (teacher, one, other),
        "seat/1+highland": (teacher, one), "seat/1+lowland": (teacher, other), "table/2": (teacher, third),
    }  # fmt: skip
    for person in (teacher, one, other, third):
        client, api = person.client, f"/api{place}"
        nothing = client.get(f"{api}streams/channel/nobody/events")
        assert nothing.status_code == 404
        listed = client.get(f"{api}streams").json()["streams"]
        held = checked(client.get(f"{api}transcript").content).events
        for stream, who in streams.items():
            response = client.get(f"{api}streams/{stream}/events")
            assert (response.status_code == 200) == (person in who), stream
            assert person in who or response.content == nothing.content
            assert (stream in listed, stream in held) == (person in who, person in who)
        for name in ("ledger", "calendar", "document", "data.csv?of=case", "record"):
            response = client.get(f"{api}{name}")
            assert (response.status_code, response.content) == (404, nothing.content), name
    assert table.clock


def test_a_class_sees_by_no_answer_what_mediators_have_looked_at(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def ask(*_given: object, audience: str = "mediators", **_more: object) -> Failed:
        asked.append(audience)
        return Failed("not now")

    monkeypatch.setattr(House.answers, "ask", ask)
    teacher, place, (one, *_others) = seated(people=2)
    teacher.send(teacher.get(f"{place}class"), "end")
    teacher.send(teacher.get(f"{place}class"), "debrief")
    for path in ("debrief", "debrief/1"):
        assert one.get(f"{place}{path}").status == 200
    assert len(asked) == 2
    assert "mediators" not in asked
    assert table.clock


def test_no_seat_reads_anything_of_another(table: Table) -> None:
    """What is done at another table, or answered unseen across one's own, changes nothing that one can fetch."""
    teacher, place, (one, other, third, fourth) = seated("proposals")
    paths = (f"{place}table", f"{place}debrief", f"{place}export", place)

    def seen(person: Reader) -> list[str]:
        return [
            *(person.get(path).normalised for path in paths),
            person.client.get(f"{place}export/transcript.jsonl").content.decode(),
        ]

    before = seen(one)
    for person in (third, fourth, other):
        sheet = person.get(f"{place}table")
        person.send(sheet, form_like(sheet, "answer-"), answered="no")
    teacher.send(teacher.get(f"{place}class/tables/2"), "hand-1")
    assert seen(one) == before
    assert table.clock


def test_what_is_wrong_is_said_beside_the_field(table: Table) -> None:
    teacher, place = opened()
    sheet = teacher.send(teacher.get(f"{place}class"), "exercise", sample="", rounds="0")
    assert (sheet.status, "This is too small" in sheet.main) == (422, True)
    empty = teacher.send(teacher.get(f"{place}class"), "begin") if "begin" in sheet.forms() else None
    assert empty is None
    token = link(teacher, place)
    come_in(token, "Ada")
    sheet = teacher.send(teacher.get(f"{place}class"), "begin")
    assert "nobody sits at a table" in sheet.main.lower()
    teacher.send(teacher.get(f"{place}class"), "close-door")
    person = Reader(Client())
    form = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', person.get("/class-door").text)
    assert form is not None
    response = person.client.post(
        "/class-door", {"csrfmiddlewaretoken": form[1], "token": token, "name": "Bo"}, follow=True
    )
    assert "This link does not hold" in response.content.decode()
    # the link of a class is no invitation
    assert (
        "does not hold"
        in person.client.post(
            "/invitation",
            {"csrfmiddlewaretoken": form[1], "token": token, "password": "x" * 20, "again": "x" * 20},
        ).content.decode()
    )
    assert table.clock


def test_two_of_one_name_come_in_as_two_and_come_back_by_a_link_of_their_own(table: Table) -> None:
    teacher, place = opened()
    token = link(teacher, place)
    come_in(token, "Noor")
    come_in(token, "Noor")
    sheet = teacher.get(f"{place}class")
    assert sheet.main.count("Noor") >= 2
    given = teacher.send(sheet, "link-2")
    found = re.search(r"/invitation#([\w-]+)<", given.text)
    assert found is not None
    back = Reader(Client())
    form = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', back.get("/invitation").text)
    assert form is not None
    response = back.client.post(
        "/invitation",
        {"csrfmiddlewaretoken": form[1], "token": found[1], "password": "a long enough one", "again": "a long enough one"},
        follow=True,
    )  # fmt: skip
    assert response.request["PATH_INFO"] == f"{place}table"
    assert table.clock


def test_a_second_instructor_comes_in_by_a_link_and_does_what_the_first_does(table: Table) -> None:
    teacher, place = opened()
    assert teacher.send(teacher.get(f"{place}class"), "colleague", name="!").status == 422
    sheet = teacher.send(teacher.get(f"{place}class"), "colleague", name="Beck")
    assert "They may instruct the class" in sheet.main
    found = re.search(r"/invitation#([\w-]+)<", teacher.send(sheet, "colleague-link-2").text)
    assert found is not None
    beck = Reader(Client())
    form = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', beck.get("/invitation").text)
    assert form is not None
    response = beck.client.post(
        "/invitation",
        {"csrfmiddlewaretoken": form[1], "token": found[1], "password": "a long enough one", "again": "a long enough one"},
        follow=True,
    )  # fmt: skip
    assert response.request["PATH_INFO"] == f"{place}class"
    again = beck.send(beck.get(f"{place}class"), "colleague", name="beck")
    assert (again.status, "instructs already" in again.main) == (422, True)
    assert beck.send(beck.get(f"{place}class"), "admit", called="Ada").status == 200
    assert "Ada" in teacher.get(f"{place}class").main
    assert table.clock


def test_a_second_click_at_the_door_is_the_same_person(table: Table) -> None:
    teacher, place = opened()
    token = link(teacher, place)
    person = Reader(Client())
    text = person.get("/class-door").text
    given = {
        name: found[1]
        for name in ("csrfmiddlewaretoken", "key")
        if (found := re.search(rf'name="{name}"[^>]* value="([^"]+)"', text)) is not None
    }
    assert set(given) == {"csrfmiddlewaretoken", "key"}
    for _click in range(2):
        # as a browser does whose first answer has not come yet
        again = Client()
        again.cookies["csrftoken"] = person.client.cookies["csrftoken"].value
        response = again.post("/class-door", {**given, "token": token, "name": "Noor"}, follow=True)
        assert response.request["PATH_INFO"] == f"{place}table"
    assert "1 person in the class" in teacher.get(f"{place}class").main
    assert table.clock


def test_a_team_member_sees_what_the_other_answered(table: Table) -> None:
    teacher, place = opened()
    token = link(teacher, place)
    one, two = (come_in(token, name) for name in ("Ada", "Bo"))
    teacher.send(teacher.get(f"{place}class"), "seat-all", together="1")
    teacher.send(teacher.get(f"{place}class"), "seat-2", table="1", party="highland")
    teacher.send(teacher.get(f"{place}class"), "begin")
    mine, theirs = one.get(f"{place}table"), two.get(f"{place}table")
    assert "a program" in mine.main
    one.send(mine, form_like(mine, "offer-"))
    late = two.send(theirs, form_like(theirs, "offer-"))
    assert late.status in (409, 422)
    room = House.room(place.split("/")[2])
    assert room is not None
    state = room.history.load(table_of(1)).state
    assert len(state.laid) >= 2  # type: ignore[union-attr]  # a table's state
    assert table.clock


#: Each region of packages is worth something by itself; options add nothing.
REGIONS = """
goodoffices: 1
title: Regions
issues:
  - {id: price, title: Price, integers: {low: 0, high: 9}}
  - {id: days, title: Days, integers: {low: 0, high: 199}}
parties:
  - {id: p, preferences: {kind: hyper-rectangles, largest: 100, reservation: 0.1, boxes: [
      {utility: 60, within: {price: [2, 5], days: [1, 30]}}, {utility: 25, outside: {price: [0, 1]}}]}}
  - {id: q, preferences: {kind: hyper-rectangles, largest: 100, reservation: 0.1, boxes: [
      {utility: 60, within: {price: [4, 8], days: [20, 60]}}]}}
"""


def own(text: str) -> dict[str, Any]:
    """Return a case of one's own as it is sent."""
    return {"sent": SimpleUploadedFile("own.yaml", text.encode())}


def test_those_whose_side_wants_regions_of_packages_read_what_each_adds(table: Table) -> None:
    teacher, place = opened()
    sheet = teacher.send(teacher.get(f"{place}class"), "exercise", sample="", rounds="3", **own(REGIONS))
    assert sheet.status == 200, sheet.main
    token = link(teacher, place)
    one = come_in(token, "Ada")
    teacher.send(teacher.get(f"{place}class"), "seat-all", together="1")
    teacher.send(teacher.get(f"{place}class"), "begin")
    sheet = one.get(f"{place}table")
    wanted = sheet.main.partition("What your side wants")[2].partition("On the table")[0]
    assert wanted.count("0.600") == wanted.count("0.250") == 1
    assert "What each option adds" not in wanted
    offer = form_like(sheet, "offer-")
    weighed = one.send(sheet, offer, button="weigh", **{"issue-1": "4", "issue-2": "25"})
    assert "Worth to you: 0.850" in weighed.main
    wrong = one.send(weighed, offer, **{"issue-1": "4", "issue-2": "200"})
    assert (wrong.status, "choose an option for “Days”" in wrong.main) == (422, True)
    done = one.send(weighed, offer, **{"issue-1": "4", "issue-2": "25"})
    assert "It is on the table." in done.main
    assert table.clock


def test_a_number_means_the_value_that_people_read_so(table: Table) -> None:
    """Of hundredths from -1 to 1 half lie a rounding beside what is written for them."""
    text = REGIONS.replace("integers: {low: 0, high: 199}", "reals: {low: -1, high: 1, steps: 201}")
    for old, new in (("[1, 30]", "[-1, 0.5]"), ("[20, 60]", "[-0.9, 0.6]")):
        text = text.replace(old, new)
    teacher, place = opened("drafts")
    sent = teacher.send(teacher.get(f"{place}class"), "exercise", sample="", protocol="drafts", **own(text))
    assert sent.status == 200, sent.main
    token, path = link(teacher, place), f"{place}table"
    *_sides, mediator = (come_in(token, name) for name in ("One", "Two", "Three"))
    teacher.send(teacher.get(f"{place}class"), "seat-all", together="1")
    teacher.send(teacher.get(f"{place}class"), "begin")
    sheet = mediator.get(path)
    form = form_like(sheet, "draft-")
    wrong = mediator.send(sheet, form, **{"issue-1": "4", "issue-2": "-0.825"})
    assert (wrong.status, "choose an option for “Days”" in wrong.main) == (422, True)
    laid = mediator.send(wrong, form, **{"issue-1": "4", "issue-2": "-0.82"})
    assert "Your draft lies before all sides." in laid.main, laid.main
    assert table.clock


def test_a_draft_is_criticised_in_an_issue_of_many_values_too(table: Table) -> None:
    teacher, place = opened("single-text")
    teacher.send(
        teacher.get(f"{place}class"),
        "exercise",
        sample="",
        protocol="single-text",
        told="nothing",
        **own(REGIONS),
    )
    one = come_in(link(teacher, place), "Ada")
    teacher.send(teacher.get(f"{place}class"), "seat-all", together="1")
    teacher.send(teacher.get(f"{place}class"), "begin")
    sheet = one.get(f"{place}table")
    for _each in range(6):
        answer = form_like(sheet, "answer-")
        if (change := re.search(r'<option value="(\d+)">Days: 199 ', sheet.text)) is not None:
            break
        sheet = one.send(sheet, answer, answered="second")
    assert change is not None, sheet.main
    sent = one.send(sheet, answer, **{"change-1": change[1]})
    # the mediator has made a draft of it, and asks which is better
    assert (sent.status, "Days: 199" in sent.main) == (200, True), sent.main
    assert table.clock


def test_a_dispute_in_which_somebody_only_ranks_is_refused_in_a_sentence(table: Table) -> None:
    teacher, place = opened()
    ranked = re.sub(
        r"\{kind: hyper-rectangles.*?\}\]\}",
        "{kind: ordinal, priorities: [price, days]}",
        REGIONS,
        flags=re.DOTALL,
    )
    sheet = teacher.send(teacher.get(f"{place}class"), "exercise", sample="", **own(ranked))
    assert (sheet.status, "what the party 'p' wants is not exactly known" in sheet.main) == (422, True), (
        sheet.main
    )
    assert table.clock


def test_names_can_be_read_and_two_of_one_name_are_let_in(table: Table) -> None:
    teacher, place = opened()
    token = link(teacher, place)
    come_in(token, "\u202eAda\u202c\u2028 Okoro\u200b")
    for _twice in range(2):
        sheet = teacher.send(teacher.get(f"{place}class"), "admit", called="نور")
        assert sheet.status == 200, sheet.main
    room = House.room(place.split("/")[2])
    assert room is not None
    learners = room.history.load(CLASS).state.learners  # type: ignore[union-attr]  # a class's state
    assert [one.called for one in learners.values()] == ["Ada Okoro", "نور", "نور"]
    assert list(learners) == ["ada-okoro", "somebody", "somebody-2"]
    for unseen in ("\u200b", "\u2066\u2069"):
        sheet = teacher.send(teacher.get(f"{place}class"), "admit", called=unseen)
        assert (sheet.status, "Write a name that can be read." in sheet.main) == (422, True)
    assert table.clock


def test_the_picture_of_a_large_class_holds_the_names_of_all_its_tables() -> None:
    from goodoffices.web.classroom.debriefing import _drawn  # as Django is set up by now

    case = Case.load(sample_case(PAIR))
    scenario = scenario_of(case)
    results = tuple(
        Result(
            table=number, people={}, path=(), ended="agreement", round=1, utilities=(0.5, 0.5), efficiency=0.5,
            fairness=0.5, on_frontier=False, package=scenario.package(int(package)),
        )
        for number, package in enumerate(scenario.zone[:30], 1)
    )  # fmt: skip
    drawn = _drawn(ClassDebriefed(case=case, results=results), analyse(case))
    assert drawn.plane is not None
    names = {mark.name for label in drawn.plane.labels for mark in label.group.marks}
    assert {f"Table {number}" for number in range(1, 31)} <= names
    assert drawn.height > max(label.label_y for label in drawn.plane.labels) + 10
