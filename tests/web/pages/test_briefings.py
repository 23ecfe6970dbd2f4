"""Briefings: composed, looked at as they will be seen, released, corrected; held items stay, and walls stand."""

from __future__ import annotations

from typing import Any

import pytest

from goodoffices.talks.states import AudienceState, BriefingState
from goodoffices.talks.streams import Stream, told_in
from tests.talks.proposing import good
from tests.talks.table import LEAD, OUTSIDE, PARTIES, Act, Table, act, agreeing, opening, outside
from tests.unit.reports.page_rules import HTML, text_of
from tests.web.conftest import CAST
from tests.web.pages.hostile import CORPUS, harmless, plain
from tests.web.pages.record_table import begun
from tests.web.reading import Reader, Sheet, reader

PATH, API = "/cases/main/briefings", "/api/cases/main/briefings"
FAMILIES, HOME = "audience:families", "constituency:alba+home"


@pytest.fixture
def cast() -> tuple[str, ...]:
    """Return who has an account: those from outside, too."""
    return (*CAST, *OUTSIDE, HOME, "constituency:borea+home")


@pytest.fixture
def beginning() -> list[Act]:
    """Return the acts that bring everybody to the table, those from outside too."""
    return [*opening(), *outside()]


def kept(table: Table, *parties: str) -> BriefingState:
    state = table.talks.history.load(Stream("briefing", "+".join(parties or PARTIES))).state
    assert isinstance(state, BriefingState)
    return state


def told(table: Table, who: str) -> AudienceState:
    state = table.talks.history.load(told_in(who)).state
    assert isinstance(state, AudienceState)
    return state


def put(item: str, by: str = LEAD, *audiences: str, status: str = "due", **fields: str) -> Act:
    to = list(audiences or ((FAMILIES,) if by == LEAD else (HOME,)))
    return act(by, "put_item", item=item, text=f"the words of {item}", status=status, audiences=to, **fields)


def number_of(sheet: Sheet, name: str) -> str:
    """Return where an audience or an item is, by its name on the page of briefings."""
    return next(one.get("href") or "" for one in sheet.tree.iter(f"{HTML}a") if text_of(one).strip() == name)


def place(sheet: Sheet, form: str, item: str) -> str:
    """Return the field for the place of an item in a briefing."""
    return sheet.field_of(form, f"Place of “{item}”")


def form_of(sheet: Sheet, begin: str) -> str:
    return next(name for name in sheet.forms() if name.startswith(begin))


def looked_at(person: Reader, sheet: Sheet, name: str, **fields: str) -> Sheet:
    """Send a form that tells somebody something: it is shown first."""
    seen = person.send(sheet, name, **fields)
    assert seen.status == 200, seen.main
    assert "Nothing is sent yet." in seen.main
    return seen


def test_the_lead_puts_down_composes_looks_and_releases_by_name(table: Table) -> None:
    begun(table)
    lunn = reader(LEAD)
    assert "Nothing is put down yet." in lunn.get(PATH).main
    for name, text in (("Route", "By sea."), ("Count", "Forty.")):
        sheet = lunn.send(
            lunn.get(PATH), "put-item", name=name, text=text, status="due", audiences=[FAMILIES], picked=["s1"],
            statements="2", sources="A call\nA letter",
        )  # fmt: skip
        assert "The item is kept here." in sheet.main, sheet.main
    route = kept(table).items["route"]
    assert (route.statements, route.sources) == (("x1", "x2"), ("A call", "A letter"))
    page = number_of(lunn.get(PATH), "Families, audience")
    sheet = lunn.get(page)
    name = form_of(sheet, "release-")
    places = {place(sheet, name, "Route"): "2", place(sheet, name, "Count"): "1"}
    seen = looked_at(lunn, sheet, name, title="On Sunday", **places)
    preview = text_of(next(one for one in seen.tree.iter(f"{HTML}section") if one.get("class") == "preview"))
    assert preview.index("On Sunday") < preview.index("Forty.") < preview.index("By sea.")
    assert "Lunn, mediator" in preview, "they see who released it"
    assert not told(table, FAMILIES).briefings
    # What is changed after it was looked at, is looked at again.
    seen = looked_at(lunn, seen, name, title="On Monday")
    sheet = lunn.send(seen, name)
    assert "They are told." in sheet.main
    families = reader(FAMILIES).get("/cases/main/").main
    assert families.index("On Monday") < families.index("Forty.") < families.index("By sea.")
    assert "Lunn, mediator" in families
    for hidden in ("Route", "A call", "statement"):
        assert hidden not in families
    assert told(table, FAMILIES).briefings["b1"].texts == ("Forty.", "By sea.")


