"""Every event has its sentence, and every kind of stream its name on pages."""

from __future__ import annotations

import datetime as dt
from typing import Any, get_args

import msgspec
import pytest
from msgspec import inspect

from goodoffices.talks.events import OF_KIND, Event
from goodoffices.talks.standing import Standing
from goodoffices.talks.states import CaseState
from goodoffices.talks.streams import KINDS, Kind
from goodoffices.talks.visibility import UNSEEN
from goodoffices.web.shell.people import Names
from goodoffices.web.shell.telling import Teller

NOON = dt.datetime(2031, 3, 4, 12, tzinfo=dt.UTC)
CASE = CaseState(parties={"alba": "Alba"})
EVENTS = sorted(
    {one for kind, union in OF_KIND.items() if kind not in UNSEEN for one in (get_args(union) or (union,))},
    key=lambda one: str(one.__name__),
)


#: Something of each simple shape; a text is the name of a party.
PLAIN: dict[type[inspect.Type], Any] = {
    inspect.DateTimeType: NOON, inspect.DateType: NOON.date(), inspect.DictType: {}, inspect.VarTupleType: (),
    inspect.BoolType: True, inspect.IntType: 3, inspect.FloatType: 3.0, inspect.BytesType: b"x", inspect.StrType: "alba",
}  # fmt: skip


def made(shape: inspect.Type) -> Any:
    """Return something of a shape; an event with all its fields."""
    match shape:
        case inspect.StructType():
            wanted = [one for one in shape.fields if one.required or issubclass(shape.cls, Event)]
            return shape.cls(**{field.name: made(field.type) for field in wanted})
        case inspect.UnionType():
            return made(next(one for one in shape.types if not isinstance(one, inspect.NoneType)))
        case inspect.LiteralType():
            return shape.values[0]
        case inspect.CollectionType():
            return ()
        case _:
            return PLAIN[type(shape)]


@pytest.mark.parametrize("kind", EVENTS, ids=lambda one: str(one.__name__))
def test_every_event_has_a_sentence(kind: type[Event]) -> None:
    teller = Teller(
        Names(CASE, Standing(actor="alba:head", side="party", party="alba", role="head")), lambda _: "noon"
    )
    (shape,) = inspect.multi_type_info([kind])
    event = made(shape)
    told = teller.tell(event)
    assert told
    assert "no words for" not in told
    assert "%(" not in told
    assert teller.tell(msgspec.to_builtins(event)) == told


@pytest.mark.parametrize("kind", [one for one in KINDS if one not in UNSEEN])
def test_every_kind_of_stream_has_a_name(kind: Kind) -> None:
    from goodoffices.web.shell.happening import place_name

    class Visited:
        who = Standing(actor="mediator:lunn", side="mediator", share=frozenset({"alba"}), lead=True)
        names = Names(CASE, who)

    of = {"audience": "observer:un", "constituency": "alba+home", "voice": "amal"}.get(kind, "alba")
    name = place_name(Visited(), kind, of)  # type: ignore[arg-type]  # what a visit has of it
    assert name
    assert name != kind
