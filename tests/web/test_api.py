"""Every endpoint for every role; sign-in; invitations; acts; what is not allowed is as if it were not there."""

from __future__ import annotations

import json
import time
from urllib.parse import urlencode

import pyotp
import pytest
from django.db import OperationalError

from goodoffices.services.acting import Talks
from goodoffices.storage.errors import KeyMissing, StorageError, Tampered
from goodoffices.talks.actions.party import Say
from goodoffices.talks.decide import HANDLERS
from goodoffices.talks.decide.asking import Ask, Puts
from goodoffices.talks.decide.speaking import say
from goodoffices.talks.streams import KINDS
from goodoffices.talks.transcript import checked
from goodoffices.web.project import House
from tests.talks.table import LEAD, PARTIES, Act, Table, act, agreeing, cabinet, minute, opening, outside
from tests.web.conftest import CAST, FOLLOWING, PASSWORD
from tests.web.knocking import Visitor, signed_in, stranger
from tests.web.pages.papers_table import PapersAtOnce

pytestmark = pytest.mark.usefixtures("table")

ALBA = ("alba:head", "alba:member", "alba:adviser", "alba:mandator")
SIDES = (*ALBA, "alba:voter", *(one.replace("alba", "borea") for one in (*ALBA, "alba:voter")))
MEDIATORS = ("mediator:lunn", "mediator:co", "mediator:far")
DECIDE = ("alba:head", "alba:mandator")
EVERYBODY = (*CAST, *FOLLOWING)

#: Who sees which stream of those that the table below has; nobody else does.
STREAMS = {
    "case": (*SIDES, *MEDIATORS),
    "desk": (LEAD,),
    "channel/alba": (*ALBA, LEAD, "mediator:co"),
    "mandate/alba": (*DECIDE, LEAD, "mediator:co"),
    "home/alba": (*DECIDE, "alba:voter"),
    "entered/alba": (*DECIDE, "alba:voter", LEAD, "mediator:co"),
    "ballots/alba": (),
    "room/alba": ALBA,
    "answers/alba": (),
    "sealed/alba": DECIDE,
    "audit/alba": DECIDE,
    "audit/mediators": (LEAD,),
    "joint/alba": (LEAD, "mediator:co"),
    "joint/alba+borea": (LEAD,),
    "dossier/alba+borea+cora": (LEAD,),
    "notes/mediator:co": ("mediator:co",),
    "audience/observer:un": ("observer:un", LEAD),
    "audience/monitor:watch": ("monitor:watch", LEAD),
    "ledger": (*(one for one in SIDES if not one.endswith(":voter")), *MEDIATORS, "monitor:watch"),
    "briefing/alba+borea+cora": (LEAD,),
    "briefing/alba": ALBA,
    "constituency/alba+home": ("constituency:alba+home", *ALBA),
    "voice/amal": ("voice:amal", "listener:ear"),
}  # fmt: skip
FULL = [
    act("alba:head", "say", text="hello"),
    act("alba:head", "tell", to=["borea"], text="not mine to do"),
    act("mediator:co", "announce", text="nor mine"),
    act("alba:head", "note", text="ours"),
    act("alba:mandator", "give_mandate", mandate="d", shown=True),
    act("alba:mandator", "give_mandate", mandate="e"),
    act("alba:head", "put_question", question="q", body="cabinet", text="?"),
    act("alba:voter", "vote", question="q", vote="for"),
    act(LEAD, "table_final", name="f", to=["alba", "borea"], package={"truce": "short"}, deadline=minute(9_000)),
    act("alba:head", "answer_final", final="f1", yes=True),
    act("alba:head", "seal_preferences", preferences={"kind": "additive", "weights": {"truce": 1, "crossings": 0}, "values": {"truce": {"kind": "table", "evaluations": {"none": 0, "short": 1, "long": 1}}, "crossings": {"kind": "linear", "origin": 0, "offset": 0, "slope": 0.2}}}),
    act(LEAD, "post", to=["alba"], text="about alba"),
    act(LEAD, "set_frame", frame={"parties": [{"id": party} for party in PARTIES]}),
    act("mediator:co", "note", text="mine"),
    act(LEAD, "announce", to=["observer:un", "monitor:watch"], text="for you"),
    *agreeing(),
    act(LEAD, "put_item", item="route", text="by the bridge"),
    act("alba:head", "put_item", item="i1", text="soon", status="due", audiences=["constituency:alba+home"]),
    act("alba:head", "release_briefing", audience="constituency:alba+home", items=["i1"]),
    act("voice:amal", "speak_up", text="we wait"),
]  # fmt: skip


