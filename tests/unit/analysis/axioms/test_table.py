"""The table solution × axiom: its counterexamples run, none can be smaller, and the page shows what the objects say."""

from __future__ import annotations

import pytest

from goodoffices.analysis.axioms.axioms import AXIOMS, Axiom, Instance
from goodoffices.analysis.axioms.problem import Problem, Vector
from goodoffices.analysis.axioms.table import FAILS, cells
from goodoffices.analysis.results import SOLUTIONS, SolutionName
from scripts.axioms import page
from tests.conftest import ROOT

BROKEN = [(axiom, name, instance) for axiom, name, instance in cells() if instance is not None]


def without(instance: Instance, point: Vector) -> Instance:
    """The instance with one point less on both sides."""

    def less(problem: Problem) -> Problem:
        return Problem(tuple(one for one in problem.points if one != point), problem.disagreement)

    after = instance.after
    if instance.factors:
        scaled = tuple(f * u + t for f, u, t in zip(instance.factors, point, instance.terms, strict=True))
        after = Problem(tuple(one for one in after.points if one != scaled), after.disagreement)
    else:
        after = less(after)
    return Instance(
        less(instance.before), after, instance.order, instance.factors, instance.terms, instance.party
    )


@pytest.mark.parametrize(("axiom", "name", "instance"), BROKEN, ids=lambda one: getattr(one, "key", None))
def test_counterexamples_break_the_axiom_and_could_not_be_smaller(
    axiom: Axiom, name: SolutionName, instance: Instance
) -> None:
    assert axiom.judge(name, instance) is False
    for point in instance.before.points:
        smaller = without(instance, point)
        if smaller.before.points and smaller.after.points:
            assert axiom.judge(name, smaller) is not False, f"{point} is not needed"


def test_the_table_names_known_axioms_and_solutions() -> None:
    assert set(FAILS) <= {axiom.key for axiom in AXIOMS}
    assert all(set(row) <= set(SOLUTIONS) for row in FAILS.values())
    assert len({axiom.key for axiom in AXIOMS}) == len(AXIOMS)


def test_the_page_shows_what_the_objects_say() -> None:
    shown = (ROOT / "docs" / "theory" / "axioms.md").read_text(encoding="utf-8")
    assert page() in shown, "write it anew from what `python -m scripts.axioms` prints"


def test_the_textbook_problem() -> None:
    """Three packages on a line: each solution where its definition puts it."""
    problem = Problem(((0.0, 6.0), (4.0, 4.0), (9.0, 1.0)), (0.0, 0.0))
    assert problem.choose("nash") == (4.0, 4.0)
    assert problem.choose("egalitarian") == (4.0, 4.0)
    assert problem.choose("kalai_smorodinsky") == (4.0, 4.0)
    assert problem.choose("utilitarian") == (9.0, 1.0)
    assert problem.ideal == (9.0, 6.0)
