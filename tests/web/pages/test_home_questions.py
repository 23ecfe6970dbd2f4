"""Questions at home: a body is formed, asked, votes and is counted; each sees what the ballot lets them see."""

from __future__ import annotations

from typing import Any

import pytest

from goodoffices.talks.streams import Stream
from tests.talks.table import LEAD, Act, Table, act, cabinet, opening
from tests.web.conftest import spoken_for
from tests.web.reading import reader

PATH = "/cases/main/home/questions"


def home(table: Table, kind: str = "home", party: str = "alba") -> Any:
    """Return what is decided at home."""
    return table.talks.history.load(Stream(kind, party)).state  # type: ignore[arg-type]  # a kind


def asked(table: Table, ballot: str = "after", **more: Any) -> None:
    """Form a cabinet anew with a ballot, and put a question to it."""
    members = [
        {"id": "voter", "name": "Ada Voter"},
        {"id": "head", "name": "Bo Head", "office": "premier"},
        {"id": "adviser", "name": "Cy Adviser", "role": "adviser"},
    ]
    body = {
        "id": "cabinet",
        "party": "alba",
        "name": "Cabinet",
        "members": members,
        "rule": {"kind": "majority"},
    }
    acts = [
        act("alba:mandator", "form_body", body=body, ballot=ballot),
        act("alba:mandator", "put_question", question="q1", body="cabinet", text="Shall we go on?", **more),
    ]
    assert not table.play(acts).refused


def test_a_body_is_formed_row_by_row_and_asked_and_votes_and_is_counted(table: Table) -> None:
    assert not table.play(
        [
            act(LEAD, "table_proposal", name="draft", to=["alba"], package={"truce": "long"}),
            act("alba:head", "answer_proposal", proposal="p1", answer="refer"),
        ]
    ).refused
    mandator = reader("alba:mandator")
    sheet = mandator.get(PATH)
    rows = {
        "called": "Inner circle",
        "rule": "qualified",
        "threshold": "2/3",
        "ballot": "open",
        "name-1": "Head of it",
        "id-1": "head",
        "role-1": "leader",
        "name-2": "Voter",
        "name-3": "Far Away",
        "veto-2": "on",
        "weight-2": "2",
        "quorum": "50",
    }
    sheet = mandator.send(sheet, "body-new", button="more", **rows)
    assert sheet.status == 200
    assert "body-new-name-8" in sheet.form("body-new")
    assert sheet.form("body-new")["body-new-name-3"] == "Far Away"
    sheet = mandator.send(sheet, "body-new")
    assert "The body is formed." in sheet.main
    assert "at least 2/3 of all votes; at least 0.5 of the votes must be there" in sheet.main
    body = home(table).bodies["inner-circle"]
    assert [(one.id, one.role, one.veto, one.weight) for one in body.members] == [
        ("head", "leader", False, 1.0),
        ("voter", "member", True, 2.0),
        ("far-away", "member", False, 1.0),
    ]
    sheet = mandator.send(
        sheet, "question-put", body="inner-circle", text="Shall it be approved?", about="p1.1"
    )
    assert "The question is before the body." in sheet.main
    assert home(table).questions["q1"].package == {"truce": "long"}
    assert "vote-h1" not in sheet.forms()
    voter = reader("alba:voter")
    sheet = voter.send(voter.get(PATH), "vote-h1", vote="for")
    assert "The vote is taken. There is no second one." in sheet.main
    assert "vote-h1" not in sheet.forms()
    head = reader("alba:head")
    sheet = head.get(PATH)
    assert 'id="seats-h1"' in sheet.text
    sheet = head.send(sheet, "vote-h1", vote="for")
    sheet = head.send(sheet, "close-h1")
    assert "✓ approved" in sheet.main
    assert "for: 2" in sheet.main
    assert table.talks.history.load(Stream("channel", "alba")).state.proposals["p1"].status == "accepted"  # type: ignore[union-attr]  # a channel


@pytest.mark.parametrize("ballot", ["after", "open", "secret"])
def test_votes_are_seen_as_the_ballot_lets_them(table: Table, ballot: str) -> None:
    asked(table, ballot)
    assert not table.play([act("alba:voter", "vote", question="q1", vote="against")]).refused
    head = reader("alba:head")
    sheet = head.get(PATH)
    assert ('id="seats-h1"' in sheet.text) == (ballot == "open")
    assert "has voted" in sheet.main or ballot == "open"
    sheet = head.send(sheet, "close-h1")
    assert "✕ not approved" in sheet.main
    assert "against: 1" in sheet.main
    assert ('id="seats-h1"' in sheet.text) == (ballot != "secret")
    assert ("Ada Votermember against" in sheet.main) == (ballot != "secret")


