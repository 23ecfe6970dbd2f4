"""Broken drafts and packages: each is refused in a sentence with file, line and field, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodoffices.cli.main import run
from tests.conftest import ROOT

TESSEN = str(ROOT / "examples" / "tessen-river")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("package: {filling: soon}", "draft.yaml:1: package.filling: the issue 'filling' has no option 'soon'"),
        ("package: {fillng: seven-years}", "there is no issue 'fillng'"),
        ("clauses: [{id: a}]", "draft.yaml:1: clauses[0]: the required field is missing: 'text'"),
        ("clauses:\n- {id: a, text: x}\n- {id: a, text: y}", "draft.yaml:3: clauses[1].id: 'a' is used twice in clauses"),
        ("clauses: [{id: a, text: x, issue: fishing}]", "clauses[0].issue: there is no issue 'fishing' in this case"),
        ("clauses: [{id: a, text: '[x]', options: [1]}]", "clauses[0].options: options are those of an issue"),
        (
            "clauses:\n- id: a\n  text: in [five] years\n  issue: filling\n  options: [five-years, soon]",
            "draft.yaml:5: clauses[0].options[1]: the issue 'filling' has no option 'soon'",
        ),
        (
            "clauses:\n- {id: a, text: 'in [five]', issue: filling, options: [five-years, ten-years]}",
            "draft.yaml:2: clauses[0].options: the clause has 1 brackets and 2 options; each bracket stands for one",
        ),
        ("on: 2031-02-30", "draft.yaml:1: on: this is no day of the calendar; write it as 2024-03-30"),
        ("version: -x", "version: expected a whole number, got text"),
        ("signing: {signatories: [{party: nobody}]}", "signing.signatories[0].party: there is no party 'nobody' in this case"),
        ("signing: {attestations: [{mediator: orvane}]}", "there is no mediator 'orvane' in this case"),
        (
            "terms: {phases: [{id: p, name: P, obligations: [{id: o, actor: nobody, action: x}]}]}",
            "terms.phases[0].obligations[0].actor: there is no party or mediator 'nobody' in this case",
        ),
        ("terms: {phases: [{id: p, name: P, days: 0}]}", "terms.phases[0].days: "),
        ("{", "draft.yaml:2: this is not valid YAML"),
        ("[]", "this holds no package"),
        ("clausess: []", "there is no issue 'clausess'"),
    ],
)  # fmt: skip
def test_a_broken_draft_is_refused_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, sentence: str
) -> None:
    path, out = tmp_path / "draft.yaml", tmp_path / "out.xml"
    path.write_text(text + "\n", encoding="utf-8")
    assert run(["document", TESSEN, str(out), "--package", str(path)]) == 2
    error = capsys.readouterr().err
    assert sentence in error, error
    assert error.count("\n") == 1
    assert "fault of Good Offices" not in error
    assert not out.exists()
