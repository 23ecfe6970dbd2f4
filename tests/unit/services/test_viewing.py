"""What many who look at the talks at one moment are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from goodoffices.services.viewing import Moment, Unread
from goodoffices.storage.errors import Tampered
from goodoffices.talks.streams import Stream
from tests.talks.table import LEAD, act, opened

SEVERAL = act(LEAD, "table_proposal", name="paper", to=["alba", "borea"], text="A paper.")


def test_an_act_is_there_whole_or_not_at_all() -> None:
    table = opened()
    mediator, streams = table.talks.standing(LEAD), table.talks.history.store.streams

    def interrupted() -> Any:
        found = streams()
        table.talks.history.store.streams = streams  # type: ignore[method-assign]  # once is enough
        table.play([SEVERAL])
        return found

    before = len(Moment(table.talks).since(mediator, {}))
    table.talks.history.store.streams = interrupted  # type: ignore[method-assign]  # somebody acts just then
    assert len(Moment(table.talks).since(mediator, {})) == before
    assert len(Moment(table.talks).since(mediator, {})) == before + 3


def test_what_many_look_at_is_asked_of_the_database_once() -> None:
    table = opened()
    people = [f"alba:{name}" for name in ("head", "member", "adviser", "mandator")]
    places = {
        str(stream): n for stream, n in Moment(table.talks).versions(table.talks.standing(LEAD)).items()
    }
    table.play([SEVERAL])
    asked: Counter[str] = Counter()
    store = table.talks.history.store

    def counted(name: str, ask: Callable[..., Any], *given: Any) -> Any:
        asked[name] += 1
        return ask(*given)

    for name in ("streams", "read", "key"):
        setattr(store, name, partial(counted, name, getattr(store, name)))

    def look(moment: Moment, who: str) -> list[str]:
        return [str(seen.stream) for seen in moment.since(moment.standing(who), places)]

    first = Moment(table.talks)
    assert look(first, people[0])[-1] == "channel/alba"
    one = dict(asked)
    for who in people[1:]:
        look(first, who)
    assert asked["streams"] == 1
    assert asked == one


def test_the_next_moment_has_at_hand_what_was_asked_of_the_one_before() -> None:
    table = opened()
    before = Moment(table.talks)
    with pytest.raises(Unread):
        before.standing("alba:head", read=False)
    who = before.standing("alba:head")
    places = {str(stream): version for stream, version in before.versions(who).items()}
    table.play([SEVERAL, act("alba:head", "name_delegate", person="adviser", role="member")])
    now = Moment(table.talks, before)
    assert now.standing("alba:head", read=False) == who
    assert now.standing("alba:adviser", read=False).role == "member"
    assert [seen.entry.number for seen in now.since(who, places, read=False)] == [
        places["channel/alba"] + 1,
        places["channel/alba"] + 2,
    ]
    with pytest.raises(Unread):
        now.since(who, {}, read=False)
    assert now.since(who, {}) == Moment(table.talks).since(who, {})


def test_what_cannot_be_read_is_said_to_those_alone_who_ask_for_it() -> None:
    table = opened()
    before = Moment(table.talks)
    alba, borea = before.standing("alba:head"), before.standing("borea:head")
    seen = before.versions(alba) | before.versions(borea)
    places = {str(stream): version for stream, version in seen.items()}
    table.play([SEVERAL])
    tail = table.talks.history.tail

    def broken(stream: Stream, after: int, most: int | None = None) -> Any:
        if stream.of == "alba":
            raise Tampered(str(stream))
        return tail(stream, after, most)

    table.talks.history.tail = broken  # type: ignore[method-assign]  # alba's channel is damaged
    now = Moment(table.talks, before)
    assert [str(seen.stream) for seen in now.since(borea, places)] == ["channel/borea"]
    with pytest.raises(Tampered):
        now.since(alba, places)