def test_a_held_item_is_refused_by_its_name_and_nothing_that_was_typed_is_lost(table: Table) -> None:
    good(table, put("route"), put("names", status="held"))
    lunn = reader(LEAD)
    sheet = lunn.get(number_of(lunn.get(PATH), "Families, audience"))
    name = form_of(sheet, "release-")
    fields = {place(sheet, name, "Names"): "1", "title": "On <b>Sunday</b>"}
    back = lunn.send(sheet, name, **fields)
    assert back.status == 422
    assert "“Names”" in back.main.partition("This is held back:")[2]
    for field, value in fields.items():
        assert back.form(name)[f"{name}-{field}"] == value
    # It is held by a colleague after it was looked at: refused by the same sentence.
    seen = looked_at(lunn, sheet, name, title="On Sunday")
    good(table, act(LEAD, "mark_item", item="route", status="held"))
    back = lunn.send(seen, name)
    assert back.status == 422
    assert "“Route”" in back.main
    assert back.form(name)[f"{name}-title"] == "On Sunday"
    assert not told(table, FAMILIES).briefings


def test_what_was_corrected_after_it_was_composed_is_not_sent_as_it_was(table: Table) -> None:
    good(
        table,
        put("count", LEAD, FAMILIES, "observer:un"),
        act(LEAD, "release_briefing", audience="observer:un", items=["count"]),
    )
    lunn = reader(LEAD)
    sheet = lunn.get(number_of(lunn.get(PATH), "Families, audience"))
    name = form_of(sheet, "release-")
    seen = looked_at(lunn, sheet, name)
    good(table, act(LEAD, "correct_briefing", item="count", text="130", reason="Counted twice."))
    back = lunn.send(seen, name)
    assert back.status == 422
    assert "changed or taken away meanwhile" in back.main
    assert not told(table, FAMILIES).briefings


def test_a_correction_stands_beside_what_it_corrects_for_all_who_were_told(table: Table) -> None:
    good(
        table,
        put("count", LEAD, FAMILIES, "observer:un", "guarantor:league"),
        act(LEAD, "release_briefing", audience=FAMILIES, items=["count"], title="Sunday"),
        act(LEAD, "release_briefing", audience="observer:un", items=["count"]),
    )
    lunn = reader(LEAD)
    sheet = lunn.get(number_of(lunn.get(PATH), "Count"))
    seen = looked_at(lunn, sheet, "correct-1", text="130 people", reason="Counted twice.")
    for who in ("Families, audience", "Un, observer"):
        assert f"What {who} will see" in plain(seen.main)
    assert "What League" not in plain(seen.main)
    good(table, act(LEAD, "mark_item", item="count", status="held"))
    sheet = lunn.send(seen, "correct-1")
    assert "All who were told it are told what is right." in sheet.main, sheet.main
    page = reader(FAMILIES).get("/cases/main/")
    assert page.main.index("What is right") < page.main.index("corrected since"), "the newest stands first"
    briefing, correction = (
        next(one for one in page.tree.iter(f"{HTML}li") if one.get("id") == f"told-{key}") for key in ("b1", "b1-1")
    )  # fmt: skip
    said = " ".join(text_of(correction).split())
    assert [said.index(one) for one in ("the words of count", "130 people", "Counted twice.")] == sorted(
        said.index(one) for one in ("the words of count", "130 people", "Counted twice.")
    )
    assert [one.get("href") for one in correction.iter(f"{HTML}a")] == ["#told-b1"]
    assert [one.get("href") for one in briefing.iter(f"{HTML}a")] == ["#told-b1-1"]
    assert "the words of count" in text_of(next(briefing.iter(f"{HTML}del")))
    # Who corrects what was corrected meanwhile looks at it first.
    stale = lunn.get(sheet.path)
    good(table, act(LEAD, "correct_briefing", item="count", text="131", reason="One more."))
    back = lunn.send(stale, "correct-1", text="129", reason="One less.")
    assert back.status == 422
    assert "It was corrected meanwhile." in back.main
    assert back.form("correct-1")["correct-1-text"] == "129"


