"""GENIUS profile files: one party's preferences over a domain's issues.

Utilities follow GENIUS 10.4: `AdditiveUtilitySpace` (weighted sum, cut at 1), `EvaluatorDiscrete` (evaluations
divided by their largest), `EvaluatorInteger` (linear from the lower bound, cut to 0 and 1), `EvaluatorReal` (linear,
constant or triangular), `NonlinearUtilitySpace` with `InclusiveHyperRectangle` and `ExclusiveHyperRectangle`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from goodoffices.interchange.genius.document import Element, number_of
from goodoffices.interchange.genius.domain import Domain, issue_elements, kind_of, number_of_issue
from goodoffices.model import Additive, CaseFileError, HyperRectangles, Issue, Linear, Table
from goodoffices.model.preferences import Box, Triangular, ValueFunction

#: GENIUS cuts evaluations of numbers to these.
_CLIP: Final = (0.0, 1.0)

Preferences = Additive | HyperRectangles


def is_profile(root: Element) -> bool:
    """Say whether a document is a profile."""
    return root.name == "utility_space"


def fits(root: Element, domain: Domain) -> bool:
    """Say whether a profile speaks of exactly a domain's issues and values."""
    elements = {element.attributes.get("name", ""): element for element in issue_elements(root)}
    return len(elements) == len(domain.issues) and all(
        issue.id in elements and _same(elements[issue.id], issue) for issue in domain.issues
    )


def _same(element: Element, issue: Issue) -> bool:
    kind = kind_of(element)
    if issue.options:
        items = {item.attributes.get("value") for item in element.all("item")}
        return kind == "discrete" and items == {option.id for option in issue.options}
    bounds = element.first("range") or element
    given = [number_of(bounds.attributes.get(name, "")) for name in ("lowerbound", "upperbound")]
    span = issue.integers or issue.reals
    return (
        span is not None
        and kind == ("integer" if issue.integers else "real")
        and given == [span.low, span.high]
    )


def read_profile(root: Element, domain: Domain, warnings: list[str]) -> Preferences | None:
    """Read a profile that fits the domain.

    Args:
        root: the document.
        domain: its domain.
        warnings: takes what was passed over, in sentences.

    Returns:
        the preferences, or None where the profile evaluates nothing.

    Raises:
        CaseFileError: what is wrong, with line and element.
    """
    reservation = _value_of(root, "reservation", warnings)
    discount = _value_of(root, "discount_factor", warnings)
    reservation = 0.0 if reservation is None else reservation
    boxes = _boxes(root, domain)
    if boxes is not None:
        largest, rectangles = boxes
        return HyperRectangles(boxes=rectangles, largest=largest, reservation=reservation, discount=discount)
    weights = _weights(root)
    functions: dict[str, ValueFunction] = {}
    given: dict[str, float] = {}
    empty = 0
    elements = {element.attributes.get("name", ""): element for element in issue_elements(root)}
    for issue in domain.issues:
        element = elements[issue.id]
        number = number_of_issue(element)
        if number not in weights:
            raise element.error(
                f"the issue '{issue.id}' has no weight: no <weight index=\"{number}\"> stands beside it"
            )
        given[issue.id] = weights[number]
        function = _table(element, warnings) if issue.options else _function(element)
        if function is None:
            empty += 1
        else:
            functions[issue.id] = function
    if empty:
        if empty < len(domain.issues):
            raise root.error("some issues have evaluations and others have none; evaluate all or none")
        warnings.append(
            f"{root.file}: the profile evaluates nothing ('null'), so its party has no preferences"
        )
        return None
    return Additive(
        weights=given, values=functions, convention="genius", reservation=reservation, discount=discount
    )


def _value_of(root: Element, name: str, warnings: list[str]) -> float | None:
    """Return a number given as `<name value="…"/>` or `<name><value>…</value></name>`; None where there is none."""
    element = root.first(name)
    if element is None:
        return None
    inner = element.first("value")
    text = (
        element.attributes.get("value")
        or (inner.text.strip() if inner is not None else "")
        or element.text.strip()
    )
    number = number_of(text)
    if number is None and name == "reservation":
        raise element.error(f"'{text[:40]}' is not a finite number", "value")
    if number is None:
        warnings.append(
            f"{root.file}:{element.line}: the {name} '{text[:40]}' is no number and is passed over"
        )
    return number


def _weights(root: Element) -> dict[int, float]:
    weights: dict[int, float] = {}
    for element in _descendants(root, "weight"):
        number = element.whole("index")
        if number in weights:
            raise element.error(f"the weight of issue {number} is given twice", "index")
        weights[number] = element.number("value")
    return weights


def _descendants(element: Element, name: str) -> list[Element]:
    found = element.all(name)
    for child in element.all("objective"):
        found += _descendants(child, name)
    return found


