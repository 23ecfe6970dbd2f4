"""A case written and read is the same case, as YAML, as JSON and as a folder."""

from __future__ import annotations

import tempfile
from pathlib import Path

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.model import Case, Issue, Option, Party
from goodoffices.model.casefile import case_schema, case_to_plain, case_to_text, read_case_text
from goodoffices.model.casefile.plain import read_plain
from tests.strategies import cases, interdependent_cases

EXAMPLES = sorted(path for path in (Path(__file__).parents[2] / "examples").iterdir() if path.is_dir())

#: Words that YAML 1.1, JSON or a careless writer would turn into something else.
TRICKY = st.sampled_from(
    ["no", "yes", "on", "null", "~", "1", "1.0", "1e3", "0x1f", "1_000", "2024-03-30", "12:30:00", "=", "<<", "- a",
     "a: b", "#", "'", '"', "\\", "{", "[", "!x", "&x", "*x", "|", ">", "%", "@", "`", " a ", "a\nb", "\ttab", "é",
     "السلام", "\u202eevil", "🕊", "\u2028", "\x85"]
)  # fmt: skip


@given(cases() | interdependent_cases())
def test_generated_cases_survive_writing(case: Case) -> None:
    assert read_case_text(case_to_text(case), "case.yaml") == case
    assert read_case_text(case_to_text(case, is_json=True), "case.json") == case


@given(
    st.lists(
        TRICKY | st.text(min_size=1, max_size=12).filter(lambda t: "\0" not in t),
        min_size=1,
        max_size=6,
        unique=True,
    )
)
def test_any_words_survive_writing(words: list[str]) -> None:
    words = [word.encode("utf-8", "replace").decode() for word in words]
    words = list(dict.fromkeys(word for word in words if "\0" not in word))
    case = Case(
        title=words[0],
        parties=tuple(Party(id=word, name=word) for word in words),
        issues=(Issue(id=words[0], options=tuple(Option(id=word, title=word) for word in words)),),
    )
    assert read_case_text(case_to_text(case), "case.yaml") == case
    assert read_case_text(case_to_text(case, is_json=True), "case.json") == case


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
@pytest.mark.parametrize("name", ["case.yaml", "case.json", "folder"])
def test_the_examples_survive_writing(folder: Path, name: str, tmp_path: Path) -> None:
    case = Case.load(folder)
    case.save(tmp_path / name)
    assert Case.load(tmp_path / name) == case
    case.save(tmp_path / name)
    assert Case.load(tmp_path / name) == case
    assert not list(tmp_path.rglob("*.tmp"))


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
def test_the_examples_satisfy_the_schema(folder: Path) -> None:
    schema = case_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(
        msgspec.json.decode(msgspec.json.encode(case_to_plain(Case.load(folder))))
    )


def test_a_folder_written_over_keeps_no_old_statements() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "case"
        Case.load(EXAMPLES[0]).save(folder)
        bare = Case(title="nothing said", parties=(Party(id="a"),))
        bare.save(folder)
        assert Case.load(folder) == bare


def test_yaml_is_read_by_version_1_2() -> None:
    data, lines = read_plain("a: no\nb: true\nc: 1e3\nd: 012\ne: .5\nf: ~\ng: '1'\nyes: 1:30\n", "x.yaml")
    assert data == {"a": "no", "b": True, "c": 1000.0, "d": 12, "e": 0.5, "f": None, "g": "1", "yes": "1:30"}
    assert lines.of(("c",)) == 3
