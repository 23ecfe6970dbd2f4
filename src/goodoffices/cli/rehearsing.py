"""`goodoffices rehearse`, for people: endings, who refuses and why, what comes later, and on what it hangs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from goodoffices.cli.output import console

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from goodoffices.model import Case
    from goodoffices.simulation.rehearsing.results import EndOdds, Later, Odds, PartyAnswer, Rehearsal

#: How many endings and effects are shown; the rest is in --json.
_ENDINGS: Final = 8
_EFFECTS: Final = 8

#: Per cents nearer to an end than this have a digit more; none is written as less than the other.
_NEAR: Final = 9.95
_LEAST: Final = 0.1

_ORIGINS: Final = {
    "entered": "as the case states it", "alternatives": "by its alternatives", "record": "by the record",
    "asked": "as asked for",
}  # fmt: skip


def print_rehearsal(case: Case, found: Rehearsal) -> None:
    """Print all of it, every share with its ranges."""
    from rich.text import Text  # noqa: PLC0415 - only for people

    out = console()
    if case.title:
        out.print(Text(case.title, style="bold"))
    said = (f"{issue.name}: {issue.label_of(found.package[issue.id])}" for issue in case.issues)
    out.print(
        Text(f"If this package were tabled now ({found.name or 'the package given'}): {'; '.join(said)}")
    )
    out.print(_endings(case, found))
    out.print(
        "Chance: where the share of all possible draws lies with 95 %. Inputs: the lowest and the highest share as "
        "the inputs move through their ranges; preferences stay as drawn."
    )
    stated = found.as_stated
    out.print(Text(f"Accepted by all if every red line holds as stated: {_full(stated)}"))
    out.print()
    out.print(_answers(case, found.answers))
    _print_later(out, case, found.later)
    if found.sensitivity:
        out.print()
        out.print(_effects(found))
    _print_inputs(out, found)
    for note in found.notes:
        out.print(Text(f"Note: {note}"))


def _endings(case: Case, found: Rehearsal) -> Table:
    table = _table(f"{found.draws:,} draws, seed {found.seed}", "How it ends", "Share", "Chance", "Inputs")
    for one in found.endings[:_ENDINGS]:
        table.add_row(*_row(_ending(case, one), one.odds))
    left = len(found.endings) - _ENDINGS
    if left > 0:
        table.add_row(*_words(f"{left} more with --json or --save"))
    if found.later.refused:
        table.add_section()
        table.add_row(*_row("refused, and an agreement later", found.later.agreement))
        table.add_row(*_row("refused, and no agreement at all", found.later.none))
    return table


def _ending(case: Case, one: EndOdds) -> str:
    if one.ending == "accepted":
        return "accepted by all"
    names = ", ".join(case.parties_by_id[party].title for party in one.parties)
    if one.ending == "refused at the table":
        return f"refused at the table by {names}"
    return f"not approved at home by {names}"


def _answers(case: Case, answers: Iterable[PartyAnswer]) -> Table:
    table = _table("Who refuses, and why (whatever the others do)", "Party", "Refuses", "Chance", "Inputs")
    for one in answers:
        title = case.parties_by_id[one.party].title
        worth = f"worth {_numbers(*one.worth)} to it, no agreement {_numbers(*one.no_agreement)}"
        table.add_row(*_row(f"{title} ({worth})", one.refuses))
        for reason in one.reasons:
            names = f": {'; '.join(reason.names)}" if reason.names else ""
            table.add_row(*_row(f"  {reason.why}{names}", reason.odds))
        table.add_section()
    return table


def _print_later(out: Console, case: Case, later: Later) -> None:
    from rich.text import Text  # noqa: PLC0415 - only for people

    if not later.refused:
        return
    same = f" ({later.same:,} on this package after all)" if later.same else ""
    out.print(
        Text(
            f"After a refusal: of {later.refused:,} refused draws {later.closed:,} leave no package within the red "
            f"lines that hold, and {later.stopped:,} more none that those at home would approve. Played on: "
            f"{later.played:,}; agreed {later.agreed:,}{same}; in {later.empty:,} no package is worth enough to all; "
            f"in {later.failed:,} the text came to nothing."
        )
    )
    if not later.options:
        return
    table = _table("What is agreed on then", "Issue", "Most often", "Share", "Chance")
    for issue in case.issues:
        most = later.options[issue.id][0]
        table.add_row(
            *_words(
                issue.name, issue.label_of(most.option), _share(most.odds.share), _span(most.odds.sampling)
            )
        )
    out.print(table)


def _effects(found: Rehearsal) -> Table:
    table = _table(
        "What “accepted by all” hangs on most", "Input", "Index", "Low third, or no", "High third, or yes"
    )
    for one in found.sensitivity[:_EFFECTS]:
        table.add_row(
            *_words(one.says, f"{one.index:.2g} ± {one.error:.1g}", _full(one.low), _full(one.high))
        )
    left = len(found.sensitivity) - _EFFECTS
    more = f"; {left} more with --json or --save" if left > 0 else ""
    table.caption = (
        "index: the share of the variance that goes when this alone is known (first-order Sobol' index); then how "
        f"often all accept in its lowest and highest third, or where it does not happen and does{more}"
    )
    return table


def _print_inputs(out: Console, found: Rehearsal) -> None:
    from rich.text import Text  # noqa: PLC0415 - only for people

    given = [one for one in found.inputs if one.stage != "wants" and one.origin != "assumed"]
    assumed = [one for one in found.inputs if one.stage != "wants" and one.origin == "assumed"]
    out.print("\n[bold]Inputs[/bold]")
    for one in given:
        sources = f"; {', '.join(one.sources)}" if one.sources else ""
        out.print(Text(f"{one.says}: {_numbers(one.low, one.high)} ({_ORIGINS[one.origin]}{sources})"))
    weights = sum(one.stage == "wants" for one in found.inputs)
    if weights:
        out.print(f"{weights} weights and evaluations that move: with --json or --save")
    if assumed:
        out.print("Assumed, because the case cannot say it; --aspiration, --firm and --approval change it:")
    for one in assumed:
        out.print(Text(f"- {one.says}: {_numbers(one.low, one.high)}"))


def _table(title: str, *columns: str) -> Table:
    from rich.table import Table  # noqa: PLC0415 - only for people

    table = Table(title=title, title_justify="left")
    for number, name in enumerate(columns):
        table.add_column(
            name, overflow="fold", justify="left" if not number or name == "Most often" else "right"
        )
    return table


def _row(name: str, odds: Odds) -> Iterator[Text]:
    return _words(
        name, _share(odds.share), _span(odds.sampling), "–" if odds.inputs is None else _span(odds.inputs)
    )


def _words(*texts: str) -> Iterator[Text]:
    """Yield cells in which square brackets stay square brackets."""
    from rich.text import Text  # noqa: PLC0415 - only for people

    return (Text(one) for one in texts)


def _full(odds: Odds) -> str:
    if odds.status == "exact":
        return f"{_share(odds.share)} (exact)"
    inputs = "" if odds.inputs is None else f"; inputs {_span(odds.inputs)}"
    return f"{_share(odds.share)} ({_span(odds.sampling)}{inputs})"


def _share(share: float) -> str:
    """Write a share in per cent: with one digit more near its ends, which only what reaches them is called."""
    percent = 100 * share
    if _NEAR <= percent <= 100 - _NEAR or percent in (0.0, 100.0):
        return f"{percent:.0f} %"
    if percent > 100 - _LEAST:
        return f">{100 - _LEAST} %"
    if percent < _LEAST / 10:
        return f"<{_LEAST / 10} %"
    return f"{percent:.2f} %" if percent < _LEAST else f"{percent:.1f} %"


def _span(span: tuple[float, float]) -> str:
    low, high = (_share(one) for one in span)
    return f"{low.removesuffix(' %')}–{high}"


def _numbers(low: float, high: float) -> str:
    return f"{low:.3g}" if low == high else f"{low:.3g}–{high:.3g}"
