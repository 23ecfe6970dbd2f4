"""The channels: what passes in one is seen in it and nowhere else, and crosses only by a mediator's act."""

from __future__ import annotations

import base64
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.talks.proposing import good
from tests.talks.table import LEAD, Table, act
from tests.web.conftest import spoken_for
from tests.web.reading import Reader, Sheet, reader

CHANNELS, OWN, ALBA, BOREA = (
    "/cases/main/channels", "/cases/main/channel", "/cases/main/channels/1", "/cases/main/channels/2",
)  # fmt: skip
#: What somebody might write into any field.
ODD = (
    "<script>alert(1)</script>", "\u202egnp.exe", "🙂 🕊️", "'; DROP TABLE accounts; --", "{{ 7 * 7 }}", "مرحبا", "%(name)s %s",
)  # fmt: skip
#: The pages of borea and its mediator, beside those that nobody but lunn sees.
OF_BOREA = (
    ("borea:head", OWN), ("borea:adviser", OWN), ("borea:head", "/cases/main/proposals/own"),
    ("borea:head", "/cases/main/proposals/2/p1"), ("borea:member", "/cases/main/proposals/2/p1"),
    ("mediator:far", CHANNELS), ("mediator:far", BOREA), ("mediator:far", "/cases/main/proposals"),
    ("mediator:far", "/cases/main/proposals/2/p1"), ("mediator:far", "/cases/main/proposals/final"),
    ("borea:head", ALBA), ("mediator:far", ALBA), ("borea:head", "/cases/main/channels/1/files/a1"),
)  # fmt: skip


def a_file(name: str = "map.txt", data: bytes = b"here and there") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="text/html")


def pages(people: dict[str, Reader]) -> list[tuple[int, str]]:
    return [
        (sheet.status, sheet.normalised) for actor, path in OF_BOREA for sheet in [people[actor].get(path)]
    ]


def test_what_a_delegation_says_is_seen_by_its_mediators_and_nobody_else(table: Table) -> None:
    head = reader("alba:head")
    sheet = head.send(head.get(OWN), "say", text="The roads are closed.", mark="relay_verbatim")
    assert sheet.status == 200
    assert "The roads are closed." in sheet.main
    assert "It is in the channel." in sheet.main
    for actor, path in (("mediator:co", CHANNELS), (LEAD, CHANNELS), (LEAD, ALBA), ("alba:adviser", OWN)):
        assert "The roads are closed." in reader(actor).get(path).main, (actor, path)
    for actor, path in (("borea:head", OWN), ("mediator:far", CHANNELS)):
        assert "The roads" not in reader(actor).get(path).text
    assert reader("mediator:far").get(ALBA).status == 404
    assert reader("borea:head").get(ALBA).status == 404
    assert table.clock


def test_nothing_of_what_alba_does_in_private_reaches_a_page_of_borea(table: Table) -> None:
    good(
        table,
        act(LEAD, "table_proposal", name="draft", to=["alba", "borea"], package={"truce": "short"}, deadline="2031-06-01T12:00:00Z"),
        act(LEAD, "table_final", name="f", to=["alba", "borea"], package={"truce": "long"}, deadline="2031-06-01T12:00:00Z"),
        act(LEAD, "open_bidding", name="b", more="alba", less="borea", question="How many?", deadline="2031-06-01T12:00:00Z"),
        act("borea:head", "say", text="Good morning."),
    )  # fmt: skip
    people = {actor: reader(actor) for actor, _path in OF_BOREA}
    pages(people)
    before = pages(people)
    good(
        table,
        act("alba:head", "say", text="In confidence.", mark="relay_as_idea"),
        act("alba:head", "attach", name="map.txt", kind="text/plain", data=base64.b64encode(b"map").decode()),
        act("alba:head", "answer_proposal", proposal="p1", answer="counter", package={"truce": "long"}),
        act("alba:head", "answer_final", final="f1", yes=True),
        act("alba:head", "bid", bidding="b1", value=3),
        act("alba:head", "consent", step="a visit"),
        act(LEAD, "tell", to=["alba"], text="Between us."),
        act(LEAD, "sound", to="alba", question="Would you?"),
        act(LEAD, "post", to=["alba", "borea"], text="They are close."),
        act(LEAD, "table_proposal", name="other", to=["alba"], text="Something else."),
        act(LEAD, "table_final", name="g", to=["alba", "cora"], package={"truce": "none"}, deadline="2031-06-01T12:00:00Z"),
        act(LEAD, "open_run", name="r", to=["alba", "cora"], purpose="To see."),
    )  # fmt: skip
    assert pages(people) == before


