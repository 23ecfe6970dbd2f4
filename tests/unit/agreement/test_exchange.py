"""What exchanges come to: figures of the seed, ranges as brute force finds them, and lists that fit or do not."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.agreement.errors import AgreementError
from goodoffices.agreement.exchange import count_list, exchange_of, exchanges_of, misfits
from goodoffices.agreement.ranges import Range
from goodoffices.model import Case
from goodoffices.model.agreement import Category, Obligation, Rate
from tests.conftest import ROOT
from tests.unit.agreement.terms import duty

FORTY = duty("r", quantity=40, of="hostages", including=(Category(of="civilians"), Category(of="soldiers")))
RATES = (Rate(gives=30, received="civilians"), Rate(gives=50, received="soldiers"))


def test_seventeen_and_a_half_to_twenty_for_each_of_forty_is_seven_to_eight_hundred() -> None:
    case = Case.load(ROOT / "examples" / "cairo-2024")
    first = exchanges_of(case.terms)[0]
    assert (first.comes_to, first.stated, first.fits) == (
        Range(low=700, high=800),
        Range(low=700, high=800),
        True,
    )


def test_thirty_for_each_of_one_kind_and_fifty_for_each_of_another() -> None:
    found = exchange_of(duty("g", rates=RATES), FORTY)
    assert found.comes_to == Range(low=1200, high=2000)
    assert "how many of the 40 hostages are civilians or soldiers is not said" in found.notes[0]
    stated = exchange_of(duty("g", rates=RATES, quantity=1500), FORTY)
    assert [(one.of, one.range.says) for one in stated.categories_received] == [
        ("civilians", "25"),
        ("soldiers", "15"),
    ]
    odd = exchange_of(duty("g", rates=RATES, quantity=1510), FORTY)
    assert "no number of each category comes to exactly what is stated" in odd.notes


def test_what_is_given_by_category_and_what_is_left_unsaid() -> None:
    received = duty("r", quantity=40, of="hostages", including=(Category(of="women", quantity=10),))
    rates = (Rate(gives=3, of="young", received="women"), Rate(gives=1, of="old", received="women"))
    found = exchange_of(duty("g", rates=rates), received)
    assert [(one.of, one.range.says) for one in found.categories_given] == [("young", "30"), ("old", "10")]
    assert found.comes_to == Range(low=40)
    assert found.notes == ("nothing says what is given for the others",)
    rest = exchange_of(duty("g", rates=(*rates, Rate(gives=2))), received)
    assert rest.comes_to == Range(low=100, high=100)


def test_groups_that_are_not_full_are_said() -> None:
    for quantity, comes_to, notes in ((39, "130", 0), (40, "130 to 140", 1)):
        received = duty("r", quantity=quantity, of="hostages")
        found = exchange_of(duty("g", rates=(Rate(gives=10, for_each=3),)), received)
        assert found.comes_to is not None
        assert (found.comes_to.says, len(found.notes)) == (comes_to, notes)


def test_ratios_are_exact_and_come_to_whole_numbers_or_say_so() -> None:
    assert exchange_of(duty("g", ratio=(0.1, 0.16)), duty("r", quantity=250, high=300)).comes_to == Range(
        low=25, high=48
    )
    none = exchange_of(duty("g", ratio=(0.5, 0.5), quantity=2), duty("r", quantity=5))
    assert (none.comes_to, none.fits) == (None, False)
    assert "2.5, which is no whole number" in none.notes[0]
    for ratio in ((2.0, 1.0), (0.0, float("inf"))):
        with pytest.raises(AgreementError, match="from the lower to the higher"):
            exchange_of(duty("g", ratio=ratio), duty("r", quantity=5))


def by_force(given: Obligation, received: Obligation) -> tuple[int, int] | None:
    """All ways to fill the categories, as the words of the rates say; a group that is begun may count, or not."""
    amount = range(received.quantity or 0, (received.high or received.quantity or 0) + 1)
    kinds = {one.of: one.quantity for one in received.including}
    named = {rate.received for rate in given.rates}
    least, most = [], []
    for numbers in itertools.product(range(max(amount) + 1), repeat=len(kinds)):
        count = dict(zip(kinds, numbers, strict=True))
        if any(kinds[name] not in (None, number) for name, number in count.items()):
            continue
        for whole in amount:
            others = whole - sum(numbers)
            if others < 0 or (others and None in kinds.values()):
                continue
            unnamed = others + sum(number for name, number in count.items() if name not in named)
            by_rate = [(rate, count[rate.received] if rate.received else unnamed) for rate in given.rates]
            least.append(sum(rate.gives * (number // rate.for_each) for rate, number in by_rate))
            most.append(sum(rate.gives * -(-number // rate.for_each) for rate, number in by_rate))
    return (min(least), max(most)) if least else None


@given(st.data())
def test_ranges_are_those_that_brute_force_finds(data: st.DataObject) -> None:
    low = data.draw(st.integers(0, 6))
    kinds = tuple(
        Category(of=f"k{n}", quantity=data.draw(st.none() | st.integers(0, 3)))
        for n in range(data.draw(st.integers(0, 3)))
    )
    received = duty("r", quantity=low, high=low + data.draw(st.integers(0, 2)), including=kinds)
    gives, for_each = st.integers(0, 4), st.sampled_from([1, 1, 2, 3])
    received_by = ["", *(one.of for one in kinds if data.draw(st.booleans()))]
    rates = [
        Rate(gives=data.draw(gives), for_each=data.draw(for_each), received=name) for name in received_by
    ]
    given = duty("g", rates=tuple(rates))
    expected = by_force(given, received)
    found = exchange_of(given, received).comes_to
    assert (None if found is None else (found.low, found.high)) == expected


def test_a_list_is_counted_without_a_name_leaving_it() -> None:
    people = [("Ada Brun", "women"), ("Tam Orr", "sick"), (" ada  brun", "women"), ("", "women")]
    count = count_list(people)
    assert (count.total, [(one.of, one.quantity) for one in count.categories]) == (
        4,
        [("women", 3), ("sick", 1)],
    )
    agreed = duty("x", quantity=5, including=(Category(of="women", quantity=2), Category(of="elderly")))
    said = misfits(count, agreed)
    assert said == (
        "the list has 4 entries, and the obligation is for 5",
        "of women the list has 3, and the obligation says 2",
        "the obligation has no category “sick”",
        "the entries 1 and 3 have one name: are they one person?",
        "the entry 4 has no name",
    )
    assert not any("brun" in one.casefold() for one in (*said, str(count.to_dict())))
    assert misfits(count_list(people[:2]), duty("x", quantity=2, high=3)) == ()
    assert misfits(count_list([]), duty("x")) == ()
