"""The annexes: what is given for what, and what is due when."""

from __future__ import annotations

from goodoffices.agreement.text.parts.terms import date_of, rates_of
from goodoffices.agreement.text.setting import Piece, Setting
from goodoffices.language import whole
from goodoffices.model.agreement import Obligation, Phase
from goodoffices.model.document import Line, Table, line

_NOTHING: Line = line("–")


def exchange_table(setting: Setting) -> list[Piece]:
    """Tabulate what is given in exchange for what."""
    found = [
        one
        for _, one in setting.obligations
        if one.in_exchange_for is not None or one.rates or one.ratio is not None
    ]
    rows = tuple(_given(setting, one) for one in found)
    if not rows:
        return []
    head = _head(setting, "number", "who", "what", "much", "for", "rate")
    return [Table(key="exchange-table", caption=setting.phrase("exchange-caption"), head=head, rows=rows)]


def _given(setting: Setting, one: Obligation) -> tuple[Line, ...]:
    rates = rates_of(setting, one)
    joined = tuple(
        stretch for place, rate in enumerate(rates) for stretch in (*(line(" ") if place else ()), *rate)
    )
    return (
        setting.reference(one.id), setting.actor(one.actor), setting.words.said(one.action), _much(setting, one),
        setting.reference(one.in_exchange_for) if one.in_exchange_for else _NOTHING, joined or _NOTHING,
    )  # fmt: skip


def schedule_table(setting: Setting) -> list[Piece]:
    """Tabulate what is due when: phase by phase, within each by day; what has no day comes last."""
    rows = []
    for phase in setting.terms.phases:
        dated = sorted(phase.obligations, key=lambda one: (one.due_day is None, one.due_day or 0))
        rows += [_due(setting, phase, one) for one in dated]
    if not rows:
        return []
    head = _head(setting, "phase", "number", "who", "what", "much", "by")
    return [
        Table(key="schedule-table", caption=setting.phrase("schedule-caption"), head=head, rows=tuple(rows))
    ]


def _due(setting: Setting, phase: Phase, one: Obligation) -> tuple[Line, ...]:
    by = _NOTHING
    if one.due_day is not None:
        number, on = line(whole(one.due_day)), date_of(phase, one.due_day)
        by = (
            setting.phrase("day-of-phase", number=number)
            if on is None
            else setting.phrase("day-and-date", number=number, day=setting.day(on))
        )
    return (
        setting.words.said(phase.name), setting.reference(one.id), setting.actor(one.actor),
        setting.words.said(one.action), _much(setting, one), by,
    )  # fmt: skip


def _much(setting: Setting, one: Obligation) -> Line:
    return setting.quantity(one.quantity, one.high, one.of) or _NOTHING


def _head(setting: Setting, *names: str) -> tuple[Line, ...]:
    return tuple(setting.phrase(f"head-{name}") for name in names)
