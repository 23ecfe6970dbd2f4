"""`goodoffices analyse`: zone, frontier, four solutions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from goodoffices.cli.output import Extras, console, document_of, print_json, save_page, short_count
from goodoffices.cli.scenario import ScenarioCommand, budget_option, scenario_options, warn
from goodoffices.cli.waiting import INTERRUPTED, run_through, searching, waiting

if TYPE_CHECKING:
    from rich.console import Console

    from goodoffices.analysis.explaining.shapes import Explanations
    from goodoffices.analysis.questions.results import Questions
    from goodoffices.analysis.results import Analysis, Frontier, Solution
    from goodoffices.analysis.trades.shapes import Trades
    from goodoffices.model import Case

_NAMES: Final = {
    "nash": "Nash",
    "kalai_smorodinsky": "Kalai–\nSmorodinsky",
    "egalitarian": "Egalitarian",
    "utilitarian": "Utilitarian",
}

_SHOWN_POINTS: Final = 12


@click.command(cls=ScenarioCommand)
@scenario_options
@click.option("--explain", is_flag=True, help="Say what each figure rests on, and what would change it.")
@click.option(
    "--from",
    "start",
    metavar="PACKAGE",
    help="Say what could be traded from a package: nash, …, a question's id, way-1, ISSUE=OPTION,… or a file.",
)
@click.option("--robust", is_flag=True, help="Say what holds for all preferences within the ranges given.")
@click.option(
    "--judge",
    "judged",
    metavar="PACKAGE",
    multiple=True,
    help="Judge a package under all preferences that fit, named as for --from but complete, or all; may be repeated.",
)
@click.option(
    "--next", "ask", is_flag=True, help="Say what to ask next, of whom, and what the answer would bring."
)
@click.option(
    "--alternative",
    "supposed",
    metavar="PARTY=VALUE",
    multiple=True,
    help="What if a side's alternative is worth a number, or low, middle or high of its range; may be repeated.",
)
@click.option(
    "--points",
    type=int,
    metavar="N",
    help="Give at most N points of the frontier, which stand for all, and how far any other is above them.",
)
@budget_option
def command(  # noqa: PLR0917 - one argument an option
    path: str,
    profiles: tuple[str, ...],
    as_json: bool,
    save: str | None,
    explain: bool,
    start: str | None,
    robust: bool,
    judged: tuple[str, ...],
    ask: bool,
    supposed: tuple[str, ...],
    points: int | None,
    budget: float | None,
) -> None:
    """Analyse a dispute exactly: the zone of agreement, the frontier and four fair solutions.

    PATH is a case file or folder, a GENIUS domain folder or file, a GeniusWeb JSON folder or a NegMAS folder.
    Interrupted while it searches, it prints what is known by then.
    """
    from msgspec import structs  # noqa: PLC0415 - heavy

    from goodoffices.services import analyse, deadlock_stream, open_scenario, supposing  # noqa: PLC0415 - as above
    from goodoffices.services import explain as explain_figures  # noqa: PLC0415 - as above
    from goodoffices.services import questions as find_questions  # noqa: PLC0415 - as above
    from goodoffices.services import robust as judge  # noqa: PLC0415 - as above
    from goodoffices.services import trades as find_trades  # noqa: PLC0415 - as above

    opened = open_scenario(path, profiles or None)
    warn(opened.warnings)
    with searching(f"analysing {path}", budget) as pace:
        alternative = _supposed(supposed)
        analysis = analyse(
            opened,
            robust=False if judged else (robust or None),
            alternative=alternative,
            budget=pace,
            points=points,
        )
        opened = supposing(opened, alternative)
        if judged:
            packages = "all" if judged == ("all",) else judged
            analysis = structs.replace(analysis, robust=judge(opened, packages, analysis=analysis))
        explanations = explain_figures(opened, analysis=analysis) if explain else None
        trades = find_trades(opened, start, analysis=analysis) if start is not None else None
        questions = find_questions(opened) if ask else None
    stopped = pace.stopped
    if save:
        diagnosis = None
        if analysis.zone is not None:
            blocking = deadlock_stream(opened, budget=budget)
            with waiting(f"looking for what blocks {path}"):
                stopped = run_through(blocking) or stopped
            diagnosis = blocking.known()
        extras = Extras(explanations=explanations, trades=trades, questions=questions)
        save_page(save, opened.case, analysis, diagnosis, extras)
    if as_json:
        document = {**document_of(analysis), "warnings": list(opened.warnings)}
        if explanations is not None:
            document["explanations"] = explanations.to_dict()["figures"]
        document["trades"] = None if trades is None else trades.to_dict()
        document["questions"] = None if questions is None else questions.to_dict()
        print_json(document)
    else:
        _print_all(opened.case, analysis, explanations, trades, questions)
    if stopped:
        raise click.exceptions.Exit(INTERRUPTED)


def _print_all(
    case: Case,
    analysis: Analysis,
    explanations: Explanations | None,
    trades: Trades | None,
    questions: Questions | None,
) -> None:
    _print(case, analysis)
    if analysis.alternatives is not None:
        from goodoffices.cli.standing_alone import print_alternatives  # noqa: PLC0415 - only where there are any

        print_alternatives(case, analysis.alternatives)
    if analysis.decisions:
        from goodoffices.cli.deciding import print_decisions  # noqa: PLC0415 - only where there are any

        print_decisions(case, analysis.decisions)
    if analysis.robust is not None:
        from goodoffices.cli.judging import print_robust  # noqa: PLC0415 - only where there is something to say

        print_robust(analysis.robust, case)
    if questions is not None:
        from goodoffices.cli.asking import print_questions  # noqa: PLC0415 - only on request

        print_questions(questions, case)
    if explanations is not None:
        from goodoffices.cli.explaining import print_explanations  # noqa: PLC0415 - only on request

        print_explanations(explanations)
    if trades is not None:
        from goodoffices.cli.trading import print_trades  # noqa: PLC0415 - only on request

        print_trades(trades)


def _supposed(given: tuple[str, ...]) -> dict[str, float | str]:
    """Read PARTY=VALUE; a party's name may hold an equals sign itself."""
    found: dict[str, float | str] = {}
    for one in given:
        party, equals, value = one.rpartition("=")
        if not equals or not party or not value:
            raise click.UsageError(
                f"'{one}' is not PARTY=VALUE; say for instance --alternative {one or 'a'}=0.5"
            )
        if party in found:
            raise click.UsageError(f"the alternative of '{party}' is supposed twice; say it once")
        found[party] = value
    return found


