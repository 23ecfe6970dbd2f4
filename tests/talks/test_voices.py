"""Affected people are heard, kept apart from the talks, and passed on as far as they consented."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.services.overlaying import laid_over
from goodoffices.talks.lens import Lens
from goodoffices.talks.states import VoiceState
from goodoffices.talks.states.voices import CONSENTS
from goodoffices.talks.streams import Stream
from tests.talks.proposing import events, good, of, refused
from tests.talks.table import LEAD, PARTIES, Act, Table, act, copied, minute, opened, outside

AMAL, BADR, EAR = "voice:amal", "voice:badr", "listener:ear"
NOT_SO = "something is cited here that nobody consented to have passed on so; cite only what may be"


def sitting() -> Table:
    """Return a table at which those from outside are, and one more who is heard."""
    table = opened()
    good(table, *outside(), act(LEAD, "admit_audience", audience=BADR))
    return table


def said(text: str, consent: str = "keep", by: str = AMAL) -> Act:
    return act(by, "speak_up", text=text, consent=consent)


def summary(*cited: str, quotes: tuple[str, ...] = (), text: str = "They want to go home.") -> Act:
    def made(names: tuple[str, ...]) -> list[Act]:
        pairs = [one.split("/") for one in names]
        return [{"voice": voice, "input": name} for voice, name in pairs]

    return act(EAR, "summarise_voices", text=text, rests_on=made(cited), quotes=made(quotes))


def inputs(table: Table, who: str = "amal") -> dict[str, Any]:
    state = table.talks.history.load(Stream("voice", who)).state
    assert isinstance(state, VoiceState)
    return dict(state.inputs)


def test_who_is_heard_is_heard_by_those_who_listen_and_by_nobody_else() -> None:
    table = sitting()
    others = ("mediators", "mediator:co", *PARTIES, "alba:voter", "observer:un", "monitor:watch", BADR)
    before = {who: table.seen(who) for who in others}
    good(table, said("we sleep in tents", "quote"), said("my brother is in the hills"))
    assert {who: table.seen(who) for who in others} == before
    assert [one["input"] for one in of(table, AMAL, "spoken")] == ["i1", "i2"]
    assert of(table, EAR, "spoken") == of(table, AMAL, "spoken")
    # Who listens sees no channel, no case, no ledger.
    assert {one["stream"] for one in events(table, EAR)} == {"voice/amal"}


def test_a_summary_rests_on_those_who_consented_and_goes_to_the_mediators_alone() -> None:
    table = sitting()
    good(
        table,
        said("we sleep in tents", "quote"),
        said("the well is dry", "summarise"),
        said("my brother is in the hills"),
        said("I want to go home", "summarise", BADR),
    )
    others = ("mediator:co", *PARTIES, "observer:un", "audience:families", "monitor:watch")
    before = {who: table.seen(who) for who in others}
    good(table, summary("amal/i1", "amal/i2", "badr/i1", "amal/i1", quotes=("amal/i1",)))
    assert of(table, "mediators", "voices_summarised") == [
        {"event": "voices_summarised", "text": "They want to go home.", "inputs": 3, "people": 2,
         "quotes": ["we sleep in tents"], "stream": "briefing/alba+borea+cora"},
    ]  # fmt: skip
    assert {who: table.seen(who) for who in others} == before
    seen = table.seen("mediators").decode()
    for words in ("the well is dry", "hills", '"i1"'):
        assert words not in seen
    # Everybody learns what became of their own words.
    assert {name: one.passed for name, one in inputs(table).items()} == {
        "i1": "quote",
        "i2": "summarise",
        "i3": "",
    }
    assert [one["input"] for one in of(table, BADR, "passed_on")] == ["i1"]


@pytest.mark.parametrize(
    "wrong",
    [
        summary("amal/i2"), summary("amal/i1", "amal/i2"), summary("amal/i9"), summary("nobody/i1"),
        summary("amal/i1", quotes=("amal/i1",)),
    ],
)  # fmt: skip
def test_what_nobody_consented_to_is_refused_without_saying_whose_it_is(wrong: Act) -> None:
    table = sitting()
    good(table, said("the well is dry", "summarise"), said("my brother is in the hills"))
    before = [table.seen(who) for who in ("mediators", AMAL, EAR)]
    assert refused(table, wrong) == NOT_SO
    assert [table.seen(who) for who in ("mediators", AMAL, EAR)] == before, "no line of an audit either"


def test_what_is_quoted_is_cited() -> None:
    table = sitting()
    good(table, said("the well is dry", "quote"), said("we wait", "summarise"))
    assert refused(table, summary("amal/i2", quotes=("amal/i1",))) == (
        "quotes: what is quoted is part of what the summary rests on; cite it there too"
    )


def test_consent_is_withdrawn_as_long_as_nothing_was_passed_on() -> None:
    table = sitting()
    good(table, said("the well is dry", "quote"))

    def change(consent: str, name: str = "i1") -> Act:
        return act(AMAL, "change_consent", input=name, consent=consent)

    assert refused(table, change("quote")) == "'i1' is marked quote already"
    assert refused(table, change("keep", "i7")) == "input: you have said nothing that is named 'i7'"
    good(table, change("keep"))
    assert refused(table, summary("amal/i1")) == NOT_SO
    good(table, change("quote"), summary("amal/i1"))
    passed = minute(table.clock).replace("T", " ").replace(":00Z", " UTC")
    sentence = f"'i1' was passed on already, on {passed}; what was passed on cannot be taken back"
    assert refused(table, change("keep")) == sentence
    # It was summarised, and not quoted: not to be quoted can still be said, and said anew.
    good(table, change("summarise"), change("quote"), summary("amal/i1", quotes=("amal/i1",)))
    assert refused(table, change("summarise")).startswith("'i1' was passed on already")


def test_nothing_of_it_comes_into_the_working_case_or_what_is_laid_over_it() -> None:
    table = sitting()
    lead = table.talks.standing(LEAD)
    lens = Lens(lead, lambda stream: table.talks.history.load(stream).state)
    before = laid_over(lens, None)
    good(table, said("we sleep in tents", "quote"), summary("amal/i1", quotes=("amal/i1",)))
    assert laid_over(lens, None) == before
    for one in (
        act(EAR, "grow_record", statements=[]), act(EAR, "post", to=["alba"], text="x"), act(EAR, "note", text="x"),
        act(AMAL, "say", text="x"), act(EAR, "speak_up", text="x"), act(BADR, "change_consent", input="i1", consent="keep"),
    ):  # fmt: skip
        assert refused(table, one)


steps = st.lists(
    st.one_of(
        st.builds(said, st.sampled_from(["a secret", "a wish"]), st.sampled_from(CONSENTS)),
        st.builds(
            lambda name, consent: act(AMAL, "change_consent", input=name, consent=consent),
            st.sampled_from(["i1", "i2"]), st.sampled_from(CONSENTS),
        ),
        st.builds(lambda name: summary(f"amal/{name}"), st.sampled_from(["i1", "i2"])),
        st.builds(lambda name: summary(f"amal/{name}", quotes=(f"amal/{name}",)), st.sampled_from(["i1", "i2"])),
    ),
    max_size=12,
)  # fmt: skip
first_table = cache(sitting)


@given(steps)
def test_never_is_more_passed_on_than_was_consented_to(acts: list[Act]) -> None:
    table = copied(first_table())
    for one in acts:
        before = inputs(table)
        consents = {name: one.consent for name, one in before.items()}
        table.play([one])
        for name, now in inputs(table).items():
            held = CONSENTS.index(now.consent)
            if now.passed:
                assert CONSENTS.index(now.passed) <= held, "it is never taken back what was passed on"
            if name in before and now.passed_at != before[name].passed_at:
                assert consents[name] != "keep"
    quoted = [text for one in of(table, "mediators", "voices_summarised") for text in one.get("quotes", ())]
    assert len(quoted) <= sum(one["manner"] == "quote" for one in of(table, AMAL, "passed_on"))
