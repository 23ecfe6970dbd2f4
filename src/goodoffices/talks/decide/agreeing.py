"""What stands in the way when a party agrees: its mandates, what has left the agenda, brackets, the range of a bid."""

from __future__ import annotations

import math
from collections.abc import Iterable

from goodoffices.model.conditions import describe
from goodoffices.talks.decide.asking import Ask
from goodoffices.talks.errors import Refused
from goodoffices.talks.events import Package
from goodoffices.talks.events.channel import Clause
from goodoffices.talks.mandates import beyond, in_force, waits_for_home
from goodoffices.talks.on_agenda import gone, is_bid_on, number_of, open_brackets
from goodoffices.talks.states.channel import Bidding, Final, Proposal


def check_mandate(ask: Ask, package: Package) -> bool:
    """Refuse what is beyond the mandate; return whether what is agreed still needs approval at home.

    Beyond is what contradicts a mandate. What a mandate leaves open, as a text without a package does, the delegation
    may accept subject to approval at home.
    """
    issues = ask.lens.case.issues
    mandates = in_force(ask.lens, ask.party, ask.at, entered=ask.entered)
    passed = beyond(mandates, package, issues)
    if passed is not None and passed.requires is not None:
        raise Refused(
            f"this is beyond the mandate '{passed.mandate}' ({describe(passed.requires, issues)}); refer it home "
            "(answer: refer), or have the mandate widened"
        )
    return waits_for_home(mandates, package, issues)


def check_on_agenda(ask: Ask, one: Proposal | Final, changed: Package | None = None) -> None:
    """Refuse to agree to what is no longer on the agenda as it was tabled; `changed` goes before what is tabled."""
    clauses, terms = (one.clauses, one.terms) if isinstance(one, Proposal) else ((), None)
    tabled = {name: value for name, value in one.package.items() if name not in (changed or {})}
    problem = gone(ask.lens.case, tabled, one.agenda, clauses, terms)
    if problem and isinstance(one, Proposal):
        raise Refused(
            f"{problem}; it has left the agenda since this was tabled, and the mediators can table it anew "
            "(revise_proposal)"
        )
    if problem:
        raise Refused(
            f"{problem}; it has left the agenda since this was put, and the mediators can put it anew (table_final)"
        )


def check_brackets(package: Package, clauses: Iterable[Clause]) -> None:
    """Refuse to make an agreement of a text in which words are still in brackets."""
    for clause in open_brackets(package, clauses):
        raise Refused(
            f"clause {clause.id} is still in brackets: the package settles nothing that stands in them on "
            f"'{clause.issue}'; the mediators can table it without them (revise_proposal)"
        )


def check_bid(ask: Ask, one: Bidding, value: float) -> None:
    """Refuse a number that the issue of a bidding does not have."""
    if not math.isfinite(value):
        message = "value: a bid is a number"
        raise Refused(message)
    if not one.issue:
        return
    issue = number_of(ask.lens.case, one.issue, one.agenda)
    if issue is None:
        raise Refused(
            f"'{one.issue}' has left the agenda, or has other words on it now, since bids on it were asked for; the "
            "mediators can ask anew (open_bidding)"
        )
    if is_bid_on(issue, value):
        return
    if issue.integers is None:
        assert issue.reals is not None
        low, high = (f"{end:,}".removesuffix(".0") for end in (issue.reals.low, issue.reals.high))
        raise Refused(f"value: '{one.issue}' is a number from {low} to {high}")
    numbers = issue.integers
    if numbers.step > 1:
        raise Refused(
            f"value: '{one.issue}' is a whole number from {numbers.low:,} to {numbers.high:,}, every {numbers.step:,}"
        )
    raise Refused(f"value: '{one.issue}' is a whole number from {numbers.low:,} to {numbers.high:,}")