def _table(element: Element, warnings: list[str]) -> Table | None:
    """Return the evaluations of a discrete issue, None where all are 'null'."""
    evaluations: dict[str, float] = {}
    missing = None
    for item in element.all("item"):
        value = item.required("value")
        if value in evaluations:
            warnings.append(
                f"{item.file}:{item.line}: the value '{value}' is given twice; as in GENIUS, the last counts"
            )
        if item.attributes.get("evaluation", "null") == "null":
            missing = item
        else:
            evaluations[value] = item.number("evaluation")
            if evaluations[value] < 0:
                raise item.error("GENIUS knows no evaluations below 0", "evaluation")
    if missing is not None and evaluations:
        raise missing.error(f"the value '{missing.attributes['value']}' has no evaluation", "evaluation")
    return Table(evaluations=evaluations) if evaluations else None


def _function(element: Element) -> ValueFunction:
    """Return the value function of an integer or real issue."""
    evaluator = element.first("evaluator")
    if evaluator is None:
        return Linear(slope=0.0)
    if kind_of(element) == "integer":
        bounds = element.first("range") or element
        origin = bounds.number("lowerbound")
        return Linear(
            slope=evaluator.number("slope"), offset=evaluator.number("offset"), origin=origin, clip=_CLIP
        )
    match evaluator.attributes.get("ftype", "linear").lower():
        case "linear":
            return Linear(
                slope=evaluator.number("parameter1"), offset=evaluator.number("parameter0"), clip=_CLIP
            )
        case "constant":
            return Linear(slope=0.0, offset=evaluator.number("parameter0"))
        case "triangular":
            low, high, top = (evaluator.number(f"parameter{number}") for number in range(3))
            if not low <= top <= high:
                raise evaluator.error(
                    f"the top {top:g} does not lie between {low:g} and {high:g}", "parameter2"
                )
            return Triangular(low=low, top=top, high=high)
        case other:
            known = "there are linear, constant and triangular"
            raise evaluator.error(f"value functions of type '{other}' are not read; {known}", "ftype")


def _boxes(root: Element, domain: Domain) -> tuple[float, tuple[Box, ...]] | None:
    """Return the largest utility and the boxes of a hyper-rectangle profile, None for an additive one."""
    objective = root.first("objective") or root
    utility = objective.first("utility") or root.first("utility")
    if utility is None:
        return None
    issues = dict(zip(domain.numbers, domain.issues, strict=True))
    if len(issues) < len(domain.issues):
        problem = "two issues have the same index, so boxes may mean either; give each its own"
        raise CaseFileError(problem, file=str(domain.path), field="<issue> index")
    boxes = []
    functions = utility.all("ufun")
    if len(functions) != 1 or functions[0].first("ufun") is not None:
        raise utility.error("a single <ufun>, with no other inside, is expected here")
    for ufun in functions:
        aggregation = ufun.attributes.get("aggregation", "sum").lower()
        if aggregation != "sum":
            raise ufun.error(f"aggregation by '{aggregation}' is not read; there is 'sum'", "aggregation")
        weight = ufun.number("weight") if "weight" in ufun.attributes else 1.0
        boxes += [_box(element, issues, weight) for element in ufun.all("hyperRectangle")]
    largest = utility.number("maxutility")
    if largest <= 0:
        raise utility.error("the largest utility must be above 0", "maxutility")
    return largest, tuple(boxes)


def _box(element: Element, issues: Mapping[int, Issue], weight: float) -> Box:
    own = element.number("weight") if "weight" in element.attributes else 1.0
    # Where a rectangle has both kinds of bounds, GENIUS keeps the excluding ones alone.
    outside = _bounds(element, "EXCLUDES", issues)
    within = {} if outside else _bounds(element, "INCLUDES", issues)
    return Box(utility=element.number("utility"), within=within, outside=outside, weight=weight * own)


def _bounds(element: Element, kind: str, issues: Mapping[int, Issue]) -> dict[str, tuple[float, float]]:
    bounds: dict[str, tuple[float, float]] = {}
    for one in element.all(kind):
        number = one.whole("index")
        if number not in issues:
            raise one.error(f"there is no issue with index {number}", "index")
        name = issues[number].id
        integers = issues[number].integers
        if integers is None:
            raise one.error(f"bounds are for issues of whole numbers, which '{name}' is not", "index")
        low, high = one.number("min"), one.number("max")
        if name in bounds:
            low, high = max(low, bounds[name][0]), min(high, bounds[name][1])
        if low > high:
            raise one.error(f"the bounds leave nothing: from {low:g} to {high:g}", "min")
        if low < integers.low or high > integers.high:
            raise one.error(
                f"the bounds {low:g} to {high:g} lie outside the range of '{name}', {integers.low} to {integers.high}",
                "min" if low < integers.low else "max",
            )
        bounds[name] = (low, high)
    return bounds
