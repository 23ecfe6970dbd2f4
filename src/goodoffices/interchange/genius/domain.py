"""GENIUS domain files: the issues and their values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from goodoffices.interchange.genius.document import Element
from goodoffices.interchange.table import problems_of
from goodoffices.model import IntegerRange, Issue, Option, RealRange
from goodoffices.model.casefile.plain import field_name


@dataclass(frozen=True)
class Domain:
    """A domain file: its path, its name, and the issues with the numbers by which profiles call them."""

    path: Path
    name: str
    issues: tuple[Issue, ...]
    numbers: tuple[int, ...]


def is_domain(root: Element) -> bool:
    """Say whether a document is a domain and not a profile."""
    return root.name == "negotiation_template"


def read_domain(root: Element, path: Path, warnings: list[str]) -> Domain:
    """Read a domain; `warnings` takes what was mended, in sentences.

    Raises:
        CaseFileError: what is wrong, with line and element.
    """
    elements = list(issue_elements(root))
    if not elements:
        raise root.error("the domain has no issues")
    issues = [_issue(element, warnings) for element in elements]
    seen: set[str] = set()
    for element, issue in zip(elements, issues, strict=True):
        if issue.id in seen:
            raise element.error(f"the issue '{issue.id}' is given twice", "name")
        seen.add(issue.id)
    objective = _objective(root)
    name = objective.attributes.get("name", "") if objective is not None else ""
    return Domain(path, name, tuple(issues), tuple(number_of_issue(element) for element in elements))


def issue_elements(root: Element) -> Iterator[Element]:
    """Yield the issues of a document in order, those of nested objectives included."""
    for child in root.children:
        if child.name == "issue":
            yield child
        elif child.name in ("objective", "utility_space"):
            yield from issue_elements(child)


def number_of_issue(element: Element) -> int:
    """Return the number by which weights and boxes call an issue."""
    return element.whole("index")


def kind_of(element: Element) -> str:
    """Return the kind of an issue: discrete, integer or real."""
    kind = (
        element.attributes.get("type") or element.attributes.get("vtype") or element.attributes.get("etype")
    )
    if kind is None:
        return "discrete" if element.first("item") else "integer"
    return kind.lower()


def _objective(root: Element) -> Element | None:
    space = root.first("utility_space") or root
    return space.first("objective")


def _issue(element: Element, warnings: list[str]) -> Issue:
    name = element.required("name")
    match kind_of(element):
        case "discrete":
            options: dict[str, Option] = {}
            for item in element.all("item"):
                value = item.required("value")
                if value in options:
                    warnings.append(
                        f"{item.file}:{item.line}: the value '{value}' is given twice and counts once"
                    )
                options[value] = Option(id=value, description=item.attributes.get("description", ""))
            issue = Issue(id=name, options=tuple(options.values()))
        case "integer":
            bounds = element.first("range") or element
            issue = Issue(
                id=name,
                integers=IntegerRange(low=bounds.whole("lowerbound"), high=bounds.whole("upperbound")),
            )
        case "real":
            bounds = element.first("range") or element
            issue = Issue(
                id=name, reals=RealRange(low=bounds.number("lowerbound"), high=bounds.number("upperbound"))
            )
        case other:
            raise element.error(
                f"issues of type '{other}' are not known; there are discrete, integer and real", "type"
            )
    for path, problem in problems_of(issue):
        raise element.error(problem, field_name(path))
    return issue