@pytest.fixture
def cast() -> tuple[str, ...]:
    """Return who has an account: those from outside, too."""
    return EVERYBODY


@pytest.fixture
def beginning() -> list[Act]:
    """Return the acts that bring everybody to the table; before alba acts itself, something is entered for it."""
    acts = [*opening(), *outside()]
    body = cabinet("alba") | {"id": "council"}
    first = next(place for place, one in enumerate(acts) if one["by"] == "alba:head")
    return [*acts[:first], act(LEAD, "form_body", entered_for="alba", meeting="m", body=body), *acts[first:]]


@pytest.fixture
def full(table: Table) -> Table:
    """Return a table where every kind of stream has something."""
    played = table.play(FULL)
    assert len(played.refused) == 2
    names = {name.partition("/")[0] for name in table.talks.history.store.streams()}
    assert names == set(KINDS) - {"class", "table", "seat"}
    return table


def test_every_stream_for_every_role(full: Table) -> None:
    assert set(STREAMS) <= set(full.talks.history.store.streams())
    for actor in EVERYBODY:
        visitor = signed_in(actor)
        nothing = visitor.get("streams/channel/nobody/events").content
        listed = visitor.get("streams").json()["streams"]
        states = visitor.get("view").json()["streams"]
        told = visitor.get("transcript").content
        found = checked(told)
        for stream, who in STREAMS.items():
            response = visitor.get(f"streams/{stream}/events")
            if actor in who:
                assert response.status_code == 200, (actor, stream)
                assert len(response.json()["events"]) == listed[stream] == states[stream]["version"]
                assert found.events[stream] == listed[stream]
            else:
                assert (response.status_code, response.content) == (404, nothing), (actor, stream)
                assert stream not in listed
                assert stream not in states
                assert stream not in found.events


#: Who gets which answer about an agreement; for everybody else there is nothing.
AGREED = {
    "agreement": (*SIDES, *MEDIATORS),
    "ledger": STREAMS["ledger"],
    "calendar": STREAMS["ledger"],
}


def test_the_agreement_and_the_ledger_for_every_role(full: Table) -> None:
    begun = full.play([act(LEAD, "start_phase", phase="first", on="2031-03-01")])
    assert not begun.refused, begun.refused
    for actor in EVERYBODY:
        visitor = signed_in(actor)
        nothing = visitor.get("streams/channel/nobody/events").content
        for name, who in AGREED.items():
            response = visitor.get(name)
            if actor in who:
                assert response.status_code == 200, (actor, name, response.content)
            else:
                assert (response.status_code, response.content) == (404, nothing), (actor, name)
        if actor in AGREED["agreement"]:
            found = visitor.get("agreement").json()
            assert len(found["terms"]["phases"]) == 2
            assert (found["findings"] is not None) == (actor in MEDIATORS), actor
            assert (found["schedule"] is not None) == (actor in STREAMS["ledger"]), actor


