"""What a package to start from may be called, and what is said where it cannot be understood."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from goodoffices import analyse, trades
from goodoffices.analysis.errors import AnalysisError
from goodoffices.model import CaseFileError
from goodoffices.services import sample_case

CAIRO = sample_case("cairo-2024")
TESSEN = sample_case("tessen-river")


def test_names_packages_files_and_mappings_mean_the_same(tmp_path: Path) -> None:
    nash = analyse(TESSEN).solutions["nash"]
    assert nash is not None
    package = dict(nash.package)
    found = trades(TESSEN, "nash")
    assert found.start.package == package
    assert found.start.name == "nash"
    written = ",".join(f"{issue}={option}" for issue, option in package.items())
    (tmp_path / "offer.json").write_text(json.dumps({"package": package}), encoding="utf-8")
    (tmp_path / "offer.yaml").write_text("\n".join(f"{i}: {o}" for i, o in package.items()), encoding="utf-8")
    for start in (written, package, tmp_path / "offer.json", str(tmp_path / "offer.yaml")):
        other = trades(TESSEN, start)
        assert (other.start.package, other.best) == (package, found.best)


@pytest.mark.parametrize(
    "written",
    [
        "share-meldria=45,commission=arbitration",
        "Share of Meldria=45 per cent, Joint commission=Decides by majority, with binding arbitration",
        "MELDRIA'S SHARE=45.0,commission=ARBITRATION",
    ],
)
def test_options_may_be_given_in_words(written: str) -> None:
    start = trades(TESSEN, written).start
    assert start.package["share-meldria"] == 45
    assert start.package["commission"] == "arbitration"
    assert len(start.filled) == 7


def test_a_named_package_may_be_changed() -> None:
    changed = trades(CAIRO, "utilitarian,hostages=10").start
    plain = trades(CAIRO, "utilitarian").start
    assert changed.name == "utilitarian with changes"
    assert changed.package == {**plain.package, "hostages": 10}


def test_what_was_open_is_said() -> None:
    filled = trades(TESSEN, {"share-meldria": 45, "data": "monthly"})
    assert "the package left 7 of 9 issues open (Share of Orvane" in filled.notes[0]
    assert filled.notes[0].endswith("filled by the largest product of gains within every limit")
    beyond = trades(CAIRO, {"hostages": 20})
    assert beyond.notes[0].endswith("no such package is within every limit")


@pytest.mark.parametrize(
    ("start", "sentence"),
    [
        ("nahs", "'nahs' is no package to start from: did you mean 'nash'?"),
        ("nowhere.json", "names are nash, kalai_smorodinsky, egalitarian, utilitarian, barnea-proposal"),
        ("", "'' is no package to start from"),
        ("nash", "this case has no nash solution to start from: the zone of agreement is empty; name another package"),
        ("way-99", "there is no way-99: the case has 9 ways out, way-1 to way-9"),
        ("hostagse=40", "there is no issue 'hostagse'; did you mean 'hostages'?"),
        ("zzzz=40", "there is no issue 'zzzz'; the issues are northern-return, truce-length"),
        ("hostages=45", "has no value '45'; it takes whole numbers from 10 to 40 hostages in steps of 10"),
        ("hostages=many", "the issue 'hostages' has no value 'many'"),
        ("truce-length=six-week", "has no option 'six-week'; did you mean 'six-weeks'?"),
        ("truce-length=zzz", "has no option 'zzz'; its options are six-weeks, renewable, permanent"),
        ("hostages=40,hostages=30", "the issue 'hostages' is given twice"),
        ("utilitarian,hostages", "'hostages' is no ISSUE=OPTION"),
        ("prisoners=0,convicted-of-murder=100", "breaks the constraint 'those convicted of murder are among the prisoners'"),
        ("truce-length=permanent,rafah=declared", "breaks the constraint 'no operation in Rafah under a permanent truce'"),
        ({"hostages": None}, "the issue 'hostages' is given as None; give an option's id or a number"),
        ({"hostages": True}, "the issue 'hostages' is given as True; give an option's id or a number"),
        ({"hostages": float("nan")}, "the issue 'hostages' has no value 'nan'"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_a_sentence(start: str, sentence: str) -> None:
    with pytest.raises(AnalysisError) as error:
        trades(CAIRO, start)
    assert sentence in str(error.value)
    assert "\n" not in str(error.value)


def test_a_case_that_is_not_deadlocked_has_no_way_out() -> None:
    with pytest.raises(AnalysisError, match="there is no way-1: the case is not deadlocked"):
        trades(TESSEN, "way-1")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("hostages: 45", "offer.yaml:1: hostages: the issue 'hostages' has no value '45'"),
        ("\npackage:\n  hostage: 40", "offer.yaml:3: package.hostage: there is no issue 'hostage'; did you mean 'hostages'?"),
        ("[1, 2]", "this holds no package; write an option for each issue"),
        ("{", "offer.yaml:"),
    ],
)  # fmt: skip
def test_a_file_that_holds_no_package_is_named_with_its_line(
    tmp_path: Path, text: str, sentence: str
) -> None:
    path = tmp_path / "offer.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CaseFileError) as error:
        trades(CAIRO, str(path))
    assert sentence in str(error.value)


def test_a_folder_is_no_package(tmp_path: Path) -> None:
    with pytest.raises(CaseFileError, match="this is a folder"):
        trades(CAIRO, tmp_path)
