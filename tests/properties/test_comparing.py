"""Compared texts lose nothing: what was kept and removed is the old text, what was kept and added is the new one."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.agreement.text.comparing import compare, pair_of

WORDS = st.sampled_from(
    [
        "the",
        "truce",
        "lasts",
        "[five]",
        "[seven years]",
        ",",
        ".",
        " ",
        "  ",
        "\n",
        "\t",
        "الهدنة",
        "سبع",
        "١٢",
        "[",
        "]",
        "\u2028",
    ]
)
TEXTS = st.one_of(
    st.lists(WORDS, max_size=40).map("".join), st.lists(WORDS, max_size=40).map(" ".join), st.text()
)


@given(TEXTS, TEXTS)
def test_both_texts_are_rebuilt_to_the_letter(old: str, new: str) -> None:
    runs = compare(old, new)
    assert "".join(run.text for run in runs if run.kind != "added") == old
    assert "".join(run.text for run in runs if run.kind != "removed") == new
    assert all(run.text for run in runs)
    assert all(one.kind != other.kind for one, other in itertools.pairwise(runs))
    assert ("added", "removed") not in [(one.kind, other.kind) for one, other in itertools.pairwise(runs)]


@given(TEXTS)
def test_a_text_differs_from_itself_in_nothing(text: str) -> None:
    assert {run.kind for run in compare(text, text)} <= {"kept"}
    assert not pair_of(text, text).differs


@given(TEXTS, TEXTS)
def test_columns_hold_each_text_whole_and_differ_where_words_do(old: str, new: str) -> None:
    pair = pair_of(old, new)
    assert "".join(run.text for run in pair.before) == old
    assert "".join(run.text for run in pair.after) == new
    if "".join(old.split()) != "".join(new.split()):
        assert pair.differs
    if not pair.differs:
        assert "".join(old.split()) == "".join(new.split())