def test_what_the_ledger_says_is_what_follows_from_it(full: Table) -> None:
    watch = "monitor:watch"
    entry = {"id": "e1", "tally": "held", "to": "held", "on": "2031-02-20", "source": "a"}
    assert signed_in(watch).get("calendar").status_code == 409, "no phase has begun, so no day is known"
    played = full.play([
        act(LEAD, "start_phase", phase="first", on="2031-03-01"),
        act("alba:head", "report_performance", obligation="free", quantity=30),
        act(watch, "verify_performance", report="r1", quantity=28),
        act("alba:head", "sign_agreement", office="Ministry"),
        act(LEAD, "open_tally", tally={"id": "held", "of": "people", "states": ["held", "freed"]}),
        act(watch, "enter_count", entry=entry | {"value": 130}),
        act(watch, "enter_count", entry=entry | {"id": "e2", "value": 9, "on": "2031-02-22"}),
    ])  # fmt: skip
    assert not played.refused, played.refused
    visitor = signed_in(watch)
    found = visitor.get("ledger?on=2031-03-06").json()
    free = next(one for one in found["compliance"]["obligations"] if one["obligation"] == "free")
    assert (free["standing"], free["done"], free["late"]) == ("part", {"low": 28, "high": 28}, True)
    assert found["late"] == ["free"]
    assert {one["what"] for one in found["consequences"]} == {"snapback", "resumes", "waits", "guarantor"}
    (tally,) = found["tallies"]
    assert sorted(tally["stands"]["gap"]["entries"]) == ["e1", "e2"]
    assert [one["entry"]["value"] for one in tally["entries"]] == [130, 9]
    assert visitor.get("ledger?on=2031-03-04").json()["late"] == []
    wrong = visitor.get("ledger?on=2031-02-30")
    assert (wrong.status_code, wrong.json()["error"]["message"]) == (
        422, "on: there is no such day; write one of the calendar, such as 2031-03-04",
    )  # fmt: skip
    ics = visitor.get("calendar")
    assert ics["Content-Type"].startswith("text/calendar")
    assert b"SUMMARY:alba: frees" in ics.content
    signed = signed_in("borea:voter").get("agreement").json()["signatures"]
    assert signed["alba"]["office"] == "Ministry"


#: Who gets which file of an agreement that all three have: of the documents of what is at the table, and of its data.
FILES = {
    "document?of=agreement&as=xml": (*(one for one in SIDES if not one.endswith(":voter")), LEAD),
    "document?of=agreement&as=html&languages=en,ar": (*(one for one in SIDES if not one.endswith(":voter")), LEAD),
    "document?of=p1&as=docx": tuple(one for one in SIDES if not one.endswith(":voter")),
    "document?of=deal&as=html": (LEAD,),
    "document?of=alba/p1&as=html": (LEAD,),
    "data.jsonl": (*SIDES, *MEDIATORS),
    "data.csv?of=agreement": (*SIDES, *MEDIATORS),
    "data.jsonl?of=case": (LEAD,),
}  # fmt: skip


