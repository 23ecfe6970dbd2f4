"""Affected people speak on a page of their own; who listens passes on what they may; nobody else learns of it."""

from __future__ import annotations

import pytest

from goodoffices.talks.states import BriefingState, VoiceState
from goodoffices.talks.streams import Stream
from tests.talks.proposing import good
from tests.talks.table import LEAD, OUTSIDE, PARTIES, Act, Table, act, opening, outside
from tests.unit.reports.page_rules import HTML, text_of
from tests.web.conftest import CAST
from tests.web.reading import Reader, Sheet, reader

OWN, ALL, OVERVIEW = "/cases/main/voice", "/cases/main/voices", "/cases/main/"
AMAL, EAR = "voice:amal", "listener:ear"


@pytest.fixture
def cast() -> tuple[str, ...]:
    """Return who has an account: those from outside, and a second voice."""
    return (*CAST, *OUTSIDE, "voice:badr")


@pytest.fixture
def beginning() -> list[Act]:
    """Return the acts that bring everybody to the table, those from outside too."""
    return [*opening(), *outside(), act(LEAD, "admit_audience", audience="voice:badr")]


def voice(table: Table, name: str = "amal") -> VoiceState:
    state = table.talks.history.load(Stream("voice", name)).state
    assert isinstance(state, VoiceState)
    return state


def spoken(table: Table, *consents: str, by: str = AMAL) -> None:
    good(table, *(act(by, "speak_up", text=f"{one} by {by}", consent=one) for one in consents))


def uses(sheet: Sheet) -> dict[str, tuple[str, list[str]]]:
    """Return, by what was said, the field that says what becomes of it, and what can be chosen."""
    found = {}
    for item in sheet.tree.iter(f"{HTML}li"):
        for select in item.iter(f"{HTML}select"):
            said = next(
                text_of(one) for one in item.iter(f"{HTML}p") if (one.get("id") or "").startswith("said-")
            )
            options = [one.get("value") or "" for one in select.iter(f"{HTML}option")]
            found[said] = ((select.get("name") or "").removeprefix("summarise-"), options)
    return found


def test_somebody_speaks_and_sees_what_becomes_of_it(table: Table) -> None:
    amal = reader(AMAL)
    sheet = amal.get(OWN)
    assert "The sides do not see it, and the mediators do not see it, nor how much you write." in sheet.main
    assert sheet.form("speak")["speak-consent"] == "keep", "nothing goes on unless somebody says so"
    sheet = amal.send(sheet, "speak", text="Our road is closed.", consent="keep")
    assert "It is with those who listen." in sheet.main
    sheet = amal.send(sheet, "consent-1", consent="quote")
    assert "From now on, that is what may become of it." in sheet.main
    ear = reader(EAR)
    page = ear.get(ALL)
    field, options = uses(page)["Our road is closed."]
    assert options == ["", "count", "quote"]
    page = ear.send(page, "summarise", text="Roads are closed.", **{field: "count"})
    assert "The mediators have it." in page.main
    sheet = amal.get(OWN)
    assert "counted in a summary for the mediators" in sheet.main
    back = amal.client.post(OWN, sheet.form("consent-1") | {"consent-1-consent": "keep"})
    assert back.status_code == 422, "what was passed on cannot be taken back"
    assert voice(table).inputs["i1"].consent == "quote"