def test_a_voter_sees_the_questions_of_their_body_and_nothing_else(table: Table) -> None:
    asked(table)
    other = {
        "id": "elders",
        "party": "alba",
        "name": "Elders",
        "members": [{"id": "head", "name": "Head"}],
        "rule": {"kind": "unanimity"},
    }
    acts = [
        act("alba:mandator", "form_body", body=other),
        act("alba:head", "put_question", question="q2", body="elders", text="A word among elders"),
        act("alba:mandator", "give_mandate", mandate="kept", text="a mandate kept at home"),
        act("alba:head", "note", text="a note of the delegation"),
    ]  # fmt: skip
    assert not table.play(acts).refused
    voter = reader("alba:voter")
    sheet = voter.get(PATH)
    assert "Shall we go on?" in sheet.main
    for hidden in ("elders", "Elders", "mandate kept", "note of the delegation"):
        assert hidden not in sheet.text
    assert sheet.forms() == ["vote-h1"]
    for path in (
        "home/mandate",
        "home/preferences",
        "home/room",
        "rounds",
        "audiences",
        "parties/1/questions",
    ):
        assert voter.get(f"/cases/main/{path}").status == 404, path
    # What they cannot do they are refused, whatever they send.
    form = sheet.form("vote-h1")
    assert voter.client.post(PATH, {**form, "form": "close-h1", "close-h1-question": "q1"}).status_code == 409
    # The adviser of a delegation sits in the cabinet without a vote: they see the question, and cannot vote.
    adviser = reader("alba:adviser").get(PATH)
    assert "Shall we go on?" in adviser.main
    assert adviser.forms() == []
    assert reader("alba:member").get(PATH).status == 404


def test_no_other_side_sees_anything_of_it(table: Table) -> None:
    asked(table)
    watched = [
        ("borea:head", PATH),
        ("borea:voter", PATH),
        ("mediator:lunn", "/cases/main/parties/1/questions"),
        ("mediator:lunn", "/cases/main/rounds"),
        ("mediator:far", "/cases/main/rounds"),
    ]
    people = {who: reader(who) for who, _path in watched}
    before = [people[who].get(path).normalised for who, path in watched]
    assert "Shall we go on?" not in "".join(before)
    voter, head = reader("alba:voter"), reader("alba:head")
    voter.send(voter.get(PATH), "vote-h1", vote="for")
    head.send(head.get(PATH), "close-h1")
    assert [people[who].get(path).normalised for who, path in watched] == before


#: Borea does not sign in, and nothing is known of who decides there.
SILENT: list[Act] = [
    one for one in opening(silent=["borea"]) if (one["do"], one.get("for")) != ("form_body", "borea")
]


@pytest.mark.parametrize("beginning", [SILENT])
def test_mediators_enter_it_for_a_party_that_does_not_sign_in(table: Table) -> None:
    path = "/cases/main/parties/2/questions"
    lunn = reader("mediator:lunn")
    sheet = lunn.get(path)
    assert "Cabinet" not in sheet.main
    sheet = lunn.send(
        sheet,
        "body-new-2",
        called="Council",
        rule="unanimity",
        ballot="after",
        meeting="Doha",
        **{"name-1": "Zed Elder", "name-2": "Yan"},
    )
    sheet = lunn.send(sheet, "question-put-2", text="Do they agree?", meeting="Doha")
    assert sheet.status == 200
    sheet = lunn.send(sheet, "vote-e1-2", member="zed-elder", vote="for", meeting="")
    assert sheet.status == 422
    assert sheet.form("vote-e1-2")["vote-e1-2-vote"] == "for"
    sheet = lunn.send(sheet, "vote-e1-2", meeting="by telephone")
    sheet = lunn.send(sheet, "vote-e1-2", member="yan", vote="absent", meeting="by telephone")
    assert "vote-e1-2" not in sheet.forms()
    sheet = lunn.send(sheet, "close-e1-2", meeting="by telephone")
    assert "✓ approved" in sheet.main
    assert home(table, "entered", "borea").questions["q1"].approved is True
    assert "entered by the mediators" in reader("borea:head").get(PATH).main
    for who in ("mediator:co", "alba:head"):
        assert reader(who).get(path).status == 404
    # As soon as it acts itself, what is decided at home is its own; a form that was open before says so.
    stale = lunn.get(path)
    assert not table.play([act("borea:head", "say", text="good morning")]).refused
    sheet = lunn.get(path)
    assert "borea acts for itself: what is decided at home, it enters itself." in sheet.main
    assert sheet.forms() == []
    assert (
        lunn.client.post(path, stale.form("question-put-2") | {"form": "question-put-2"}).status_code == 409
    )
    assert list(home(table, "entered", "borea").questions) == ["q1"]