def test_every_file_for_every_role(full: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(House, "papers", papers := PapersAtOnce())
    for actor in EVERYBODY:
        visitor = signed_in(actor)
        nothing = visitor.get("streams/channel/nobody/events").content
        for path, who in FILES.items():
            response = visitor.get(path)
            if actor in who:
                assert response.status_code == 200, (actor, path, response.content)
                assert response["Content-Disposition"].startswith("attachment; filename=")
            else:
                assert (response.status_code, response.content) == (404, nothing), (actor, path)
    assert len({whose for whose, _task in papers.asked}) == 9, papers.asked
    papers.waits, papers.fails = {"pdf"}, {"html": "a PDF needs Pango"}
    visitor = signed_in(LEAD)
    waiting = visitor.get("document?as=pdf")
    assert (waiting.status_code, waiting["Retry-After"]) == (202, "1")
    for path, said in (("document?as=html", "Pango"), ("document?as=exe", "as:"), ("document?languages=tlh", "languages:"),
                       ("document?languages=en,ar,en", "languages:"), ("data.csv?of=all", "of:")):  # fmt: skip
        response = visitor.get(path)
        assert (response.status_code, said in response.json()["error"]["message"]) == (422, True), path
    assert full.clock


def test_nobody_who_is_not_signed_in_gets_anything() -> None:
    visitor = stranger()
    for path in (
        "view", "streams", "search?q=a", "transcript", "streams/case/events", "live", "agreement", "ledger", "briefings", "calendar",
        "document", "data.csv",
    ):  # fmt: skip
        assert visitor.get(path).status_code == 401, path
    for method, path in (
        *(("POST", name) for name in ("acts", "previews", "invitations", "precedents", "factor")),
        ("PUT", "factor"),
    ):
        assert visitor.send(method, path).status_code == 401, path


@pytest.mark.parametrize(
    ("who", "whom"),
    [
        # Parties that act themselves invite their own; the others are in tests/web/test_invitations.py.
        (
            LEAD,
            [
                one
                for one in EVERYBODY
                if one.partition(":")[0] not in PARTIES and not one.startswith("constituency:")
            ],
        ),
        ("mediator:co", []),
        ("mediator:far", []),
        ("alba:head", [*(one for one in CAST if one.startswith("alba")), "constituency:alba+home"]),
        ("alba:mandator", [*(one for one in CAST if one.startswith("alba")), "constituency:alba+home"]),
        ("monitor:watch", []),
        ("constituency:alba+home", []),
        ("listener:ear", []),
        ("alba:member", []),
        ("alba:voter", []),
        ("observer:un", []),
    ],
)
def test_who_may_invite_whom(who: str, whom: list[str]) -> None:
    from goodoffices.web.accounts.models import Account

    visitor = signed_in(who)
    nobody = visitor.post("invitations", {"actor": "dora:head"})
    assert nobody.status_code == 404
    for actor in EVERYBODY:
        answers = [visitor.post("invitations", {"actor": actor})]
        if actor != who:
            Account.objects.filter(name=actor).delete()
            answers.append(visitor.post("invitations", {"actor": actor}))
        if actor in whom:
            # Nobody at the table takes over an account that is there.
            assert [one.status_code for one in answers] == [409, 201][: len(answers)]
        else:
            assert all((one.status_code, one.content) == (404, nobody.content) for one in answers)


@pytest.mark.parametrize("actor", ["clock", "engine"])
def test_nobody_is_invited_as_the_clock_or_the_engine(actor: str) -> None:
    assert signed_in(LEAD).post("invitations", {"actor": actor}).status_code == 404


def test_a_deadline_closes_for_nobody_because_another_acts(table: Table) -> None:
    soon = minute(table.clock + 6)
    final = act(
        LEAD, "table_final", name="f", to=["alba", "borea"], package={"truce": "short"}, deadline=soon
    )
    assert not table.play([final]).refused
    alba, borea = signed_in("alba:head"), signed_in("borea:head")
    while table.clock < 99:
        assert borea.act("say", text="we think it over").status_code == 201
    before = alba.get("view").json()["streams"]["channel/alba"]
    assert before["state"]["finals"]["f1"]["accepted"] is None
    assert alba.act("say", text="so do we").status_code == 201
    assert alba.get("view").json()["streams"]["channel/alba"]["state"]["finals"]["f1"]["accepted"] is False


#: Acts that cannot be read, or cannot be, with how they are answered.
WRONG: dict[str, tuple[str, dict[str, object], int, str]] = {
    "no zone": ("table_final", {"name": "f", "to": ["alba", "borea"], "package": {"truce": "long"}, "deadline": "2099-01-01T12:00:00"}, 422, "deadline: give the time with its zone"),
    "no year of ours": ("table_proposal", {"name": "f", "to": ["alba"], "text": "x", "deadline": "9999-12-31T23:59:59-12:00"}, 422, "deadline: give a time between"),
    "an expiry without a zone": ("give_mandate", {"mandate": "d", "expires": "2099-01-01T12:00:00", "for": "alba", "meeting": "m"}, 422, "expires: give the time with its zone"),
    "nobody's agreement": ("declare_agreement", {"name": "f", "to": ["alba", "mars"]}, 409, "there is no channel of yours with mars"),
    "a meeting in another's channel": ("tell", {"to": ["borea"], "text": "x", "for": "alba", "meeting": "in secret"}, 409, "this is no party's act"),
    "a body within itself": ("form_body", {"body": {"id": "b", "party": "alba", "name": "B", "members": [{"id": "b", "name": "B", "body": "b"}], "rule": {"kind": "majority"}}}, 409, "sits within itself"),
    "a key that no database takes": ("announce", {"text": "x", "key": "a\0b"}, 422, "key: a key has no NUL character"),
    "a key without end": ("announce", {"text": "x", "key": "k" * 201}, 422, "key: "),
    "a name with a line break": ("plan_round", {"round": "doha\n", "name": "x", "venue": "x"}, 422, "round: a name has"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_a_sentence_and_no_fault(wrong: str) -> None:
    do, fields, status, sentence = WRONG[wrong]
    visitor = signed_in("alba:mandator" if do == "form_body" else LEAD)
    for path in ("acts", "previews"):
        response = visitor.post(path, {"do": do, **fields})
        assert (response.status_code, sentence in response.json()["error"]["message"]) == (status, True), path


def test_a_fault_leaves_nothing_half_made_and_no_word_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    visitor = signed_in("alba:head")
    visitor.client.raise_request_exception = False
    before = visitor.get("streams").content

    def fails(ask: Ask, act: Say) -> Puts:
        yield from say(ask, act)
        raise KeyError(act.text)

    with monkeypatch.context() as broken:
        broken.setitem(HANDLERS, Say, fails)  # type: ignore[misc]  # of any act
        response = visitor.act("say", text="a-word-of-alba", key="k")
    assert response.status_code == 500
    assert visitor.get("streams").content == before
    assert "KeyError in test_api.fails" in caplog.text
    assert "a-word-of-alba" not in caplog.text
    assert visitor.act("say", text="a-word-of-alba", key="k").status_code == 201


def test_an_invitation_works_once_and_ends_older_sessions() -> None:
    from goodoffices.web.accounts.inviting import invite

    old = signed_in("alba:head")
    token, _ = invite("main", "alba:head")
    visitor = stranger()
    short = visitor.post("invitations/accepted", {"token": token, "password": "short"})
    assert "12 characters" in short.json()["error"]["message"]
    given = {"token": token, "password": "another long password"}
    assert visitor.post("invitations/accepted", given).status_code == 201
    assert visitor.post("invitations/accepted", given).status_code == 404
    assert old.get("view").status_code == 401
    signed_in("alba:head", "another long password")


def test_an_invitation_expires() -> None:
    from django.utils import timezone

    from goodoffices.web.accounts.inviting import invite
    from goodoffices.web.accounts.models import Invitation

    token, _ = invite("main", "alba:head")
    Invitation.objects.update(expires=timezone.now())
    response = stranger().post("invitations/accepted", {"token": token, "password": PASSWORD})
    assert response.status_code == 404


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer_and_not_for_ever() -> None:
    visitor = stranger()
    wrong = visitor.post("session", {"name": "alba:head", "password": "x"})
    nobody = visitor.post("session", {"name": "alba:ghost", "password": "x"})
    assert (wrong.status_code, wrong.content) == (nobody.status_code, nobody.content) == (401, wrong.content)
    for _ in range(9):
        visitor.post("session", {"name": "alba:head", "password": "x"})
    right = visitor.post("session", {"name": "alba:head", "password": PASSWORD})
    assert right.status_code == 429
    signed_in("borea:head")


def test_a_second_factor() -> None:
    visitor = signed_in("alba:head")
    address = visitor.post("factor").json()["address"]
    totp = pyotp.parse_uri(address)
    assert isinstance(totp, pyotp.TOTP)
    # Until it is confirmed, it is not asked for.
    signed_in("alba:head")
    assert visitor.send("PUT", "factor", {"code": "000000"}).status_code == 422
    now = int(time.time())
    code = totp.at(now)
    assert visitor.send("PUT", "factor", {"code": code}).status_code == 200
    entering = stranger()
    for given in ("", "123456", code):
        response = entering.post("session", {"name": "alba:head", "password": PASSWORD, "code": given})
        assert response.status_code == 401, "a code is used once"
    signed_in("alba:head", code=totp.at(now + 30))


def test_what_needs_a_csrf_token_is_refused_without() -> None:
    visitor = signed_in("alba:head")
    visitor.csrf = "x" * 64
    assert visitor.act("say", text="x").status_code == 403
    assert visitor.send("DELETE", "session").status_code == 403


def test_acts_come_back_as_the_actor_sees_them() -> None:
    lead, head = signed_in(LEAD), signed_in("alba:head")
    tabled = lead.act("table_proposal", name="x", to=["alba", "borea"], package={"truce": "short"}, key="k")
    assert tabled.status_code == 201
    assert {one["stream"] for one in tabled.json()["events"]} == {
        "channel/alba",
        "channel/borea",
        "joint/alba+borea",
    }
    again = lead.act("table_proposal", name="x", to=["alba", "borea"], package={"truce": "short"}, key="k")
    assert (again.status_code, again.json()["events"]) == (200, tabled.json()["events"])
    answered = head.act("answer_proposal", proposal="p1", answer="reject")
    assert [one["happened"]["event"]["answer"] for one in answered.json()["events"]] == ["reject"]
    second = head.act("answer_proposal", proposal="p1", answer="accept")
    assert (second.status_code, second.json()["error"]["message"][:27]) == (
        409,
        "the proposal 'p1' is reject",
    )
    unseen = head.act("answer_final", final="f9", yes=True)
    assert unseen.status_code == 409


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"do": "say"}, "text"),
        ({"do": "say", "text": ""}, "text"),
        ({"do": "say", "text": "x", "more": 1}, "more"),
        ({"do": "say", "text": "x", "at": "2031-01-01T00:00:00Z"}, "at"),
        ({"do": "say", "text": "x", "by": "borea:head"}, "by"),
        ({"do": "tick"}, "do"),
        ({"do": "close_due", "stream": "joint/a", "name": "x"}, "do"),
        ({}, "do"),
        ({"do": []}, "do: there is no act '[]'"),
        ({"do": {}}, "do: there is no act '{}'"),
        ({"do": {"do": "say"}}, "do: there is no act"),
        ({"do": "say", "text": [[]]}, "text: expected text, got a list"),
        ([], ""),
        ("x", ""),
    ],
)
def test_what_cannot_be_read_is_a_sentence_with_its_field(body: object, field: str) -> None:
    visitor = signed_in("alba:head")
    for path in ("acts", "previews"):
        response = visitor.post(path, body)
        assert response.status_code == 422
        assert field in response.json()["error"]["message"]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b'{"do": "say", "text": "x', "this is truncated JSON"),
        (b'{"do" "say"}', "this is malformed JSON (expected ':', at byte 6); mend it there"),
        (b'{"do": "say", "text": "\xff"}', "this is no UTF-8 text"),
        (b'{"do":' * 100_000, "this nests too deep"),
    ],
)
def test_a_body_that_is_no_json_is_a_sentence_of_ours(body: bytes, sentence: str) -> None:
    visitor = signed_in("alba:head")
    for path in ("acts", "previews"):
        response = visitor.raw(path, body)
        assert response.status_code == 422
        assert response.json()["error"]["message"].startswith(sentence)