def _print(case: Case, analysis: Analysis) -> None:
    out = console()
    if case.title:
        out.print(f"[bold]{_plain(case.title)}[/bold]")
    parties = ", ".join(case.parties_by_id[party].title for party in analysis.parties)
    out.print(f"Parties: {_plain(parties)}")
    space = f"{analysis.issues} issues, {short_count(analysis.packages)} packages"
    if analysis.feasible is not None and analysis.feasible != analysis.packages:
        space += f", {short_count(analysis.feasible)} of them feasible"
    out.print(space)
    out.print(_zone_line(analysis))
    if analysis.frontier is not None:
        _print_frontier(out, analysis, analysis.frontier)
    if any(analysis.solutions.values()):
        _print_solutions(out, case, analysis)
    for note in analysis.notes:
        out.print(f"Note: {_plain(note)}")


def _zone_line(analysis: Analysis) -> str:
    zone = analysis.zone
    if zone is None:
        return "Zone of agreement: not counted"
    if zone.bounds is not None:
        low, high = (short_count(bound) for bound in zone.bounds)
        sure = "" if zone.confidence is None else f"; {zone.confidence:.0%} sure, by a sample"
        return (
            f"Zone of agreement: about {short_count(zone.packages)} packages (between {low} and {high}{sure})"
        )
    if not zone.packages:
        return "Zone of agreement: [bold]empty — the talks are deadlocked[/bold]"
    return (
        f"Zone of agreement: {short_count(zone.packages)} packages, {zone.share:.2%} of the feasible (exact)"
    )


def _print_frontier(out: Console, analysis: Analysis, frontier: Frontier) -> None:
    from rich.table import Table  # noqa: PLC0415 - only for people

    count = len(frontier.points)
    step = max(1, -(-(count - 1) // (_SHOWN_POINTS - 1))) if count > _SHOWN_POINTS else 1
    shown = [*frontier.points[::step]]
    if (count - 1) % step:
        shown.append(frontier.points[-1])
    title = f"\n[bold]Frontier[/bold]: {short_count(frontier.size)} points ({frontier.status})"
    if count < frontier.size:
        title += f"; {short_count(count)} chosen to stand for all"
    if len(shown) < count:
        title += (
            f"; {len(shown)} shown, all {'of these ' if count < frontier.size else ''}with --json or --save"
        )
    out.print(title)
    if count < frontier.size and frontier.coverage is not None:
        from goodoffices.reports.words import at_most  # noqa: PLC0415 - only where points are chosen

        near = at_most(frontier.coverage)
        out.print(f"Every point is, for every party, at most {near} above one of those chosen.")
    table = Table()
    for party in analysis.parties:
        table.add_column(_plain(party), justify="right")
    for point in shown:
        table.add_row(*(f"{utility:.4f}" for utility in point.utilities))
    out.print(table)


def _print_solutions(out: Console, case: Case, analysis: Analysis) -> None:
    from rich.table import Table  # noqa: PLC0415 - only for people

    out.print("\n[bold]Solutions[/bold]")
    table = Table()
    table.add_column("")
    for name in analysis.solutions:
        table.add_column(_NAMES[name], overflow="fold")
    chosen = list(analysis.solutions.values())
    for number, party in enumerate(analysis.parties):
        table.add_row(
            f"[italic]{_plain(party)}[/italic]", *(_utility(solution, number) for solution in chosen)
        )
    table.add_section()
    for issue in case.issues:
        options = [_plain(issue.label_of(s.package[issue.id])) if s is not None else "—" for s in chosen]
        table.add_row(_plain(issue.name), *options)
    if any(solution is not None and solution.status != "exact" for solution in chosen):
        table.caption = "some are bounded, not proven: see --json"
    out.print(table)


def _utility(solution: Solution | None, number: int) -> str:
    return "—" if solution is None else f"{solution.utilities[number]:.4f}"


def _plain(text: str) -> str:
    """Keep square brackets in a case's own words from being read as markup."""
    from rich.markup import escape  # noqa: PLC0415 - only for people

    return escape(text)
