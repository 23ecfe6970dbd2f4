"""Broken case files: each kind ends with exit code 2 and one sentence that names the file, never with a traceback."""

from __future__ import annotations

import json
import os
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.cli.main import run
from goodoffices.model import CaseFileError
from goodoffices.model.casefile import read_case_text

SOUND = """\
goodoffices: 1
title: A small case
as_of: 2024-03-30
parties:
  - id: a
    preferences:
      kind: additive
      weights: {x: 0.5, y: 0.5}
      values:
        x: {kind: table, evaluations: {no: 0, yes: 1}}
        y: {kind: linear, slope: 0.1}
  - id: b
mediators:
  - {id: m, name: M}
channels:
  - {id: c, party: a, mediators: [m]}
issues:
  - {id: x, options: [{id: no}, {id: yes}]}
  - {id: y, integers: {low: 0, high: 10}}
red_lines:
  - {party: a, name: yes, requires: {issue: x, is: yes}, entered_by: me}
sources:
  - {id: r, title: R, published: 2024-03-30}
statements:
  - {id: s, source: r, content: C, speaker_named: true, act: asserts, content_spans: [[0, 4]]}
positions:
  - {id: p, party: a, issue: x, stand: demands, on: 2024-03-30, options: [yes], statements: [s]}
timeline:
  - {id: t, on: [2024-03-29, 2024-03-30], title: T}
counts:
  - {id: k, of: K, value: 3}
decision_bodies:
  - id: d
    party: a
    name: D
    rule: {kind: leader}
    members: [{id: l, name: L, role: leader}]
    questions: [{id: q, text: Q, stances: [{member: l, stance: for}]}]
"""


def changed(old: str, new: str) -> str:
    """The sound case with one piece replaced."""
    assert SOUND.count(old) == 1, old
    return SOUND.replace(old, new)


BOMB = "goodoffices: 1\nx0: &x0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n" + "".join(
    f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 10)}]\n" for n in range(1, 9)
)

