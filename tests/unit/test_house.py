"""The rules of the house: what holds for the repository as a whole, and would rot if nobody looked."""

from __future__ import annotations

import configparser
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "goodoffices"
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
#: How long a file may be: tests of one thing are found more easily in one file than in two.
MOST_LINES = 400
MOST_LINES_OF_TESTS = 600

#: The folders with code.
CODE = ("src", "tests", "scripts", "benchmarks", "training")

HEAVY = ("babel", "click", "jinja2", "moocore", "numba", "numpy", "ortools", "pandas", "rich")


def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def python_files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def pinned(lock: Path) -> list[str]:
    """Return each requirement of a pinned list with all its options, on one line."""
    joined = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def name_of(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found, requirement
    return re.sub(r"[-_.]+", "-", found[0]).lower()


# ------------------------------------------------------------------------------------------ requirements


def test_the_pinned_lists_are_there() -> None:
    assert {lock.name for lock in LOCKS} == {
        "build.txt",
        "dev.txt",
        "lock.txt",
        "negmas.txt",
        "runtime.txt",
        "training.txt",
    }


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_requirement_is_pinned_and_hashed(lock: Path) -> None:
    requirements = pinned(lock)
    assert requirements
    for requirement in requirements:
        assert re.match(r"[A-Za-z0-9._-]+==[^\s;]+", requirement), requirement
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", requirement), requirement


@pytest.mark.parametrize(
    "path", [*LOCKS, *sorted((ROOT / "requirements").glob("*.in"))], ids=lambda path: path.name
)
def test_requirements_name_no_host_index_or_path(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for forbidden in (
        r"\w+://",
        r"--(extra-)?index-url",
        r"--find-links",
        r"--trusted-host",
        r"(?m)^\s*-[ifer]\b",
        r"(?<![\w.])/\w",
        r"\bfile:",
        r" @ ",
    ):
        assert not re.search(forbidden, text), f"{path.name} matches {forbidden}"


def test_the_pinned_lists_agree_on_shared_versions() -> None:
    seen: dict[tuple[str, str], str] = {}
    for lock in LOCKS:
        if lock.name == "negmas.txt":  # an environment of its own
            continue
        for requirement in pinned(lock):
            version, _, marker = requirement.split("--hash", 1)[0].partition(";")
            key = (name_of(requirement), marker.strip())
            assert seen.setdefault(key, version.strip()) == version.strip(), (
                f"{key[0]} differs in {lock.name}"
            )


def test_every_dependency_of_the_package_is_pinned() -> None:
    locked = {name_of(requirement) for requirement in pinned(ROOT / "requirements" / "runtime.txt")}
    project = pyproject()["project"]
    extras = project["optional-dependencies"]
    asked = [
        *project["dependencies"],
        *(one for name, listed in extras.items() if name != "ray" for one in listed),
    ]
    assert {name_of(dependency) for dependency in asked} - {"goodoffices"} <= locked


def test_the_peers_licence_stays_outside() -> None:
    for name in ("runtime.txt", "dev.txt", "build.txt"):
        assert "negmas" not in {name_of(requirement) for requirement in pinned(ROOT / "requirements" / name)}


# ------------------------------------------------------------------------------------------ commands


def test_the_makefile_has_every_command_and_says_what_it_does() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    described = set(re.findall(r"(?m)^([a-z]+):.*## \S", text))
    expected = {"bench", "check", "clean", "demo", "help", "lock", "nightly", "setup", "test"}
    assert expected <= described
    assert ".DEFAULT_GOAL := help" in text


def test_make_alone_lists_the_commands() -> None:
    shown = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    for command in ("setup", "demo", "test", "check"):
        assert f"make {command} " in shown


def test_an_old_python_is_answered_in_one_sentence(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\ncase "$2" in *exit*) exit 1;; *) echo 3.9;; esac\n', encoding="utf-8")
    old.chmod(0o755)
    answer = subprocess.run(
        ["sh", "scripts/find-python.sh"],
        cwd=ROOT,
        env={**os.environ, "PYTHON": str(old)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 2
    assert re.fullmatch(r"Good Offices needs Python 3\.11 or newer, and .* is 3\.9: .*\.\n", answer.stderr)
    assert answer.stdout == ""


def test_a_python_that_is_missing_is_answered_in_one_sentence() -> None:
    answer = subprocess.run(
        ["sh", "scripts/find-python.sh"],
        cwd=ROOT,
        env={**os.environ, "PYTHON": "no-such-python"},
        check=False,
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 2
    assert re.fullmatch(r"Good Offices needs Python 3\.11 or newer, and there is no .*\n", answer.stderr)


def test_long_work_keeps_its_exit_code_and_what_it_says() -> None:
    work = (
        "echo out; echo bad >&2; echo \"WARNING: lxml does not provide the extra 'html_clean'\" >&2; exit 3"
    )
    answer = subprocess.run(
        ["sh", "scripts/patiently.sh", "sh", "-c", work],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=10,
    )
    assert (answer.returncode, answer.stdout, answer.stderr) == (3, "out\n", "bad\n")


def test_what_is_run_can_be_run() -> None:
    for name in (".ci/run", "scripts/find-python.sh", "scripts/patiently.sh", "scripts/system-packages.sh"):
        path = ROOT / name
        assert os.access(path, os.X_OK), name
        shell = "bash" if path.read_text(encoding="utf-8").startswith("#!/usr/bin/env bash") else "sh"
        subprocess.run([shell, "-n", str(path)], check=True)


# ------------------------------------------------------------------------------------------ code


def test_every_exception_from_the_rules_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    rules = re.findall(r'(?m)^ {4}"([A-Z]+[0-9]*)",(.*)$', text)
    lint = pyproject()["tool"]["ruff"]["lint"]
    listed = [*lint["ignore"], *(rule for rules in lint["per-file-ignores"].values() for rule in rules)]
    assert lint["select"] == ["ALL"]
    assert sorted(rule for rule, _ in rules) == sorted(listed), "write each ignored rule on a line of its own"
    for rule, rest in rules:
        assert re.match(r" *# \w", rest), f"{rule} is ignored without a reason"


def test_every_exception_in_the_code_has_its_reason() -> None:
    for path in python_files(*CODE):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            where = f"{path.relative_to(ROOT)}:{number}"
            if found := re.search(r"#\s*noqa\b(.*)$", line):
                assert re.match(r": [A-Z]+\d+(, ?[A-Z]+\d+)* - \w", found[1]), (
                    f"{where}: noqa without a reason"
                )
            if found := re.search(r"#\s*type: ignore\b(.*)$", line):
                assert re.match(r"\[[a-z, -]+\]  # \w", found[1]), f"{where}: type: ignore without a reason"


def test_every_warning_that_is_let_through_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert pyproject()["tool"]["pytest"]["ini_options"]["filterwarnings"][0] == "error"
    for line in re.findall(r'(?m)^ {4}["\']ignore:.*$', text):
        assert re.search(r"# \w", line), line


def test_no_python_file_is_too_long() -> None:
    too_long = {}
    for path in python_files(*CODE):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > (MOST_LINES_OF_TESTS if path.is_relative_to(ROOT / "tests") else MOST_LINES):
            too_long[str(path.relative_to(ROOT))] = lines
    assert too_long == {}


def test_every_module_says_what_it_is() -> None:
    for path in python_files("src"):
        assert path.read_text(encoding="utf-8").startswith(('"""', 'r"""')), path.relative_to(ROOT)


# ------------------------------------------------------------------------------------------ rooms


def test_the_layers_are_the_rooms() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / ".importlinter", encoding="utf-8")
    listed = re.split(r"[\s|]+", config["importlinter:contract:rooms"]["layers"].strip())
    assert sorted(listed) == sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))


def test_importing_the_package_loads_nothing_heavy() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, goodoffices; print(*sys.modules)"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    assert "goodoffices" in loaded
    assert not set(HEAVY) & set(loaded)


def test_the_version_stands_in_one_place() -> None:
    assert "version" in pyproject()["project"]["dynamic"]
    shown = subprocess.run(
        [
            sys.executable,
            "-c",
            "import goodoffices._version as v, importlib.metadata as m; print(v.__version__, m.version('goodoffices'))",
        ],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    assert shown[0] == shown[1]
    assert re.fullmatch(r"\d+\.\d+\.\d+", shown[0])


# ------------------------------------------------------------------------------------------ any machine


def tracked_texts() -> list[tuple[str, str]]:
    """Return every text under version control, by its path in the repository."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=False, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("this is no checkout, so there is no list of what belongs to it")
    paths = [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    contents = [(name, (ROOT / name).read_bytes()) for name in paths]
    return [(name, data.decode("utf-8")) for name, data in contents if b"\0" not in data]


def test_no_text_names_a_package_registry() -> None:
    # In pieces, so that this file does not name them either.
    hosts = [
        ".".join(parts)
        for parts in (
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("registry", "npmjs", "org"),
            ("deb", "debian", "org"),
            ("download", "pytorch", "org"),
        )
    ]
    naming = [name for name, text in tracked_texts() if any(host in text for host in hosts)]
    assert naming == []


def test_no_text_names_a_path_of_one_machine() -> None:
    own = re.compile(r"(?<![\w.:/<>-])/(?:home|root|Users|work|mnt|tmp)/\w")
    naming = [f"{name}: {found[0]}" for name, text in tracked_texts() if (found := own.search(text))]
    assert naming == []


# ------------------------------------------------------------------------------------------ papers


def test_the_licence_is_apache_2() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    for section in ("1. Definitions.", "3. Grant of Patent License.", "9. Accepting Warranty"):
        assert section in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert pyproject()["project"]["license"] == "Apache-2.0"


def test_the_changelog_has_a_place_for_what_comes_next() -> None:
    headings = re.findall(r"(?m)^## (.*)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert headings[0] == "Unreleased"
