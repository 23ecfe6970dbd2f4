"""Texts compared word by word, and for two columns."""

from __future__ import annotations

import time

from goodoffices.agreement.text.comparing import compare, pair_of


def test_words_that_went_stand_before_those_that_came_in_their_place() -> None:
    runs = compare("filled in [five] [seven] years.", "filled in seven years, no less.")
    assert [tuple(run) for run in runs] == [
        ("kept", "filled in "),
        ("removed", "[five] [seven] "),
        ("added", "seven "),
        ("kept", "years"),
        ("added", ", no less"),
        ("kept", "."),
    ]


def test_blanks_alone_are_replaced_and_the_words_around_them_stay() -> None:
    runs = compare("one  two", "one\ntwo")
    assert [tuple(run) for run in runs] == [
        ("kept", "one"), ("removed", "  "), ("added", "\n"), ("kept", "two"),
    ]  # fmt: skip
    assert not pair_of("one  two", "one\ntwo").differs
    assert [run.kind for run in pair_of("one  two", "one\ntwo").after] == ["kept"]


def test_two_columns_show_each_text_whole() -> None:
    pair = pair_of("filled in [five] [seven] years", "filled in seven years, no less")
    assert [(run.kind, run.text.strip()) for run in pair.before] == [
        ("kept", "filled in"), ("removed", "[five] [seven]"), ("kept", "years"),
    ]  # fmt: skip
    assert tuple(pair.after[-1]) == ("added", ", no less")
    assert "".join(run.text for run in pair.before) == "filled in [five] [seven] years"
    assert "".join(run.text for run in pair.after) == "filled in seven years, no less"
    assert pair.differs


def test_long_texts_are_compared_in_time_by_their_lines() -> None:
    words = [f"w{n % 700} the" for n in range(5_000)]
    begun = time.perf_counter()
    runs = compare("\n".join(words), "\n".join(reversed(words)))
    assert time.perf_counter() - begun < 5
    assert "".join(run.text for run in runs if run.kind != "added") == "\n".join(words)
    assert {run.kind for run in runs} == {"kept", "removed", "added"}