def test_what_is_overdue_stands_first_and_who_knows_what_is_a_table(table: Table) -> None:
    good(
        table,
        put("later", LEAD, "observer:un", due="2031-03-20"),
        put("late", due="2031-02-20"),
        put("secret", LEAD, FAMILIES, "guarantor:league", status="held"),
        put("shared", LEAD, FAMILIES, "observer:un"),
        act(LEAD, "release_briefing", audience=FAMILIES, items=["shared"]),
    )
    lunn = reader(LEAD)
    sheet = lunn.get(PATH)
    whom, items = (rows_of(sheet, key) for key in ("whom", "items"))
    assert [row[0] for row in whom][:2] == ["Families, audience", "Un, observer"]
    assert "overdue" in whom[0][1]
    assert "since 1 March 2031" in whom[0][1]
    assert whom[0][2].endswith("you")
    assert [[cell.split(" ")[0] for cell in row[2:]] for row in items] == [
        ["due", "–not", "told"],
        ["–not", "held", "held"],
        ["–not", "–not", "overdue"],
        ["due", "–not", "–not"],
    ], "un, league, families: in the order in which they were admitted; of items the newest first"
    other = sheet_beside(lunn, number_of(sheet, "Families, audience"), "Un, observer")
    pairs = {row[0]: row[1:] for row in rows_of(other, "pairs")}
    assert list(pairs) == ["Shared", "Later", "Late", "Secret"]
    assert pairs["Shared"][0].startswith("told")
    assert pairs["Shared"][1].startswith("due")


def rows_of(sheet: Sheet, key: str) -> list[list[str]]:
    """Return the rows of a table, cell by cell."""
    table = next(
        one for one in sheet.tree.iter(f"{HTML}table")
        if any(caption.get("id") == f"{key}-caption" for caption in one.iter(f"{HTML}caption"))
    )  # fmt: skip
    body = next(table.iter(f"{HTML}tbody"))
    return [[" ".join(text_of(cell).split()) for cell in row] for row in body.iter(f"{HTML}tr")]


def sheet_beside(person: Reader, path: str, other: str) -> Sheet:
    sheet = person.get(path)
    option = next(one for one in sheet.tree.iter(f"{HTML}option") if text_of(one) == other)
    return person.get(f"{path}?beside={option.get('value')}")


def asked(person: Reader, day: str = "2031-03-01") -> dict[str, Any]:
    """Return what the endpoint answers."""
    response = person.client.get(f"{API}?on={day}")
    assert response.status_code == 200, response.content
    found: dict[str, Any] = response.json()
    return found


def test_who_knows_what_is_there_for_programs_too(table: Table) -> None:
    good(
        table,
        put("late", due="2031-02-20"),
        put("secret", LEAD, FAMILIES, "guarantor:league", status="held"),
        put("shared", LEAD, FAMILIES, "observer:un"),
        act(LEAD, "release_briefing", audience=FAMILIES, items=["shared"]),
        act(LEAD, "correct_briefing", item="shared", text="otherwise", reason="It was not so."),
        put("own", "alba:head", HOME),
    )
    found = asked(reader(LEAD))
    assert [(one["id"], one["status"], one["text"]) for one in found["items"]] == [
        ("late", "due", "the words of late"), ("secret", "held", "the words of secret"), ("shared", "due", "otherwise"),
    ]  # fmt: skip
    known = {one["audience"]: one for one in found["audiences"]}
    assert {who: [each["status"] for each in one["items"].values()] for who, one in known.items()} == {
        "observer:un": ["none", "none", "due"], "guarantor:league": ["none", "held", "none"],
        FAMILIES: ["due", "held", "told"], "monitor:watch": ["none", "none", "none"],
    }  # fmt: skip
    assert (known[FAMILIES]["last"]["by"], known["observer:un"]["last"]) == (LEAD, None)
    shared, late = known[FAMILIES]["items"]["shared"], known[FAMILIES]["items"]["late"]
    assert (shared["now"], shared["corrected"], shared["briefing"]) == ("otherwise", 1, "b1")
    assert (late["until"], late["overdue"]) == ("2031-02-20", True)
    before = {one["audience"]: one for one in asked(reader(LEAD), "2031-02-20")["audiences"]}
    assert not before[FAMILIES]["items"]["late"]["overdue"]
    wrong = reader(LEAD).client.get(f"{API}?on=2031-02-30")
    assert (wrong.status_code, "there is no such day" in wrong.json()["error"]["message"]) == (422, True)
    (own,) = asked(reader("alba:member"))["audiences"]
    assert (own["audience"], list(own["items"])) == (HOME, ["own"])
    assert asked(reader("borea:head"))["items"] == []
    nothing = reader(LEAD).client.get("/api/cases/main/nothing").content
    there = set()
    for actor in (*CAST, *OUTSIDE, HOME, "constituency:borea+home"):
        person = reader(actor)
        response = person.client.get(API)
        # for whom there is no page there is nothing here, and nothing says that there is
        assert (response.status_code, response.content == nothing) in ((200, False), (404, True)), actor
        assert (response.status_code == 200) == (person.get(PATH).status == 200), actor
        there |= {actor} if response.status_code == 200 else set()
    assert {LEAD, "alba:head", "borea:head"} < there
    assert not there & {FAMILIES, HOME, "alba:voter", "mediator:co", "monitor:watch", "observer:un"}


