"""The ledger: what goes in comes out, nobody is lost, no state holds fewer than nobody, and bounds are exact."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.agreement.ledger import tally_of
from goodoffices.agreement.ranges import meant
from goodoffices.model.agreement import Entry, Tally
from goodoffices.model.base import When
from goodoffices.model.record import Bound

STATES = ("held", "free", "dead")
DAYS = tuple(dt.date(2031, 1, n) for n in (1, 2, 3))
TALLY = Tally(id="t", of="persons", states=STATES)


@st.composite
def moments(draw: st.DrawFn) -> When:
    first = draw(st.integers(0, 2))
    last = draw(st.integers(first, 2))
    return DAYS[first] if first == last and draw(st.booleans()) else (DAYS[first], DAYS[last])


@st.composite
def exact_entries(draw: st.DrawFn) -> list[Entry]:
    """Persons who come, go and leave on single days, in numbers that never exceed those who are there."""
    there = dict.fromkeys(STATES, 0)
    entries = []
    for number, day in enumerate(sorted(draw(st.lists(st.sampled_from(DAYS), min_size=1, max_size=8)))):
        state = draw(st.sampled_from(STATES))
        kind = draw(st.sampled_from(["came", "went", "left"])) if there[state] else "came"
        value = draw(st.integers(0, there[state] if kind != "came" else 9))
        to = draw(st.sampled_from([one for one in STATES if one != state])) if kind == "went" else ""
        fields = {
            "came": {"to": state, "added": True},
            "went": {"from_state": state, "to": to},
            "left": {"from_state": state},
        }[kind]
        entries.append(Entry(id=f"e{number}", tally="t", value=value, on=day, **fields))  # type: ignore[arg-type]  # a way for each kind
        there[state] += value if kind == "came" else -value
        if to:
            there[to] += value
    return entries


@given(exact_entries())
def test_what_goes_in_is_what_comes_out(entries: list[Entry]) -> None:
    counted = {one.to for one in entries if one.to}
    found = tally_of(TALLY, entries)
    assert found.gap is None
    for day in found.days:
        assert day.on is not None
        until = [one for one in entries if isinstance(one.on, dt.date) and one.on <= day.on]
        expected = {
            state: sum(one.value * ((one.to == state) - (one.from_state == state)) for one in until)
            for state in STATES
        }
        for one in day.states:
            if one.state in counted:
                assert (one.low, one.high) == (expected[one.state], expected[one.state])
            else:
                assert (one.low, one.high) == (
                    max(0, -expected[one.state]),
                    None,
                )  # never heard of: any number
    whole = sum(one.value for one in entries if one.added) - sum(one.value for one in entries if not one.to)
    if counted == set(STATES):
        assert (found.days[-1].total.low, found.days[-1].total.high) == (whole, whole)


@st.composite
def loose_entries(draw: st.DrawFn) -> list[Entry]:
    """A few entries with small ranges; each state is counted once, or begins with those who come, so that all is finite."""
    entries = [
        Entry(id=f"first-{state}", tally="t", to=state, value=value, on=DAYS[0], added=draw(st.booleans()))
        for state, value in zip(STATES, draw(st.tuples(*[st.integers(0, 2)] * 3)), strict=True)
    ]
    for number in range(draw(st.integers(0, 3))):
        low = draw(st.integers(0, 2))
        source = draw(st.sampled_from(STATES))
        to = draw(st.sampled_from(["", *(one for one in STATES if one != source)]))
        kind: Bound = draw(st.sampled_from(["exactly", "range", "at_most"]))
        high = low + draw(st.integers(0, 1)) if kind == "range" else None
        when = draw(moments())
        if draw(st.booleans()):
            entries.append(
                Entry(id=f"c{number}", tally="t", to=source, value=low, high=high, bound=kind, on=when)
            )
        else:
            entries.append(
                Entry(
                    id=f"m{number}",
                    tally="t",
                    from_state=source,
                    to=to,
                    value=low,
                    high=high,
                    bound=kind,
                    on=when,
                )
            )
    return entries


def span(when: When | None) -> tuple[int, int]:
    first, last = when if isinstance(when, tuple) else (when, when)
    return DAYS.index(first), DAYS.index(last)


def ways(entry: Entry) -> Iterator[tuple[int, ...]]:
    """Yield how many have gone by an entry at the end of each day, in every way there is."""
    first, last = span(entry.on)
    bounds = meant(entry.value, entry.bound, entry.high)
    assert bounds.high is not None
    for amount in range(bounds.low, bounds.high + 1):
        for inner in itertools.combinations_with_replacement(range(amount + 1), last - first):
            yield (*[0] * first, *inner, *[amount] * (len(DAYS) - last))


def number(state: str, opening: dict[str, int], moves: list[tuple[Entry, int]]) -> int:
    return opening[state] + sum(gone * ((one.to == state) - (one.from_state == state)) for one, gone in moves)


def fits(entry: Entry, opening: dict[str, int], moves: list[tuple[Entry, tuple[int, ...]]]) -> bool:
    """Say whether a count holds at some moment between the ends of its days, with nobody less than nobody."""
    first, last = span(entry.on)
    bounds = meant(entry.value, entry.bound, entry.high)
    between = [range(gone[first], gone[last] + 1) for _, gone in moves]
    for gone in itertools.product(*between):
        now = [(one, so_many) for (one, _), so_many in zip(moves, gone, strict=True)]
        if all(number(state, opening, now) >= 0 for state in STATES):
            there = number(entry.to, opening, now)
            if bounds.low <= there and (bounds.high is None or there <= bounds.high):
                return True
    return False


def by_force(entries: list[Entry]) -> list[tuple[int, ...]]:
    """All numbers by day and state that fit, from every way to go; what was counted first says who was there before."""
    moving = [one for one in entries if one.from_state or one.added]
    counts = [one for one in entries if not (one.from_state or one.added)]
    first = {one.to: one.value for one in counts if one.id.startswith("first")}
    found = set()
    for each in itertools.product(*map(list, map(ways, moving))):
        moves = list(zip(moving, each, strict=True))
        days = [[(one, gone[day]) for one, gone in moves] for day in range(len(DAYS))]
        nobody = dict.fromkeys(STATES, 0)
        opening = {
            state: first[state] - number(state, nobody, days[0]) if state in first else 0 for state in STATES
        }
        numbers = tuple(number(state, opening, day) for day in days for state in STATES)
        if min(*opening.values(), *numbers) >= 0 and all(fits(one, opening, moves) for one in counts):
            found.add(numbers)
    return sorted(found)


@given(loose_entries())
def test_bounds_are_exactly_those_that_brute_force_finds(entries: list[Entry]) -> None:
    found = tally_of(TALLY, entries)
    if found.differing:  # sources that differ are spanned, which is tested by itself
        return
    last = tally_of(TALLY, entries, latest=True)
    assert (last.days, last.gap) == (found.days[-1:], found.gap)
    solutions = by_force(entries)
    assert (found.gap is None) == bool(solutions)
    if found.gap is not None:
        assert found.days == ()
        assert found.gap.by > 0
        assert set(found.gap.entries) <= {one.id for one in entries}
        return
    for day in found.days:
        assert day.on is not None
        place = DAYS.index(day.on) * len(STATES)
        for offset, one in enumerate(day.states):
            values = {numbers[place + offset] for numbers in solutions}
            assert (one.low, one.high) == (min(values), max(values))
        totals = {sum(numbers[place : place + len(STATES)]) for numbers in solutions}
        assert (day.total.low, day.total.high) == (min(totals), max(totals))
        assert all(one.low >= 0 for one in day.states)