#: The kind of breakage: the text, and a piece of the sentence that must say so.
KINDS = {
    "empty": ("", "not a case file"),
    "only a comment": ("# nothing\n", "not a case file"),
    "a list": ("- goodoffices: 1\n", "not a case file"),
    "prose": ("Talks will resume on Sunday.\n", "not a case file"),
    "another version": (changed("goodoffices: 1", "goodoffices: 7"), "format 7"),
    "version as text": (changed("goodoffices: 1", "goodoffices: one"), "format"),
    "truncated in a list": (SOUND[: SOUND.index("{id: no}") + 3], "not valid YAML"),
    "truncated in quotes": (changed("title: A small case", 'title: "A small case'), "not valid YAML"),
    "tabs for indentation": (changed("  - id: a", "\t- id: a"), "not valid YAML"),
    "wrong indentation": (changed("    preferences:", "   preferences:"), "not valid YAML"),
    "a cycle": (SOUND + "summary: &s [*s]\n", "cycle"),
    "an alias to nothing": (SOUND + "summary: *nothing\n", "stands for nothing"),
    "aliases that multiply": (BOMB, "repeat"),
    "deep nesting": ("goodoffices: 1\ntitle: " + "[" * 5000, "deep"),
    "a tag that runs code": (SOUND + "summary: !!python/object/apply:os.system [ls]\n", "tag"),
    "a merge key": (SOUND + "summary: {<<: {a: 1}}\n", "merge"),
    "a field twice": (SOUND + "title: again\n", "twice"),
    "an unknown field": (SOUND + "colour: red\n", "no such field here: 'colour'"),
    "an unknown field inside": (changed("{id: m, name: M}", "{id: m, name: M, rank: 3}"), "no such field here: 'rank'"),
    "a missing field": (changed("{id: m, name: M}", "{id: m}"), "missing: 'name'"),
    "text for a list": (changed("issues:\n", "issues: none\nold:\n"), "a list"),
    "a number for text": (changed("title: A small case", "title: 7"), "expected text"),
    "a list for a number": (changed("value: 3", "value: [3]"), "a whole number"),
    "a negative count": (changed("value: 3", "value: -3"), "0"),
    "half a person": (changed("value: 3", "value: 2.5"), "whole number"),
    "a number of 10,000 digits": (changed("value: 3", "value: " + "9" * 10_000), "whole number"),
    "a day that does not exist": (changed("as_of: 2024-03-30", "as_of: 2024-02-30"), "day of the calendar"),
    "a day in words": (changed("as_of: 2024-03-30", "as_of: last Monday"), "day of the calendar"),
    "days in the wrong order": (changed("[2024-03-29, 2024-03-30]", "[2024-03-30, 2024-03-29]"), "before that"),
    "an empty id": (changed("id: m, name", "id: '', name"), "is empty"),
    "an id twice": (changed("  - id: b", "  - id: a"), "twice"),
    "an option twice": (changed("[{id: no}, {id: yes}]", "[{id: no}, {id: no}, {id: yes}]"), "twice"),
    "an issue without options": (changed(", options: [{id: no}, {id: yes}]", ""), "exactly one of"),
    "an issue with two kinds of values": (
        changed("integers: {low: 0, high: 10}", "integers: {low: 0, high: 10}, reals: {low: 0, high: 1}"),
        "exactly one of",
    ),
    "a range backwards": (changed("{low: 0, high: 10}", "{low: 10, high: 0}"), "from low to high"),
    "a step of nothing": (changed("{low: 0, high: 10}", "{low: 0, high: 10, step: 0}"), "step"),
    "a range of a billion": (changed("{low: 0, high: 10}", "{low: 0, high: 1000000000}"), "at most 100,000"),
    "a range beyond any number": (changed("{low: 0, high: 10}", "{low: 0, high: 1" + "0" * 60 + "}"), "at most 100,000"),
    "a weight that is no number": (changed("{x: 0.5, y: 0.5}", "{x: .nan, y: 0.5}"), "finite"),
    "an infinite weight": (changed("{x: 0.5, y: 0.5}", "{x: .inf, y: 0.5}"), "finite"),
    "a weight for no issue": (changed("{x: 0.5, y: 0.5}", "{x: 0.5, y: 0.5, z: 1}"), "no issue 'z'"),
    "a weight without values": (changed("        y: {kind: linear, slope: 0.1}\n", ""), "not both"),
    "a value without evaluation": (changed("{no: 0, yes: 1}", "{yes: 1}"), "no evaluation"),
    "an evaluation of no option": (changed("{no: 0, yes: 1}", "{no: 0, yes: 1, maybe: 2}"), "no option 'maybe'"),
    "a linear function of words": (changed("{kind: table, evaluations: {no: 0, yes: 1}}", "{kind: linear, slope: 1}"), "no numbers"),
    "an unknown kind of function": (changed("kind: linear", "kind: cubic"), "cubic"),
    "a condition on no issue": (changed("{issue: x, is: yes}", "{issue: z, is: yes}"), "no issue 'z'"),
    "a condition on no option": (changed("{issue: x, is: yes}", "{issue: x, is: maybe}"), "no option 'maybe'"),
    "an empty condition": (changed("{issue: x, is: yes}", "{}"), "empty"),
    "a condition in two forms": (changed("{issue: x, is: yes}", "{issue: x, is: yes, in: [no]}"), "one form"),
    "half an if": (changed("{issue: x, is: yes}", "{if: {issue: x, is: yes}}"), "go together"),
    "bounds without order": (changed("{issue: x, is: yes}", "{issue: x, at_least: yes}"), "no order"),
    "a sum of words": (changed("{issue: x, is: yes}", "{sum: {x: 1}, at_least: 1}"), "cannot be summed"),
    "a red line without source": (changed(", entered_by: me", ""), "no source"),
    "a channel of no party": (changed("party: a, mediators", "party: z, mediators"), "no party 'z'"),
    "a channel of no mediator": (changed("mediators: [m]", "mediators: [n]"), "no mediator 'n'"),
    "a statement from no source": (changed("source: r", "source: q"), "no source 'q'"),
    "a span backwards": (changed("[[0, 4]]", "[[4, 0]]"), "before that"),
    "an unknown act": (changed("act: asserts", "act: mumbles"), "mumbles"),
    "a position on no option": (changed("options: [yes]", "options: [maybe]"), "no option 'maybe'"),
    "a position without statement": (changed("statements: [s]}", "statements: [u]}"), "no statement 'u'"),
    "a stance of nobody": (changed("{member: l, stance", "{member: z, stance"), "no member 'z'"),
    "a leader's rule without a leader": (changed(", role: leader}", "}"), "role 'leader'"),
    "two documents": (SOUND + "---\n" + SOUND, "more than one document"),
}  # fmt: skip


def sentence_of(path: Path, capsys: pytest.CaptureFixture[str], command: str = "analyse") -> str:
    """Run a command on a broken path; return its one sentence."""
    code = run([command, str(path), "--json"])
    printed = capsys.readouterr()
    assert code == 2
    assert printed.out == ""
    lines = printed.err.splitlines()
    assert len(lines) == 1, printed.err
    assert "Traceback" not in printed.err
    assert "fault of Good Offices" not in printed.err
    assert str(path) in lines[0]
    return lines[0]


def test_the_sound_case_is_sound() -> None:
    assert read_case_text(SOUND).title == "A small case"


