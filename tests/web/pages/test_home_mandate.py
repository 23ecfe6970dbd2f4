"""The mandate's page: who sees it, what is given on it without any syntax, and that nobody else learns of it."""

from __future__ import annotations

import pytest

from goodoffices.talks.streams import Stream
from tests.talks.table import LEAD, Table, act
from tests.web.conftest import spoken_for
from tests.web.reading import reader

PATH = "/cases/main/home/mandate"
NASTY = "Ω\u202e <script>alert(1)</script> '; DROP TABLE mandate; -- 🕊"


def tabled(table: Table) -> None:
    """Table a proposal to alba."""
    package = {"truce": "long", "crossings": 2}
    assert not table.play([act(LEAD, "table_proposal", name="draft", to=["alba"], package=package)]).refused


def given(table: Table, kind: str = "home") -> dict[str, object]:
    """Return the mandates in one of alba's streams."""
    state = table.talks.history.load(Stream(kind, "alba")).state  # type: ignore[arg-type]  # one of them
    return dict(state.mandates)  # type: ignore[union-attr]  # it has some


def test_a_mandate_is_given_by_ticking_and_says_what_it_allows(table: Table) -> None:
    tabled(table)
    mandator = reader("alba:mandator")
    sheet = mandator.get(PATH)
    assert "No mandate is in force" in sheet.main
    sent = {
        "called": "Room to operate",
        sheet.field_of("mandate-give", "truce", "no further than"): "short",
        sheet.field_of("mandate-give", "crossings", "at least"): "1",
        "shown": "no",
        "ad_referendum": "on",
    }
    sheet = mandator.send(sheet, "mandate-give", **sent)
    assert sheet.status == 200
    assert "The mandate is given." in sheet.main
    assert "truce: no further than “short”" in sheet.main
    assert "crossings: at least 1" in sheet.main
    assert "ad referendum" in sheet.main
    assert "✕ beyond" in sheet.main
    requires = given(table)["room-to-operate"].requires  # type: ignore[attr-defined]  # a mandate
    assert requires is not None
    assert [one.issue for one in requires.all] == ["truce", "crossings"]
    # Widened: the limit on the truce is let go, and the history says so.
    sheet = mandator.send(
        sheet,
        "mandate-change-1",
        **{sheet.field_of("mandate-change-1", "truce", "no further than"): ""},
    )
    assert "✓ within" in sheet.main
    assert "Widened" in sheet.main
    sheet = mandator.send(sheet, "mandate-end-1")
    assert not given(table)
    assert "taken back" in sheet.main


def test_what_no_field_can_show_is_kept_unless_it_is_given_up(table: Table) -> None:
    requires = {
        "all": [
            {"issue": "crossings", "at_most": 4},
            {"any": [{"issue": "truce", "is": "none"}, {"issue": "crossings", "at_least": 2}]},
        ]
    }
    assert not table.play(
        [act("alba:mandator", "give_mandate", mandate="old", requires=requires, shown=True)]
    ).refused
    mandator = reader("alba:mandator")
    sheet = mandator.get(PATH)
    sheet = mandator.send(
        sheet,
        "mandate-change-1",
        others=["0"],
        **{sheet.field_of("mandate-change-1", "crossings", "at most"): "3"},
    )
    assert sheet.status == 200
    now = given(table, "mandate")["old"].requires  # type: ignore[attr-defined]  # a mandate
    assert now.all[0].at_most == 3
    assert now.all[1].any is not None
    sheet = mandator.send(sheet, "mandate-change-1", others=[])
    assert given(table, "mandate")["old"].requires.all is None  # type: ignore[attr-defined]  # a mandate


def test_the_mandate_is_for_the_head_and_the_mandator(table: Table) -> None:
    assert not table.play(
        [act("alba:mandator", "give_mandate", mandate="secret-room", text="Between us.")]
    ).refused
    head = reader("alba:head").get(PATH)
    assert "Between us." in head.main
    assert "mandate-give" not in head.forms()
    for who in ("alba:member", "alba:adviser", "alba:voter", "mediator:lunn", "observer:un"):
        sheet = reader(who).get(PATH)
        assert sheet.status == 404, who
        assert "secret" not in sheet.text
    assert "Between us." not in reader("borea:mandator").get(PATH).text
    # What is kept at home mediators do not see; what they enter, those see who share the channel.
    assert "Between us." not in reader("mediator:lunn").get("/cases/main/parties/1/mandate").text
    for who, path in (
        ("mediator:far", "/cases/main/parties/1/mandate"),
        ("mediator:lunn", "/cases/main/parties/9/mandate"),
        ("alba:mandator", "/cases/main/parties/1/mandate"),
    ):
        missing = reader(who).get(path)
        assert missing.status == 404
        assert missing.normalised == reader(who).get("/cases/main/parties/77/mandate").normalised


