"""Decide what is told on purpose: by the mediators, or by a delegation to those its party answers to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from goodoffices.talks.actions import briefing as acts
from goodoffices.talks.decide.asking import Ask, Handlers, Puts, numbered
from goodoffices.talks.errors import Refused
from goodoffices.talks.events import briefing as events
from goodoffices.talks.permissions import check_answers, check_lead, check_mediates, check_speaks
from goodoffices.talks.standing import CONSTITUENCY, FOLLOWERS, split
from goodoffices.talks.states.briefing import BriefingState, Item
from goodoffices.talks.streams import Stream, briefing, told_in


def _kept(ask: Ask) -> tuple[Stream, BriefingState]:
    """Return where what is told is kept: by a delegation, or by the mediators who share all channels."""
    if ask.who.side == "party":
        check_speaks(ask.who, ask.party)
        return briefing({ask.party}), ask.lens.briefing({ask.party})
    check_mediates(ask.who, frozenset())
    check_mediates(ask.who, frozenset(ask.sides))
    return briefing(ask.sides), ask.lens.briefing(ask.sides)


def _check_tells(ask: Ask) -> None:
    """Refuse to tell anybody anything, but to the lead mediator, and who binds the party."""
    if ask.who.side == "party":
        check_answers(ask.who, ask.party)
    else:
        check_lead(ask.who)


def _check_audience(ask: Ask, state: BriefingState, audience: str, where: str) -> None:
    """Refuse an audience that this side does not tell anything: which others there are, is nobody's to find out."""
    whose, _, name = audience.partition(":")
    if ask.who.side == "party":
        party, _, own = name.partition("+")
        if (whose, party) != (CONSTITUENCY, ask.party) or own not in state.constituencies:
            raise Refused(
                f"{where}: '{audience}' is not told anything by {ask.party}; admit it first (admit_constituency), and "
                f"write constituency:{ask.party}+NAME"
            )
        return
    try:
        split(audience)
    except ValueError:
        whose = ""
    # Who follows is known to those who lead; from others it is taken as it is written, until a lead releases it.
    if whose not in FOLLOWERS or (ask.who.lead and audience not in ask.lens.desk.audiences):
        raise Refused(f"{where}: '{audience}' does not follow the talks; admit them first (admit_audience)")


def put_item(ask: Ask, act: acts.PutItem) -> Puts:
    """Put something down that some may know."""
    stream, state = _kept(ask)
    if act.item in state.items:
        raise Refused(
            f"item: there is an item '{act.item}' already; mark it anew (mark_item), correct it (correct_briefing), or "
            "give this one another name"
        )
    for number, audience in enumerate(act.audiences):
        _check_audience(ask, state, audience, f"audiences.{number}")
    _check_statements(ask, act.statements)
    yield (
        stream,
        events.ItemPut(
            item=act.item, text=act.text, status=act.status, audiences=_once(act.audiences), due=act.due,
            sources=act.sources, statements=act.statements,
        ),
    )  # fmt: skip


def _check_statements(ask: Ask, statements: tuple[str, ...]) -> None:
    if statements and ask.who.side == "party":
        message = "statements: the record is the mediators' own; say in words what it rests on (sources)"
        raise Refused(message)
    for number, name in enumerate(statements):
        if name not in ask.lens.dossier.statements:
            raise Refused(f"statements.{number}: the record has no statement '{name}'")


def mark_item(ask: Ask, act: acts.MarkItem) -> Puts:
    """Say anew whether an item is due or held."""
    stream, state = _kept(ask)
    one = _item(state, act.item)
    audiences = one.audiences if act.audiences is None else _once(act.audiences)
    for number, audience in enumerate(audiences):
        if audience not in one.audiences:
            _check_audience(ask, state, audience, f"audiences.{number}")
    if (one.status, one.audiences, one.due) == (act.status, audiences, act.due):
        raise Refused(f"'{act.item}' is marked so already")
    yield stream, events.ItemMarked(item=act.item, status=act.status, audiences=audiences, due=act.due)


def _item(state: BriefingState, name: str) -> Item:
    if name not in state.items:
        raise Refused(f"item: there is no item '{name}'; put it down first (put_item)")
    return state.items[name]


def release_briefing(ask: Ask, act: acts.ReleaseBriefing) -> Puts:
    """Tell an audience items that are due to it; what is held stays here, and is named to who tried."""
    stream, state = _kept(ask)
    _check_tells(ask)
    _check_audience(ask, state, act.audience, "audience")
    names = _once(act.items)
    known = [state.items[name] for name in names if name in state.items]
    if unknown := _listed(name for name in names if name not in state.items):
        raise Refused(f"items: these are not there: {unknown}; put them down first (put_item)")
    if held := _listed(one.id for one in known if one.status == "held"):
        raise Refused(f"items: these are held: {held}; mark them as due first (mark_item)")
    if others := _listed(one.id for one in known if act.audience not in one.audiences):
        raise Refused(
            f"items: these are not meant for {act.audience}: {others}; say first that they may know them (mark_item)"
        )
    if again := _listed(one.id for one in known if act.audience in one.told):
        raise Refused(
            f"items: these were told to {act.audience} already: {again}; correct what was wrong (correct_briefing)"
        )
    given = numbered("b", ask.lens.told(act.audience).briefings)
    texts = tuple(one.latest for one in known)
    yield told_in(act.audience), events.Briefed(briefing=given, texts=texts, title=act.title)
    yield (
        stream,
        events.BriefingReleased(audience=act.audience, briefing=given, items=names, title=act.title),
    )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


def correct_briefing(ask: Ask, act: acts.CorrectBriefing) -> Puts:
    """Tell all who were told an item what is right."""
    stream, state = _kept(ask)
    _check_tells(ask)
    one = _item(state, act.item)
    if not one.told:
        raise Refused(
            f"'{act.item}' was told to nobody yet; hold it (mark_item), and put down what is right (put_item)"
        )
    if act.text == one.latest:
        raise Refused(f"text: '{act.item}' says so already")
    for audience, told in one.told.items():
        yield (
            told_in(audience),
            events.Corrected(briefing=told.briefing, number=told.number, text=act.text, reason=act.reason),
        )
    yield stream, events.ItemCorrected(item=act.item, text=act.text, reason=act.reason)


def admit_constituency(ask: Ask, act: acts.AdmitConstituency) -> Puts:
    """Let some of those a party answers to be told what it releases to them: it stands with the delegation alone."""
    check_answers(ask.who, ask.party)
    stream, state = _kept(ask)
    if act.constituency in state.constituencies:
        raise Refused(f"'{act.constituency}' is admitted already")
    yield stream, events.ConstituencyAdmitted(constituency=act.constituency)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


HANDLERS: Final[Handlers] = {
    acts.PutItem: put_item, acts.MarkItem: mark_item, acts.ReleaseBriefing: release_briefing,
    acts.CorrectBriefing: correct_briefing, acts.AdmitConstituency: admit_constituency,
}  # fmt: skip
