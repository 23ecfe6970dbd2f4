"""`goodoffices rehearse`, for people: endings, who refuses and why, what comes later, and on what it hangs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from goodoffices.cli.output import console

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from goodoffices.model import Case
    from goodoffices.simulation.rehearsing.results import EndOdds, Later, Odds, PartyAnswer, Rehearsal

#: How many endings and effects are shown; the rest is in --json.
_ENDINGS: Final = 8
_EFFECTS: Final = 8


def print_rehearsal(case: Case, found: Rehearsal) -> None:
    """Print all of it, every share with its ranges."""
    from rich.text import Text  # noqa: PLC0415 - only for people

    out = console()
    if case.title:
        out.print(Text(case.title, style="bold"))
    said = (f"{issue.name}: {issue.label_of(found.package[issue.id])}" for issue in case.issues)
    out.print(Text(f"If this package were tabled now ({found.name}): {'; '.join(said)}"))
    out.print(_endings(found))
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


def _endings(found: Rehearsal) -> Table:
    table = _table(f"{found.draws:,} draws, seed {found.seed}", "How it ends", "Share", "Chance", "Inputs")
    for one in found.endings[:_ENDINGS]:
        table.add_row(*_row(_ending(one), one.odds))
    rest = found.endings[_ENDINGS:]
    if rest:
        table.add_row(*_words(f"{len(rest)} more, with --json", _share(sum(one.odds.share for one in rest)), "", ""))
    if found.later.refused:
        table.add_section()
        table.add_row(*_row("refused, and an agreement later", found.later.agreement))
        table.add_row(*_row("refused, and no agreement at all", found.later.none))
    return table


def _ending(one: EndOdds) -> str:
    if one.ending == "accepted":
        return "accepted by all"
    names = ", ".join(one.parties)
    return f"refused at the table by {names}" if one.ending == "refused at the table" else f"{one.ending}: {names}"


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
    out.print(
        Text(
            f"After a refusal: of {later.refused:,} refused draws {later.closed:,} leave no package within the red lines "
            f"that hold, and {later.stopped:,} more none that those at home would approve. Played on: {later.played:,}; "
            f"agreed {later.agreed:,}"
            + (f" ({later.same:,} on this package after all)" if later.same else "")
            + f"; in {later.empty:,} no package is worth enough to all; in {later.failed:,} the text came to nothing."
        )
    )
    if not later.options:
        return
    table = _table("What is agreed on then", "Issue", "Most often", "Share", "Chance")
    for issue in case.issues:
        most = later.options[issue.id][0]
        table.add_row(*_words(issue.name, issue.label_of(most.option), _share(most.odds.share), _span(most.odds.sampling)))
    out.print(table)


def _effects(found: Rehearsal) -> Table:
    table = _table("What “accepted by all” hangs on most", "Input", "Index", "Low third, or no", "High third, or yes")
    for one in found.sensitivity[:_EFFECTS]:
        table.add_row(
            *_words(one.says, f"{one.index:.2f} ± {one.error:.2f}", _full(one.low), _full(one.high))
        )
    left = len(found.sensitivity) - _EFFECTS
    more = f"; {left} more with --json" if left > 0 else ""
    table.caption = (
        "index: the share of the variance that goes when this alone is known (first-order Sobol' index); then how "
        f"often all accept in its lowest and highest third, or where it does not happen and does{more}"
    )
    return table


def _print_inputs(out: Console, found: Rehearsal) -> None:
    from rich.text import Text  # noqa: PLC0415 - only for people

    out.print()
    for one in found.inputs:
        if one.stage == "wants":
            continue
        out.print(Text(f"{one.says}: {_numbers(one.low, one.high)} ({_origin(one.origin, one.sources)})"))
    weights = sum(one.stage == "wants" for one in found.inputs)
    if weights:
        out.print(f"{weights} weights and evaluations, with the ranges of the case: with --json")


def _origin(origin: str, sources: tuple[str, ...]) -> str:
    said = {
        "entered": "the case states it", "alternatives": "from its alternatives", "record": "from the record",
        "assumed": "assumed: the case cannot say it", "asked": "as asked for",
    }[origin]  # fmt: skip
    return f"{said}; {', '.join(sources)}" if sources else said


def _table(title: str, *columns: str) -> Table:
    from rich.table import Table  # noqa: PLC0415 - only for people

    table = Table(title=title, title_justify="left")
    for number, name in enumerate(columns):
        table.add_column(name, overflow="fold", justify="left" if not number or name == "Most often" else "right")
    return table


def _row(name: str, odds: Odds) -> Iterator[object]:
    return _words(
        name, _share(odds.share), _span(odds.sampling), "–" if odds.inputs is None else _span(odds.inputs)
    )


def _words(*texts: str) -> Iterator[object]:
    """Yield cells in which square brackets stay square brackets."""
    from rich.text import Text  # noqa: PLC0415 - only for people

    return (Text(one) for one in texts)


def _full(odds: Odds) -> str:
    if odds.status == "exact":
        return f"{_share(odds.share)} (exact)"
    inputs = "" if odds.inputs is None else f"; inputs {_span(odds.inputs)}"
    return f"{_share(odds.share)} ({_span(odds.sampling)}{inputs})"


def _share(share: float) -> str:
    percent = 100 * share
    return f"{percent:.1f} %" if 0 < percent < 9.95 or 90.05 < percent < 100 else f"{percent:.0f} %"  # noqa: PLR2004


def _span(span: tuple[float, float]) -> str:
    low, high = (_share(one) for one in span)
    return f"{low.removesuffix(' %')}–{high}"


def _numbers(low: float, high: float) -> str:
    return f"{low:.3g}" if low == high else f"{low:.3g}–{high:.3g}"
