"""A text with places lit in it: nothing is lost, doubled or moved, in whichever part it is shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.web.record.lighting import MARKS, PART, passage

LETTERS = st.sampled_from("aß🕊\u0301\u200d\u202eع \n\r")
TEXTS = st.one_of(
    st.text(LETTERS, max_size=60), st.integers(PART, 5 * PART).map(lambda size: "ab\n🕊 " * (size // 5))
)
PLACES = st.lists(st.tuples(st.integers(0, 60_000), st.integers(0, 60_000)), max_size=4)


@given(TEXTS, st.dictionaries(st.sampled_from(MARKS), PLACES), st.integers(0, 9))
def test_what_is_lit_is_what_was_named(text: str, spans: dict[str, list[tuple[int, int]]], part: int) -> None:
    shown = passage(text, spans, part)
    said = "".join(one.text for one in shown.segments)
    assert said == text[shown.before : len(text) - shown.after]
    assert 1 <= shown.part <= shown.parts
    for name in MARKS:
        lit = {place for start, end in spans.get(name, ()) for place in range(start, min(end, len(text)))}
        place = shown.before
        for one in shown.segments:
            for _letter in one.text:
                assert (place in lit) == (name in one.marks), (name, place)
                place += 1


@given(st.integers(1, 6), st.integers(0, 5 * PART))
def test_the_parts_make_the_whole_and_the_first_place_is_shown(times: int, start: int) -> None:
    text = "One line of a report, and 🕊.\n" * (times * PART // 30)
    spans = {"content": [(min(start, len(text) - 1), len(text))]}
    first = passage(text, spans)
    assert any("content" in one.marks for one in first.segments)
    parts = [passage(text, spans, number) for number in range(1, first.parts + 1)]
    assert "".join(one.text for part in parts for one in part.segments) == text
