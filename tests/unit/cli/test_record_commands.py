"""`read`, `review`, `positions`: what they print, what they write, and what they leave alone."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import click
import pytest

from goodoffices import Case
from goodoffices.cli.main import run
from tests.unit.record.samples import FRAME, LATER, REPORT
from tests.unit.reports.page_rules import HTML, check_page, text_of

COMMENT = "# a remark of ours\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT)
    return path


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    folder.mkdir()
    (folder / "case.yaml").write_text(COMMENT + FRAME)
    return folder


def reads(*arguments: object) -> int:
    return run(["read", *map(str, arguments), "--reader", "rules"])


def test_a_person_sees_who_said_what_and_what_clashes(
    report: Path, case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert reads(report, "--case", case) == 0
    text = " ".join(capsys.readouterr().out.split())
    for words in ("A union official", "Reuters", "rejects", "Lay-offs", "Conflict 1", "1 report,"):
        assert words in text
    assert not (case / "record.jsonl").exists()


def test_json_is_one_document_and_standard_input_a_report(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(REPORT.encode())))
    assert reads("-", "--json") == 0
    document = json.loads(capsys.readouterr().out)
    assert document["reports"][0]["file"] == "stdin"
    assert document["reports"][0]["published"] == "2031-03-04"


def test_into_a_folder_leaves_the_case_file_as_it_is_and_reading_again_adds_nothing(
    report: Path, case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert reads(report, "--into", case, "--json") == 0
    added = json.loads(capsys.readouterr().out)["added"]
    assert added["statements"] > 4
    assert (case / "case.yaml").read_text() == COMMENT + FRAME
    filled = Case.load(case)
    assert {(p.party, p.issue) for p in filled.positions} >= {("union", "pay"), ("union", "lay-offs")}
    assert sorted(one.kind for one in filled.conflicts) == ["denial", "figure"]
    readers = [{one.reader for one in filled.sources}, {one.reader for one in filled.statements}]
    readers += [{one.reader for one in filled.positions}, {one.reader for one in filled.conflicts}]
    assert readers == [{"goodoffices rules"}] * 4
    written = (case / "record.jsonl").read_bytes()
    assert reads(report, "--into", case) == 0
    assert "in the record already" in " ".join(capsys.readouterr().out.split())
    assert (case / "record.jsonl").read_bytes() == written


def test_into_a_file_is_lossless(report: Path, tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_text(
        json.dumps(
            {
                "goodoffices": 1,
                "title": "x",
                "parties": [{"id": "union", "name": "Quay Union", "aliases": ["the union"]}],
            }
        )
    )
    assert reads(report, "--into", path) == 0
    case = Case.load(path)
    assert any(one.speaker_party == "union" for one in case.statements)
    case.save(tmp_path / "again")
    assert Case.load(tmp_path / "again") == case


def test_tables_hold_a_line_a_statement_and_no_formula(report: Path, tmp_path: Path) -> None:
    report.write_text(REPORT.replace("A union official told", "=cmd|' told"))
    lines, table = tmp_path / "out.jsonl", tmp_path / "out.csv"
    assert reads(report, "--save", lines) == 0
    assert reads(report, "--save", table) == 0
    rows = list(csv.DictReader(io.StringIO(table.read_bytes().decode(), newline="")))
    assert len(rows) == len(lines.read_text().splitlines()) > 4
    assert {row["published"] for row in rows} == {"2031-03-04"}
    assert not any(cell[:1] in "=+@" for row in rows for cell in row.values() if cell)


def test_the_page_shows_positions_as_of_the_reports_day(report: Path, case: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert reads(report, "--case", case, "--save", page) == 0
    tree = check_page(page.read_text())
    assert "Positions of all parties as of 2031-03-04" in text_of(tree)
    section = next(one for one in tree.iter(f"{HTML}section") if one.get("id") == "positions")
    assert "Lay-offs" in text_of(section)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere.txt"], "there is no such file"),
        (["{report}", "--published", "the fourth"], "no day of the calendar"),
        (["{report}", "--case", "{case}", "--into", "{case}"], "not both"),
        (["{report}", "--save", "out.txt"], ".jsonl, .csv or .html"),
        (["{report}", "--save", "out.html"], "say which case"),
        (["-", "-"], "once"),
        (["{report}", "--case", "nowhere"], "no such file or folder"),
    ],
)
def test_what_is_wrong_is_a_sentence(
    arguments: list[str], words: str, report: Path, case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [argument.format(report=report, case=case) for argument in arguments]
    assert reads(*given) == 2
    error = capsys.readouterr().err
    assert words in error
    assert "Traceback" not in error


def reviews(case: Path, *arguments: str) -> int:
    return run(["review", str(case), "--by", "Ada", *arguments])


def test_a_review_accepts_by_rule_edits_rejects_and_undoes(
    report: Path, case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert reads(report, "--into", case) == 0
    before = Case.load(case)
    assert reviews(case, "--accept", "kind=statement,party=union") == 0
    statement = next(one for one in before.statements if one.speaker_party == "company")
    assert reviews(case, "--edit", statement.id, "act=warns") == 0
    position = before.positions[0]
    assert reviews(case, "--reject", f"kind=position,party={position.party},issue={position.issue}") == 0
    capsys.readouterr()
    assert reviews(case, "--json") == 0
    document = json.loads(capsys.readouterr().out)
    standing = {one["piece"]["id"]: one["standing"] for one in document["items"]}
    assert standing[statement.id] == "edited"
    assert standing[position.id] == "rejected"
    assert {standing[one.id] for one in before.statements if one.speaker_party == "union"} == {"accepted"}
    assert all(one["by"] == "Ada" and one["at"] for one in document["judgements"])
    after = Case.load(case)
    # The suggestions themselves are as they were.
    assert (after.statements, after.positions, after.conflicts) == (
        before.statements,
        before.positions,
        before.conflicts,
    )
    assert run(["positions", str(case), "--json"]) == 0
    assert position.id not in {one["id"] for one in json.loads(capsys.readouterr().out)["positions"]}
    assert reviews(case, "--undo", position.id) == 0
    capsys.readouterr()
    assert run(["positions", str(case), "--json"]) == 0
    assert position.id in {one["id"] for one in json.loads(capsys.readouterr().out)["positions"]}
    assert reviews(case, "--undo", position.id) == 2
    assert "no judgement" in capsys.readouterr().err


def test_names_are_merged_and_parted_again(
    report: Path, case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from goodoffices.model.reviewing import current

    assert reads(report, "--into", case) == 0
    assert reviews(case, "--merge", "Holt=Company spokeswoman Ada Holt") == 0
    assert "Holt" not in {one.speaker for one in current(Case.load(case)).statements}
    assert reviews(case, "--unmerge", "Holt") == 0
    assert "Holt" in {one.speaker for one in current(Case.load(case)).statements}
    assert reviews(case, "--merge", "Nobody=Holt") == 2
    assert "no statement has the speaker" in capsys.readouterr().err


def test_the_walk_in_the_terminal_judges_one_by_one(
    report: Path, case: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert reads(report, "--into", case) == 0
    keys = iter(["a", "r", "u", "s", "e", "act=warns", "x", "q"])
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(keys))
    assert reviews(case) == 0
    verdicts = [one.verdict for one in Case.load(case).judgements]
    assert verdicts == ["accepted", "rejected", "undone", "edited"]
    assert "judged" in capsys.readouterr().out


def test_a_walk_that_is_stopped_while_a_word_is_asked_for_keeps_what_was_judged(
    report: Path, case: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert reads(report, "--into", case) == 0
    keys = iter(["a", "e"])

    def prompt(*_: object, **__: object) -> str:
        for key in keys:
            return key
        raise click.Abort

    monkeypatch.setattr("click.prompt", prompt)
    assert reviews(case) == 0
    assert [one.verdict for one in Case.load(case).judgements] == ["accepted"]
    said = capsys.readouterr()
    assert "1 judged" in said.out
    assert "nothing was written" not in said.err


@pytest.mark.parametrize("rule", ["colour=red", "confidence>=high", "party>union", ""])
def test_a_rule_that_cannot_be_read_is_named(
    rule: str, report: Path, case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert reads(report, "--into", case) == 0
    assert reviews(case, "--accept", rule) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_what_moved_between_two_days_is_told_with_its_word(
    report: Path, case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report.write_text(REPORT)
    later = report.with_name("later.txt")
    later.write_text(LATER)
    assert reads(report, later, "--into", case) == 0
    capsys.readouterr()
    assert run(["positions", str(case), "--as-of", "2031-03-11", "--since", "2031-03-05"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "Positions as of 2031-03-11" in text
    assert "Quay Union, Lay-offs: rejects" in text
    assert "→ accepts: Voluntary lay-offs only" in text
    assert "on the word of Reuters > A union official" in text
    assert run(["positions", str(case), "--as-of", "2031-03-05", "--json"]) == 0
    stands = {
        (one["party"], one["issue"], one["stand"]) for one in json.loads(capsys.readouterr().out)["positions"]
    }
    assert ("union", "lay-offs", "rejects") in stands
    assert ("union", "lay-offs", "accepts") not in stands