def test_a_relayed_message_is_seen_first_as_the_other_side_will_see_it(table: Table) -> None:
    good(
        table,
        act("alba:head", "say", text="We want peace.", mark="relay_substance"),
        act("alba:head", "say", text="Secret."),
    )
    lunn, borea = reader(LEAD), reader("borea:head")
    sheet = lunn.get(f"{CHANNELS}?relay=1-m1")
    assert "relay-1-m1" in sheet.forms()
    assert "verbatim" not in sheet.text.partition('id="form-relay-1-m1"')[2].partition("</form>")[0]
    seen = lunn.send(
        sheet, "relay-1-m1", button="preview", to="borea", manner="substance", text="They want quiet."
    )
    assert seen.status == 200
    assert "Borea will read" in seen.main or "borea will read" in seen.main
    assert "They want quiet." not in borea.get(OWN).text
    done = lunn.send(seen, "relay-1-m1", to="borea", manner="substance", text="They want quiet.")
    assert "It was carried over." in done.main
    assert "Carried to borea" in done.main
    theirs = borea.get(OWN).main
    assert "The substance of what alba says: They want quiet." in " ".join(theirs.split())
    assert "We want peace" not in theirs
    # What is for the mediators alone has no form; who has not seen the mark change is told.
    held = lunn.get(f"{CHANNELS}?relay=1-m2")
    assert "cannot be carried over" in held.main
    open_still = lunn.get(f"{CHANNELS}?relay=1-m1")
    good(table, act("alba:head", "mark_message", message="m1", mark="hold"))
    late = lunn.send(open_still, "relay-1-m1", to="borea", manner="substance", text="Once more.")
    assert late.status == 422
    assert "the mark has changed" in late.main
    assert "Once more." not in borea.get(OWN).text


def test_an_idea_names_nobody_and_looks_like_the_mediators_own_words(table: Table) -> None:
    good(table, act("alba:head", "say", text="Exchange the sick first.", mark="relay_as_idea"))
    lunn, words = reader(LEAD), "What of the sick first?"
    form = lunn.get(f"{CHANNELS}?relay=1-m1")
    seen = lunn.send(form, "relay-1-m1", button="preview", to="borea", manner="idea", text=words)
    lunn.send(seen, "relay-1-m1", to="borea", manner="idea", text=words)
    own = lunn.send(lunn.get(CHANNELS), "tell", button="preview", to="borea", text=words)
    lunn.send(own, "tell", to="borea", text=words)
    page = reader("borea:head").get(OWN)
    idea, told = (said(page, name) for name in ("said-2-m1", "said-2-m2"))
    assert words in idea
    assert idea == told
    assert "alba" not in page.main
    assert foreseen(seen) == foreseen(own)


def said(page: Sheet, name: str) -> str:
    """Return a message as it stands in a page, without its number and its time."""
    text = page.text.partition(f'id="{name}"')[2].partition("</li>")[0]
    return re.sub(r"<time.*?</time>", "", text)


def foreseen(page: Sheet) -> str:
    """Return what a page says others will see."""
    return page.text.partition('class="preview"')[2].partition("</section>")[0]


