"""Print the table solution × axiom with its counterexamples: `python -m scripts.axioms` prints what the docs show."""

from __future__ import annotations

import sys

from goodoffices.analysis.axioms.axioms import AXIOMS, Axiom, Instance
from goodoffices.analysis.axioms.problem import Problem, Vector
from goodoffices.analysis.axioms.table import counterexample
from goodoffices.analysis.results import SOLUTIONS, SolutionName
from goodoffices.reports.charts.marks import SOLUTIONS as MARKS

TITLES = {name: str(title) for name, (title, _) in MARKS.items()}


def vector(values: Vector | None) -> str:
    """Write a utility vector."""
    return "nothing" if values is None else f"({', '.join(f'{value:g}' for value in values)})"


def problem(one: Problem) -> str:
    """Write a problem."""
    points = ", ".join(map(vector, one.points))
    return f"{{{points}}} with reservation values {vector(one.disagreement)}"


def told(axiom: Axiom, name: SolutionName, instance: Instance) -> str:
    """Write what a solution does in a counterexample, computed anew."""
    chosen = f"{TITLES[name]} chooses {vector(instance.before.choose(name))}"
    if axiom.key == "irrational":
        left = Problem(instance.before.zone, instance.before.disagreement)
        return f"{chosen}, and {vector(left.choose(name))} among {problem(left)}"
    if instance.after == instance.before:
        return chosen
    return f"{chosen}, then {vector(instance.after.choose(name))}"


def page() -> str:
    """Return the table and the list of counterexamples."""
    lines = [
        "| Axiom | " + " | ".join(TITLES[name] for name in SOLUTIONS) + " |",
        "|---|" + "---|" * len(SOLUTIONS),
    ]
    found: list[tuple[Axiom, Instance, list[SolutionName]]] = []
    for axiom in AXIOMS:
        row = []
        for name in SOLUTIONS:
            instance = counterexample(axiom, name)
            if instance is None:
                row.append("holds")
                continue
            known = [entry for entry in found if entry[0] is axiom and entry[1] == instance]
            if known:
                known[0][2].append(name)
            else:
                found.append((axiom, instance, [name]))
            number = next(n for n, entry in enumerate(found, 1) if entry[0] is axiom and entry[1] == instance)
            row.append(f"fails ({number})")
        lines.append(f"| **{axiom.title}**: {axiom.says} ({axiom.source}) | {' | '.join(row)} |")
    lines += ["", "The counterexamples, as few packages as possible, first named wins ties:", ""]
    for number, (axiom, instance, names) in enumerate(found, 1):
        what = problem(instance.before)
        if instance.after != instance.before:
            what += f"; then {problem(instance.after)}"
        lines.append(
            f"{number}. *{axiom.title}*: {what}. {'; '.join(told(axiom, n, instance) for n in names)}."
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(page() + "\n")
