"""Who knows what, after whatever was put down, marked, released and corrected: no audience holds an old text for right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.talks.events import briefing as events
from goodoffices.talks.events.base import Happened
from goodoffices.talks.states.briefing import AudienceState, BriefingState
from goodoffices.web.briefings.knowing import beside, knowing, owed, urgency

START = dt.datetime(2031, 3, 1, 9, tzinfo=dt.UTC)
TODAY = dt.date(2031, 3, 5)
AUDIENCES, ITEMS = ("audience:a", "audience:b", "observer:c"), ("one", "two", "three")

audiences = st.lists(st.sampled_from(AUDIENCES), unique=True).map(tuple)
status = st.sampled_from(["due", "held"])
days = st.none() | st.dates(dt.date(2031, 3, 1), dt.date(2031, 3, 9))
moves = st.lists(
    st.one_of(
        st.tuples(st.just("mark"), st.sampled_from(ITEMS), status, audiences, days),
        st.tuples(st.just("release"), st.sampled_from(AUDIENCES), st.lists(st.sampled_from(ITEMS), min_size=1, unique=True)),
        st.tuples(st.just("correct"), st.sampled_from(ITEMS)),
    ),
    max_size=20,
)  # fmt: skip


def happening(state: BriefingState, told: dict[str, AudienceState], done: list[tuple[Any, ...]]) -> None:
    """Let happen what may; each audience is told in its own stream what the keepers note in theirs."""
    for number, one in enumerate(done):
        at = START + dt.timedelta(minutes=number)
        match one:
            case ("mark", name, kind, known, due) if name in state.items:
                marked = events.ItemMarked(item=name, status=kind, audiences=known, due=due)
                state.take(Happened(at=at, by="x", event=marked))
            case ("mark", name, kind, known, due):
                put = events.ItemPut(
                    item=name, text=f"{name} at first", status=kind, audiences=known, due=due
                )
                state.take(Happened(at=at, by="x", event=put))
            case ("release", audience, names):
                able = tuple(name for name in names if _may(state, name, audience))
                if able:
                    given_name = f"b{len(told[audience].briefings) + 1}"
                    texts = tuple(state.items[name].latest for name in able)
                    told[audience].take(
                        Happened(at=at, by="x", event=events.Briefed(briefing=given_name, texts=texts))
                    )
                    state.take(
                        Happened(
                            at=at,
                            by="x",
                            event=events.BriefingReleased(audience=audience, briefing=given_name, items=able),
                        )
                    )
            case ("correct", name) if name in state.items and state.items[name].told:
                text = f"{name} after {number}"
                for audience, where in state.items[name].told.items():
                    corrected = events.Corrected(
                        briefing=where.briefing, number=where.number, text=text, reason="y"
                    )
                    told[audience].take(Happened(at=at, by="x", event=corrected))
                state.take(
                    Happened(at=at, by="x", event=events.ItemCorrected(item=name, text=text, reason="y"))
                )


def _may(state: BriefingState, name: str, audience: str) -> bool:
    item = state.items.get(name)
    return (
        item is not None and item.status == "due" and audience in item.audiences and audience not in item.told
    )


def known(told: AudienceState) -> Iterator[tuple[str, list[str]]]:
    """Yield what an audience first read, and how each was corrected."""
    for briefing in told.briefings.values():
        for number, text in enumerate(briefing.texts, 1):
            yield text, [one.text for one in briefing.corrections if one.number == number]


@given(moves)
def test_what_the_keepers_know_of_an_audience_is_what_it_reads(done: list[tuple[Any, ...]]) -> None:
    state, told = BriefingState(), {one: AudienceState() for one in AUDIENCES}
    happening(state, told, done)
    for audience in AUDIENCES:
        stands = {name: knowing(item, audience, TODAY) for name, item in state.items.items()}
        read = sorted(known(told[audience]))
        assert (
            sorted(
                (one.text, [c.text for c in one.corrections])
                for one in stands.values()
                if one.status == "told"
            )
            == read
        )
        for name, one in stands.items():
            item = state.items[name]
            if one.status == "told":
                assert one.now == item.latest, "whoever was told holds the latest for right"
            elif one.status == "due":
                assert item.status == "due"
                assert one.overdue == (one.until is not None and one.until < TODAY)
                assert one.at is not None
            else:
                assert one.status == ("none" if audience not in item.audiences else "held")
        due = owed(state, audience, TODAY)
        assert {one.item.id for one in due} == {name for name, one in stands.items() if one.status == "due"}
        assert [urgency([one])[1] for one in due] == sorted(urgency([one])[1] for one in due)


@given(moves)
def test_beside_each_other_nothing_that_concerns_one_of_two_is_missing(
    done: list[tuple[Any, ...]],
) -> None:
    state, told = BriefingState(), {one: AudienceState() for one in AUDIENCES}
    happening(state, told, done)
    first, second = AUDIENCES[:2]
    there, back = beside(state, first, second, TODAY), beside(state, second, first, TODAY)
    concerned = {
        name for name, item in state.items.items() if {first, second} & {*item.audiences, *item.told}
    }  # fmt: skip
    assert {one.item.id for one in there} == concerned
    turned = {"first": "second", "second": "first"}
    assert {one.item.id: one.kind for one in back} == {
        one.item.id: turned.get(one.kind, one.kind) for one in there
    }