def test_files_are_saved_by_who_sees_the_channel_and_are_what_they_say(table: Table) -> None:
    head = reader("alba:head")
    sheet = head.send(head.get(OWN), "attach", file=a_file(), mark="hold")
    assert sheet.status == 200
    assert "map.txt" in sheet.main
    for actor, allowed in (
        ("alba:adviser", True),
        ("mediator:co", True),
        (LEAD, True),
        ("borea:head", False),
        ("mediator:far", False),
        ("alba:voter", False),
        ("observer:un", False),
    ):
        response = reader(actor).client.get(f"{ALBA}/files/a1")
        assert response.status_code == (200 if allowed else 404), actor
        if allowed:
            assert response.content == b"here and there"
            assert response["Content-Type"] == "text/plain; charset=utf-8"
            assert response["Content-Disposition"] == 'attachment; filename="map.txt"'
            assert response["X-Content-Type-Options"] == "nosniff"
    assert head.client.get(f"{ALBA}/files/a2").status_code == 404
    handed = reader(LEAD)
    assert (
        handed.send(
            handed.get(CHANNELS), "hand", to=["alba", "borea"], file=a_file("plan.csv", b"a,b")
        ).status
        == 200
    )
    assert "plan.csv" in reader("borea:head").get(OWN).main
    assert reader("borea:head").client.get(f"{BOREA}/files/a1").content == b"a,b"
    # Signs that turn a name around are gone when it comes in.
    assert (
        "\u202e"
        not in head.send(
            head.get(OWN), "attach", file=a_file("\u202etxt.fdp.pdf", b"%PDF-1.7"), mark="hold"
        ).text
    )
    # What a name of the talks' own says of a file does not make it another when it is saved.
    good(
        table,
        act(
            "alba:head",
            "attach",
            name="\u202etxt.exe.html",
            kind="text/plain",
            data=base64.b64encode(b"<script>").decode(),
        ),
    )
    saved = head.client.get(f"{ALBA}/files/a4")
    assert saved["Content-Disposition"] == 'attachment; filename="txt.exe.html.txt"'
    assert saved["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (a_file("page.html", b"<p>"), "cannot be passed on"),
        (a_file("map.pdf", b"MZ\x90"), "not what its name says"),
        (a_file("list.csv", b"\x00\x01"), "not what its name says"),
        (a_file("empty.txt", b""), "empty"),
        (a_file("x" * 220 + ".txt"), "shorter name"),
        (a_file("large.txt", b"x" * 1_000_001), "1,000,000"),
        ("", "Fill this in"),
    ],
    ids=["kind", "pdf", "text", "empty", "name", "large", "none"],
)
def test_a_file_that_cannot_pass_is_told_so(table: Table, file: Any, said: str) -> None:
    head = reader("alba:head")
    sheet = head.send(head.get(OWN), "attach", file=file, mark="hold")
    assert sheet.status == 422
    assert said in sheet.main
    assert "map" not in reader(LEAD).get(ALBA).main
    assert table.clock


@pytest.mark.parametrize("odd", ODD)
def test_odd_words_stay_words(table: Table, odd: str) -> None:
    head, lunn = reader("alba:head"), reader(LEAD)
    head.send(head.get(OWN), "say", text=odd, mark="hold")
    lunn.send(lunn.get(CHANNELS), "tell", to=["alba", "borea"], text=odd)
    lunn.send(lunn.get(CHANNELS), "say-2", text=odd, mark="hold", meeting=odd)
    for sheet in (head.get(OWN), lunn.get(CHANNELS), lunn.get(BOREA), reader("borea:adviser").get(OWN)):
        assert sheet.status == 200
        assert odd in sheet.main
        assert "<script>alert" not in sheet.text
    found = lunn.send(lunn.get(ALBA), "find-1", words=odd)
    assert found.status == 200
    assert table.clock


