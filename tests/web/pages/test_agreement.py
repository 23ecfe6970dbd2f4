"""The agreement for all at the table: signed and attested for all to see; names stay with the side that gave them."""

from __future__ import annotations

import re
from typing import Any

import pytest

from goodoffices.talks.states import CaseState, ChannelState
from goodoffices.talks.streams import CASE, Stream
from tests.talks.proposing import good
from tests.talks.table import LEAD, TERMS, Act, Table, act, agreeing, opening, outside
from tests.web.conftest import CAST
from tests.web.reading import reader

PATH = "/cases/main/agreement"
LISTS = f"{PATH}/lists"
WATCH = "monitor:watch"
PRISONERS = "Zenobia Vane; women; ill\nAnna Ito;women\n\nBo Lind"


@pytest.fixture
def cast() -> tuple[str, ...]:
    """Return who has an account: a monitor, too."""
    return (*CAST, WATCH)


@pytest.fixture
def beginning() -> list[Act]:
    """Return the acts that bring everybody to the table, and to an agreement with terms and a text."""
    clauses = [{"id": "c1", "text": "The guns fall silent."}]
    return [*opening(), *outside(), *agreeing(TERMS, text="A text.", clauses=clauses)]


def case_of(table: Table) -> CaseState:
    state = table.talks.history.load(CASE).state
    assert isinstance(state, CaseState)
    return state


def channel(table: Table, party: str) -> ChannelState:
    state = table.talks.history.load(Stream("channel", party)).state
    assert isinstance(state, ChannelState)
    return state


@pytest.mark.parametrize("beginning", [[*opening(), *outside()]])
def test_before_there_is_an_agreement_the_page_says_how_there_comes_to_be_one(table: Table) -> None:
    assert "Nothing is agreed yet" in reader("alba:voter").get(PATH).main
    assert "can be given when there are terms on the table" in reader("alba:head").get(LISTS).main
    assert table.clock


def test_all_at_the_table_read_what_was_agreed_with_its_terms(table: Table) -> None:
    for who in ("alba:voter", "borea:adviser", "mediator:far", LEAD):
        main = reader(who).get(PATH).main
        for words in (
            "A text.",
            "The guns fall silent.",
            "short",
            "mends the bridge",
            "The League",
            "not signed yet",
        ):
            assert words in main, (who, words)
    for who in (WATCH, "observer:un"):
        assert reader(who).get(PATH).status == 404
    assert table.clock


def test_each_party_signs_and_the_lead_attests_when_all_have(table: Table) -> None:
    head = reader("alba:head")
    sheet = head.get(PATH)
    assert sheet.forms() == ["sign-1"]
    assert reader("alba:voter").get(PATH).forms() == []
    sheet = head.send(sheet, "sign-1", office="Foreign ministry", place="Room 2")
    assert "All sides see the signature." in sheet.main
    assert case_of(table).signatures["alba"].person == "head"
    stale = head.get(PATH)
    assert stale.forms() == []
    lunn = reader(LEAD)
    sheet = lunn.get(PATH)
    assert set(sheet.forms()) == {"sign-2", "sign-3"}
    assert "attest" not in sheet.forms()
    wrong = lunn.send(sheet, "sign-2", person="", meeting="in the hall")
    assert wrong.status == 422
    assert "Fill this in." in wrong.main
    sheet = lunn.send(sheet, "sign-2", person="Mara O'Hara", office="Envoy", meeting="in the hall")
    assert "Mara O'Hara" in sheet.main
    assert "entered by a mediator" in reader("alba:member").get(PATH).main
    assert "in the hall" not in reader("alba:member").get(PATH).text
    good(table, act("cora:head", "sign_agreement"))
    sheet = lunn.send(lunn.get(PATH), "attest", text="Signed in three rooms.")
    assert "Signed in three rooms." in reader("borea:voter").get(PATH).main
    assert sheet.forms() == []


def test_what_was_signed_meanwhile_is_said_beside_the_form(table: Table) -> None:
    mandator = reader("alba:mandator")
    stale = mandator.get(PATH)
    good(table, act("alba:head", "sign_agreement"))
    late = mandator.send(stale, "sign-1", office="Mandator")
    assert late.status == 422
    assert "has signed the agreement already" in late.main


