"""What is installed: its licences are written down and allowed, and the list of it is whole and valid."""

from __future__ import annotations

import json
from typing import Any

import pytest

from scripts.licences import LET_THROUGH, LOCKS, is_permissive, known, pinned, problems
from tests.conftest import missing


def test_every_licence_is_written_down_and_allowed() -> None:
    assert list(problems()) == []


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [
        ("MIT", True), ("BSD-3-Clause AND 0BSD", True), ("GPL-3.0-only OR MIT", True), ("GPL-3.0-only", False),
        ("MIT AND GPL-2.0-only", False), ("AGPL-3.0-only OR LGPL-3.0-only", False), ("", False),
    ],
)  # fmt: skip
def test_of_several_licences_one_must_be_allowed_whole(expression: str, allowed: bool) -> None:
    assert is_permissive(expression) == allowed


def test_what_is_let_through_is_there_and_needs_it() -> None:
    names = {one.name for lock in LOCKS for one in pinned(lock)}
    assert set(LET_THROUGH) <= names
    assert not [name for name in LET_THROUGH if is_permissive(known()[name])]


def test_the_list_of_all_that_is_installed_is_whole_valid_and_always_the_same() -> None:
    try:
        from scripts.sbom import made
    except ModuleNotFoundError as error:
        missing(f"{error.name} is not installed: `make test` installs what the tests need")
    text = made()
    assert text == made()
    bom: dict[str, Any] = json.loads(text)
    assert (bom["bomFormat"], bom["specVersion"]) == ("CycloneDX", "1.6")
    parts = list(pinned("runtime"))
    assert [(one["name"], one["version"]) for one in bom["components"]] == sorted(
        (one.name, one.version) for one in parts
    )
    by_url = {one["purl"]: one for one in bom["components"]}
    for one in parts:
        found = by_url[f"pkg:pypi/{one.name}@{one.version}"]
        assert {each["content"] for each in found["hashes"]} == set(one.digests)
        assert found["licenses"]
