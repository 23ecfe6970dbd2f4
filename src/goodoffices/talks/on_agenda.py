"""What of a proposal is still on the agenda as it was when it was tabled, and which of its brackets are open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from goodoffices.model.agreement import Terms
from goodoffices.model.base import Value
from goodoffices.model.casefile.check_terms import check_package
from goodoffices.model.issues import Issue
from goodoffices.talks.events import Package
from goodoffices.talks.events.channel import Clause
from goodoffices.talks.states import CaseState


def gone(
    case: CaseState,
    package: Package,
    agenda: int | None,
    clauses: Iterable[Clause] = (),
    terms: Terms | None = None,
) -> str:
    """Say what of a proposal is not on the agenda any more as it was when it was tabled; nothing, where all is.

    What is tabled means what it meant then: an option with other words under the same id is another one. Of a clause
    whose brackets the package settles, the package says which option holds, and the others may have gone.

    Args:
        case: the shared state of the talks.
        package: what is tabled.
        agenda: how many changes of the agenda there were then; None where that was not kept.
        clauses: the clauses of its text.
        terms: its terms, whose obligations may say which issues they carry out.
    """
    for path, problem in check_package(package, case.issues, ()):
        return f"package, {'.'.join(map(str, path))}: {problem}"
    for name, value in package.items():
        if case.means_else(name, value, agenda):
            return f"package, {name}: '{value}' has other words on the agenda now than it had then"
    for clause in open_brackets(package, clauses):
        if clause.issue not in case.issues:
            return f"clause {clause.id}: there is no issue '{clause.issue}' in this case"
        for value in clause.options:
            if case.issues[clause.issue].index_of(value) is None:
                return f"clause {clause.id}: the issue '{clause.issue}' has no option '{value}'"
        for option in clause.options or (None,):
            if case.means_else(clause.issue, option, agenda):
                return (
                    f"clause {clause.id}: '{clause.issue}' has other words on the agenda now than it had then"
                )
    return _terms_gone(case, agenda, terms)


def _terms_gone(case: CaseState, agenda: int | None, terms: Terms | None) -> str:
    for phase in terms.phases if terms is not None else ():
        for one in phase.obligations:
            for issue in one.issues:
                if issue not in case.issues:
                    return f"terms, {one.id}: there is no issue '{issue}' in this case"
                if case.means_else(issue, None, agenda):
                    return f"terms, {one.id}: '{issue}' has other words on the agenda now than it had then"
    return ""


def open_brackets(package: Package, clauses: Iterable[Clause]) -> list[Clause]:
    """Return the clauses whose words are still in brackets: the package settles none of the options in them."""
    return [one for one in clauses if one.issue and not _settled(one, package)]


def _settled(clause: Clause, package: Mapping[str, Value]) -> bool:
    value = package.get(clause.issue)
    return value is not None and (not clause.options or value in clause.options)


def number_of(case: CaseState, name: str, agenda: int | None) -> Issue | None:
    """Return the issue of a bidding, if it is still the number on the agenda for which the bids were asked."""
    issue = case.issues.get(name)
    return None if issue is None or issue.options or case.means_else(name, None, agenda) else issue


def is_bid_on(issue: Issue, value: float) -> bool:
    """Whether a number is one that an issue can have: a whole one on its steps, or any real one in its range."""
    if issue.integers is not None:
        return issue.index_of(value) is not None
    return issue.reals is not None and issue.reals.low <= value <= issue.reals.high


def nearest(issue: Issue | None, value: float) -> float:
    """Return the value of an issue of whole numbers that is nearest to a number between two of its values.

    Half-way between two of them it is the one that is an even number of steps above the lowest, which favours neither
    side. Other numbers stay as they are.
    """
    if issue is None or issue.integers is None:
        return value
    low, step = issue.integers.low, issue.integers.step
    return float(low + step * round((value - low) / step))