def test_names_stay_with_their_side_and_go_as_far_as_it_allows(table: Table) -> None:
    head, lunn, borea = reader("alba:head"), reader(LEAD), reader("borea:head")
    sheet = head.send(head.get(LISTS), "give-1", called="First list", about="free", entries=PRISONERS)
    assert "with nobody else" in sheet.main
    given = channel(table, "alba").lists["first-list"]
    assert [(one.name, one.category, one.note) for one in given.entries] == [
        ("Zenobia Vane", "women", "ill"), ("Anna Ito", "women", ""), ("Bo Lind", "", ""),
    ]  # fmt: skip
    assert "the list has 3 entries, and the obligation is for 40" in sheet.main
    sheet = lunn.get(LISTS)
    assert "Zenobia Vane" in sheet.main
    assert "It is held: nothing of it may be passed on." in sheet.main
    assert "pass-1-1" not in sheet.forms()
    sheet = head.send(head.get(LISTS), "again-1-1", mark="counts")
    assert channel(table, "alba").lists["first-list"].version == 2
    sheet = lunn.get(LISTS)
    assert "names" not in [
        one.get("value") for one in sheet.tree.iter() if one.get("name") == "pass-1-1-what"
    ]
    shown = lunn.send(sheet, "pass-1-1", button="preview", to=["borea"])
    assert "Zenobia" not in shown.main.partition("What others will see")[2].partition("Pass it on")[0]
    sheet = lunn.send(sheet, "pass-1-1", to=["borea"])
    assert "counts passed on to borea" in sheet.main
    read = borea.get(LISTS)
    assert "women2" in read.main.replace(" ", "")
    assert "Zenobia" not in read.text
    head.send(head.get(LISTS), "again-1-1", mark="names")
    lunn.send(lunn.get(LISTS), "pass-1-1", to=["borea"], what="names")
    read = borea.get(LISTS)
    assert "Zenobia Vane" in read.main
    assert "ill" not in [word.strip() for word in read.main.split()], "notes are for the mediators"
    assert "Zenobia" not in reader("mediator:far").get(PATH).text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"called": "x", "entries": " \n"}, "Fill this in."),
        ({"called": "x", "entries": "Anna\n; women"}, "Line 2 has no name; leave no name empty."),
        ({"called": "x", "entries": "Anna; a; b; c"}, "Line 1 has more than a name, a kind and a note."),
        ({"called": "x", "entries": "Anna\nBo\nAnna"}, "Line 3 is the person of line 1 again; leave one out."),
        ({"called": "x", "entries": "Anna", "about": "fly"}, "not one of the choices any more"),
        ({"called": "", "entries": "Anna"}, "Fill this in."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_list_is_said_without_a_name(
    table: Table, fields: dict[str, str], sentence: str
) -> None:
    head = reader("alba:head")
    sheet = head.send(head.get(LISTS), "give-1", **fields)
    assert sheet.status == 422
    assert sentence in sheet.main
    assert channel(table, "alba").lists == {}


@pytest.mark.usefixtures("table")
def test_a_private_list_leaves_all_pages_of_the_other_side_equal() -> None:
    paths = (PATH, LISTS, "/cases/main/", "/cases/main/ledger", "/cases/main/timeline")
    people = {who: reader(who) for who in ("borea:head", "borea:voter", "mediator:far", WATCH)}

    def seen() -> dict[Any, str]:
        return {(who, path): one.get(path).normalised for who, one in people.items() for path in paths}

    before = seen()
    head = reader("alba:head")
    head.send(head.get(LISTS), "give-1", called="First list", about="free", entries=PRISONERS, mark="counts")
    head.send(head.get(LISTS), "again-1-1", entries="Bo Lind", mark="hold")
    assert seen() == before


def test_all_names_of_a_long_list_can_be_read(table: Table) -> None:
    people = [{"name": f"Person {number:04d}"} for number in range(1, 1002)]
    given = act("alba:head", "give_list", list="long", obligation="free", entries=people, mark="names")
    good(table, given, act(LEAD, "pass_list", party="alba", list="long", to=["borea"], what="names"))
    for who, key in (("alba:member", "names-1-1"), ("borea:head", "passed-2-1"), (LEAD, "names-1-1")):
        person, read, query = reader(who), [], ""
        for shown in (500, 500, 1):
            sheet = person.get(LISTS + query)
            here = re.findall(r"<bdi>(Person \d{4})</bdi>", part_of(sheet.text, key))
            assert len(here) == shown
            read += here
            query = next((one for one in sheet.links() if f"?names={key}&from={len(read) + 1}#" in one), "")
        assert query == ""
        assert read == [one["name"] for one in people]
    for odd in ("9999999", "0", "-1", "x", "5000", "1" * 9):
        assert "Person 0001" in reader("borea:head").get(f"{LISTS}?names=passed-2-1&from={odd}").main


def part_of(text: str, key: str) -> str:
    """Return the piece of a page that has this name."""
    return text.partition(f'id="{key}"')[2].partition("</details>")[0]
