"""Generated cases, small enough to be looked at whole, ragged enough to find what examples do not."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from hypothesis import strategies as st

from goodoffices.model import (
    Additive,
    Case,
    Condition,
    Constraint,
    IntegerRange,
    Interdependent,
    Issue,
    Linear,
    Option,
    Party,
    RedLine,
    Table,
)
from goodoffices.model.issues import key_of
from goodoffices.model.limits import Mandate
from goodoffices.model.possible import can_hold
from goodoffices.model.preferences import Dependent

#: Few distinct numbers make many ties, many make none; both have their bugs.
GRID = st.integers(0, 4).map(lambda n: n / 4)
LATTICE = st.integers(0, 30).map(float)
#: Rounded, because utilities closer than the tolerance count as equal, and which of them is found is left open.
REAL = st.floats(0, 1).map(lambda number: round(number, 6))


@st.composite
def issues(draw: st.DrawFn, number: int) -> Issue:
    """One issue: options, ordered or not, or whole numbers."""
    name = f"i{number}"
    if draw(st.integers(0, 3)) == 0:
        low, step = draw(st.integers(-3, 3)), draw(st.integers(1, 3))
        return Issue(id=name, integers=IntegerRange(low=low, high=low + draw(st.integers(0, 6)), step=step))
    options = tuple(Option(id=f"o{n}") for n in range(draw(st.integers(1, 4))))
    return Issue(id=name, options=options, ordered=draw(st.booleans()))


@st.composite
def conditions(draw: st.DrawFn, over: Sequence[Issue], depth: int = 2) -> Condition:
    """One sound condition over the issues."""
    forms = ["is", "in", "not_in", "at_least", "at_most"]
    if depth:
        forms += ["all", "any", "not", "if", "sum"]
    form = draw(st.sampled_from(forms))
    inner = conditions(over, depth - 1) if depth else st.nothing()
    match form:
        case "all":
            return Condition(all=tuple(draw(st.lists(inner, min_size=1, max_size=3))))
        case "any":
            return Condition(any=tuple(draw(st.lists(inner, min_size=1, max_size=3))))
        case "not":
            return Condition(not_=draw(inner))
        case "if":
            return Condition(if_=draw(inner), then=draw(inner))
        case "sum":
            numbers = [issue for issue in over if issue.integers is not None]
            if not numbers:
                return Condition(not_=draw(inner))
            factors = {issue.id: float(draw(st.integers(-2, 2))) for issue in numbers}
            return Condition(sum=factors, at_least=draw(st.integers(-6, 6)))
    issue = draw(
        st.sampled_from([issue for issue in over if form[:2] != "at" or issue.is_ordered] or [over[0]])
    )
    values = list(issue.values)
    if form == "is" or (form[:2] == "at" and not issue.is_ordered):
        return Condition(issue=issue.id, is_=draw(st.sampled_from(values)))
    if form == "in":
        return Condition(issue=issue.id, in_=tuple(draw(st.lists(st.sampled_from(values), unique=True))))
    if form == "not_in":
        return Condition(issue=issue.id, not_in=tuple(draw(st.lists(st.sampled_from(values), unique=True))))
    bound = draw(st.sampled_from(values))
    return (
        Condition(issue=issue.id, at_least=bound)
        if form == "at_least"
        else Condition(issue=issue.id, at_most=bound)
    )


@st.composite
def preferences(
    draw: st.DrawFn, over: Sequence[Issue], conventions: Sequence[str] = ("plain", "genius")
) -> Additive:
    """Exact additive preferences over the issues."""
    numbers = draw(st.sampled_from([GRID, LATTICE, REAL]))
    functions: dict[str, Table | Linear] = {}
    for issue in over:
        if issue.integers is not None and draw(st.booleans()):
            slope = draw(st.integers(-2, 2)) / 4
            clip = draw(st.sampled_from([None, (0.0, 1.0)]))
            functions[issue.id] = Linear(slope=slope, offset=draw(GRID), origin=issue.integers.low, clip=clip)
        else:
            functions[issue.id] = Table(evaluations={key_of(value): draw(numbers) for value in issue.values})
    weights = {issue.id: draw(st.sampled_from([0.1, 0.25, 0.3, 0.5, 1 / 3])) for issue in over}
    return Additive(
        weights=weights,
        values=functions,
        bias=draw(st.sampled_from([0.0, 0.0, 0.25])),
        convention=draw(st.sampled_from(conventions)),
        reservation=draw(st.none() | GRID),
    )


@st.composite
def interdependent(draw: st.DrawFn, over: Sequence[Issue]) -> Interdependent:
    """Exact preferences over the issues of which some depend on several; some count conditions alone."""
    known = {issue.id: issue for issue in over}
    when = conditions(over).filter(lambda one: bool(one.issues) and can_hold(one, known))
    adds = st.integers(-4, 4).map(lambda n: n / 4) | st.floats(-1, 1).map(lambda number: round(number, 6))
    dependent = st.builds(Dependent, when=when, adds=adds, note=st.sampled_from(["", "together"]))
    alone = draw(preferences(over, ("plain",)))
    bare = draw(st.integers(0, 3)) == 0
    return Interdependent(
        dependent=tuple(draw(st.lists(dependent, min_size=1, max_size=4))),
        weights={} if bare else alone.weights,
        values={} if bare else alone.values,
        bias=alone.bias,
        reservation=alone.reservation,
        assumption=draw(st.sampled_from(["", "Assumed."])),
    )


@st.composite
def interdependent_cases(draw: st.DrawFn, *, limited: bool = True) -> Case:
    """A whole case in which what one issue is worth to some party, the first at least, depends on another."""
    case = draw(cases(limited=limited))
    depend = [True, *(draw(st.booleans()) for _ in case.parties[1:])]
    parties = tuple(
        msgspec.structs.replace(party, preferences=draw(interdependent(case.issues))) if depends else party
        for party, depends in zip(case.parties, depend, strict=True)
    )
    return msgspec.structs.replace(case, parties=parties)


@st.composite
def cases(
    draw: st.DrawFn,
    *,
    most_parties: int = 4,
    most_issues: int = 4,
    limited: bool = True,
    conventions: Sequence[str] = ("plain", "genius"),
) -> Case:
    """A whole case with preferences for every party, perhaps with constraints, red lines and mandates."""
    over = [draw(issues(number)) for number in range(draw(st.integers(1, most_issues)))]
    names = [f"p{number}" for number in range(draw(st.integers(2, most_parties)))]
    parties = tuple(Party(id=name, preferences=draw(preferences(over, conventions))) for name in names)
    constraints = draw(st.lists(conditions(over), max_size=2)) if limited else []
    lines = draw(st.lists(st.tuples(st.sampled_from(names), conditions(over)), max_size=3)) if limited else []
    mandates = (
        draw(st.lists(st.tuples(st.sampled_from(names), conditions(over, 1)), max_size=1)) if limited else []
    )
    return Case(
        parties=parties,
        issues=tuple(over),
        constraints=tuple(Constraint(name=f"c{n}", requires=one) for n, one in enumerate(constraints)),
        red_lines=tuple(
            RedLine(party=party, name=f"line {n}", requires=one, entered_by="test", cost=float(n + 1))
            for n, (party, one) in enumerate(lines)
        ),
        mandates=tuple(
            Mandate(party=party, name=f"mandate {n}", requires=one) for n, (party, one) in enumerate(mandates)
        ),
    )