def test_a_body_is_not_changed_while_it_is_asked_and_by_the_mandator_alone(table: Table) -> None:
    head, mandator = reader("alba:head"), reader("alba:mandator")
    assert "body-new" not in head.get(PATH).forms()
    before = mandator.get(PATH)
    assert {"body-new", "body-h1"} <= set(before.forms())
    asked(table, "secret")
    assert "body-h1" not in mandator.get(PATH).forms()
    late = mandator.send(before, "body-h1", ballot="open")
    assert late.status == 422
    assert "is before" in late.main
    assert home(table).ballots["cabinet"] == "secret"
    head.send(head.get(PATH), "close-h1")
    assert "body-h1" in mandator.get(PATH).forms()


def test_a_second_vote_a_stale_tab_and_a_deadline_are_sentences(table: Table) -> None:
    asked(table, deadline="2031-03-01T10:00:00Z")
    voter = reader("alba:voter")
    stale = voter.get(PATH)
    assert "open until" in stale.main
    assert "data-until" in stale.text
    voter.send(stale, "vote-h1", vote="for")
    again = voter.send(stale, "vote-h1", vote="against", key="another")
    assert again.status == 422
    assert "has voted on 'q1' already" in again.main
    same = voter.send(stale, "vote-h1", vote="for")
    assert same.status == 200
    assert not table.play([act("clock", "tick", at="2031-03-01T10:00:00Z")]).refused
    assert "approved" in voter.get(PATH).main
    gone = reader("alba:head").send(
        reader("alba:head").get(PATH), "question-put", body="cabinet", text="x", deadline="2001-01-01T00:00"
    )
    assert "is over already" in gone.main


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name-1": ""}, "Name one member at least."),
        ({"name-1": "عضو"}, "in Latin letters"),
        ({"name-2": "Ada"}, "Somebody else here signs in by this name"),
        ({"rule": "qualified"}, "Write the share as 2/3"),
        ({"rule": "weighted", "threshold": "7/3"}, "Write the share as 2/3"),
        ({"threshold": "x" * 30_000}, "This is too long"),
        ({"called": ""}, "Fill this in."),
        ({"rows": "99999999"}, ""),
        (
            {"called": "\u202e<script>alert(1)</script> '; DROP TABLE body --", "weight-1": "lots"},
            "This cannot be read",
        ),
    ],
)
def test_what_is_wrong_with_a_body_is_said_and_nothing_is_lost(
    table: Table, fields: dict[str, str], sentence: str
) -> None:
    mandator = reader("alba:mandator")
    sent = {"called": "Body", "name-1": "Ada", "ballot": "after", "rule": "majority", **fields}
    sheet = mandator.send(mandator.get(PATH), "body-new", **sent)
    assert sheet.status == 422
    assert sentence in sheet.main
    kept = sheet.form("body-new")
    assert kept["body-new-called"] == sent["called"]
    assert "<script>alert" not in sheet.text
    assert list(home(table).bodies) == ["cabinet"]


@spoken_for("alba")
def test_who_sits_in_a_body_that_mediators_entered_votes_there_and_sees_nothing_of_home(table: Table) -> None:
    entered: Act = {"entered_for": "alba", "meeting": "m"}
    acts = [
        act(LEAD, "put_question", question="q", body="cabinet", text="Do we go?", **entered),
        act("alba:mandator", "give_mandate", mandate="d", text="KEPT AT HOME"),
        act(
            "alba:mandator",
            "form_body",
            body=cabinet("alba") | {"id": "inner", "members": [{"id": "head", "name": "Head"}]},
        ),
        act("alba:mandator", "put_question", question="k", body="inner", text="ASKED AT HOME"),
    ]
    assert not table.play(acts).refused
    voter = reader("alba:voter")
    assert "Your vote: Do we go?" in voter.get("/cases/main/").main
    sheet = voter.send(voter.get(PATH), "vote-e1", vote="for")
    assert sheet.status == 200, sheet.main
    assert "AT HOME" not in sheet.text
    # The party forms its cabinet anew, without them.
    formed = act(
        "alba:mandator", "form_body", body=cabinet("alba") | {"members": [{"id": "head", "name": "Head"}]}
    )
    assert not table.play([formed]).refused
    assert voter.get(PATH).status == 404
