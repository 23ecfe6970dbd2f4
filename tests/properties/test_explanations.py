"""What explanations say about inputs that move, against looking at every package by the moved input."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goodoffices import analyse
from goodoffices.analysis.explaining.explain import explain_case
from goodoffices.analysis.explaining.shapes import Move, Turn
from goodoffices.model import Additive, Case
from goodoffices.model.base import Value
from tests import brute_force
from tests.strategies import cases

#: Where between two values of an input the answer is looked at; odd numbers, so as not to hit exact ties.
INSIDE = (0.0037, 0.1318, 0.3541, 0.5173, 0.7219, 0.9247, 0.9963)

Answers = dict[str, dict[str, Value] | None]


def with_preferences(case: Case, party: str, change: Callable[[Additive], Additive]) -> Case:
    parties = []
    for one in case.parties:
        assert isinstance(one.preferences, Additive)
        if one.id == party:
            parties.append(msgspec.structs.replace(one, preferences=change(one.preferences)))
        else:
            parties.append(one)
    return msgspec.structs.replace(case, parties=tuple(parties))


def moved(case: Case, move: Move, to: float) -> Case:
    """The case with one input changed, from what the rule of the explanations says."""

    def change(preferences: Additive) -> Additive:
        if move.kind == "reservation value":
            return msgspec.structs.replace(preferences, reservation=to)
        assert move.issue is not None
        rest = sum(abs(weight) for issue, weight in preferences.weights.items() if issue != move.issue)
        total = rest + abs(preferences.weights[move.issue])
        share = (total - abs(to)) / rest if rest else 1.0
        weights = {issue: weight * share for issue, weight in preferences.weights.items()} | {move.issue: to}
        return msgspec.structs.replace(preferences, weights=weights)

    return with_preferences(case, move.party, change)


def choices(case: Case, name: str) -> tuple[dict[str, Value] | None, dict[str, tuple[float, ...]]]:
    """What looking at every package chooses, and what each package is worth."""
    rows = brute_force.feasible_rows(case)
    zone = brute_force.zone_rows(case, rows)
    chosen = brute_force.solutions(case, rows, zone, brute_force.reservations(case, rows))[name]
    return chosen, {repr(row.package): row.utilities for row in rows}


def stays(case: Case, name: str, now: dict[str, Value] | None) -> bool:
    """Whether a package is still chosen, or worth the same to everybody as the one that is."""
    chosen, worth = choices(case, name)
    if now is None or chosen is None:
        return now is chosen
    pairs = zip(worth[repr(now)], worth[repr(chosen)], strict=True)
    return all(abs(one - other) <= 1e-8 * max(1.0, abs(one)) for one, other in pairs)


def is_among(vector: Sequence[float], vectors: Sequence[Sequence[float]]) -> bool:
    return any(all(brute_force.near(a, b) for a, b in zip(vector, other, strict=True)) for other in vectors)


def check_way(case: Case, name: str, move: Move, end: float, turn: Turn | None) -> None:
    assert move.value is not None
    now = choices(case, name)[0]
    assert turn is None or turn.status == "exact"
    until = end if turn is None else turn.interval[0]
    for part in INSIDE:
        at = move.value + part * (until - move.value)
        assert stays(moved(case, move, at), name, now), f"{name}, {move.input} at {at}: changed before {turn}"
    if turn is not None:
        near, far = turn.interval
        assert min(near, far) <= turn.at <= max(near, far)
        assert abs(far - near) <= 0.0021 * abs(end - move.value) + 1e-12
        beyond = moved(case, move, far)
        assert not stays(beyond, name, now), f"{name}, {move.input} at {far}: not changed, in spite of {turn}"
        assert choices(beyond, name)[0] == turn.package


@given(cases(most_parties=3, most_issues=3), st.sampled_from([0, 1, 2, 3]))
def test_choices_change_where_explanations_say_and_nowhere_before(case: Case, which: int) -> None:
    rows = brute_force.feasible_rows(case)
    assume(rows)
    explanations = explain_case(case)
    name = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")[which]
    found = explanations.figures[name]
    assert found.notes == ()
    for move in found.sensitivity:
        if move.value is None or move.searched is None:
            continue
        assert move.status == "exact"
        for end, turn in zip(move.searched, (move.down, move.up), strict=True):
            check_way(case, name, move, end, turn)


@given(cases(most_parties=3, most_issues=3))
def test_dropped_limits_choose_what_they_choose_when_left_out(case: Case) -> None:
    assume(brute_force.feasible_rows(case))
    figures = explain_case(case).figures
    for name in ("nash", "kalai_smorodinsky", "egalitarian"):
        now = choices(case, name)[0]
        for move in figures[name].sensitivity:
            if move.kind not in ("red line", "mandate"):
                continue
            left = msgspec.structs.replace(
                case,
                red_lines=tuple(line for line in case.red_lines if line.label != move.input),
                mandates=tuple(one for one in case.mandates if one.label != move.input),
            )
            then = choices(left, name)[0]
            assert (move.dropped is not None) == (then != now)
            if move.dropped is not None:
                assert move.dropped.package == then


@given(cases(most_parties=3, most_issues=3))
def test_the_zone_grows_and_shrinks_as_explanations_say(case: Case) -> None:
    rows = brute_force.feasible_rows(case)
    assume(rows)
    zone = explain_case(case).figures["zone"]
    before = len(brute_force.zone_rows(case, rows))
    for move in zone.sensitivity:
        for shift in move.shifts:
            if shift.to is not None:
                changed = moved(case, move, shift.to)
                count = len(brute_force.zone_rows(changed, brute_force.feasible_rows(changed)))
            else:
                count = len(brute_force.zone_rows(case, rows, without=[move.input]))
            assert (shift.figure, shift.change) == (count, count - before), move.input


@given(cases(most_parties=3, most_issues=3))
def test_packages_stay_efficient_as_explanations_say(case: Case) -> None:
    assume(brute_force.feasible_rows(case))
    explanations = explain_case(case)
    frontier = analyse(case).frontier
    assert frontier is not None
    for move in explanations.figures["frontier"].sensitivity:
        for shift in move.shifts:
            assert shift.to is not None
            rows = brute_force.feasible_rows(moved(case, move, shift.to))
            worth = {repr(row.package): row.utilities for row in rows}
            efficient = brute_force.frontier(rows)
            kept = sum(is_among(worth[repr(dict(point.package))], efficient) for point in frontier.points)
            assert (shift.figure, shift.change) == (kept, kept - frontier.size), (move.input, shift)


@given(cases(most_parties=3, most_issues=3))
def test_blocking_sets_left_without_a_limit(case: Case) -> None:
    rows = brute_force.feasible_rows(case)
    assume(rows)
    figures = explain_case(case).figures
    assert ("deadlock" in figures) == (not brute_force.zone_rows(case, rows))
    if "deadlock" not in figures:
        return
    ways = brute_force.ways_out(case, rows)
    cost = {line.label: line.cost for line in case.red_lines}
    cheapest = min(sum(cost.get(name, 1.0) for name in way) for way in ways)
    for move in figures["deadlock"].sensitivity:
        if move.kind != "cost":
            opens = bool(brute_force.zone_rows(case, rows, without=[move.input]))
            assert (move.shifts[0].figure == 0) == opens
            continue
        turn = move.up or move.down
        assert turn is not None
        name = move.input.removesuffix(": cost")
        changed = {**{one: cost.get(one, 1.0) for way in ways for one in way}, name: turn.at}
        totals = {way: sum(changed[one] for one in way) for way in ways}
        lowest = [way for way, total in totals.items() if total <= min(totals.values()) + 1e-9]
        assert {name in way for way in lowest} == {True, False}, "both kinds of way cost the same there"
        assert pytest.approx(cheapest + (turn.by if move.up else 0.0)) == min(totals.values())