@pytest.mark.usefixtures("table")
def test_a_delegation_tells_those_it_answers_to_and_nobody_else_learns_of_it() -> None:
    watched = {
        "borea:head": PATH, LEAD: PATH, "mediator:co": "/cases/main/", "monitor:watch": "/cases/main/",
        "constituency:borea+home": "/cases/main/", FAMILIES: "/cases/main/",
    }  # fmt: skip
    people = {who: reader(who) for who in watched}

    def seen() -> dict[str, tuple[str, bytes]]:
        return {
            who: (people[who].get(path).normalised, people[who].client.get(API).content)
            for who, path in watched.items()
        }

    before = seen()
    member, head, voter = reader("alba:member"), reader("alba:head"), reader("alba:voter")
    sheet = member.send(
        member.get(PATH), "put-item", name="Round", text="It opens on Monday.", status="due", audiences=[HOME]
    )
    assert "The item is kept here." in sheet.main
    page = number_of(sheet, "Home")
    assert "The head of your delegation or its mandator releases what is due." in member.get(page).main
    assert "To be told to" in member.get("/cases/main/").main.partition("others of your delegation")[2]
    assert "To be told to" in head.get("/cases/main/").main
    sheet = head.get(page)
    name = form_of(sheet, "release-")
    sheet = head.send(looked_at(head, sheet, name, title="Monday"), name)
    assert "They are told." in sheet.main
    assert "It opens on Monday." in reader(HOME).get("/cases/main/").main
    assert voter.get(PATH).status == 404
    assert seen() == before


def test_members_and_mediators_who_do_not_lead_release_nothing(table: Table) -> None:
    good(
        table,
        act(LEAD, "change_share", mediator="mediator:co", share=list(PARTIES)),
        put("route"),
        put("count", LEAD, "observer:un"),
        act(LEAD, "release_briefing", audience=FAMILIES, items=["route"]),
        act(LEAD, "correct_briefing", item="route", text="By land.", reason="The sea is closed."),
        act(LEAD, "announce", text="for their ears alone", to=[FAMILIES]),
    )
    co = reader("mediator:co")
    sheet = co.get(PATH)
    page = co.get(number_of(sheet, "Families, audience"))
    assert not [one for one in page.forms() if one.startswith("release")]
    for words in ("the words of route", "By land.", "The sea is closed."):
        assert words in page.main
    assert "for their ears alone" not in page.main, "what an audience is told by a line is the lead's own"
    assert "It is the turn of a lead mediator." in plain(co.get("/cases/main/").main)
    assert "correct-1" not in co.get(number_of(sheet, "Route")).forms()
    assert reader("mediator:far").get(PATH).status == 404
    sent = reader(LEAD).get(number_of(reader(LEAD).get(PATH), "Un, observer"))
    name = form_of(sent, "release-")
    assert co.client.post(sent.path, sent.form(name)).status_code == 409


def test_a_mark_of_a_colleague_is_not_written_over_unseen(table: Table) -> None:
    good(table, put("route"))
    lunn = reader(LEAD)
    stale = lunn.get(f"{PATH}/items/1")
    good(table, act(LEAD, "mark_item", item="route", status="held", audiences=[FAMILIES, "observer:un"]))
    back = lunn.send(stale, "mark-1", status="due", audiences=[FAMILIES], due="2031-03-09")
    assert back.status == 422
    assert "It was marked anew meanwhile" in back.main
    assert kept(table).items["route"].status == "held"
    sheet = lunn.send(back, "mark-1", audiences=[FAMILIES])
    assert "It is marked so from now on." in sheet.main, sheet.main
    route = kept(table).items["route"]
    assert (route.status, route.audiences, str(route.due)) == ("due", (FAMILIES,), "2031-03-09")


