"""Agreements that speak of themselves, and tallies whose entries no state could hold."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.model.agreement import Entry, Obligation, Phase, Tally
from goodoffices.model.case import Case
from goodoffices.model.casefile.check_terms import Finding
from goodoffices.model.casefile.plain import FieldPath


def check_agreement(case: Case) -> Iterator[Finding]:
    """Yield what is wrong with phases, obligations, tallies and entries by themselves.

    Whether the terms can be carried out at all is not judged here: an agreement under discussion may still be
    wrong, and `goodoffices.agreement.checking` says so.
    """
    tallies = {tally.id: tally for tally in case.tallies}
    for t, tally in enumerate(case.tallies):
        yield from _states(tally, ("tallies", t))
    yield from _obligations(case, tallies)
    for p, phase in enumerate(case.phases):
        for name in ("starts_after", "ends_after"):
            yield from _itself(phase.id, getattr(phase, name), f"the phase '{phase.id}'", ("phases", p, name))
    yield from _ambiguous(case)
    entries = {entry.id: entry for entry in case.entries}
    for e, entry in enumerate(case.entries):
        yield from _entry(entry, tallies.get(entry.tally), ("entries", e))
        yield from _same(entry, entries, ("entries", e))


def _obligations(case: Case, tallies: dict[str, Tally]) -> Iterator[Finding]:
    seen: set[str] = set()
    for p, phase in enumerate(case.phases):
        for o, one in enumerate(phase.obligations):
            path: FieldPath = ("phases", p, "obligations", o)
            if one.id in seen:
                problem = f"'{one.id}' is used twice among the obligations of all phases; give each its own"
                yield (*path, "id"), problem
            seen.add(one.id)
            yield from _itself(one.id, one.after, f"the obligation '{one.id}'", (*path, "after"))
            if one.in_exchange_for == one.id:
                yield (
                    (*path, "in_exchange_for"),
                    f"the obligation '{one.id}' cannot be in exchange for itself",
                )
            yield from _taken(one, tallies, path)


def _taken(one: Obligation, tallies: dict[str, Tally], path: FieldPath) -> Iterator[Finding]:
    tally = tallies.get(one.out_of or "")
    if one.state and tally is None:
        yield (*path, "state"), "a state goes with `out_of`, the tally that has it"
    elif one.state and tally is not None and one.state not in tally.states:
        yield (*path, "state"), f"the tally '{tally.id}' has no state '{one.state}'"


def _itself(name: str, waits_for: tuple[str, ...], what: str, path: FieldPath) -> Iterator[Finding]:
    for place, other in enumerate(waits_for):
        if other == name:
            yield (*path, place), f"{what} waits for itself, so it could never begin"


def _ambiguous(case: Case) -> Iterator[Finding]:
    """Find a name that is waited for, or backed, and that is a phase's and an obligation's."""
    both = {phase.id for phase in case.phases} & {
        one.id for phase in case.phases for one in phase.obligations
    }
    named: list[tuple[FieldPath, tuple[str, ...]]] = [
        (("guarantors", g, "backs"), guarantor.backs) for g, guarantor in enumerate(case.guarantors)
    ]
    for p, phase in enumerate(case.phases):
        named += _waiting(phase, ("phases", p))
    for path, names in named:
        for place, name in enumerate(names):
            if name in both:
                yield (*path, place), f"'{name}' is a phase and an obligation; give one of them another id"


def _waiting(phase: Phase, path: FieldPath) -> Iterator[tuple[FieldPath, tuple[str, ...]]]:
    yield (*path, "starts_after"), phase.starts_after
    yield (*path, "ends_after"), phase.ends_after
    for o, one in enumerate(phase.obligations):
        yield (*path, "obligations", o, "after"), one.after


def _states(tally: Tally, path: FieldPath) -> Iterator[Finding]:
    if not tally.states:
        yield (*path, "states"), f"the tally '{tally.id}' needs a state at least"
    seen: set[str] = set()
    for place, state in enumerate(tally.states):
        if state in seen:
            yield (*path, "states", place), f"the state '{state}' stands in the tally twice"
        seen.add(state)


def _entry(entry: Entry, tally: Tally | None, path: FieldPath) -> Iterator[Finding]:
    if not entry.from_state and not entry.to:
        yield path, f"the entry '{entry.id}' says of no state anything; give `to`, `from` or both"
    if entry.added and (entry.from_state or not entry.to):
        yield (*path, "added"), "those who are added come into a state (`to`) and out of none (`from`)"
    if entry.from_state and entry.from_state == entry.to:
        yield (*path, "to"), f"nobody goes from '{entry.to}' to '{entry.to}'"
    for name, state in (("from", entry.from_state), ("to", entry.to)):
        if tally is not None and state and state not in tally.states:
            yield (*path, name), f"the tally '{tally.id}' has no state '{state}'"
    if entry.bound == "range" and entry.high is None:
        yield path, "a range needs `high`, its upper end"


def _same(entry: Entry, entries: dict[str, Entry], path: FieldPath) -> Iterator[Finding]:
    other = entries.get(entry.same_as or "")
    if other is None:
        return
    if other.id == entry.id or other.same_as is not None:
        problem = f"'{entry.id}' must name the first entry about it, one that is itself the same as no other"
        yield (*path, "same_as"), problem
    elif (other.tally, other.from_state, other.to, other.added) != (
        entry.tally, entry.from_state, entry.to, entry.added,
    ):  # fmt: skip
        problem = f"'{other.id}' is about another tally, or goes from and to other states"
        yield (*path, "same_as"), problem