@spoken_for("borea")
def test_mediators_enter_a_mandate_with_the_meeting(table: Table) -> None:
    path = "/cases/main/parties/2/mandate"
    lunn = reader("mediator:lunn")
    sheet = lunn.get(path)
    most = sheet.field_of("mandate-give-2", "crossings", "at most")
    sheet = lunn.send(sheet, "mandate-give-2", called="Told", **{most: "2"})
    assert sheet.status == 422
    assert "Fill this in." in sheet.main
    assert sheet.form("mandate-give-2")[f"mandate-give-2-{most}"] == "2"
    sheet = lunn.send(sheet, "mandate-give-2", meeting="Geneva, in the morning")
    assert "entered, at the meeting: Geneva, in the morning" in sheet.main
    assert "Geneva, in the morning" in reader("borea:mandator").get(PATH).main
    # As soon as borea acts itself, there is nothing to enter; what was shown stays readable.
    assert {"mandate-give-2", "mandate-change-1-2"} <= set(lunn.get(path).forms())
    assert not table.play([act("borea:head", "say", text="Good morning.")]).refused
    late = lunn.send(sheet, "mandate-give-2", called="Later", meeting="Geneva")
    assert (late.status, "borea acts for itself" in late.main) == (422, True)
    sheet = lunn.get(path)
    assert not any("mandate" in one for one in sheet.forms())
    assert "borea acts for itself" in sheet.main
    assert "Geneva, in the morning" in sheet.main


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"called": ""}, "Fill this in."),
        ({"called": "x" * 30_000}, "This is too long"),
        ({"called": "תנאי"}, "Latin letters"),
        ({"called": "ok", "text": "y" * 30_000}, "This is too long"),
        ({"called": "ok", "at least": "4", "at most": "1"}, "Nothing lies between"),
        ({"called": "ok", "at least": "99"}, "the most is 5"),
        ({"called": "ok", "shown": ""}, "Fill this in."),
        ({"called": "ok", "expires": "2001-01-01T10:00"}, "is over already"),
        ({"called": "ok", "seen": "0.0"}, "has changed since this page was shown"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    table: Table, fields: dict[str, str], sentence: str
) -> None:
    mandator = reader("alba:mandator")
    sheet = mandator.get(PATH)
    sent = {"shown": "no", "text": NASTY} | {
        sheet.field_of("mandate-give", "crossings", name) if name.startswith("at ") else name: value
        for name, value in fields.items()
    }
    sheet = mandator.send(sheet, "mandate-give", **sent)
    assert sheet.status == 422
    assert sentence in sheet.main
    kept = sheet.form("mandate-give")
    for name in sent:
        if name.startswith(("called", "text", "least", "most")):
            assert kept[f"mandate-give-{name}"].replace("\r\n", "\n") == sent[name].replace("\x00", "")
    assert "<script>alert" not in sheet.text
    assert not given(table)


def test_the_same_key_gives_one_mandate(table: Table) -> None:
    mandator = reader("alba:mandator")
    sheet = mandator.get(PATH)
    for _again in range(2):
        mandator.send(sheet, "mandate-give", called="Once", shown="no", text=NASTY)
    assert list(given(table)) == ["once"]
    assert NASTY in mandator.get(PATH).main


@pytest.mark.usefixtures("table")
def test_no_other_side_sees_anything_of_it() -> None:
    pages = [
        ("borea:mandator", PATH),
        ("borea:head", "/cases/main/rounds"),
        ("borea:voter", "/cases/main/home/questions"),
        ("mediator:far", "/cases/main/rounds"),
        ("alba:member", "/cases/main/home/room"),
        ("mediator:co", "/cases/main/parties/1/mandate"),
    ]
    readers = {who: reader(who) for who, _path in pages}
    before = [readers[who].get(path).normalised for who, path in pages]
    mandator = reader("alba:mandator")
    mandator.send(mandator.get(PATH), "mandate-give", called="Kept", shown="no", text="home alone")
    after = [readers[who].get(path).normalised for who, path in pages]
    assert before == after
