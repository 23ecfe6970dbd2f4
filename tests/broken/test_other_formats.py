"""Broken files of other tools: exit code 2 and one sentence each, whatever is wrong with them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices import analyse, deadlock
from goodoffices.cli.main import run
from goodoffices.interchange import load_scenario
from goodoffices.model import CaseFileError
from goodoffices.model.casefile.checks import check_case

DOMAIN = """\
<?xml version="1.0" encoding="UTF-8"?>
<negotiation_template>
  <utility_space number_of_issues="2">
    <objective index="0" name="d" type="objective" etype="objective">
      <issue index="1" name="Price" type="discrete" etype="discrete">
        <item index="1" value="low"/>
        <item index="2" value="high"/>
      </issue>
      <issue index="2" name="Days" type="integer" etype="integer" lowerbound="1" upperbound="5"/>
    </objective>
  </utility_space>
</negotiation_template>
"""
PROFILE = """\
<?xml version="1.0" encoding="UTF-8"?>
<utility_space>
  <objective index="0" name="d" type="objective" etype="objective">
    <weight index="1" value="0.5"/>
    <weight index="2" value="0.5"/>
    <issue index="1" name="Price" type="discrete" etype="discrete">
      <item index="1" value="low" evaluation="1"/>
      <item index="2" value="high" evaluation="3"/>
    </issue>
    <issue index="2" name="Days" type="integer" etype="integer" lowerbound="1" upperbound="5">
      <evaluator ftype="linear" offset="0.1" slope="0.2"/>
    </issue>
  </objective>
  <reservation value="0.1"/>
</utility_space>
"""
BOXES = """\
<utility_space type="nonlinear">
  <objective index="0" name="d" type="objective" etype="objective">
    <issue index="1" name="Price" type="discrete"><item index="1" value="low"/><item index="2" value="high"/></issue>
    <issue index="2" name="Days" type="integer" lowerbound="1" upperbound="5"/>
    <utility maxutility="10">
      <ufun type="PlainUfun" weight="1" aggregation="sum">
        <hyperRectangle utility="10"><INCLUDES index="2" min="1" max="3"/></hyperRectangle>
      </ufun>
    </utility>
  </objective>
</utility_space>
"""
SPACE = """\
issues:
- name: Price
  type: CategoricalIssue
  values: [low, high]
- name: Days
  type: ContiguousIssue
  values: [1, 5]
name: d
type: DiscreteCartesianOutcomeSpace
"""
UFUN = """\
name: p
reserved_value: 0.1
type: LinearAdditiveUtilityFunction
values:
- mapping: {low: 0.2, high: 1.0}
  type: TableFun
- {bias: 0.1, slope: 0.1, type: AffineFun}
weights: [0.5, 0.5]
"""
WEB = """\
{"LinearAdditiveUtilitySpace": {"name": "p",
 "issueUtilities": {"Price": {"DiscreteValueSetUtilities": {"valueUtilities": {"low": 0.2, "high": 1}}},
   "Days": {"NumberValueSetUtilities": {"lowValue": 1, "lowUtility": 0, "highValue": 5, "highUtility": 1}}},
 "issueWeights": {"Price": 0.5, "Days": 0.5},
 "domain": {"name": "d", "issuesValues": {"Price": {"values": ["low", "high"]}, "Days": {"range": [1, 5, 1]}}},
 "reservationBid": {"issuevalues": {"Price": "low", "Days": 2}}}}