def test_who_listens_passes_on_what_was_consented_to_and_no_more(table: Table) -> None:
    spoken(table, "keep", "summarise", "quote")
    spoken(table, "quote", by="voice:badr")
    ear = reader(EAR)
    assert "3 things that were said may be passed on" in ear.get(OVERVIEW).main
    sheet = ear.get(ALL)
    assert "keep by voice:amal" in sheet.main
    known = uses(sheet)
    assert {said: options for said, (_field, options) in known.items()} == {
        "summarise by voice:amal": ["", "count"], "quote by voice:amal": ["", "count", "quote"],
        "quote by voice:badr": ["", "count", "quote"],
    }  # fmt: skip
    back = ear.send(sheet, "summarise", text="They <b>speak</b>.")
    assert back.status == 422
    assert "Choose what it rests on" in back.main
    assert back.form("summarise")["summarise-text"] == "They <b>speak</b>."
    field = known["summarise by voice:amal"][0]
    assert ear.send(sheet, "summarise", text="x", **{field: "quote"}).status == 422
    # Somebody thinks again while the summary is written: the old form passes nothing of it on.
    badr = known["quote by voice:badr"][0]
    good(table, act("voice:badr", "change_consent", input="i1", consent="keep"))
    back = ear.send(sheet, "summarise", text="Roads.", **{field: "count", badr: "quote"})
    assert back.status == 422
    assert "changed or taken away meanwhile" in back.main
    assert not voice(table).inputs["i2"].passed
    sheet = ear.send(back, "summarise")
    assert "The mediators have it." in sheet.main, sheet.main
    state = table.talks.history.load(Stream("briefing", "+".join(PARTIES))).state
    assert isinstance(state, BriefingState)
    (summary,) = state.summaries
    assert (summary.text, summary.inputs, summary.people, summary.quotes) == ("Roads.", 1, 1, ())


def test_mediators_read_summaries_apart_and_nobody_else_anything(table: Table) -> None:
    watched = {
        LEAD: (OVERVIEW, "/cases/main/briefings", "/cases/main/people", "/cases/main/timeline"),
        "mediator:co": (OVERVIEW,), "alba:head": (OVERVIEW, "/cases/main/briefings", "/cases/main/timeline"),
        "observer:un": (OVERVIEW,), "monitor:watch": (OVERVIEW,), "voice:badr": (OVERVIEW, OWN),
    }  # fmt: skip
    people = {who: reader(who) for who in watched}
    before = seen(people, watched)
    spoken(table, "keep", "summarise", "quote")
    good(table, act(AMAL, "change_consent", input="i1", consent="summarise"))
    assert seen(people, watched) == before
    for who in ("observer:un", LEAD, "alba:head", EAR):
        assert reader(who).get(OWN).status == 404
    for who in (AMAL, LEAD, "alba:head"):
        assert reader(who).get(ALL).status == 404
    cited = [{"voice": "amal", "input": "i2"}, {"voice": "amal", "input": "i3"}]
    good(table, act(EAR, "summarise_voices", text="Roads.", rests_on=cited, quotes=cited[1:]))
    after = seen(people, watched)
    assert {who for (who, path), page in after.items() if page != before[who, path]} == {LEAD}
    sheet = reader(LEAD).get("/cases/main/briefings")
    section = next(
        one for one in sheet.tree.iter(f"{HTML}section") if one.get("aria-labelledby") == "voices-heading"
    )
    text = " ".join(text_of(section).split())
    for words in ("Roads.", "quote by voice:amal", "from what 1 person said, in 2 things said"):
        assert words in text
    assert "Amal" not in text


def seen(people: dict[str, Reader], watched: dict[str, tuple[str, ...]]) -> dict[tuple[str, str], str]:
    return {(who, path): people[who].get(path).normalised for who, paths in watched.items() for path in paths}


def test_in_many_voices_the_newest_can_be_chosen_and_how_many_follow_is_said(table: Table) -> None:
    spoken(table, *["quote"] * 203)
    ear = reader(EAR)
    sheet = ear.get(ALL)
    assert len(uses(sheet)) == 1, "all say the same here"
    assert sum("-use-" in name for name in sheet.form("summarise")) == 200
    assert "3 more may be chosen when these are passed on." in sheet.main
    chosen = {name.removeprefix("summarise-"): "count" for name in sheet.form("summarise") if "-use-" in name}
    ear.send(sheet, "summarise", text="Many.", **chosen)
    assert sum(bool(one.passed) for one in voice(table).inputs.values()) == 200
    assert not voice(table).inputs["i1"].passed