@pytest.mark.parametrize("kind", KINDS)
def test_a_broken_file_ends_with_a_sentence(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, expected = KINDS[kind]
    path = tmp_path / "case.yaml"
    path.write_text(text, encoding="utf-8")
    assert expected in sentence_of(path, capsys)


@pytest.mark.parametrize(
    "kind", ["a number for text", "an id twice", "a day that does not exist", "a stance of nobody"]
)
def test_the_sentence_names_the_line(kind: str) -> None:
    text, _ = KINDS[kind]
    with pytest.raises(CaseFileError) as caught:
        read_case_text(text, "case.yaml")
    assert caught.value.line is not None
    line = text.splitlines()[caught.value.line - 1]
    assert {"a number for text": "title: 7", "an id twice": "- id: a", "a day that does not exist": "2024-02-30",
            "a stance of nobody": "member: z"}[kind] in line  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("case.yaml", b"\x89PNG\r\n\x1a\n\x00\x00", "not"),
        ("case.yaml", b"goodoffices: 1\ntitle: \xe9\xe8\n", "UTF-8"),
        ("case.yaml", b"\xff\xfeg\x00o", "not"),
        ("case.yaml", b"goodoffices: 1\ntitle: a\x00b\n", "zero bytes"),
        ("case.json", b'{"goodoffices": 1, ', "not valid JSON"),
        ("case.json", b'{"goodoffices": 1, "title": "a", "title": "b"}', "twice"),
        ("case.json", b'{"goodoffices": 1, "title": NaN}', "text"),
        ("case.json", b"[" * 100_000, "deep"),
        ("case.json", b'{"goodoffices": 1, "parties": [{"id": "a"}, 3]}', "fields"),
    ],
)  # fmt: skip
def test_broken_bytes_end_with_a_sentence(
    name: str, data: bytes, expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert expected in sentence_of(path, capsys)


def test_paths_that_are_not_cases_end_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "no such file" in sentence_of(tmp_path / "nowhere.yaml", capsys)
    empty = tmp_path / "empty"
    empty.mkdir()
    sentence_of(empty, capsys)
    sentence_of(Path("/dev/null"), capsys)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", "empty"),
        ("{", "truncated"),
        ('{"id": "z"}', "missing"),
        ('{"id": "z", "source": "r", "content": "C", "speaker_named": true, "act": "sings"}', "sings"),
        (
            '{"id": "z", "source": "nowhere", "content": "C", "speaker_named": true, "act": "asks"}',
            "no source",
        ),
        ('{"id": "s", "source": "r", "content": "C", "speaker_named": true, "act": "asks"}', "twice"),
    ],
)
def test_a_broken_record_names_file_and_line(
    line: str, expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "case"
    folder.mkdir()
    (folder / "case.yaml").write_text(SOUND, encoding="utf-8")
    good = '{"id": "s2", "source": "r", "content": "C", "speaker_named": true, "act": "asks"}'
    (folder / "record.jsonl").write_text(f"{good}\n{line}\n", encoding="utf-8")
    code = run(["deadlock", str(folder)])
    printed = capsys.readouterr().err
    assert code == 2
    assert "record.jsonl:2: " in printed
    assert expected in printed.lower()


@given(st.integers(0, len(SOUND) - 1), st.integers(1, 40), st.text(max_size=12))
def test_mangled_files_are_read_or_refused(start: int, length: int, put: str) -> None:
    mangled = SOUND[:start] + put + SOUND[start + length :]
    for file in ("case.yaml", "case.json"):
        try:
            read_case_text(mangled, file)
        except CaseFileError as error:
            assert error.file == file  # noqa: PT017 - it may also be read


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
                    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)))  # fmt: skip
def test_any_data_in_any_field_is_read_or_refused(data: object) -> None:
    for field in ("parties", "issues", "red_lines", "statements", "title", "as_of", "decision_bodies"):
        try:
            read_case_text(json.dumps({"goodoffices": 1, field: data}), "case.json")
        except CaseFileError as error:
            assert error.file == "case.json"  # noqa: PT017 - it may also be read


def test_half_a_character_in_json_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "case.json"
    whole = '{"goodoffices": 1, "title": "x \\ud83d\\ude00", "parties": [{"id": "a"}, {"id": "b"}]}'
    assert read_case_text(whole, "case.json").title == "x 😀"
    path.write_text(whole.replace("\\ude00", ""), encoding="utf-8")
    assert run(["analyse", str(path), "--json"]) == 2
    out, err = capsys.readouterr()
    assert not out
    assert "half of a character" in err


def test_statements_may_hold_what_other_languages_take_for_line_ends(tmp_path: Path) -> None:
    case = read_case_text(SOUND)
    (statement,) = case.statements
    odd = msgspec.structs.replace(statement, content="one\u2028two\x85three\x1cfour\rfive")
    case = msgspec.structs.replace(case, statements=(odd,))
    case.save(tmp_path / "case")
    assert type(case).load(tmp_path / "case") == case


def test_nothing_but_a_file_is_written_over(tmp_path: Path) -> None:
    case = read_case_text(SOUND)
    pipe = tmp_path / "case.yaml"
    os.mkfifo(pipe)
    with pytest.raises(CaseFileError, match="no file"):
        case.save(pipe)
    assert pipe.is_fifo()
    assert [path.name for path in tmp_path.iterdir()] == ["case.yaml"]
