"""Reading any text: every span is in it, nothing is lost or added by reading twice, judging is undone by undoing."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from goodoffices import Case
from goodoffices.model.casefile.reading import read_case_text
from goodoffices.model.casefile.writing import case_to_text
from goodoffices.model.record import Judgement
from goodoffices.model.reviewing import current, in_force, judge
from goodoffices.record.clean.copies import originals, resemblance, signature
from goodoffices.record.errors import ReadingError
from goodoffices.services.reading import read
from goodoffices.services.recording import add_reading
from tests.unit.record.samples import REPORT, frame

WORDS = [
    "said", "told", "Reuters", "that", "the", "union", "Porter", "Lines", "rejected", "demanded", "citing", "an", "official", "on",
    "Monday", "at", "least", "40", "jobs", "according", "to", "reportedly", "“", "”", '"', ",", ".", "\n\n", "he", "added", "denied", "reports",
    "(", ")", "May", "3,", "2031", "between", "and", "60", "is", "believed", "willing", "would", "accept", "a", "6-week", "truce", "—",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(min_size=1, max_size=300),
    st.lists(st.sampled_from(WORDS), min_size=3, max_size=80).map(" ".join),
    st.tuples(st.integers(0, len(REPORT)), st.integers(0, len(REPORT))).map(
        lambda ends: REPORT[min(ends) : max(ends) + 1]
    ),
)


@given(text=TEXTS)
def test_spans_lie_in_the_text_and_hold_the_words(text: str) -> None:
    data = text.encode("utf-8", "ignore")
    try:
        (report,) = read([("any", data)], case=frame(), reader="rules").reports
    except ReadingError as problem:
        sentence = str(problem)
    else:
        sentence = ""
    if sentence:
        assert sentence.startswith("any: ")
        return
    whole = report.text if report.text is not None else data.decode("utf-8", "replace").removeprefix("\ufeff")
    ids = {one.id for one in report.statements}
    assert len(ids) == len(report.statements)
    for one in report.statements:
        for words, spans in ((one.content, one.content_spans), (one.cue, one.cue_spans)):
            assert all(0 <= a < b <= len(whole) for a, b in spans)
            assert words == " ".join(whole[a:b] for a, b in spans)
        assert one.content_spans
        assert 0 <= one.confidence <= 1
    for figure in report.figures:
        assert 0 <= figure.span[0] < figure.span[1] <= len(whole)
        assert figure.statement is None or figure.statement in ids


@given(text=TEXTS)
def test_what_is_read_into_a_case_is_lossless_and_adds_itself_once(text: str) -> None:
    try:
        reading = read([("any", text.encode("utf-8", "ignore"))], case=frame(), reader="rules")
    except ReadingError:
        return
    grown, added = add_reading(frame(), reading)
    assert added.statements == len(reading.reports[0].statements)
    assert read_case_text(case_to_text(grown)) == grown
    again, more = add_reading(grown, reading)
    assert again == grown
    assert (more.reports, more.statements) == (0, 0)


CASE, _ = add_reading(frame(), read(REPORT, case=frame(), reader="rules"))
PIECES: list[tuple[Literal["statement", "position"], str]] = [
    *(("statement", one.id) for one in CASE.statements),
    *(("position", one.id) for one in CASE.positions),
]
VERDICTS: tuple[Literal["accepted", "rejected", "edited", "undone"], ...] = (
    "accepted",
    "rejected",
    "edited",
    "undone",
)
NOW = dt.datetime(2031, 3, 5, tzinfo=dt.UTC)


@st.composite
def judgements(draw: st.DrawFn) -> list[Judgement]:
    made = []
    for _ in range(draw(st.integers(0, 12))):
        what, name = draw(st.sampled_from(PIECES))
        verdict = draw(st.sampled_from(VERDICTS))
        fields = {"note": draw(st.text(max_size=5))} if verdict == "edited" and what == "statement" else {}
        made.append(Judgement(what=what, of=name, verdict=verdict, by="Ada", at=NOW, fields=fields))
    return made


@given(made=judgements())
def test_judging_changes_no_suggestion_and_undoing_takes_one_step_back(made: list[Judgement]) -> None:
    case: Case = judge(CASE, made)
    assert case.statements == CASE.statements
    assert case.positions == CASE.positions
    shown = current(case)
    rejected = {key for key, one in in_force(made).items() if one.verdict == "rejected"}
    assert {one.id for one in shown.statements} == {one.id for one in CASE.statements} - {
        n for w, n in rejected if w == "statement"
    }
    assert all(set(one.statements) <= {s.id for s in shown.statements} for one in shown.positions)
    if made and made[-1].verdict != "undone":
        last = made[-1]
        undone = Judgement(what=last.what, of=last.of, verdict="undone", by="Ada", at=NOW)
        one, other = current(judge(case, [undone])), current(judge(CASE, made[:-1]))
        assert (one.statements, one.positions, one.conflicts) == (
            other.statements,
            other.positions,
            other.conflicts,
        )


@given(words=st.lists(st.sampled_from(WORDS), min_size=30, max_size=120), cut=st.integers(0, 5))
def test_a_text_resembles_itself_and_little_of_it_cut_off(words: list[str], cut: int) -> None:
    one, other = signature(" ".join(words)), signature(" ".join(words[cut:]))
    assert resemblance(one, one) == 1
    assert originals([one, one, other])[1] == 0
