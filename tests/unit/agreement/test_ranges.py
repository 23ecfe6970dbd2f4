"""What a bound means, and what is carried where figures agree and where they do not."""

from __future__ import annotations

import itertools

import pytest

from goodoffices.agreement.ledger.gaps import carried
from goodoffices.agreement.ranges import Range, exactly, meant, total
from goodoffices.model.record import Bound


@pytest.mark.parametrize(
    ("value", "bound", "high", "low", "top"),
    [
        (253, "exactly", None, 253, 253), (700, "range", 800, 700, 800), (700, "exactly", 800, 700, 800),
        (130, "about", None, 117, 143), (4, "about", None, 3, 5), (0, "about", None, 0, 1), (100, "about", 200, 90, 220),
        (34, "at_least", None, 34, None), (34, "at_least", 40, 34, 40), (800, "at_most", None, 0, 800),
        (None, "exactly", None, 0, None),
    ],
)  # fmt: skip
def test_what_a_bound_means(
    value: int | None, bound: Bound, high: int | None, low: int, top: int | None
) -> None:
    assert meant(value, bound, high) == Range(low=low, high=top)


def test_ranges_in_words() -> None:
    assert [one.says for one in (exactly(1200), Range(low=3, high=4), Range(low=2), Range())] == [
        "1,200", "3 to 4", "at least 2", "any number",
    ]  # fmt: skip


def test_sums_are_what_all_pairs_of_numbers_add_up_to() -> None:
    ranges = [Range(low=low, high=high) for low, high in itertools.combinations_with_replacement(range(4), 2)]
    for one, other in itertools.product(ranges, ranges):
        mine, theirs = ({*range(r.low, (r.high or 0) + 1)} for r in (one, other))
        sums = {a + b for a in mine for b in theirs}
        assert total((one, other)) == Range(low=min(sums), high=max(sums))
        assert one.meets(other) == bool(mine & theirs)
        assert one.within(other) == (mine <= theirs)
        assert one.either(other) == Range(low=min(mine | theirs), high=max(mine | theirs))
        if mine & theirs:
            assert one.both(other) == Range(low=min(mine & theirs), high=max(mine & theirs))


def test_what_can_all_be_true_is_kept_and_what_cannot_is_spanned() -> None:
    assert carried([exactly(134), meant(130, "about"), meant(34, "at_least")]) == (exactly(134), False)
    assert carried([exactly(700), exactly(800)]) == (Range(low=700, high=800), True)
    assert carried([Range(low=1, high=5), Range(low=4, high=8), exactly(10)]) == (Range(low=1, high=10), True)
