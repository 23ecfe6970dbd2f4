"""`goodoffices analyse` where preferences are known in part: what is certain, what is possible, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from goodoffices.cli.output import console

if TYPE_CHECKING:
    from rich.console import Console

    from goodoffices.analysis.partial.results import Judgement, Robust, Share
    from goodoffices.model import Case

#: How many packages stand side by side, and how many facts of a party are listed.
_SIDE_BY_SIDE: Final = 4
_FACTS: Final = 6


def print_robust(robust: Robust, case: Case) -> None:
    """Print what is known of each party, how likely a zone is, and how packages fare under all that fits."""
    from rich.text import Text  # noqa: PLC0415 - only for people

    out = console()
    out.print("\n[bold]Under all preferences that fit[/bold] what is known")
    for one in robust.parties:
        title = case.parties_by_id[one.party].title
        out.print(Text(f"{title}: {KINDS[one.kind] if one.facts or one.kind == 'exact' else 'nothing'}"))
        for fact in one.facts[:_FACTS]:
            out.print(Text(f"  {fact.text}{_from(fact.sources)}"))
        if len(one.facts) > _FACTS:
            out.print(f"  {len(one.facts) - _FACTS} more with --json or --save")
        for fact in one.contradiction:
            out.print(Text(f"  contradiction: {fact.text}{_from(fact.sources)}"))
    if robust.agreement is not None:
        out.print(f"Some package is acceptable to all: {share(robust.agreement)} of the preferences that fit")
    if robust.minimax_regret is not None:
        loss = robust.minimax_regret
        place = next(n for n, one in enumerate(robust.packages) if one.package == loss.package)
        bound = "" if loss.bound is None else f", and no package below {loss.bound:.4f}"
        out.print(
            f"Smallest largest regret: package {letter(place)} can fall behind the best sum of utilities by "
            f"{loss.regret:.4f} "
            f"({loss.status}{bound})"
        )
    _print_packages(out, robust, case)
    for note in robust.notes:
        out.print(Text(f"Note: {note}"))


KINDS: Final = {
    "exact": "known exactly",
    "ranges": "weights within ranges",
    "interval": "weights and values within intervals",
    "ordinal": "known by order only",
    "record": "known from the record only",
}


def share(one: Share) -> str:
    """Write a share with its error and size, or as proven."""
    if one.status == "exact":
        return f"{one.value:.0%} (exact)"
    return f"{one.value:.1%} ± {one.error:.1%} ({one.n:,} draws)"


def letter(number: int) -> str:
    """Name packages A, B, … Z, AA and so on."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _from(sources: tuple[str, ...]) -> str:
    return f" ({', '.join(sources)})" if sources else ""


def _print_packages(out: Console, robust: Robust, case: Case) -> None:
    from rich.table import Table  # noqa: PLC0415 - only for people
    from rich.text import Text  # noqa: PLC0415 - as above

    shown = [*_first(robust)]
    if not shown:
        return
    table = Table(show_lines=False)
    table.add_column("")
    for number, _ in shown:
        table.add_column(letter(number), overflow="fold")
    judged = [one for _, one in shown]
    table.add_row("", *(Text("\n".join(one.why)) for one in judged))
    table.add_row("Acceptable to all", *(one.acceptable_to_all for one in judged))
    table.add_row("Share of preferences", *(share(one.acceptability) for one in judged))
    table.add_row("Efficient", *(one.efficient for one in judged))
    table.add_row("Largest regret", *(_regret(one) for one in judged))
    table.add_row("Nash solution in", *(share(one.nash_share) for one in judged))
    table.add_section()
    for party in robust.parties:
        cells = []
        for one in judged:
            low, high = one.utilities[party.party]
            span = f"{low:.3f}" if high - low < 5e-4 else f"{low:.3f}–{high:.3f}"  # noqa: PLR2004 - as printed
            cells.append(f"{span}, {one.acceptable[party.party]}")
        table.add_row(Text(party.party, style="italic"), *cells)
    table.add_section()
    for issue in case.issues:
        labels = [issue.label_of(one.package[issue.id]) for one in judged]
        table.add_row(Text(issue.name), *(Text(label) for label in labels))
    left = len(robust.packages) - len(shown)
    if left:
        table.caption = f"{left} more with --json or --save"
    out.print(table)


def _first(robust: Robust) -> list[tuple[int, Judgement]]:
    """Return those asked for first and the safest one, with their numbers."""
    numbered = list(enumerate(robust.packages))
    shown = numbered[:_SIDE_BY_SIDE]
    safest = [one for one in numbered[_SIDE_BY_SIDE:] if "smallest largest regret" in one[1].why]
    return [*shown[: _SIDE_BY_SIDE - len(safest)], *safest]


def _regret(one: Judgement) -> str:
    if one.regret_at_most is None:
        return f"{one.regret:.4f}"
    return f"{one.regret:.4f} to {one.regret_at_most:.4f}"
