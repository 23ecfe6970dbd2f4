"""Told on purpose: items that are held or due, briefings that are released and corrected, and whose business they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from goodoffices.services.acting import Talks
from goodoffices.services.keeping import purge
from goodoffices.services.scripts import command_of
from goodoffices.services.viewing import preview
from goodoffices.services.workspaces import create
from goodoffices.storage.errors import KeyMissing
from goodoffices.talks.states import AudienceState, BriefingState
from goodoffices.talks.streams import Stream
from tests.talks.proposing import events, good, of, refused
from tests.talks.table import LEAD, PARTIES, START, Act, Table, act, minute, opened, opening, outside

FAMILIES, HOME = "audience:families", "constituency:alba+home"


def sitting() -> Table:
    """Return a table at which those from outside are, too."""
    table = opened()
    good(table, *outside())
    return table


def put(item: str, by: str = LEAD, *audiences: str, status: str = "due", **fields: Any) -> Act:
    to = list(audiences or ((FAMILIES,) if by == LEAD else (HOME,)))
    return act(by, "put_item", item=item, text=f"the {item}", status=status, audiences=to, **fields)


def release(*items: str, by: str = LEAD, to: str = FAMILIES, **fields: Any) -> Act:
    return act(by, "release_briefing", audience=to, items=list(items), **fields)


def correct(item: str, text: str, by: str = LEAD) -> Act:
    return act(by, "correct_briefing", item=item, text=text, reason="It was counted twice.")


def kept(table: Table, of_whom: str = "alba+borea+cora") -> BriefingState:
    state = table.talks.history.load(Stream("briefing", of_whom)).state
    assert isinstance(state, BriefingState)
    return state


def told(table: Table, who: str = FAMILIES) -> AudienceState:
    kind = (
        Stream("constituency", who.partition(":")[2])
        if who.startswith("constituency")
        else Stream("audience", who)
    )
    state = table.talks.history.load(kind).state
    assert isinstance(state, AudienceState)
    return state


def test_what_is_released_stands_with_that_audience_and_nowhere_else() -> None:
    table = sitting()
    good(table, put("route"), put("names", status="held"), put("count", LEAD, FAMILIES, "observer:un"))
    before = {
        who: table.seen(who) for who in ("observer:un", "alba", "borea", "mediator:co", "monitor:watch")
    }
    good(table, release("count", "route", title="On Sunday"))
    assert events(table, FAMILIES) == [
        {"event": "briefed", "briefing": "b1", "texts": ["the count", "the route"], "title": "On Sunday",
         "stream": f"audience/{FAMILIES}"},
    ]  # fmt: skip
    assert {who: table.seen(who) for who in before} == before
    assert '"by":"mediator:lunn"' in table.seen(FAMILIES).decode(), "it is released by a named person"
    for words in ("names", "count,", "item"):
        assert words not in table.seen(FAMILIES).decode()


def test_what_is_due_to_whom_and_when_they_were_last_told_follows_from_the_state() -> None:
    table = sitting()
    good(
        table,
        put("late", due="2031-03-09"),
        put("soon", due="2031-03-02"),
        put("when", LEAD, FAMILIES),
        put("other", LEAD, "observer:un"),
        put("held", status="held", due="2031-03-01"),
    )
    assert [one.id for one in kept(table).due_to(FAMILIES)] == ["soon", "late", "when"]
    assert kept(table).last_told(FAMILIES) is None
    good(table, release("late"))
    assert [one.id for one in kept(table).due_to(FAMILIES)] == ["soon", "when"]
    at = kept(table).last_told(FAMILIES)
    assert at is not None
    assert at.isoformat().replace("+00:00", "Z") == minute(table.clock)
    good(table, act(LEAD, "mark_item", item="held", status="due", due="2031-03-01"))
    good(table, act(LEAD, "mark_item", item="soon", status="held"))
    assert [one.id for one in kept(table).due_to(FAMILIES)] == ["held", "when"]
    assert kept(table).items["soon"].due is None


def test_since_when_something_is_due_begins_anew_where_it_was_held() -> None:
    table = sitting()
    good(table, put("route"))
    first = table.clock
    good(table, act(LEAD, "mark_item", item="route", status="due", audiences=[FAMILIES, "observer:un"]))
    assert since(table, "route") == {FAMILIES: first, "observer:un": first + 1}
    good(table, act(LEAD, "mark_item", item="route", status="held"))
    assert since(table, "route") == {}
    good(table, act(LEAD, "mark_item", item="route", status="due"))
    assert since(table, "route") == {FAMILIES: first + 3, "observer:un": first + 3}


def since(table: Table, item: str) -> dict[str, int]:
    """Return since which minute an item has been due, by audience."""
    found = kept(table).items[item].due_since
    return {one: int((at - START).total_seconds()) // 60 for one, at in found.items()}


def test_what_was_told_is_corrected_for_all_who_were_told_it_and_never_changed() -> None:
    table = sitting()
    good(table, put("route"), put("count", LEAD, FAMILIES, "observer:un", "guarantor:league"))
    assert refused(table, correct("count", "130")) == (
        "'count' was told to nobody yet; hold it (mark_item), and put down what is right (put_item)"
    )
    good(table, release("route", "count"), release("count", to="observer:un"))
    first = told(table).briefings["b1"].texts
    good(table, act(LEAD, "mark_item", item="count", status="held"), correct("count", "130"))
    briefing = told(table).briefings["b1"]
    assert (briefing.texts, [(one.number, one.text) for one in briefing.corrections]) == (first, [(2, "130")])
    assert of(table, "observer:un", "corrected") == [
        {"event": "corrected", "briefing": "b1", "number": 1, "text": "130", "reason": "It was counted twice.",
         "stream": "audience/observer:un"},
    ]  # fmt: skip
    assert not events(table, "guarantor:league")
    assert refused(table, correct("count", "130")) == "text: 'count' says so already"
    # Who is told it later, is told what is right; what it first said stays where it is kept.
    good(table, act(LEAD, "mark_item", item="count", status="due"), release("count", to="guarantor:league"))
    assert told(table, "guarantor:league").briefings["b1"].texts == ("130",)
    count = kept(table).items["count"]
    assert (count.text, count.latest) == ("the count", "130")
    assert [count.said_to(one)[0] for one in (FAMILIES, "observer:un", "guarantor:league")] == [
        "the count", "the count", "130",
    ]  # fmt: skip
    assert [[one.text for one in count.said_to(who)[1]] for who in (FAMILIES, "guarantor:league")] == [
        ["130"],
        [],
    ]


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (release("a", "h", "g"), "items: these are held: 'h', 'g'; mark them as due first (mark_item)"),
        (release("a", "gone"), "items: these are not there: 'gone'; put them down first (put_item)"),
        (release("a", to="observer:un"), "items: these are not meant for observer:un: 'a'; say first that they may know them (mark_item)"),
        (release("told"), f"items: these were told to {FAMILIES} already: 'told'; correct what was wrong (correct_briefing)"),
        (release("a", to="audience:nobody"), "audience: 'audience:nobody' does not follow the talks; admit them first (admit_audience)"),
        (release("a", to="alba:head"), "audience: 'alba:head' does not follow the talks; admit them first (admit_audience)"),
        (release("a", to="x y"), "audience: 'x y' does not follow the talks; admit them first (admit_audience)"),
        (release("a", to=HOME), f"audience: '{HOME}' does not follow the talks; admit them first (admit_audience)"),
        (release("a", by="mediator:co"), "there is no channel of yours with borea or cora"),
        (release("a", by="mediator:all"), "only the lead mediator does this"),
        (correct("gone", "x"), "item: there is no item 'gone'; put it down first (put_item)"),
        (put("a"), "item: there is an item 'a' already; mark it anew (mark_item), correct it (correct_briefing), or give this one another name"),
        (put("b", LEAD, FAMILIES, "audience:nobody"), "audiences.1: 'audience:nobody' does not follow the talks; admit them first (admit_audience)"),
        (put("b", statements=["s9"]), "statements.0: the record has no statement 's9'"),
        (put("b", "mediator:all", "alba:head"), "audiences.0: 'alba:head' does not follow the talks; admit them first (admit_audience)"),
        (act(LEAD, "mark_item", item="a", status="due"), "'a' is marked so already"),
        (act(LEAD, "mark_item", item="a", status="due", audiences=["audience:x"]), "audiences.0: 'audience:x' does not follow the talks; admit them first (admit_audience)"),
        (act(LEAD, "put_item", item="b", text="x", entered_for="alba", meeting="m"), "for, meeting: these go with what a party does, and this is no party's act; leave them out"),
    ],
    ids=lambda one: one["do"] if isinstance(one, dict) else "",
)  # fmt: skip
def test_what_is_wrong_is_refused_by_name_and_nothing_is_told(one: Act, sentence: str) -> None:
    table = sitting()
    good(table, act(LEAD, "admit_mediator", mediator="mediator:all", share=list(PARTIES)))
    good(table, put("a"), put("told"), put("h", status="held"), put("g", status="held"), release("told"))
    before = [table.seen(who) for who in (FAMILIES, "observer:un")]
    assert refused(table, one) == sentence
    assert [table.seen(who) for who in (FAMILIES, "observer:un")] == before


def test_items_rest_on_the_mediators_record_and_are_kept_by_those_who_share_all() -> None:
    table = sitting()
    parties = [{"id": one} for one in PARTIES]
    statement = {
        "id": "s1",
        "source": "r1",
        "content": "no",
        "speaker_named": True,
        "act": "rejects",
        "reader": "rules",
    }
    good(table, act(LEAD, "set_frame", frame={"parties": parties}))
    good(table, act(LEAD, "grow_record", sources=[{"id": "r1", "title": "A report"}], statements=[statement]))
    good(table, act(LEAD, "admit_mediator", mediator="mediator:all", share=list(PARTIES)))
    good(
        table,
        put("count", "mediator:all", FAMILIES, statements=["s1"], sources=["The Red Cross, by telephone"]),
    )
    assert kept(table).items["count"].statements == ("s1",)
    good(table, release("count"))
    for who in ("mediator:all", "mediators"):
        assert of(table, who, "briefing_released")[0]["items"] == ["count"]
    for who in ("mediator:co", "alba", FAMILIES):
        assert not of(table, who, "item_put")
    assert "r1" not in table.seen(FAMILIES).decode()


def test_a_party_tells_those_it_answers_to_by_itself() -> None:
    table = sitting()
    before = {
        who: table.seen(who)
        for who in ("borea", "cora", "mediators", "mediator:co", FAMILIES, "monitor:watch")
    }
    good(
        table,
        put("yield", "alba:adviser"),
        put("doubt", "alba:member", status="held"),
        release("yield", by="alba:head", to=HOME),
        correct("yield", "we yield nothing", by="alba:mandator"),
    )
    assert {who: table.seen(who) for who in before} == before
    assert [one["event"] for one in events(table, HOME)] == ["briefed", "corrected"]
    assert "doubt" not in table.seen(HOME).decode()
    assert not of(table, "alba:voter", "item_put"), "who sits at home only, is not of the delegation"
    for one, sentence in (
        (release("doubt", by="alba:head", to=HOME), "items: these are held: 'doubt'; mark them as due first (mark_item)"),
        (release("yield", by="alba:adviser", to=HOME), "only the head of the delegation or its mandator does this; you may send a message"),
        (put("more", "alba:head", statements=["s1"]), "statements: the record is the mediators' own; say in words what it rests on (sources)"),
        (act("alba:head", "admit_constituency", constituency="home"), "'home' is admitted already"),
        (act("alba:adviser", "admit_constituency", constituency="x"), "only the head of the delegation or its mandator does this; you may send a message"),
    ):  # fmt: skip
        assert refused(table, one) == sentence


def test_whom_a_party_answers_to_is_nobody_elses_to_find_out() -> None:
    table, without = sitting(), sitting()
    good(table, act("borea:head", "admit_constituency", constituency="veterans"))
    good(without, act("borea:head", "note", text="at the same time"))
    for one in (
        release("x", by="alba:head", to="constituency:borea+veterans"),
        put("x", "alba:head", "constituency:borea+veterans"),
        release("x", to="constituency:borea+veterans"),
        put("x", LEAD, "constituency:borea+veterans"),
        act(LEAD, "announce", text="x", to=["constituency:borea+veterans"]),
        act(LEAD, "admit_audience", audience="constituency:borea+veterans"),
        act("constituency:alba+home", "say", text="x"),
    ):
        assert refused(table, one) == refused(without, one)
    nobody = [
        without.seen(who) for who in ("constituency:borea+veterans", "constituency:dora+x", "audience:x")
    ]
    assert set(nobody) == {b"you take no part in these talks"}
    assert table.seen("constituency:borea+veterans") not in nobody
    for viewer in ("alba", "cora", "mediators", "mediator:far", HOME):
        assert table.seen(viewer) == without.seen(viewer), viewer


def test_a_preview_shows_what_an_audience_would_be_told() -> None:
    table = sitting()
    good(table, put("route"), put("yield", "alba:head"))
    shown: dict[str, list[dict[str, Any]]] = {}
    for one in (release("route"), release("yield", by="alba:head", to=HOME)):
        shown |= preview(table.talks, command_of({"at": minute(table.clock + 1), **one}))
    assert shown == {
        FAMILIES: [{"event": "briefed", "briefing": "b1", "texts": ("the route",)}],
        HOME: [{"event": "briefed", "briefing": "b1", "texts": ("the yield",)}],
    }
    assert not events(table, FAMILIES)


def test_what_a_party_told_those_it_answers_to_is_destroyed_with_what_it_confided(tmp_path: Path) -> None:
    workspace = create(tmp_path / "workspace")
    table = Table(Talks(workspace.case().history))
    good(table, *opening(), *outside(), put("route"), put("yield", "alba:head"))
    good(
        table,
        put("stand", "borea:head", "constituency:borea+home"),
        release("yield", by="alba:head", to=HOME),
    )
    good(table, release("stand", by="borea:head", to="constituency:borea+home"))
    gone = purge(workspace.case(), "alba")
    assert {"briefing/alba", "constituency/alba+home"} <= set(gone)
    assert all("alba" in name for name in gone)
    assert "briefing/alba+borea+cora" not in gone
    for who in ("borea", "mediators", "constituency:borea+home"):
        assert events(table, who)
    with pytest.raises(KeyMissing):
        table.seen(HOME)
    workspace.close()