def test_what_is_wrong_is_said_and_what_was_typed_stays(table: Table) -> None:
    head, lunn = reader("alba:head"), reader(LEAD)
    sheet = head.send(head.get(OWN), "say", text=" ", mark="hold")
    assert (sheet.status, "Fill this in." in sheet.main) == (422, True)
    long = head.send(head.get(OWN), "say", text="x" * 30_000, mark="hold")
    assert (long.status, "too long" in long.main) == (422, True)
    assert "x" * 30_000 in long.form("say")["say-text"]
    none = lunn.send(lunn.get(CHANNELS), "tell", text="To whom?")
    assert (none.status, none.form("tell")["tell-text"]) == (422, "To whom?")
    place = lunn.send(lunn.get(CHANNELS), "say-1", text="At lunch.", mark="hold", meeting="")
    assert (place.status, place.form("say-1")["say-1-text"]) == (422, "At lunch.")
    # A form that is sent twice is one act; sent with other words, it is told, and can be sent anew.
    page = head.get(OWN)
    for _time in range(2):
        assert head.send(page, "say", text="Once.", mark="hold").status == 200
    assert head.get(OWN).main.count("Once.") == 1
    other = head.send(page, "say", text="Twice.", mark="hold")
    assert other.status == 422
    assert "sent before" in other.main
    assert head.send(other, "say", text="Twice.", mark="hold").main.count("Twice.") == 1
    assert table.clock


def test_members_speak_and_do_not_bind(table: Table) -> None:
    good(
        table,
        act(LEAD, "sound", to="alba", question="Would you?"),
        act(LEAD, "open_run", name="r", to=["alba", "borea"]),
    )
    member, head = reader("alba:member").get(OWN), reader("alba:head")
    assert {"say", "attach"} <= set(member.forms())
    assert not {"consent", "sounding-s1", "run-r1", "leave"} & set(member.forms())
    assert "The head of the delegation or its mandator answers." in member.main
    assert {"consent", "sounding-s1", "run-r1"} <= set(head.get(OWN).forms())
    said = head.send(head.get(OWN), "sounding-s1", answer="perhaps", text="It depends.")
    assert "it binds nobody" in said.main
    head.send(said, "run-r1", consents="yes")
    seen = reader("mediator:co").get(ALBA).main
    assert "It depends." in seen
    assert "consents" in seen
    assert "It depends." not in reader("mediator:far").get(CHANNELS).text


def test_marks_and_consents_change_for_those_who_see_the_channel(table: Table) -> None:
    head = reader("alba:head")
    head.send(head.get(OWN), "say", text="A word.", mark="hold")
    sheet = head.send(head.get(f"{OWN}?mark=m1"), "mark-m1", mark="relay_verbatim")
    assert "It is marked anew." in sheet.main
    assert "may be passed on word for word" in reader("mediator:co").get(ALBA).main
    again = head.send(head.get(f"{OWN}?mark=m1"), "mark-m1", mark="relay_verbatim")
    assert (again.status, "already" in again.main) == (422, True)
    head.send(head.get(OWN), "consent", step="a joint visit")
    sheet = head.send(head.get(OWN), "withdraw-consent", step="a joint visit")
    assert "taken back" in sheet.main
    assert "taken back" in reader(LEAD).get(ALBA).main
    assert table.clock


def test_leaving_is_asked_twice_and_seen_by_all(table: Table) -> None:
    head = reader("alba:head")
    assert "leave" not in head.get(OWN).forms()
    sure = head.get(f"{OWN}?leave=1")
    assert "Stay in the talks" in sure.main
    left = head.send(sure, "leave")
    assert "You have left the talks" in left.main
    assert left.forms() == ["return"]
    assert "has left the talks" in reader(LEAD).get(CHANNELS).main
    back = head.send(left, "return")
    assert "say" in back.forms()
    assert "return" not in reader("alba:member").get(f"{OWN}?leave=1").forms()
    assert table.clock


@spoken_for("alba")
def test_what_a_mediator_enters_is_marked_wherever_it_is_shown(table: Table) -> None:
    good(
        table,
        act(LEAD, "sound", to="alba", question="Would you?"),
        act(LEAD, "open_run", name="r", to=["alba", "borea"]),
    )
    co = reader("mediator:co")
    at: dict[str, str] = {"meeting": "Tea in Venn"}
    co.send(co.get(CHANNELS), "say-1", text="Not before June.", mark="relay_substance", **at)
    co.send(co.get(CHANNELS), "attach-1", file=a_file("their-list.txt"), mark="hold", **at)
    co.send(co.get(CHANNELS), "consent-1", step="a visit", **at)
    co.send(co.get(CHANNELS), "withdraw-consent-1", step="a visit", **at)
    co.send(co.get(ALBA), "sounding-1-s1", answer="no", **at)
    co.send(co.get(ALBA), "run-1-r1", consents="no", **at)
    co.send(co.get(f"{ALBA}?mark=m1"), "mark-1-m1", mark="hold", **at)
    for actor, path in (("alba:adviser", OWN), (LEAD, ALBA), ("mediator:co", ALBA)):
        sheet = reader(actor).get(path)
        assert "Not before June." in sheet.main
        # The message, the file in the history and in its list, the consent twice, the sounding and the run, the mark.
        assert sheet.main.count("Tea in Venn") >= 7, (actor, sheet.main.count("Tea in Venn"))
    assert "Tea in Venn" not in reader("borea:head").get(OWN).text
    assert "say-2" not in co.get(CHANNELS).forms()


