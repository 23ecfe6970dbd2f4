"""A small quarrel that is played out in the tests: two sides, two issues of three options each."""

from __future__ import annotations

from goodoffices.model import Additive, Case, Condition, Constraint, Issue, Option, Party, RedLine, Table

_OPTIONS = ("all", "half", "none")


def quarrel(*, together: bool = False, line: bool = False, reservation: float = 0.1) -> Case:
    """Return the case.

    Args:
        together: water is not given while all of the land is, so that six packages are left.
        line: the first side will not give all of the land.
        reservation: what no agreement is worth to both.
    """
    issues = tuple(
        Issue(id=name, options=tuple(Option(id=option) for option in _OPTIONS), ordered=True)
        for name in ("land", "water")
    )
    constraints: tuple[Constraint, ...] = ()
    if together:
        some = Condition(any=(Condition(issue="land", is_="none"), Condition(issue="water", not_in=("all",))))
        least = Condition(
            any=(Condition(issue="land", not_in=("none",)), Condition(issue="water", not_in=("none",)))
        )
        constraints = (Constraint(name="not both", requires=Condition(all=(some, least))),)
    lines: tuple[RedLine, ...] = ()
    if line:
        kept = Condition(issue="land", not_in=("all",))
        lines = (RedLine(party="a", name="land is kept", requires=kept, entered_by="the test"),)
    return Case(
        title="A quarrel",
        parties=(
            Party(id="a", preferences=_wants({"land": 0.7, "water": 0.3}, (0.0, 0.5, 1.0), reservation)),
            Party(id="b", preferences=_wants({"land": 0.2, "water": 0.8}, (1.0, 0.6, 0.0), reservation)),
        ),
        issues=issues, constraints=constraints, red_lines=lines,
    )  # fmt: skip


def _wants(weights: dict[str, float], worth: tuple[float, float, float], reservation: float) -> Additive:
    table = Table(evaluations=dict(zip(_OPTIONS, worth, strict=True)))
    return Additive(weights=weights, values={"land": table, "water": table}, reservation=reservation)