def test_a_preview_shows_what_others_would_see_and_does_nothing(table: Table) -> None:
    lead = signed_in(LEAD)
    before = table.seen("mediators")
    shown = lead.post(
        "previews", {"do": "table_proposal", "name": "x", "to": ["alba"], "package": {"truce": "short"}}
    )
    assert shown.json()["shown"] == {
        "alba": [{"event": "tabled", "proposal": "p1", "package": {"truce": "short"}, "agenda": 2}]
    }
    assert table.seen("mediators") == before
    real = lead.act("table_proposal", name="x", to=["alba"], package={"truce": "short"})
    assert real.json()["events"][0]["happened"]["event"] == shown.json()["shown"]["alba"][0]
    assert signed_in("alba:head").post("previews", {"do": "say", "text": "x"}).json() == {"shown": {}}


def test_each_side_keeps_and_finds_a_record_of_its_own() -> None:
    statement = {
        "id": "s1",
        "source": "r1",
        "content": "three crossings",
        "speaker": "an official",
        "speaker_named": False,
        "act": "asserts",
    }
    kept = {"statements": [statement]}
    for actor in (LEAD, "alba:member"):
        assert signed_in(actor).post("record", kept).json() == {"kept": 1}
    for actor in (LEAD, *ALBA):
        assert signed_in(actor).get("record?q=crossing").json()["found"][0]["piece"]["id"] == "s1"
    assert signed_in("borea:head").get("record?q=crossing").json() == {"found": []}
    for actor in ("mediator:co", "alba:voter", "observer:un"):
        visitor = signed_in(actor)
        assert visitor.get("record?q=crossing").status_code == 404
        assert visitor.post("record", kept).status_code == 404
    assert signed_in(LEAD).get("record?q=crossing&most=0").status_code == 422


