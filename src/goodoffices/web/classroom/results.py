"""What came of a class, to take away as a file: a row a table, with the columns of simulated runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec
from django.http import HttpResponse

from goodoffices.services.sheets import Table, csv_of, workbook_of
from goodoffices.services.teaching import results_of
from goodoffices.talks.events.teaching import Exercise, Result
from goodoffices.web.problems import NOT_THERE, Problem
from goodoffices.web.shell.navigation import is_instructor
from goodoffices.web.shell.pages import page
from goodoffices.web.shell.visits import Visit

_KINDS: Final = {
    "results.csv": "text/csv; charset=utf-8",
    "results.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "results.json": "application/json",
}


@page(is_instructor)
def results(visit: Visit, name: str) -> HttpResponse:
    """Give the results, once the tables are over."""
    state = visit.lens.classroom
    if name not in _KINDS or visit.case.classroom not in ("over", "debriefed") or state.exercise is None:
        raise Problem(404, NOT_THERE)
    exercise, found = state.exercise, results_of(visit.lens, named=True)
    makers: dict[str, Callable[[], bytes]] = {
        "results.csv": lambda: csv_of(table_of(exercise, found)),
        "results.xlsx": lambda: workbook_of([table_of(exercise, found), laid_of(exercise, found)]),
        "results.json": lambda: msgspec.json.format(
            msgspec.json.encode({"title": visit.case.title, "exercise": exercise, "results": found})
        ),
    }
    response = HttpResponse(makers[name](), content_type=_KINDS[name])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def table_of(exercise: Exercise, found: tuple[Result, ...]) -> Table:
    """Return a row for every table of the class."""
    parties, issues = exercise.case.parties, exercise.case.issues
    heads = (
        "table", *(f"people: {seat}" for seat in exercise.seats), "protocol", "told", "ended", "by", "rounds", "offers",
        *(f"option: {one.id}" for one in issues), *(f"utility: {one.id}" for one in parties),
        "efficiency", "fairness", "on_frontier",
    )  # fmt: skip
    rows: list[tuple[Any, ...]] = []
    for one in found:
        package = one.package or {}
        rows.append(
            (
                one.table, *("; ".join(one.people.get(seat, ())) or "a program" for seat in exercise.seats),
                exercise.protocol, exercise.told, one.ended, one.by, one.round, len(one.path),
                *(package.get(issue.id) for issue in issues), *one.utilities, one.efficiency, one.fairness,
                "yes" if one.on_frontier else "no",
            )
        )  # fmt: skip
    return Table("results", heads, rows)


def laid_of(exercise: Exercise, found: tuple[Result, ...]) -> Table:
    """Return a row for every package that was put on any table."""
    issues = exercise.case.issues
    heads = ("table", "number", "round", "by", *(f"option: {one.id}" for one in issues))
    rows: list[tuple[Any, ...]] = [
        (
            one.table,
            number,
            laid.round,
            laid.by or "the mediator",
            *(laid.package[issue.id] for issue in issues),
        )
        for one in found
        for number, laid in enumerate(one.path, 1)
    ]
    return Table("path", heads, rows)