"""

GENIUS = {"domain.xml": DOMAIN, "a.xml": PROFILE, "b.xml": PROFILE}
NEGMAS = {"domain.yml": SPACE, "a.yml": UFUN, "b.yml": UFUN}
GENIUSWEB = {"a.json": WEB, "b.json": WEB}

BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'

#: The folder it happens in, the file, what is replaced by what, and a piece of the sentence.
KINDS = {
    "xml: truncated": (GENIUS, "a.xml", PROFILE[300:], "", "not valid XML"),
    "xml: a tag not closed": (GENIUS, "domain.xml", "</issue>", "", "not valid XML"),
    "xml: an entity bomb": (GENIUS, "a.xml", "<utility_space>", BOMB + "<utility_space>", "entities"),
    "xml: an entity from outside": (GENIUS, "a.xml", "<utility_space>", OUTSIDE + "<utility_space>", "entities"),
    "xml: nested without end": (GENIUS, "domain.xml", "<objective", "<objective>" * 500 + "<objective", "deep"),
    "xml: a domain without issues": (GENIUS, "domain.xml", DOMAIN, "<negotiation_template/>", "no issues"),
    "xml: an issue without name": (GENIUS, "domain.xml", 'name="Price" ', "", "'name' is missing"),
    "xml: an issue twice": (GENIUS, "domain.xml", 'name="Days"', 'name="Price"', "twice"),
    "xml: a type nobody knows": (GENIUS, "domain.xml", 'type="integer" etype', 'type="colour" etype', "not known"),
    "xml: a bound in words": (GENIUS, "domain.xml", 'lowerbound="1"', 'lowerbound="one"', "not a finite number"),
    "xml: half a bound": (GENIUS, "domain.xml", 'lowerbound="1"', 'lowerbound="1.5"', "not a whole number"),
    "xml: a range backwards": (GENIUS, "domain.xml", 'lowerbound="1"', 'lowerbound="9"', "from low to high"),
    "xml: a range of a billion": (GENIUS, "domain.xml", 'upperbound="5"', 'upperbound="1e9"', "at most 100,000"),
    "xml: a bound beyond all numbers": (GENIUS, "domain.xml", 'upperbound="5"', 'upperbound="1e999"', "finite"),
    "xml: a weight missing": (GENIUS, "a.xml", '<weight index="2" value="0.5"/>', "", "no weight"),
    "xml: a weight twice": (GENIUS, "a.xml", '<weight index="2"', '<weight index="1"', "twice"),
    "xml: a weight that is no number": (GENIUS, "a.xml", 'index="2" value="0.5"', 'index="2" value="NaN"', "finite"),
    "xml: an evaluation in words": (GENIUS, "a.xml", 'evaluation="3"', 'evaluation="much"', "finite"),
    "xml: an evaluation missing": (GENIUS, "a.xml", ' evaluation="3"', "", "no evaluation"),
    "xml: an evaluation below 0": (GENIUS, "a.xml", 'evaluation="3"', 'evaluation="-3"', "below 0"),
    "xml: a slope missing": (GENIUS, "a.xml", ' slope="0.2"', "", "'slope' is missing"),
    "xml: a reservation in words": (GENIUS, "a.xml", '<reservation value="0.1"', '<reservation value="x"', "finite"),
    "xml: another root": (GENIUS, "a.xml", PROFILE, "<x><utility_space/></x>", "neither"),
    "boxes: bounds that leave nothing": ({**GENIUS, "a.xml": BOXES}, "a.xml", 'min="1"', 'min="4"', "leave nothing"),
    "boxes: an issue that is not there": ({**GENIUS, "a.xml": BOXES}, "a.xml", 'INCLUDES index="2"', 'INCLUDES index="7"', "no issue"),
    "boxes: nothing to divide by": ({**GENIUS, "a.xml": BOXES}, "a.xml", 'maxutility="10"', 'maxutility="0"', "above 0"),
    "boxes: another aggregation": ({**GENIUS, "a.xml": BOXES}, "a.xml", '"sum"', '"median"', "not read"),
    "boxes: bounds on words": ({**GENIUS, "a.xml": BOXES}, "a.xml", 'INCLUDES index="2"', 'INCLUDES index="1"', "whole numbers"),
    "boxes: a function in a function": ({**GENIUS, "a.xml": BOXES}, "a.xml", "</ufun>", "<ufun/></ufun>", "a single <ufun>"),
    "boxes: two functions": ({**GENIUS, "a.xml": BOXES}, "a.xml", "</ufun>", "</ufun><ufun/>", "a single <ufun>"),
    "boxes: two issues of one index": ({**GENIUS, "a.xml": BOXES}, "domain.xml", 'issue index="1"', 'issue index="2"', "same index"),
    "xml: a value without name": (GENIUS, "domain.xml", 'value="low"', 'value=""', "no name"),
    "xml: a name without end": (GENIUS, "domain.xml", 'name="Price"', f'name="{"P" * 500}"', "longer than 200"),
    "yaml: a value without name": (NEGMAS, "domain.yml", "[low, high]", "['', high]", "no name"),
    "yaml: a line over words": (NEGMAS, "a.yml", "LinearAdditiveUtilityFunction", "AffineUtilityFunction", "needs numbers"),
    "json: a step too small to count": (GENIUSWEB, "a.json", "[1, 5, 1]", "[1, 5, 1e-320]", "too many"),
    "json: a range beyond all numbers": (GENIUSWEB, "a.json", "[1, 5, 1]", "[-1.5e308, 1.5e308, 0.5]", "too many"),
    "json: half a character": (GENIUSWEB, "a.json", '"name": "p"', r'"name": "\ud800"', "half of a character"),
    "yaml: truncated": (NEGMAS, "a.yml", "[0.5, 0.5]", "[0.5,", "not valid YAML"),
    "yaml: a cycle": (NEGMAS, "a.yml", "[0.5, 0.5]", "&w [*w]", "cycle"),
    "yaml: code": (NEGMAS, "a.yml", "name: p", "name: !!python/object/apply:os.getcwd []", "tag"),
    "yaml: no issues": (NEGMAS, "domain.yml", SPACE[8:130], " []\n", "no issues"),
    "yaml: issues in prose": (NEGMAS, "domain.yml", "[low, high]", "low or high", "a list is expected"),
    "yaml: a type of issue nobody knows": (NEGMAS, "domain.yml", "CategoricalIssue", "ColourIssue", "not read"),
    "yaml: one end of a range": (NEGMAS, "domain.yml", "[1, 5]", "[1]", "lowest and the highest"),
    "yaml: a range of a billion": (NEGMAS, "domain.yml", "[1, 5]", "[1, 1000000000]", "at most 100,000"),
    "yaml: half a step": (NEGMAS, "domain.yml", "[1, 5]", "[1, 5.5]", "whole number"),
    "yaml: a function nobody knows": (NEGMAS, "a.yml", "LinearAdditiveUtilityFunction", "MagicUFun", "not read"),
    "yaml: a value function nobody knows": (NEGMAS, "a.yml", "AffineFun", "MagicFun", "not read"),
    "yaml: a value without worth": (NEGMAS, "a.yml", "{low: 0.2, high: 1.0}", "{low: 0.2}", "has no value"),
    "yaml: too few weights": (NEGMAS, "a.yml", "[0.5, 0.5]", "[0.5]", "1 weights for 2 issues"),
    "yaml: a weight that is no number": (NEGMAS, "a.yml", "[0.5, 0.5]", "[0.5, .nan]", "finite"),
    "yaml: a reserved value in words": (NEGMAS, "a.yml", "reserved_value: 0.1", "reserved_value: much", "finite"),
    "yaml: words for a slope": (NEGMAS, "a.yml", "slope: 0.1", "slope: steep", "finite"),
    "json: truncated": (GENIUSWEB, "a.json", '"issueWeights"', "", "not valid JSON"),
    "json: a field twice": (GENIUSWEB, "a.json", '"Price": 0.5', '"Price": 0.5, "Price": 0.4', "twice"),
    "json: a weight missing": (GENIUSWEB, "a.json", '"Price": 0.5, ', "", "'Price' is missing"),
    "json: a weight in words": (GENIUSWEB, "a.json", '"Price": 0.5', '"Price": "half"', "finite"),
    "json: a value nobody knows": (GENIUSWEB, "a.json", '"high": 1}', '"higher": 1}', "no value 'higher'"),
    "json: another kind of utilities": (GENIUSWEB, "a.json", "NumberValueSetUtilities", "Magic", "not read"),
    "json: a range without step": (GENIUSWEB, "a.json", "[1, 5, 1]", "[1, 5]", "the step"),
    "json: a step of nothing": (GENIUSWEB, "a.json", "[1, 5, 1]", "[1, 5, 0]", "above 0"),
    "json: another domain": (GENIUSWEB, "b.json", '["low", "high"]', '["low", "high", "higher"]', "not that of the others"),
    "json: a reservation nobody can reach": (GENIUSWEB, "a.json", '"Days": 2}', '"Days": 77}', "no option '77"),
}  # fmt: skip


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def sentence_of(path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    code = run(["analyse", str(path), "--json", *more])
    printed = capsys.readouterr()
    assert code == 2, printed.out
    assert printed.out == ""
    lines = [line for line in printed.err.splitlines() if "warning:" not in line]
    assert len(lines) == 1, printed.err
    assert "fault of Good Offices" not in lines[0]
    return lines[0]


@pytest.mark.parametrize(
    "files", [GENIUS, NEGMAS, GENIUSWEB, {**GENIUS, "a.xml": BOXES}], ids=["xml", "yaml", "json", "boxes"]
)
def test_the_sound_folders_are_sound(files: dict[str, str], tmp_path: Path) -> None:
    write(tmp_path, files)
    assert [party.id for party in load_scenario(tmp_path).case.parties] == ["a", "b"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_broken_file_ends_with_a_sentence(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files, name, old, new, expected = KINDS[kind]
    assert old in files[name], f"{old!r} is not there to be broken"
    write(tmp_path, {**files, name: files[name].replace(old, new, 1)})
    sentence = sentence_of(tmp_path, capsys)
    assert expected in sentence
    assert str(tmp_path / name) in sentence


def test_wrong_choices_end_with_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, GENIUS)
    assert "no such file" in sentence_of(tmp_path, capsys, "--profiles", "a.xml", "nobody.xml")
    assert "a domain and not a profile" in sentence_of(tmp_path, capsys, "--profiles", "a.xml", "domain.xml")
    assert "a profile and not a domain" in sentence_of(tmp_path / "a.xml", capsys)
    assert "1 party" in sentence_of(tmp_path, capsys, "--profiles", "a.xml")
    write(tmp_path, {"other-domain.xml": DOMAIN.replace('value="low"', 'value="lower"')})
    assert "several domains" in sentence_of(tmp_path, capsys)
    write(tmp_path, {f"p{number}.xml": PROFILE for number in range(7)})
    assert "choose with --profiles" in sentence_of(tmp_path / "domain.xml", capsys)
    assert "no constraints" not in sentence_of(tmp_path / "nowhere", capsys)


def test_paths_that_cannot_be_end_with_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert "no such file" in sentence_of(Path("x" * 5000), capsys)
    with pytest.raises(CaseFileError, match="no such file"):
        load_scenario(Path("a\0b"))


def test_profiles_sit_in_the_order_named(tmp_path: Path) -> None:
    write(tmp_path, {**GENIUS, "c.xml": PROFILE})
    assert [party.id for party in load_scenario(tmp_path, ["c.xml", "a.xml"]).case.parties] == ["c", "a"]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("\n\n" + PROFILE, "utf-8"),
        ("<!-- a note -->\n" + PROFILE, "utf-8"),
        ("\ufeff" + PROFILE, "utf-8"),
        ("\ufeff" + PROFILE.replace("UTF-8", "UTF-16"), "utf-16-le"),
        (PROFILE.replace("UTF-8", "UTF-16"), "utf-16"),
        (PROFILE.replace("UTF-8", "UTF-16"), "utf-16-be"),
        (PROFILE.replace("UTF-8", "ISO-8859-1").replace("Price", "Prix fixé"), "latin-1"),
        (PROFILE.replace("Price", "Prix fixé"), "latin-1"),
        (PROFILE.replace("UTF-8", "no-such-encoding"), "utf-8"),
        (PROFILE.replace("UTF-8", "undefined").replace("Price", "Prix fixé"), "latin-1"),
        (PROFILE.replace("\n", "\r\n"), "utf-8"),
        (PROFILE.replace('" type=', '"type='), "utf-8"),
    ],
)
def test_the_encodings_and_habits_of_the_wild_are_read(text: str, encoding: str, tmp_path: Path) -> None:
    domain = DOMAIN.replace("Price", "Prix fixé") if "fixé" in text else DOMAIN
    write(tmp_path, {"domain.xml": domain})
    for name in ("a.xml", "b.xml"):
        (tmp_path / name).write_bytes(text.encode(encoding))
    case = load_scenario(tmp_path).case
    assert [party.id for party in case.parties] == ["a", "b"]
    assert case.parties[0].preferences == case.parties[1].preferences
    assert case.parties[0].preferences is not None


@pytest.mark.parametrize(
    "files", [GENIUS, NEGMAS, GENIUSWEB, {**GENIUS, "b.xml": BOXES}], ids=["xml", "yaml", "json", "boxes"]
)
@given(data=st.data())
def test_mangled_files_are_read_or_refused(
    files: dict[str, str], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("mangled")
    name = data.draw(st.sampled_from(sorted(files)))
    text = files[name]
    start = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 60))
    put = data.draw(
        st.text(max_size=10) | st.sampled_from(['"', "<", ">", "&", "1e400", "-1", "null", "[]", "{}", ": "])
    )
    write(folder, files)
    mangled = text[:start] + put + text[start + length :]
    (folder / name).write_bytes(mangled.encode("utf-8", "surrogatepass"))
    try:
        case = load_scenario(folder).case
    except CaseFileError as error:
        assert error.file.startswith(str(folder))  # noqa: PT017 - it may also be read
    else:
        assert list(check_case(case)) == []


@pytest.mark.parametrize("name", ["pipe.xml", "pipe.yaml", "pipe.yml", "pipe.json", "pipe"])
def test_a_pipe_or_a_device_is_refused_and_never_waited_for(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / name)
    for path in (tmp_path / name, Path("/dev/zero")):
        assert run(["analyse", str(path)]) == 2
        assert "pipe or a device" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_what_is_no_file_in_a_folder_is_passed_over(kind: str, tmp_path: Path) -> None:
    for name, text in {"d.xml": DOMAIN, "p.xml": PROFILE, "q.xml": PROFILE}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    for ending in ("xml", "json", "yml"):
        odd = tmp_path / f"z.{ending}"
        odd.mkdir() if kind == "folder" else os.mkfifo(odd)
    assert [party.id for party in load_scenario(tmp_path).case.parties] == ["p", "q"]


NEGMAS_DOMAIN = {"issues": [{"name": "issueW", "type": "CategoricalIssue", "values": ["goodoffices", "no"]}]}


def _function(reserved: float, *worth: float) -> dict[str, object]:
    mapping = dict(zip(("goodoffices", "no"), worth, strict=True))
    return {
        "type": "LinearAdditiveUtilityFunction",
        "weights": [1.0],
        "values": [{"type": "TableFun", "mapping": mapping}],
        "reserved_value": reserved,
    }


def _write(folder: Path, files: dict[str, object]) -> None:
    for name, document in files.items():
        (folder / name).write_text(json.dumps(document), encoding="utf-8")


@pytest.mark.parametrize("ending", ["json", "yml"])
def test_negmas_json_is_not_taken_for_geniusweb_nor_an_options_name_for_a_case(
    ending: str, tmp_path: Path
) -> None:
    documents = {f"d.{ending}": NEGMAS_DOMAIN, f"p.{ending}": _function(0.2, 1.0, 0.5)}
    _write(tmp_path, {**documents, f"q.{ending}": _function(0.3, 0.5, 1.0)})
    loaded = load_scenario(tmp_path)
    assert loaded.format == "negmas"
    assert [party.id for party in loaded.case.parties] == ["p", "q"]


def test_profiles_of_one_name_are_parties_of_their_own(tmp_path: Path) -> None:
    _write(tmp_path, {"d.json": NEGMAS_DOMAIN, "p.json": _function(0.6, 1.0, 0.0)})
    _write(tmp_path, {"p.yml": _function(0.3, 0.0, 1.0)})
    reservations = {"p.json": 0.6, "p.yml": 0.3}
    assert analyse(tmp_path).reservations == reservations
    assert deadlock(tmp_path).deadlocked
    twice = load_scenario(tmp_path, ["p.yml", "./p.yml", str(tmp_path / "p.yml"), "p.yml"]).case
    assert len({party.id for party in twice.parties}) == 4


@pytest.mark.parametrize("wording", ["p.yml", "./p.yml", "sub/../p.yml", "{home}/p.yml"])
def test_a_profile_is_found_however_its_path_is_worded(wording: str, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    _write(
        tmp_path, {"d.yml": NEGMAS_DOMAIN, "p.yml": _function(0.1, 1.0, 0.0), "q.yml": _function(0, 0.0, 1.0)}
    )
    chosen = [wording.format(home=tmp_path), "./q.yml"]
    assert [party.id for party in load_scenario(tmp_path, chosen).case.parties] == ["p", "q"]