def test_what_an_item_rests_on_is_picked_from_what_its_keeper_sees(table: Table) -> None:
    good(
        table,
        *agreeing(),
        act("alba:head", "report_performance", obligation="free", quantity=12, words="A dozen."),
        act(LEAD, "open_tally", tally={"id": "held", "of": "people", "states": ["held", "free"]}),
        act(
            "monitor:watch",
            "enter_count",
            entry={
                "id": "e1",
                "tally": "held",
                "value": 12,
                "high": 14,
                "from": "held",
                "to": "free",
                "on": ["2031-02-02", "2031-02-04"],
                "source": "the watch",
            },
        ),
    )
    head = reader("alba:head")
    sheet = head.get(PATH)
    assert "put-item-statements" not in sheet.form("put-item"), "the record is the mediators' own"
    offered = [
        one.get("value") or "" for one in sheet.tree.iter(f"{HTML}input") if one.get("name") == "put-item-agreed"
    ]  # fmt: skip
    picked = [one for one in offered if "report r1" in one or "the watch" in one]
    assert picked == [
        "The ledger, report r1 of free: reported",
        "The ledger, 12–14 people, “free”, by the watch (2–4 February 2031)",
    ]
    assert any(one.startswith("The agreement, First phase: alba frees 40 people") for one in offered)
    head.send(sheet, "put-item", text="Twelve are free.", status="held", agreed=picked, sources="A call")
    assert kept(table, "alba").items["item-1"].sources == (*picked, "A call")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": "", "status": "due"}, "Fill this in."),
        ({"text": "x", "status": "soon"}, "not one of the choices any more"),
        ({"text": "x", "status": "due", "due": "2031-02-30"}, "cannot be read"),
        ({"text": "x", "status": "due", "audiences": ["audience:nobody"]}, "not one of the choices any more"),
        ({"text": "x", "status": "due", "audiences": [HOME]}, "not one of the choices any more"),
        ({"text": "x" * 30_000, "status": "due"}, "This is too long"),
        ({"text": "x", "status": "due", "statements": "999"}, "There is no statement “999”."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    table: Table, fields: dict[str, str | list[str]], sentence: str
) -> None:
    begun(table)
    lunn = reader(LEAD)
    sheet = lunn.send(lunn.get(PATH), "put-item", **fields)  # type: ignore[arg-type]  # fields of the form
    assert sheet.status == 422
    assert sentence in sheet.main
    assert sheet.form("put-item")["put-item-text"] == fields["text"]
    assert not kept(table).items


def test_what_is_written_to_harm_is_told_as_it_was_written_and_runs_nowhere(table: Table) -> None:
    lunn = reader(LEAD)
    nasty = " ".join((*CORPUS, "to the end"))
    sheet = lunn.send(
        lunn.get(PATH),
        "put-item",
        name="Nasty",
        text=nasty,
        sources=nasty,
        status="due",
        audiences=[FAMILIES],
    )
    page = number_of(sheet, "Families, audience")
    name = form_of(lunn.get(page), "release-")
    sheet = lunn.send(looked_at(lunn, lunn.get(page), name, title=nasty[:190]), name)
    sheet = looked_at(
        lunn,
        lunn.get(number_of(lunn.get(PATH), "Nasty")),
        "correct-1",
        text=f"not {nasty}",
        reason=nasty[:1_900],
    )
    lunn.send(sheet, "correct-1")
    amal = reader("voice:amal")
    amal.send(amal.get("/cases/main/voice"), "speak", text=nasty, consent="quote")
    ear = reader("listener:ear")
    heard = ear.get("/cases/main/voices")
    use = next(one.removeprefix("summarise-") for one in heard.form("summarise") if "-use-" in one)
    ear.send(heard, "summarise", text=nasty, **{use: "quote"})
    assert kept(table).summaries[0].quotes == (nasty,)
    for person, path in (
        (lunn, PATH), (lunn, f"{PATH}/items/1"), (lunn, page), (reader(FAMILIES), "/cases/main/"),
        (amal, "/cases/main/voice"), (ear, "/cases/main/voices"), (lunn, "/cases/main/timeline"),
    ):  # fmt: skip
        shown = person.get(path)
        harmless(shown)
        assert plain(nasty)[:120] in plain(shown.main), path


def test_every_item_can_be_reached_and_no_page_is_heavy(table: Table) -> None:
    good(
        table,
        *(
            put(f"item-{number}", LEAD, FAMILIES, "observer:un", "guarantor:league")
            for number in range(1, 231)
        ),
        *(
            act(LEAD, "release_briefing", audience=FAMILIES, items=[f"item-{number}"])
            for number in range(1, 101)
        ),
    )
    lunn, path = reader(LEAD), PATH
    found: list[str] = []
    while path:
        sheet = lunn.get(path)
        assert len(sheet.text) < 200_000
        found += [row[0].partition("the words")[0] for row in rows_of(sheet, "items")]
        path = next((link for link in sheet.links() if "?before=" in link), "")
    assert found == [f"Item {number}" for number in range(230, 0, -1)]
    assert "and 225 more" in lunn.get(PATH).main
