"""Phases, obligations, and what is exchanged for what."""

from __future__ import annotations

import datetime as dt

from goodoffices.agreement.text.setting import Entry, Piece, Setting
from goodoffices.agreement.text.words import listed
from goodoffices.language import plain, whole
from goodoffices.model.agreement import Obligation, Phase, Rate
from goodoffices.model.document import Heading, Line, line


def phases(setting: Setting) -> list[Piece]:
    """Say of each phase how long it lasts, when it begins and when it ends."""
    made: list[Piece] = []
    for phase in setting.terms.phases:
        items = []
        if phase.starts_on is not None:
            items.append(setting.phrase("phase-from", day=setting.day(phase.starts_on)))
        if phase.starts_after:
            items.append(setting.phrase("phase-after", list=listed(setting.named(phase.starts_after))))
        if phase.starts_when:
            items.append(setting.phrase("phase-when", words=setting.words.said(phase.starts_when)))
        if phase.days is not None:
            items.append(setting.phrase("phase-days", days=setting.days(phase.days)))
        if phase.ends_after:
            items.append(setting.phrase("phase-ends-after", list=listed(setting.named(phase.ends_after))))
        if phase.ends_when:
            items.append(setting.phrase("phase-ends-when", words=setting.words.said(phase.ends_when)))
        words = setting.phrase("phase", phase=setting.words.said(phase.name))
        made.append(Entry(f"phase:{phase.id}", words, tuple(items)))
    return made


def obligations(setting: Setting) -> list[Piece]:
    """Say who does what in each phase."""
    made: list[Piece] = []
    for phase in setting.terms.phases:
        if phase.obligations and len(setting.terms.phases) > 1:
            name = setting.words.said(phase.name)
            made.append(Heading(key=f"obligations:{phase.id}", line=name, role="sub"))
        made += [_obligation(setting, phase, one) for one in phase.obligations]
    return made


def _obligation(setting: Setting, phase: Phase, one: Obligation) -> Entry:
    items = []
    if one.including:
        kinds = [setting.quantity(kind.quantity, None, kind.of) for kind in one.including]
        items.append(setting.phrase("including", list=listed(kinds)))
    if one.recipient:
        items.append(setting.phrase("recipient", recipient=setting.actor(one.recipient)))
    if one.due_day is not None:
        items.append(due(setting, phase, one.due_day))
    if one.after:
        items.append(setting.phrase("after", list=listed(setting.named(one.after))))
    items += [setting.phrase("condition", words=setting.words.said(text)) for text in one.conditions]
    if one.names:
        items.append(setting.phrase("names", words=setting.words.said(one.names)))
    says = {"actor": setting.actor(one.actor), "action": setting.words.said(one.action)}
    much = setting.quantity(one.quantity, one.high, one.of)
    words = (
        setting.phrase("obligation-of", **says, quantity=much)
        if much
        else setting.phrase("obligation", **says)
    )
    return Entry(f"obligation:{one.id}", words, tuple(items))


def due(setting: Setting, phase: Phase, number: int) -> Line:
    """Say by which day of its phase something is due, with the date where the phase begins on a known day."""
    places = {"number": line(whole(number)), "phase": setting.words.said(phase.name)}
    on = date_of(phase, number)
    return (
        setting.phrase("due", **places)
        if on is None
        else setting.phrase("due-on", **places, day=setting.day(on))
    )


def date_of(phase: Phase, number: int) -> dt.date | None:
    """Return the date of a phase's day, of which the first is day 1; None where that is not known."""
    if phase.starts_on is None:
        return None
    try:
        return phase.starts_on + dt.timedelta(days=number - 1)
    except OverflowError:  # beyond the calendar
        return None


def exchange(setting: Setting) -> list[Piece]:
    """Say what is given in exchange for what, and at which rates."""
    made: list[Piece] = []
    for _, one in setting.obligations:
        if one.in_exchange_for is None and not one.rates and one.ratio is None:
            continue
        other = setting.reference(one.in_exchange_for) if one.in_exchange_for else setting.phrase("blank")
        words = setting.phrase("exchange", gives=setting.reference(one.id), other=other)
        made.append(Entry(f"exchange:{one.id}", words, tuple(rates_of(setting, one))))
    return made


def rates_of(setting: Setting, one: Obligation) -> list[Line]:
    """Return the rates at which something is given, each as a sentence."""
    found = []
    if one.ratio is not None:
        ratio = (*setting.at_least(*one.ratio), *(line(" ") if one.of else ()), *setting.words.said(one.of))
        found.append(setting.phrase("ratio", ratio=ratio))
    found += [_rate(setting, rate, one.of) for rate in one.rates]
    return found


def _rate(setting: Setting, rate: Rate, of: str) -> Line:
    gives = setting.quantity(rate.gives, None, rate.of or of)
    received = setting.words.said(rate.received) or setting.phrase("rest")
    return setting.phrase("rate", gives=gives, for_=(*line(f"{plain(rate.for_each)} "), *received))
