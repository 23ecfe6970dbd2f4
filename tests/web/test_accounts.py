"""Accounts and seats: names, invitations, recovery, administrators, sessions, drafts, visits; what was before is kept."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyotp
import pytest

from goodoffices.services.keeping import purge
from goodoffices.storage.cases import MAIN
from goodoffices.storage.vault import Vault, new_master
from goodoffices.web.project import House
from tests.talks.table import LEAD, Table, act, opening
from tests.web.conftest import CAST, PASSWORD
from tests.web.knocking import Visitor, signed_in, stranger

pytestmark = pytest.mark.usefixtures("table")
OTHER = "another long password"


def account(name: str) -> Any:  # the models can be loaded once Django is set up
    from goodoffices.web.accounts.models import Account

    return Account.objects.get(name=name)


@pytest.fixture
def second() -> str:
    """Return the id of one more case with the same cast."""
    from goodoffices.services.acting import Talks

    made = House.workspace.new_case()
    assert not Table(Talks(made.history)).play(opening()).refused
    return made.id


def accepted(token: str, **fields: object) -> Any:  # the test client's response
    return stranger().post("invitations/accepted", {"token": token, **fields})


def test_names_are_made_and_never_chosen(second: str) -> None:
    from goodoffices.web.accounts.inviting import invite

    given = {"password": PASSWORD}
    response = accepted(invite(second, "alba:head")[0], **given)
    name = f"alba:head@{second}"
    assert response.json() == {"name": name, "cases": [{"case": second, "actor": "alba:head"}]}
    assert accepted(invite("", "admin:anna")[0], **given).json() == {"name": "admin:anna", "cases": []}
    for name in (f"alba:head@{second}", "admin:anna", "alba:head"):
        signed_in(name)


def test_an_account_may_have_a_seat_in_each_case(second: str) -> None:
    from goodoffices.web.accounts.inviting import invite

    lead = signed_in(LEAD)
    token, _ = invite(second, LEAD)
    assert stranger().post("invitations/accepted", {"token": token, "join": True}).status_code == 401
    joined = lead.post("invitations/accepted", {"token": token, "join": True})
    seats = [{"case": MAIN, "actor": LEAD}, {"case": second, "actor": LEAD}]
    assert (joined.status_code, joined.json()) == (201, {"name": LEAD, "cases": seats})
    assert lead.post("invitations/accepted", {"token": token, "join": True}).status_code == 404
    said = lead.get("session").json()
    assert (said["name"], said["actor"], said["cases"]) == (LEAD, None, seats)
    # Nobody sits on two sides of one case, nor where somebody sits.
    refused = lead.post("invitations/accepted", {"token": invite(second, "alba:head")[0], "join": True})
    assert (refused.status_code, "in this case already" in refused.json()["error"]["message"]) == (409, True)
    head = signed_in("alba:head")
    token, _ = invite(second, LEAD)
    assert head.post("invitations/accepted", {"token": token, "join": True}).status_code == 409
    # Recovery: the token is still good for the one who has the seat, and the account has both.
    assert accepted(token, password=OTHER).json() == {"name": LEAD, "cases": seats}
    assert lead.get(f"cases/{second}/view").status_code == 401
    assert signed_in(LEAD, OTHER).get(f"cases/{second}/view").status_code == 200


def test_administrators_see_people_and_no_case(second: str) -> None:
    from goodoffices.web.accounts.inviting import invite
    from goodoffices.web.accounts.people import people

    assert accepted(invite("", "admin:anna")[0], password=PASSWORD).status_code == 201
    invite(second, "borea:head")
    admin = signed_in("admin:anna")
    nothing = signed_in("alba:head").get("cases/nowhere/view").content
    for path in ("view", "streams", "transcript", "live", f"cases/{MAIN}/view", f"cases/{second}/streams"):
        assert (admin.get(path).status_code, admin.get(path).content) == (404, nothing), path
    assert admin.post("invitations", {"actor": "alba:head"}).status_code == 404
    taken = admin.post("invitations/accepted", {"token": invite(second, LEAD)[0], "join": True})
    assert taken.status_code == 409
    made = invite("", "admin:bert")[0]
    assert signed_in(LEAD).post("invitations/accepted", {"token": made, "join": True}).status_code == 409
    found = people()
    assert [one.name for one in found.accounts] == sorted([*CAST, "admin:anna"])
    by_name = {one.name: one for one in found.accounts}
    assert by_name["alba:head"].seats == ((MAIN, "alba:head"),)
    assert by_name["alba:head"].last == by_name["admin:anna"].last == dt.datetime.now(dt.UTC).date()
    assert by_name["borea:head"].last is None
    assert (by_name["admin:anna"].administrator, by_name["admin:anna"].seats) == (True, ())
    assert [(one.case, one.actor) for one in found.invitations] == [
        ("", "admin:bert"),
        *sorted([(second, "borea:head"), (second, LEAD)]),
    ]
    assert account("alba:head").password not in repr(found)


def test_the_hour_of_a_sign_in_is_kept_nowhere() -> None:
    signed_in("alba:head")
    assert account("alba:head").last_login.time() == dt.time()


def test_recovery_gives_a_new_password_drops_the_second_factor_and_ends_all_sessions(second: str) -> None:
    from goodoffices.web.accounts.inviting import invite, reinvite

    old = signed_in("alba:head")
    totp = pyotp.parse_uri(old.post("factor").json()["address"])
    assert isinstance(totp, pyotp.TOTP)
    assert old.send("PUT", "factor", {"code": totp.now()}).status_code == 200
    token, _ = reinvite(account("alba:head"))
    assert old.get("view").status_code == 200
    assert accepted(token, password=OTHER).status_code == 201
    assert old.get("view").status_code == 401
    signed_in("alba:head", OTHER)
    # Of an account of another case, and of an administrator.
    assert accepted(invite(second, "alba:head")[0], password=PASSWORD).status_code == 201
    other = account(f"alba:head@{second}")
    assert accepted(reinvite(other)[0], password=OTHER).json()["name"] == other.name
    assert accepted(invite("", "admin:anna")[0], password=PASSWORD).status_code == 201
    assert accepted(reinvite(account("admin:anna"))[0], password=OTHER).json()["name"] == "admin:anna"
    signed_in("admin:anna", OTHER)


def test_a_new_invitation_ends_the_one_before_it() -> None:
    from goodoffices.web.accounts.inviting import invite

    first, second = invite(MAIN, "alba:head")[0], invite(MAIN, "alba:head")[0]
    assert accepted(first, password=OTHER).status_code == 404
    assert accepted(second, password=OTHER).status_code == 201


@pytest.mark.parametrize("how", ["disabled", "ended", "password"])
def test_what_ends_all_sessions(how: str) -> None:
    from goodoffices.web.accounts import entering, people

    windows, other = [signed_in("alba:head") for _ in range(2)], signed_in("alba:member")
    one = account("alba:head")
    match how:
        case "disabled":
            people.disable(one)
        case "ended":
            entering.end_sessions(one)
        case "password":
            entering.new_password(one, OTHER)
    assert [window.get("view").status_code for window in windows] == [401, 401]
    assert other.get("view").status_code == 200
    if how == "disabled":
        visitor = stranger()
        right = visitor.post("session", {"name": "alba:head", "password": PASSWORD})
        wrong = visitor.post("session", {"name": "alba:head", "password": "x"})
        assert (right.status_code, right.content) == (401, wrong.content)
        people.enable(account("alba:head"))
    signed_in("alba:head", OTHER if how == "password" else PASSWORD)
    assert [window.get("view").status_code for window in windows] == [401, 401]


def test_a_session_has_a_new_key_at_sign_in_and_ends_after_twelve_hours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    visitor = stranger()
    visitor.client.session.save()
    planted = visitor.client.session.session_key
    visitor.client.cookies["sessionid"] = str(planted)
    visitor.csrf = visitor.get("session").json()["csrf"]
    assert visitor.post("session", {"name": "alba:head", "password": PASSWORD}).status_code == 200
    assert visitor.client.cookies["sessionid"].value != planted
    assert visitor.get("view").status_code == 200
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 12 * 3600 + 1)
    assert visitor.get("view").status_code == 401


def test_tries_are_counted_alike_whether_there_is_an_account_or_not() -> None:
    found = []
    for name in ("alba:head", "alba:ghost", "admin:ghost", "nobody@nowhere", "zero\0"):
        visitor = stranger()
        answers = [visitor.post("session", {"name": name, "password": "x"}) for _ in range(12)]
        found.append([(one.status_code, one.content) for one in answers])
    assert all(one == found[0] for one in found)
    assert [status for status, _ in found[0]] == [401] * 10 + [429] * 2


def test_a_password_is_asked_for_once_more_as_often_as_at_the_door() -> None:
    from goodoffices.web.accounts.entering import Denied, is_password

    head = account("alba:head")
    assert is_password(head, PASSWORD)
    assert not any(is_password(head, "x") for _ in range(10))
    with pytest.raises(Denied):
        is_password(head, PASSWORD)


# ----------------------------------------------------------------------------------------------- drafts and visits


def test_drafts_are_kept_for_their_account_and_case_alone(second: str) -> None:
    from goodoffices.web.accounts import drafts
    from goodoffices.web.accounts.seats import sit_down

    head, lead = account("alba:head"), account(LEAD)
    sit_down(lead, second, LEAD)
    drafts.keep(head, MAIN, "say", "three crossings, perhaps")
    drafts.keep(head, MAIN, "say", "four crossings, perhaps")
    drafts.keep(lead, MAIN, "tell", "they may take four")
    drafts.keep(lead, second, "tell", "something else")
    assert {form: one.text for form, one in drafts.find(head, MAIN).items()} == {
        "say": "four crossings, perhaps"
    }
    assert {form: one.text for form, one in drafts.find(lead, second).items()} == {"tell": "something else"}
    assert drafts.find(account("alba:member"), MAIN) == {}
    drafts.drop(head, MAIN, "say")
    assert drafts.find(head, MAIN) == {}


def test_drafts_stand_nowhere_in_the_clear_and_open_in_their_place_alone() -> None:
    from goodoffices.web.accounts import drafts
    from goodoffices.web.accounts.keeping import taken
    from goodoffices.web.accounts.models import Draft

    for name in ("alba:head", LEAD, "alba:voter"):
        drafts.keep(account(name), MAIN, "say", "the bridge at noon")
    assert all(b"bridge" not in bytes(one.sealed) for one in Draft.objects.all())
    assert b"bridge" not in taken()
    sealed = {one.account.name: one.sealed for one in Draft.objects.all()}
    Draft.objects.filter(account=account("alba:voter")).update(sealed=sealed["alba:head"])
    Draft.objects.filter(account=account("alba:head")).update(form="other")
    assert drafts.find(account("alba:voter"), MAIN) == drafts.find(account("alba:head"), MAIN) == {}
    assert list(drafts.find(account(LEAD), MAIN)) == ["say"]


def test_drafts_are_not_large_and_not_many() -> None:
    from goodoffices.web.accounts import drafts
    from goodoffices.web.problems import Problem

    head = account("alba:head")
    drafts.keep(head, MAIN, "full", "é" * (drafts.LARGEST // 2))
    for text, form in (("é" * (drafts.LARGEST // 2) + "x", "say"), ("x", "y" * 201), ("x", "\0")):
        with pytest.raises(Problem):
            drafts.keep(head, MAIN, form, text)
    for number in range(drafts.MOST):
        drafts.keep(head, MAIN, f"form {number}", str(number))
    found = drafts.find(head, MAIN)
    assert len(found) == drafts.MOST
    assert "full" not in found
    with pytest.raises(Problem):
        drafts.keep(head, "nowhere", "say", "x")


def test_what_a_party_confided_takes_its_drafts_and_those_of_the_mediators_with_it(second: str) -> None:
    from goodoffices.storage.errors import KeyMissing
    from goodoffices.web.accounts import drafts
    from goodoffices.web.accounts.models import Draft
    from goodoffices.web.accounts.seats import sit_down

    sit_down(account(LEAD), second, LEAD)
    for name in ("alba:head", "alba:voter", "borea:head", LEAD, "observer:un"):
        drafts.keep(account(name), MAIN, "say", "in confidence")
    drafts.keep(account(LEAD), second, "say", "elsewhere")
    purge(House.workspace.case(), "alba")
    # What is still there after the key is gone cannot be opened.
    assert Draft.objects.filter(account=account("alba:head")).exists()
    assert drafts.find(account("alba:head"), MAIN) == {}
    with pytest.raises(KeyMissing):
        drafts.keep(account("alba:head"), MAIN, "say", "again")
    drafts.forget(MAIN, "alba")
    left = {(one.account.name, one.case) for one in Draft.objects.all()}
    assert left == {("borea:head", MAIN), ("observer:un", MAIN), (LEAD, second)}


def test_visits_say_where_somebody_was(second: str) -> None:
    from goodoffices.web.accounts.visits import mark, places

    head = account("alba:head")
    assert places(head, MAIN) == {}
    mark(head, MAIN, {"case": 3, "channel/alba": 7})
    mark(head, MAIN, {"case": 4, "channel/alba": 7})
    assert places(head, MAIN) == {"case": 4, "channel/alba": 7}
    assert places(head, second) == places(account("alba:member"), MAIN) == {}


# ----------------------------------------------------------------------------------------------- keeping


def test_accounts_are_kept_with_their_seats_and_without_their_sessions(second: str) -> None:
    from goodoffices.web.accounts.keeping import given_back, taken
    from goodoffices.web.accounts.models import Account
    from goodoffices.web.accounts.seats import seats_of, sit_down

    old = signed_in(LEAD)
    sit_down(account(LEAD), second, LEAD)
    Account.objects.filter(name=LEAD).update(language="ar", zone="Asia/Qatar")
    kept = taken()
    Account.objects.all().delete()
    assert given_back(kept) == len(CAST)
    lead = account(LEAD)
    assert (lead.language, lead.zone, seats_of(lead)) == ("ar", "Asia/Qatar", [(MAIN, LEAD), (second, LEAD)])
    assert old.get("session").json()["name"] is None
    signed_in(LEAD)


def test_a_backup_of_before_gives_each_account_its_seat() -> None:
    import msgspec

    from goodoffices.web.accounts.keeping import given_back
    from goodoffices.web.accounts.models import Account
    from goodoffices.web.accounts.seats import seats_of

    hashed = account("alba:head").password
    Account.objects.all().delete()
    assert given_back(msgspec.msgpack.encode([("alba:head", hashed, b"", 7)])) == 1
    assert seats_of(account("alba:head")) == [(MAIN, "alba:head")]
    signed_in("alba:head")


def test_a_second_factor_outlives_a_new_master_key(monkeypatch: pytest.MonkeyPatch) -> None:
    import dataclasses

    from goodoffices.web.accounts import drafts
    from goodoffices.web.accounts.keeping import sealed_anew

    visitor = signed_in(LEAD)
    totp = pyotp.parse_uri(visitor.post("factor").json()["address"])
    assert isinstance(totp, pyotp.TOTP)
    now = int(time.time())
    assert visitor.send("PUT", "factor", {"code": totp.at(now - 30)}).status_code == 200
    drafts.keep(account(LEAD), MAIN, "say", "x")
    drafts.keep(account("alba:head"), MAIN, "say", "x")
    old, new = House.workspace.vault, Vault(new_master())
    sealed_anew(old, new)
    assert drafts.find(account("alba:head"), MAIN)
    monkeypatch.setattr(House, "workspace", dataclasses.replace(House.workspace, vault=new))
    signed_in(LEAD, code=totp.at(now))
    assert drafts.find(account(LEAD), MAIN) == {}


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_what_the_first_tables_held_is_kept(
    database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """The accounts of the first version, in a database of their own, brought to the tables of now."""
    from django.core.management import call_command
    from django.db import connections

    settings = connections.databases["default"] | {"NAME": str(tmp_path / "accounts.sqlite3")}
    if database == "postgres":
        server = urlsplit(request.getfixturevalue("postgres"))
        settings |= {
            "ENGINE": "django.db.backends.postgresql", "NAME": "postgres", "USER": server.username,
            "HOST": server.hostname, "PORT": server.port, "OPTIONS": {},
        }  # fmt: skip
    connections.databases["before"] = settings
    try:
        call_command("migrate", "accounts", "0001", database="before", verbosity=0)
        with connections["before"].cursor() as cursor:
            cursor.execute(
                "INSERT INTO accounts_account (actor, password, factor, factor_step) VALUES (%s, %s, %s, %s)",
                ("alba:head", "argon2$x", b"sealed", 5),
            )
            cursor.execute(
                "INSERT INTO accounts_invitation (digest, actor, expires, used) VALUES ('d', 'alba:member', %s, %s)",
                ("2031-03-01 09:00:00+00", False),
            )
        call_command("migrate", "accounts", database="before", verbosity=0)
        from goodoffices.web.accounts.models import Account, Invitation

        one = Account.objects.using("before").get()
        assert (one.name, one.password, bytes(one.factor), one.factor_step) == (
            "alba:head",
            "argon2$x",
            b"sealed",
            5,
        )
        assert list(one.seats.values_list("case", "actor")) == [(MAIN, "alba:head")]
        assert (one.administrator, one.disabled, one.zone, one.language) == (False, False, "UTC", "")
        assert Invitation.objects.using("before").get().case == MAIN
    finally:
        connections["before"].close()
        del connections["before"]
        del connections.databases["before"]


# ----------------------------------------------------------------------------------------------- cases


def test_a_visitor_of_one_case_gets_nothing_of_the_other(second: str) -> None:
    from goodoffices.web.accounts.inviting import invite

    assert accepted(invite(second, "alba:head")[0], password=PASSWORD).status_code == 201
    here, there = signed_in("alba:head"), signed_in(f"alba:head@{second}")
    nothing = here.get("cases/nowhere/view")
    assert nothing.status_code == 404
    paths = ("view", "streams", "streams/case/events", "search?q=a", "transcript", "live", "record?q=a")
    for visitor, case in ((here, second), (there, MAIN)):
        for path in paths:
            response = visitor.get(f"cases/{case}/{path}")
            assert (response.status_code, response.content) == (404, nothing.content), (case, path)
        for path, body in (
            ("acts", {"do": "say", "text": "x"}),
            ("previews", {"do": "say", "text": "x"}),
            ("invitations", {"actor": "alba:member"}),
            ("record", {}),
        ):
            response = visitor.post(f"cases/{case}/{path}", body)
            assert (response.status_code, response.content) == (404, nothing.content), (case, path)
    for path in paths:
        if path != "live":
            own = [here.get(f"cases/{MAIN}/{path}").content, here.get(path).content]
            assert own[0] == own[1], path
    assert here.act("say", text="only here").status_code == 201
    assert there.post(f"cases/{second}/acts", {"do": "say", "text": "only there"}).status_code == 201
    assert here.get("search?q=only").json()["events"][0]["happened"]["event"]["text"] == "only here"
    assert there.get("search?q=only").json()["events"][0]["happened"]["event"]["text"] == "only there"


def test_who_takes_part_in_several_cases_says_in_which(second: str) -> None:
    from goodoffices.web.accounts.seats import sit_down

    sit_down(account(LEAD), second, LEAD)
    lead = signed_in(LEAD)
    told = lead.get("view")
    assert (told.status_code, "/api/cases/ID/" in told.json()["error"]["message"]) == (409, True)
    for case in (MAIN, second):
        assert lead.get(f"cases/{case}/view").status_code == 200
        invited = lead.post(f"cases/{case}/invitations", {"actor": "mediator:co"})
        assert invited.status_code == (409 if case == MAIN else 201)
    assert lead.post(f"cases/{second}/acts", act("", "announce", text="x") | {"by": LEAD}).status_code == 422


def test_a_case_that_is_opened_while_the_server_runs_has_a_room() -> None:
    from goodoffices.services.scripts import command_of
    from goodoffices.talks.actions.case import OpenCase
    from tests.talks.table import minute

    assert House.ids() == [MAIN]
    assert House.room("nowhere") is None
    action = command_of({"at": minute(0), **opening()[0]}).action
    assert isinstance(action, OpenCase)
    room = House.open(action, "mediator:new")
    assert House.ids() == [MAIN, room.id]
    assert House.room(room.id) is room
    assert room.talks.standing("mediator:new").lead
    # Another server of the same database opens one more.
    from goodoffices.services.workspaces import open_workspace

    other = open_workspace(House.workspace.path)
    elsewhere = other.open_case(action, "mediator:new", House.now())
    other.close()
    found = House.room(elsewhere.id)
    assert found is not None
    assert found.talks.parties() == {"alba", "borea", "cora"}


def test_the_clock_closes_in_all_cases(second: str, table: Table) -> None:
    from goodoffices.services.acting import Talks
    from tests.talks.table import minute

    tables = [table, Table(Talks(House.workspace.case(second).history), table.clock)]
    final = act(
        LEAD, "table_final", name="f", to=["alba", "borea"], package={"truce": "short"}, deadline=minute(100)
    )
    for one in tables:
        assert not one.play([final]).refused
    table.clock = 200
    House.tick()
    for one in tables:
        assert b'"final_closed"' in one.seen("alba")
    assert House.workspace.store.due(House.now()) == []


def test_errors_have_the_shape_of_where_they_happen() -> None:
    visitor = Visitor()
    assert visitor.client.get("/api/nowhere")["Content-Type"] == "application/json"
    assert visitor.client.get("/nowhere")["Content-Type"].startswith("text/html")
    refused = visitor.client.post("/api/session", {}, content_type="application/json")
    assert (refused.status_code, refused["Content-Type"]) == (403, "application/json")
