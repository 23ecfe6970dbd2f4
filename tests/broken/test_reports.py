"""Reports that are none: a sentence, or an honest result of low confidence; never a hang, never a crash."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from goodoffices.record.errors import ReadingError
from goodoffices.services.reading import read
from tests.unit.record.samples import REPORT, frame, pdf, word

BROKEN = {
    "empty": (b"", "empty"),
    "blank": (b" \n\t\n", "empty"),
    "binary": (bytes(range(256)) * 50, "binary"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(500), "binary"),
    "damaged pdf": (pdf(["He said so."])[:300], "PDF"),
    "pdf without text": (pdf([]), "no text"),
    "damaged docx": (word(["He said so."])[:800], "DOCX"),
    "an archive": (b"PK\x03\x04" + bytes(200), "DOCX"),
    "docx without text": (word([]), "no text"),
    "page without text": (
        b"<!doctype html><html><body><script>x()</script></body></html>",
        "no report's text",
    ),
    "one line of 50 MB": (b"a" * 50_000_000, "no report has over"),
    "cut utf-16": ("The talks ended.".encode("utf-16")[:-1], "UTF-16"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_report_is_a_sentence(name: str) -> None:
    data, words = BROKEN[name]
    with pytest.raises(ReadingError) as error:
        read([("the file", data)], reader="rules")
    assert words in str(error.value)
    assert str(error.value).startswith("the file: ")


def test_one_bad_file_among_many_is_passed_over_and_named() -> None:
    reading = read([("good", REPORT.encode()), ("bad", b"")], reader="rules")
    assert [report.file for report in reading.reports] == ["good"]
    assert reading.skipped[0].why.startswith("bad: ")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (REPORT.upper(), "capitals"),
        ("the union told reuters that it rejected any job cuts and " * 60, "without sentence marks"),
        (
            "Les négociations entre le syndicat et la compagnie reprendront lundi, a déclaré un responsable. "
            * 4,
            "French",
        ),
    ],
)
def test_what_is_hard_to_read_says_so(text: str, words: str) -> None:
    (report,) = read(text + "\n", reader="rules").reports
    assert words in report.warnings[0]
    assert all(one.confidence < 0.5 for one in report.statements)


@pytest.mark.parametrize(
    "text",
    [
        "word " * 8_000, "a" * 80_000, '"' * 50_000, "(" * 50_000, "." * 100_000, "9" * 50_000, "one hundred " * 4_000,
        "on Monday " * 8_000, "said " * 2_000, "according to " * 1_000, "Reuters said, citing a source, " * 500,
        "Quay Union said that Porter Lines said that " * 150, "1 to 2 to 3 " * 1_500, "A. " * 10_000, "\n" * 50_000 + "x",
        "😀" * 30_000, "Aa " * 10_000,
    ],
    ids=lambda text: text[:12].strip() or "lines",
)  # fmt: skip
def test_no_text_takes_more_than_its_length(text: str) -> None:
    """Each is read within what a hundred times its length would allow: growth by the square would not."""
    begun = time.process_time()
    read([("odd", text.encode())], case=frame(), reader="rules")
    assert time.process_time() - begun < 20


SCRIPT = """
import sys
from pathlib import Path
from goodoffices.services.reading import read
def told(done, total):
    print(done, flush=True)
read([Path(p) for p in sys.argv[2:]], reader="rules", workers=1, journal=sys.argv[1], progress=told)
"""


def test_a_killed_run_goes_on_where_it_was(tmp_path: Path) -> None:
    files = []
    for number in range(40):
        file = tmp_path / f"{number:02}.txt"
        file.write_text(REPORT.replace("8 percent", f"{number + 3} percent"))
        files.append(str(file))
    journal = tmp_path / "journal.jsonl"
    run = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(journal), *files], stdout=subprocess.PIPE, text=True
    )
    assert run.stdout is not None
    for line in run.stdout:
        if int(line) >= 5:
            os.kill(run.pid, signal.SIGKILL)
            break
    run.wait()
    run.stdout.close()
    kept = len(journal.read_bytes().splitlines())
    assert 5 <= kept < 40
    # What the kill cut in two is read anew.
    with journal.open("ab") as half:
        half.write(journal.read_bytes().splitlines()[0][:100])
    again = read([Path(name) for name in files], reader="rules", workers=1, journal=journal)
    assert again == read([Path(name) for name in files], reader="rules", workers=1)
    assert len(journal.read_bytes().splitlines()) == 40


def test_a_journal_that_is_none_is_named(tmp_path: Path) -> None:
    journal = tmp_path / "notes.txt"
    journal.write_text("milk\nbread\n")
    with pytest.raises(ReadingError, match="line 1 is none of a reading's journal"):
        read(REPORT, reader="rules", journal=journal)
    assert journal.read_text() == "milk\nbread\n"


def test_all_cores_read_the_same(tmp_path: Path) -> None:
    files = []
    for number in range(8):
        file = tmp_path / f"{number}.txt"
        file.write_text(REPORT.replace("8 percent", f"{number + 3} percent"))
        files.append(file)
    assert read(files, case=frame(), reader="rules", workers=2) == read(
        files, case=frame(), reader="rules", workers=1
    )