def test_what_passed_is_found_by_its_words_where_one_sees_it() -> None:
    head, lead, other = (signed_in(actor) for actor in ("alba:head", LEAD, "borea:head"))
    head.act("say", text="Trois points de passage à Élisa, pas plus")
    head.act("note", text="Élisa is our lowest")
    lead.act("tell", to=["borea"], text="no passage to Elisa")

    def texts(visitor: Visitor, query: str) -> list[str]:
        answer = visitor.get(f"search?{urlencode({'q': query})}").json()
        return [one["happened"]["event"]["text"] for one in answer["events"]]

    assert texts(head, "elisa") == ["Élisa is our lowest", "Trois points de passage à Élisa, pas plus"]
    assert texts(head, "PASS éli") == ["Trois points de passage à Élisa, pas plus"]
    assert texts(lead, "elisa") == ["no passage to Elisa", "Trois points de passage à Élisa, pas plus"]
    assert texts(other, "elisa") == ["no passage to Elisa"]
    assert texts(signed_in("observer:un"), "elisa") == texts(head, "") == texts(head, "* ^") == []
    assert len(lead.get("search?q=elisa&most=1").json()["events"]) == 1
    assert lead.get("search?q=elisa&most=x").status_code == 422


def test_events_are_paged() -> None:
    visitor = signed_in("alba:head")
    for number in range(3):
        visitor.act("say", text=str(number))
    whole = visitor.get("streams/channel/alba/events").json()["events"]
    rest = visitor.get(f"streams/channel/alba/events?after={len(whole) - 2}").json()["events"]
    assert rest == whole[-2:]
    assert visitor.get(f"streams/channel/alba/events?after={len(whole)}").json()["events"] == []
    for wrong in ("-1", "x", "9" * 40, "1.5"):
        assert visitor.get(f"streams/channel/alba/events?after={wrong}").status_code == 422