def test_consent_to_a_run_is_asked_for_anew_when_the_agenda_has_changed_and_of_the_party_alone(
    table: Table,
) -> None:
    good(table, act(LEAD, "open_run", name="r", to=["alba", "borea"]))
    alba, co = reader("alba:head"), reader("mediator:co")
    form = co.get(ALBA).text.partition('id="form-run-1-r1"')[2].partition("</form>")[0]
    assert 'value="no"' in form
    assert 'value="yes"' not in form
    answered = alba.send(alba.get(OWN), "run-r1", consents="yes")
    assert "run-r1" not in alba.get(OWN).forms(), answered.main
    good(table, act(LEAD, "put_issue", issue={"id": "water", "integers": {"low": 0, "high": 3}}))
    assert "run-r1" in alba.get(OWN).forms()
    assert "Consent to the use of sealed preferences" in alba.get("/cases/main/").main


def test_a_party_that_has_left_marks_its_messages_and_says_nothing_more(table: Table) -> None:
    alba = reader("alba:head")
    left = act("alba:head", "withdraw_party")
    good(table, act("alba:head", "say", text="Carry this.", mark="relay_verbatim"), left)
    sheet = alba.get(f"{OWN}?mark=m1")
    assert "say" not in sheet.forms()
    done = alba.send(sheet, "mark-m1", mark="hold")
    assert done.status == 200, done.main
    form = alba.get(f"{OWN}?mark=m1").text.partition('id="form-mark-m1"')[2].partition("</form>")[0]
    assert 'value="relay_verbatim"' not in form


@spoken_for("alba")
def test_once_a_party_acts_mediators_enter_what_it_says_and_not_what_binds_it(table: Table) -> None:
    co = reader("mediator:co")
    binding = {"consent-1", "withdraw-consent-1"}
    assert binding <= set(co.get(ALBA).forms())
    assert "leave-1" in co.get(f"{ALBA}?leave=1").forms()
    stale = co.get(ALBA)
    good(table, act("alba:member", "say", text="Good morning."))
    forms = set(co.get(ALBA).forms())
    assert not binding & forms
    assert "leave-1" not in co.get(f"{ALBA}?leave=1").forms()
    assert {"say-1", "attach-1"} <= forms
    late = co.send(stale, "consent-1", step="a visit", meeting="Venn")
    assert (late.status, "alba acts for itself" in late.main) == (422, True)
    assert "say-1" in co.get(CHANNELS).forms()


def test_a_channel_is_searched_by_words_that_stand_in_no_address(table: Table) -> None:
    good(
        table,
        act("alba:head", "say", text="Olives in the north."),
        act("borea:head", "say", text="Olives in the south."),
    )
    lunn = reader(LEAD)
    found = lunn.send(lunn.get(ALBA), "find-1", words="oliv")
    assert "1 found" in found.main
    assert "Olives in the north." in found.main
    assert "south" not in found.main
    assert lunn.send(found, "find-1", words="nothing like it").main.count("0 found") == 1
    assert lunn.send(found, "find-1", words="").status == 422
    assert table.clock


