"""Cases that somebody sends: other tools' files, archives, and what is none."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from goodoffices.model import Additive, Case, CaseFileError
from goodoffices.services import dossiers
from goodoffices.services.importing import case_from, case_from_files
from tests.talks.dossiers import place, two_sides, zipped

EXAMPLES = Path(__file__).parents[3] / "examples"


def test_a_genius_folder_comes_in_as_a_zip(shared: Path) -> None:
    folder = shared / "scenarios" / "genius" / "laptopdomain"
    packed = zipped({f"laptop/{one.name}": one.read_bytes() for one in folder.iterdir()})
    profiles = ["laptop_buyer_utility.xml", "laptop_seller_utility.xml"]
    brought = case_from("laptop.zip", packed, profiles)
    assert brought.format.startswith("genius")
    assert (
        brought.case
        == case_from_files([(one.name, one.read_bytes()) for one in sorted(folder.iterdir())], profiles).case
    )
    theirs = [one.id for one in brought.case.parties]
    table = two_sides("buyer", "seller")
    made = dossiers.start_from(
        place(table), brought.case, dict(zip(theirs, ("buyer", "seller"), strict=True))
    )
    assert [one.id for one in made.parties] == ["buyer", "seller"]
    assert all(isinstance(one.preferences, Additive) for one in made.parties)


def test_a_folder_with_reports_brings_their_texts() -> None:
    folder = EXAMPLES / "tessen-river"
    files = [
        (str(one.relative_to(folder)), one.read_bytes()) for one in sorted(folder.rglob("*")) if one.is_file()
    ]
    brought = case_from("tessen.zip", zipped({f"tessen/{name}": data for name, data in files}))
    assert brought.case == Case.load(folder)
    assert set(brought.texts) == {one.id for one in brought.case.sources}
    table = two_sides("orvane", "meldria", "port-sael")
    dossiers.start_from(place(table), brought.case, texts=brought.texts)
    text = dossiers.text_of(table.talks, place(table).who, "courier")
    assert text is not None
    one = next(one for one in brought.case.statements if one.source == "courier")
    (start, end), *_ = one.content_spans
    assert text[start:end] == one.content
    assert dossiers.text_of(table.talks, place(table).who, "nothing") is None


def _link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo("case.yaml")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.zip", zipped({"../case.yaml": b"x"}), "leads out of the folder"),
        ("a.zip", zipped({"/case.yaml": b"x"}), "leads out of the folder"),
        ("a.zip", zipped({"c:\\case.yaml": b"x"}), "leads out of the folder"),
        ("a.zip", zipped({"a": b"x", "a/b": b"x"}), "cannot be that of a file"),
        ("a.zip", zipped({"x" * 300: b"x"}), "cannot be that of a file"),
        ("a.zip", zipped({"a/" * 1_900 + "case.yaml": b"x"}), "nest more than 20 deep"),
        ("a.zip", zipped({"bomb": bytes(70_000_000)}), "holds more than"),
        ("a.zip", zipped({f"{one}": b"" for one in range(2_001)}), "holds more than"),
        ("a.zip", zipped({}), "holds no file"),
        ("a.zip", _link(), "is a link"),
        ("a.zip", zipped({"case.yaml": b"goodoffices: 1\nx: 1"}), "case.yaml:2"),
        ("a.zip", zipped({"notes.txt": b"hello", "b.txt": b"x"}), "holds neither a case"),
        ("case.yaml", b"goodoffices: 2", "format 2"),
        ("case.json", b"{", "not valid JSON"),
        ("domain.xml", b"<a><!DOCTYPE x>", "domain.xml"),
    ],
)
def test_what_is_no_case_is_a_sentence_that_names_no_place_of_ours(name: str, data: bytes, why: str) -> None:
    with pytest.raises(CaseFileError) as refusal:
        case_from(name, data)
    assert why in str(refusal.value)
    assert "/tmp" not in str(refusal.value)  # noqa: S108 - what is looked for
    assert "/dev/shm" not in str(refusal.value)  # noqa: S108 - as above


def test_a_damaged_archive_is_a_sentence() -> None:
    whole = zipped({"case.yaml": b"goodoffices: 1\n" * 1_000})
    broken = whole[:60] + bytes(20) + whole[80:]
    with pytest.raises(CaseFileError, match="damaged"):
        case_from("a.zip", broken)