def test_whoever_is_recalled_sees_nothing_any_more() -> None:
    adviser = signed_in("alba:adviser")
    assert adviser.get("view").status_code == 200
    signed_in("alba:head").act("recall_delegate", person="adviser")
    assert adviser.get("view").status_code == 404
    assert adviser.act("say", text="x").status_code == 404


def test_a_method_that_is_not_for_this() -> None:
    visitor: Visitor = signed_in("alba:head")
    assert (response := visitor.send("DELETE", "view")).status_code == 405
    assert response["Allow"] == "GET"
    assert visitor.get("acts").status_code == 405


def test_too_many_acts_are_held_up(monkeypatch: pytest.MonkeyPatch) -> None:
    from goodoffices.web.accounts.allowances import LIMITS

    monkeypatch.setitem(LIMITS, "act", (2, 60))
    head, member = signed_in("alba:head"), signed_in("alba:member")
    assert [head.act("say", text="x").status_code for _ in range(3)] == [201, 201, 429]
    assert member.act("say", text="x").status_code == 201


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (StorageError("the server db.borea.example at port 5432 is gone"), 503),
        (Tampered("channel/borea: event 31 is not the one that was written there"), 503),
        (OperationalError("FATAL: too many connections for user borea at db.borea.example"), 503),
        (KeyMissing("answers/borea: its key is not there"), 410),
    ],
)
def test_what_a_database_says_of_itself_is_told_to_the_log_alone(
    error: Exception, status: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    head = signed_in("alba:head")

    def broken(_talks: object, _actor: str) -> None:
        raise error

    monkeypatch.setattr(Talks, "standing", broken)
    answers = [head.get("view"), head.get("live"), head.act("say", text="x")]
    assert [one.status_code for one in answers] == [status] * 3
    for one in answers:
        assert "borea" not in one.content.decode()
        assert len(json.loads(one.content)["error"]["message"].split()) > 8
    # what is wrong with a stream names it, and so a party: its kind is said, and where
    assert (type(error).__name__ if isinstance(error, Tampered | KeyMissing) else str(error)) in caplog.text
