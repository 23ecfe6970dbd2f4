"""The shipped examples: they load, keep what they promise about the report they are made from, and survive a round trip."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from goodoffices.model import Additive, Case
from goodoffices.model.record import Source

ROOT = Path(__file__).resolve().parents[3]
EXAMPLES = ROOT / "examples"
FOLDERS = sorted(path.name for path in EXAMPLES.iterdir() if (path / "case.yaml").is_file())

#: More words in a row than this would be the report's text, not ours.
LONGEST_RUN = 7

#: Words that take a side. They are not ours, whoever uses them.
LOADED = (
    "terror", "massacre", "delusional", "militant", "barbar", "atrocit", "genocid", "martyr", "murderous",
    "slaughter", "zionist", "occupier", "so-called",
)  # fmt: skip


def words(text: str) -> list[str]:
    return re.findall(r"[\w'-]+", text.lower().replace("’", "'"))


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[start : start + length]) for start in range(len(found) - length + 1)}


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


@pytest.fixture(scope="module")
def report(shared: Path) -> str:
    return text_of(shared / "seed" / "report.txt")


def source_text(source: Source, folder: Path, report: str) -> str:
    return text_of(folder / source.file) if source.file else report


def test_the_four_examples_are_there() -> None:
    assert FOLDERS == ["cairo-2024", "cairo-2024-frame", "orrin-pass", "tessen-river"]


@pytest.mark.parametrize("name", FOLDERS)
def test_it_loads(name: str) -> None:
    case = Case.load(EXAMPLES / name)
    assert case.title
    assert case.summary
    assert case.parties
    assert case.issues


@pytest.mark.parametrize("ending", [".yaml", ".json", ""])
@pytest.mark.parametrize("name", FOLDERS)
def test_it_survives_a_round_trip(name: str, ending: str, tmp_path: Path) -> None:
    case = Case.load(EXAMPLES / name)
    case.save(tmp_path / f"copy{ending}")
    assert Case.load(tmp_path / f"copy{ending}") == case


@pytest.mark.parametrize("name", ["cairo-2024", "orrin-pass", "tessen-river"])
def test_sources_are_the_texts_they_describe(name: str, report: str) -> None:
    for source in Case.load(EXAMPLES / name).sources:
        text = source_text(source, EXAMPLES / name, report)
        assert source.length == len(text)
        assert source.sha256 == hashlib.sha256(text.encode("utf-8")).hexdigest()
        assert source.licence


@pytest.mark.parametrize("name", ["cairo-2024", "orrin-pass", "tessen-river"])
def test_every_span_lies_in_the_text_and_holds_what_it_says(name: str, report: str) -> None:
    case = Case.load(EXAMPLES / name)
    texts = {source.id: source_text(source, EXAMPLES / name, report) for source in case.sources}
    for statement in case.statements:
        text = texts[statement.source]
        figures = [figure.span for figure in statement.figures if figure.span is not None]
        for start, end in (
            *statement.content_spans,
            *statement.cue_spans,
            *statement.speaker_spans,
            *figures,
        ):
            assert 0 <= start < end <= len(text), statement.id
            assert text[start:end] == text[start:end].strip(), statement.id
            assert not (start and text[start - 1].isalnum() and text[start].isalnum()), statement.id
            assert not (end < len(text) and text[end - 1].isalnum() and text[end].isalnum()), statement.id
        assert statement.content_spans, statement.id
        assert [text[start:end] for start, end in statement.cue_spans] == [statement.cue] * bool(
            statement.cue
        ), statement.id
        named = [text[start:end] for start, end in statement.speaker_spans]
        assert named == [statement.speaker] * bool(statement.speaker), statement.id


@pytest.mark.parametrize("name", ["cairo-2024", "orrin-pass", "tessen-river"])
def test_a_figure_stands_in_its_span(name: str, report: str) -> None:
    case = Case.load(EXAMPLES / name)
    texts = {source.id: source_text(source, EXAMPLES / name, report) for source in case.sources}
    for statement in case.statements:
        for figure in statement.figures:
            assert figure.span is not None
            said = texts[statement.source][slice(*figure.span)].replace(",", "")
            assert re.search(r"\d+", said.replace("twice", "2")), (statement.id, said)
            assert f"{figure.value:g}" in said.replace("twice", "2") or f"{int(figure.value)}" in said, (
                statement.id
            )


def test_nothing_shipped_copies_a_run_of_the_report(report: str) -> None:
    theirs = runs(report, LONGEST_RUN + 1)
    shipped = [path for path in EXAMPLES.rglob("*") if path.is_file()]
    shipped.append(ROOT / "docs" / "reference" / "examples.md")
    for path in shipped:
        assert not runs(text_of(path), LONGEST_RUN + 1) & theirs, path.name
    for statement in Case.load(EXAMPLES / "cairo-2024").statements:
        assert not runs(statement.content, LONGEST_RUN + 1) & theirs, statement.id


@pytest.mark.parametrize(
    "path", [path for path in sorted(EXAMPLES.rglob("*")) if path.is_file()], ids=lambda path: path.name
)
def test_no_word_takes_a_side(path: Path) -> None:
    text = text_of(path).lower()
    assert [word for word in LOADED if word in text] == []


@pytest.mark.parametrize("name", ["cairo-2024", "tessen-river"])
def test_weights_sum_to_one_lie_in_their_ranges_and_are_marked_as_assumed(name: str) -> None:
    case = Case.load(EXAMPLES / name)
    for party in case.parties:
        preferences = party.preferences
        assert isinstance(preferences, Additive)
        assert preferences.assumption
        assert sum(preferences.weights.values()) == pytest.approx(1.0, abs=1e-12)
        assert preferences.ranges.keys() == preferences.weights.keys()
        for name_of_issue, (low, high) in preferences.ranges.items():
            assert low <= preferences.weights[name_of_issue] <= high, (party.id, name_of_issue)
        for issue in case.issues:
            if issue.id in preferences.weights:
                shares = [worth / preferences.weights[issue.id] for worth in preferences.contributions(issue)]
                assert min(shares) >= 0, (party.id, issue.id)
                assert max(shares) <= 1 + 1e-12, (party.id, issue.id)


@pytest.mark.parametrize("name", ["cairo-2024", "tessen-river"])
def test_a_reservation_value_lies_in_the_range_of_the_alternative(name: str) -> None:
    case = Case.load(EXAMPLES / name)
    for party in case.parties:
        assert isinstance(party.preferences, Additive)
        best = next(one for one in case.alternatives if one.party == party.id and not one.worst)
        assert best.utility is not None
        low, high = best.utility
        assert party.preferences.reservation is not None
        assert low <= party.preferences.reservation <= high
        assert best.assumption


def test_the_seed_treats_both_sides_alike_where_the_report_is_silent() -> None:
    case = Case.load(EXAMPLES / "cairo-2024")
    israel, hamas = (party.preferences for party in case.parties)
    assert isinstance(israel, Additive)
    assert isinstance(hamas, Additive)
    assert israel.reservation == hamas.reservation
    for issue in ("northern-return", "end-of-war", "withdrawal"):
        assert israel.weights[issue] == hamas.weights[issue]
        assert israel.ranges[issue] == hamas.ranges[issue]
    assert {line.cost for line in case.red_lines} == {1.0}
    per_party = [sum(line.party == party.id for line in case.red_lines) for party in case.parties]
    assert per_party[0] == per_party[1]
    worths = {
        party.id: [one.utility for one in case.alternatives if one.party == party.id]
        for party in case.parties
    }
    assert worths["israel"] == worths["hamas"]


def test_the_frame_has_the_names_and_issues_of_the_whole_and_no_record() -> None:
    whole, frame = Case.load(EXAMPLES / "cairo-2024"), Case.load(EXAMPLES / "cairo-2024-frame")
    assert frame.issues == whole.issues
    assert frame.mediators == whole.mediators
    for ours, theirs in zip(frame.parties, whole.parties, strict=True):
        assert (ours.id, ours.name, ours.aliases, ours.offices) == (
            theirs.id,
            theirs.name,
            theirs.aliases,
            theirs.offices,
        )
        assert ours.preferences is None
    assert [
        [(member.id, member.name, member.office, member.role) for member in body.members]
        for body in frame.decision_bodies
    ] == [
        [(member.id, member.name, member.office, member.role) for member in body.members]
        for body in whole.decision_bodies
    ]
    for name in ("sources", "statements", "positions", "red_lines", "mandates", "conflicts", "counts", "balances", "timeline",
                 "rounds", "phases", "alternatives", "briefings"):  # fmt: skip
        assert getattr(frame, name) == (), name
    assert all(not body.questions for body in frame.decision_bodies)