def test_what_came_since_the_last_visit_is_marked_while_one_stays(table: Table) -> None:
    co = reader("mediator:co")
    good(table, act("alba:head", "say", text="First."))
    assert "new" not in co.get(CHANNELS).main.split()
    good(table, *(act("alba:head", "say", text=f"Word {n}.") for n in range(3)))
    sheet = co.get(CHANNELS)
    assert "3 new" in sheet.main
    for address in (f"{CHANNELS}?done=tell", CHANNELS):
        assert "3 new" in co.get(address).main
    good(table, *(act(LEAD, "announce", text="Later.") for _n in range(5)))
    table.clock += 5
    assert "new" not in co.get(CHANNELS).main.split()
    assert co.send(co.get(CHANNELS), "tell", text="Mine.").main.split().count("new") == 0


def test_a_long_history_is_read_in_parts(table: Table) -> None:
    good(table, *(act("alba:head", "say", text=f"Word number {n:03}.") for n in range(130)))
    head, lunn = reader("alba:head"), reader(LEAD)
    newest: Sheet = head.get(OWN)
    assert "Word number 129." in newest.main
    assert "Word number 050." not in newest.main
    link = next(one for one in newest.links() if one.startswith("?before="))
    earlier = head.get(OWN + link)
    assert "Word number 089." in earlier.main
    assert "Word number 129." not in earlier.main
    for odd in ("x", "-1", "0", "99999999999999999999", "٣"):
        assert head.get(f"{OWN}?before={odd}").status == 200
    columns = lunn.get(CHANNELS)
    assert "118 messages before these" in columns.main
    assert len(columns.text) < 200_000


def test_what_is_begun_for_one_channel_is_not_found_in_another(table: Table) -> None:
    """A draft belongs to its channel, message or proposal: words for one side never stand in a form for another."""
    good(
        table,
        act(LEAD, "table_proposal", name="x", to=["alba", "borea"], text="One."),
        act(LEAD, "table_proposal", name="y", to=["alba", "borea"], text="Two."),
        act("alba:head", "say", text="First.", mark="relay_substance"),
        act("alba:head", "say", text="Second.", mark="relay_substance"),
    )
    lunn, head = reader(LEAD), reader("alba:head")
    for person, path in (
        (lunn, ALBA),
        (lunn, f"{ALBA}?relay=1-m1"),
        (lunn, "/cases/main/proposals/1/p1"),
        (lunn, "/cases/main/proposals/1/p1/revise"),
        (head, "/cases/main/proposals/1/p1"),
    ):
        for form in person.get(path).forms():
            sent = {
                "form": form,
                "fields": dict.fromkeys(
                    ("text", "question", "reason", "words", "meeting", "condition"), "A word for alba alone."
                ),
            }
            assert (
                person.client.post("/cases/main/drafts", sent, content_type="application/json").status_code
                == 204
            )
    assert "A word for alba alone." in lunn.get(ALBA).text
    assert "A word for alba alone." in head.get("/cases/main/proposals/1/p1").text
    for person, path in (
        (lunn, BOREA),
        (lunn, f"{ALBA}?relay=1-m2"),
        (lunn, "/cases/main/proposals/1/p2"),
        (lunn, "/cases/main/proposals/2/p2/revise"),
        (head, "/cases/main/proposals/1/p2"),
    ):
        sheet = person.get(path)
        for form in sheet.forms():
            if not form.endswith("-1") and "-1-m1" not in form:
                assert "A word for alba alone." not in sheet.form(form).values(), (path, form)


def test_an_adviser_is_offered_to_allow_less_with_a_message_of_another(table: Table) -> None:
    good(table, act("alba:head", "say", text="In confidence.", mark="relay_substance"))
    adviser, path = reader("alba:adviser"), f"{OWN}?mark=m1"
    sheet = adviser.get(path)
    assert "To allow more is for who wrote it" in sheet.main
    assert "word for word" not in sheet.text.partition('id="form-mark-m1"')[2].partition("</form>")[0]
    assert adviser.send(sheet, "mark-m1", mark="relay_verbatim").status == 422
    assert "It is marked anew." in adviser.send(sheet, "mark-m1", mark="hold").main
    head = reader("alba:head")
    assert "It is marked anew." in head.send(head.get(path), "mark-m1", mark="relay_verbatim").main
