"""`goodoffices agreement`, for people: findings, days, exchanges, tallies and balances."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from goodoffices.agreement.checking import Finding
    from goodoffices.agreement.exchange import Exchange
    from goodoffices.agreement.ledger import BalanceLedger, TallyLedger
    from goodoffices.agreement.schedule import Days
    from goodoffices.model import Case
    from goodoffices.services.agreeing import Agreed

_KINDS = {
    "wrong": "[bold]Wrong[/bold]: it cannot be carried out as it stands",
    "open": "[bold]Open[/bold]: it is not said",
    "norm": "[bold]To look at[/bold] before anybody signs; nothing here approves it",
}


def print_findings(out: Console, case: Case, findings: Sequence[Finding]) -> None:
    """Print findings, those of one place together."""
    from rich.table import Table  # noqa: PLC0415 - only for people
    from rich.text import Text  # noqa: PLC0415 - as above

    actions = {one.id: one.action for phase in case.phases for one in phase.obligations}
    for kind, heading in _KINDS.items():
        own = [one for one in findings if one.kind == kind]
        if not own:
            continue
        out.print(f"\n{heading}")
        table = Table(show_lines=True)
        table.add_column("Where", overflow="fold")
        table.add_column("What", overflow="fold")
        for place in dict.fromkeys(one.where for one in own):
            said = [one for one in own if one.where == place]
            known = actions.get(place.rpartition("/")[2], "")
            table.add_row(Text(_short(place)), Text("\n".join(_said(one, known) for one in said)))
        out.print(table)


def _said(one: Finding, action: str) -> str:
    """Write a finding; what stands in the column beside it is not said again."""
    says = one.says.removeprefix(f"“{action}”: ")
    return f"{says} — {one.source}" if one.source else says


def _short(place: str) -> str:
    """Write a place as ids alone: first/hostages-freed."""
    return "/".join(part for part in place.split("/") if part not in ("phases", "obligations"))


def print_schedule(out: Console, case: Case, found: Agreed) -> None:
    """Print the days, what is due and late, and what exchanges come to."""
    from rich.table import Table  # noqa: PLC0415 - only for people
    from rich.text import Text  # noqa: PLC0415 - as above

    schedule = found.schedule
    if schedule.phases:
        dated = f", from {schedule.starts}" if schedule.starts else ", counted from the first, day 1"
        out.print(f"\n[bold]Days[/bold]{dated}")
        table = Table()
        for heading in ("", "Who", "Due", "Waits for"):
            table.add_column(heading, overflow="fold")
        names = {one.id: one.title for one in case.parties} | {one.id: one.name for one in case.mediators}
        for phase in schedule.phases:
            span = "never" if phase.never else f"{_days(phase.begins)} – {_days(phase.ends)}"
            table.add_row(Text(phase.name, style="bold"), "", span, "", end_section=False)
            for one in schedule.obligations:
                if one.phase == phase.id:
                    due = "never" if one.never else f"done {one.done}" if one.done else _days(one.due)
                    table.add_row(
                        Text(f"  {one.action}"),
                        Text(names.get(one.actor, one.actor)),
                        due,
                        Text(", ".join(one.waits_for)),
                    )
            table.add_section()
        out.print(table)
    if len(schedule.chain) > 1:
        out.print(Text(f"What decides when it is over: {' → '.join(schedule.chain)}"))
    for heading, ids in (("Due this week", found.due_this_week), ("Late", found.overdue)):
        if ids:
            out.print(Text(f"{heading}: {', '.join(ids)}"))
    actions = {one.id: one.action for phase in case.phases for one in phase.obligations}
    for line in (line for one in found.exchanges for line in _exchange(one, actions)):
        out.print(Text(line))


def _days(days: Days) -> str:
    """Write days as dates where they are known, else as counted."""
    ends: list[object] = (
        [days.first_on, days.last_on] if days.first_on or days.last_on else [days.first, days.last]
    )
    known = [end for end in ends if end is not None]
    if not known:
        return "not known"
    if len(known) == 1:
        return f"{known[0]} or later"
    word = "" if days.first_on else "day "
    return f"{word}{known[0]}" if known[0] == known[1] else f"{word}{known[0]} to {known[1]}"


def _exchange(one: Exchange, actions: dict[str, str]) -> Iterable[str]:
    if one.comes_to is None:
        return
    stated = "" if one.stated is None else f"; {one.stated.says} stated"
    yield f"{actions[one.given]} for “{actions[one.received]}” comes to {one.comes_to.says}{stated}"
    for of, number in ((part.of or "others", part.range.says) for part in one.categories_given):
        if len(one.categories_given) > 1:
            yield f"  given, {of}: {number}"
    if len(one.categories_received) > 1:
        parts = ", ".join(f"{part.of or 'others'}: {part.range.says}" for part in one.categories_received)
        yield f"  received, {parts}"


def print_ledger(out: Console, found: Agreed) -> None:
    """Print tallies and balances."""
    for tally in found.tallies:
        _print_tally(out, tally)
    if found.balances:
        out.print("\n[bold]Balances[/bold]")
    for balance in found.balances:
        _print_balance(out, balance)


def _print_tally(out: Console, tally: TallyLedger) -> None:
    from rich.table import Table  # noqa: PLC0415 - only for people
    from rich.text import Text  # noqa: PLC0415 - as above

    out.print(Text.assemble("\n", ("Tally", "bold"), f": {tally.of}"))
    if tally.days:
        table = Table()
        table.add_column("At the end of")
        for state in tally.days[0].states:
            table.add_column(Text(state.state), justify="right", overflow="fold")
        table.add_column("In all", justify="right")
        for day in tally.days:
            numbers = [state.range.says for state in day.states]
            table.add_row(str(day.on) if day.on else "no day", *numbers, day.total.says)
        out.print(table)
    for one in tally.differing:
        out.print(Text(one.says))
    if tally.gap is not None:
        out.print(Text(f"Gap: {tally.gap.says}"))


def _print_balance(out: Console, balance: BalanceLedger) -> None:
    from rich.text import Text  # noqa: PLC0415 - only for people

    if balance.gap is not None:
        out.print(Text(f"{balance.balance}: gap: {balance.gap.says}"))
        return
    parts = " + ".join(_figure(part.of, part.follows) for part in balance.parts)
    out.print(Text(f"{balance.balance}: {_figure(balance.total.of, balance.total.follows)} = {parts}"))
    if balance.rest is not None:
        out.print(Text(f"  not counted by anybody: {balance.rest.says}"))


def _figure(of: str, found: object) -> str:
    return f"{of} ({getattr(found, 'says', '')})"
