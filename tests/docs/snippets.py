"""What stands between fences on a page: found, run, and compared with what the page shows."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.conftest import ROOT

#: A line that stands for any number of lines of output; within a line, for anything.
ANYTHING: Final = "…"
_FENCE: Final = re.compile(r"^```(?P<language>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
#: The first line of a file that the reader saves; `in` where some parts of one are replaced.
_FILE: Final = re.compile(r"# (?P<some>in )?(?P<path>[\w./-]+/[\w.-]+\.\w+)\n")
#: What stands before a file that has no place for such a line.
_SAVED: Final = re.compile(r"save (?:this|it) as `(?P<path>[\w./-]+)`:\n\n\Z", re.IGNORECASE)


@dataclass(frozen=True)
class Snippet:
    """A fenced block: its page, the line it begins in, its language, its text, and what the page calls the file."""

    page: Path
    line: int
    language: str
    text: str
    called: str = ""

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"

    @property
    def is_file(self) -> bool:
        """Whether the reader is to save it, or parts of it."""
        return bool(self.called) or _FILE.match(self.text) is not None

    def save(self, folder: Path) -> None:
        """Save it as the reader does: the whole file, or its parts in place of those of the same names."""
        found = _FILE.match(self.text)
        path, text = folder / (found["path"] if found else self.called), self.text
        path.parent.mkdir(parents=True, exist_ok=True)
        if found and found["some"]:
            whole = path.read_text(encoding="utf-8")
            for part in re.split(r"(?m)^(?=\w+:)", self.text[found.end() :])[1:]:
                name = part.partition(":")[0]
                old = re.findall(rf"(?ms)^{name}:.*?(?=^\S|\Z)", whole)
                assert len(old) == 1, f"{self}: {path.name} has no one part called {name}"
                whole = whole.replace(old[0], part.rstrip() + "\n\n")
            text = whole
        path.write_text(text, encoding="utf-8")


def snippets(page: Path) -> list[Snippet]:
    """Return all fenced blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    made = []
    for found in _FENCE.finditer(text):
        saved = _SAVED.search(text, 0, found.start())
        line = text[: found.start()].count("\n") + 1
        made.append(Snippet(page, line, found["language"], found["body"], saved["path"] if saved else ""))
    return made


def run(command: str, folder: Path = ROOT, source: Path = ROOT) -> str:
    """Run a command of a page, in a window of 80 columns.

    Args:
        command: as the page has it.
        folder: where it is run.
        source: the root of the code that runs.
    """
    words = shlex.split(command)
    if words[0] == "goodoffices":
        words = ["python", "-m", *words]
    if words[0] == "python":
        words[0] = sys.executable
    environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb"}
    if source != ROOT:
        environment["PYTHONPATH"] = f"{source / 'src'}{os.pathsep}{source}"
    done = subprocess.run(
        words, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    return done.stdout + done.stderr


def printed_by_python(snippet: Snippet) -> tuple[list[str], list[str]]:
    """Run a block of Python in this folder; return what it says it prints, and what it printed."""
    expected = [line.split("  # ", 1)[1] for line in snippet.text.splitlines() if line.startswith("print(")]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(snippet.text, str(snippet), "exec"), {})  # noqa: S102 - the page's own code is what is tested
    return expected, printed.getvalue().splitlines()


def commands(snippet: Snippet) -> list[tuple[str, list[str]]]:
    """Return the commands of a block of a console, each with the lines that it prints."""
    found = re.split(r"^\$ ", snippet.text, flags=re.MULTILINE)[1:]
    assert found, f"{snippet}: a console block begins with a command: $ goodoffices …"
    split = [text.rstrip("\n").split("\n") for text in found]
    return [(command, expected) for command, *expected in split]


def matches(expected: list[str], printed: list[str]) -> bool:
    """Whether output is as shown, line by line; `…` stands for any lines."""
    parts: list[list[str]] = [[]]
    for line in expected:
        if line.strip() == ANYTHING:
            parts.append([])
        else:
            parts[-1].append(line)
    first, last = parts[0], parts[-1]
    if len(parts) == 1:
        return len(first) == len(printed) and _begins(first, printed)
    if len(first) + len(last) > len(printed) or not _begins(first, printed):
        return False
    rest = printed[len(first) : len(printed) - len(last)]
    for part in parts[1:-1]:
        at = next((at for at in range(len(rest) - len(part) + 1) if _begins(part, rest[at:])), None)
        if at is None:
            return False
        rest = rest[at + len(part) :]
    return _begins(last, printed[len(printed) - len(last) :])


def _begins(expected: list[str], printed: list[str]) -> bool:
    """Whether output begins as shown."""
    return len(expected) <= len(printed) and all(map(_same, expected, printed))


def _same(expected: str, printed: str) -> bool:
    """Whether a line is as shown; a `…` at its end stands for the rest."""
    if expected.endswith(f" {ANYTHING}"):
        return printed.startswith(expected.removesuffix(ANYTHING))
    return expected.rstrip() == printed.rstrip()
