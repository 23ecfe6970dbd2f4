"""The mediators' working case in use: taken in and out, changed by several, grown, reviewed, laid under what was told."""

from __future__ import annotations

import datetime as dt
import io
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from goodoffices.model import Additive, Case, CaseFileError, Condition, Issue, Ordinal, Party, RedLine
from goodoffices.model.casefile.checks import check_case
from goodoffices.model.casefile.reading import read_case_text
from goodoffices.model.record import Source, Statement
from goodoffices.record.errors import ReadingError
from goodoffices.services import dossiers, growing
from goodoffices.services.dossiers import Place
from goodoffices.services.finding import find
from goodoffices.services.importing import case_from, case_from_files
from goodoffices.services.keeping import PURGED
from goodoffices.services.tables import exported
from goodoffices.talks.errors import Refused
from goodoffices.talks.standing import Standing
from goodoffices.talks.streams import Stream
from tests.talks.table import ISSUES, LEAD, PARTIES, Act, Table, act, minute, opened

EXAMPLES = Path(__file__).parents[3] / "examples"
NOW = dt.datetime(2031, 3, 2, 12, 30, 15, 5, tzinfo=dt.UTC)
SECOND = "mediator:second"


def place(table: Table, who: str = LEAD, now: dt.datetime = NOW) -> Place:
    return Place(table.talks, table.talks.standing(who), now)


def two_sides(*parties: str) -> Table:
    table = Table()
    sides = [{"id": one, "name": one.title()} for one in parties]
    assert not table.play([act(LEAD, "open_case", title="Talks", parties=sides)]).refused
    assert not table.play([act(LEAD, "admit_mediator", mediator=SECOND, share=list(parties))]).refused
    return table


@pytest.fixture(scope="module")
def cairo() -> Case:
    return Case.load(EXAMPLES / "cairo-2024")


@pytest.fixture
def table() -> Table:
    return two_sides("israel", "hamas")


@pytest.fixture
def started(table: Table, cairo: Case) -> Place:
    dossiers.start_from(place(table), cairo, note="cairo")
    return place(table)


def line(name: str, party: str = "israel") -> RedLine:
    return RedLine(
        party=party, name=name, requires=Condition(issue="hostages", at_least=1), entered_by="lunn"
    )


def with_line(name: str) -> Callable[[Case], Case]:
    return lambda frame: msgspec.structs.replace(frame, red_lines=(*frame.red_lines, line(name)))


# ------------------------------------------------------------------------------------------------- in and out


def test_an_example_goes_in_and_comes_out_the_same(started: Place, cairo: Case) -> None:
    kept = dossiers.dossier(started.talks, started.who)
    assert kept == cairo
    files = exported(kept)
    assert read_case_text(files["case.yaml"].decode()) == cairo
    assert read_case_text(files["case.json"].decode(), "case.json") == cairo
    working = dossiers.working_case(started.talks, started.who, NOW)
    assert (working.case, working.seen, working.notes) == (cairo, 1, ())


def test_before_anything_is_set_the_case_is_the_agenda() -> None:
    table = opened()
    assert dossiers.dossier(table.talks, place(table).who) is None
    case = dossiers.current_case(table.talks, place(table).who)
    assert [one.id for one in case.parties] == list(PARTIES)
    assert [one.id for one in case.issues] == [one["id"] for one in ISSUES]
    assert not list(check_case(case))


def test_issues_of_the_agenda_that_the_frame_lacks_come_behind_its_own() -> None:
    table = opened()
    own = msgspec.convert({"id": "mines", "options": [{"id": "a"}, {"id": "b"}]}, Issue)
    frame = Case(parties=tuple(Party(id=one) for one in PARTIES), issues=(own,))
    dossiers.start_from(place(table), frame)
    kept = dossiers.dossier(table.talks, place(table).who)
    assert kept is not None
    assert [one.id for one in kept.issues] == ["mines"]
    assert [one.id for one in dossiers.current_case(table.talks, place(table).who).issues] == [
        "mines",
        "truce",
        "crossings",
    ]
    growing.add_position(place(table), {"party": "alba", "issue": "truce", "stand": "demands"})
    kept = dossiers.dossier(table.talks, place(table).who)
    assert kept is not None
    assert [one.id for one in kept.issues] == ["mines", "truce", "crossings"]
    assert [one.id for one in kept.positions] == ["alba-truce-demands-1"]


def test_parties_are_matched_by_id_by_name_or_as_is_said(cairo: Case) -> None:
    table = two_sides("israel", "party-b")
    with pytest.raises(Refused, match="'Hamas' in this case is none of the parties to the talks"):
        dossiers.start_from(place(table), cairo)
    with pytest.raises(Refused, match="two parties of this case are to be 'israel'"):
        dossiers.start_from(place(table), cairo, {"hamas": "israel"})
    made = dossiers.start_from(place(table), cairo, {"hamas": "party-b"})
    assert [one.id for one in made.parties] == ["israel", "party-b"]
    assert {one.party for one in made.red_lines} == {"israel", "party-b"}
    assert "hamas" not in {one.speaker_party for one in made.statements}
    assert "hamas" not in {one for event in made.timeline for one in event.parties}
    assert len(made.statements) == len(cairo.statements)


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


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


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


# ------------------------------------------------------------------------------------------------- frames


def test_two_mediators_at_once_lose_nothing(started: Place) -> None:
    other = started._replace(who=started.talks.standing(SECOND))
    _, seen = dossiers.begun(started.talks, started.who)
    dossiers.change_frame(started, with_line("first"), seen=seen)
    with pytest.raises(Refused, match="mediator:lunn has changed the case since you looked at it"):
        dossiers.change_frame(other, with_line("second"), seen=seen)
    wrong: list[BaseException] = []

    def many(where: Place, name: str) -> None:
        try:
            for number in range(8):
                dossiers.change_frame(where, with_line(f"{name} {number}"))
        except BaseException as error:  # noqa: BLE001 - told below
            wrong.append(error)

    threads = [
        threading.Thread(target=many, args=(where, name)) for where, name in ((started, "a"), (other, "b"))
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert not wrong
    kept = dossiers.dossier(started.talks, started.who)
    assert kept is not None
    names = {one.name for one in kept.red_lines}
    assert {f"{name} {number}" for name in "ab" for number in range(8)} <= names


def test_a_change_with_a_key_is_made_once(started: Place) -> None:
    _, seen = dossiers.begun(started.talks, started.who)
    for _ in range(2):
        case = dossiers.change_frame(started, with_line("once"), key="k", seen=seen)
    assert [one.name for one in case.red_lines].count("once") == 1
    assert dossiers.begun(started.talks, started.who)[1] == seen + 1


def test_an_earlier_frame_is_set_again(started: Place) -> None:
    dossiers.change_frame(started, with_line("x"), note="a line more")
    marks = dossiers.frames(started.talks, started.who)
    assert [(one.by, one.note) for one in marks] == [(LEAD, "cairo"), (LEAD, "a line more")]
    assert dossiers.frame_at(started.talks, started.who, marks[1].number).red_lines[-1].name == "x"
    case = dossiers.set_again(started, marks[0].number)
    assert "x" not in {one.name for one in case.red_lines}
    assert len(dossiers.frames(started.talks, started.who)) == 3
    with pytest.raises(Refused, match="there is no frame 99"):
        dossiers.set_again(started, 99)


def test_a_change_that_is_not_sound_is_refused_with_its_place(started: Place) -> None:
    with pytest.raises(Refused, match=r"positions\[\d+\]\.issue: there is no issue"):
        dossiers.change_frame(
            started,
            lambda frame: msgspec.structs.replace(
                frame,
                issues=frame.issues[:1],
                red_lines=(),
                constraints=(),
                parties=tuple(Party(id=one.id) for one in frame.parties),
                phases=(),
                decision_bodies=(),
            ),
        )


# ------------------------------------------------------------------------------------------------- what was told


def body(name: str, party: str, within: str = "") -> Act:
    members: list[Act] = [{"id": "x", "name": "X"}]
    if within:
        members.append({"id": "y", "name": "Y", "body": within})
    return {"id": name, "party": party, "name": name, "members": members, "rule": {"kind": "majority"}}


TOLD: list[Act] = [
    act(
        "alba:mandator",
        "give_mandate",
        mandate="d1",
        shown=True,
        requires={"issue": "crossings", "at_most": 3},
        text="no more",
    ),
    act("alba:mandator", "give_mandate", mandate="gone", shown=True, expires=minute(600)),
    act(
        "alba:head",
        "state_preferences",
        preferences={"kind": "ordinal", "priorities": ["truce", "crossings"]},
    ),
    act(
        LEAD,
        "give_mandate",
        entered_for="cora",
        meeting="m",
        mandate="e1",
        requires={"issue": "truce", "is": "long"},
    ),
    act(LEAD, "form_body", entered_for="cora", meeting="m", body=body("council", "cora")),
    act(LEAD, "form_body", entered_for="alba", meeting="m", body=body("council", "alba")),
    act(LEAD, "form_body", entered_for="alba", meeting="m", body=body("senate", "alba", within="council")),
    act(LEAD, "plan_round", round="doha", name="Doha", venue="a hotel"),
    act(LEAD, "open_round", round="doha"),
    act("alba:head", "attend", round="doha", people=["The head"]),
]
PRIVATE: list[Act] = [
    act("alba:mandator", "give_mandate", mandate="home", requires={"issue": "crossings", "at_most": 1}),
    act(
        "alba:head", "seal_preferences", preferences={"kind": "ordinal", "priorities": ["crossings", "truce"]}
    ),
    act("alba:head", "note", text="ours alone"),
    act("alba:head", "put_question", question="q", body="cabinet", text="?"),
    act("alba:voter", "vote", question="q", vote="against"),
    act(
        "borea:head",
        "seal_preferences",
        preferences={"kind": "ordinal", "priorities": ["crossings", "truce"]},
    ),
]


def test_what_the_parties_told_is_laid_over() -> None:
    table = opened()
    assert not table.play(TOLD).refused
    where = place(table)
    working = dossiers.working_case(table.talks, where.who, NOW)
    case = working.case
    assert not list(check_case(case))
    assert {one.label: one.description for one in case.mandates} == {"alba: d1": "no more", "cora: e1": ""}
    assert working.shown == {"alba: d1", "cora: e1"}
    assert isinstance(case.parties_by_id["alba"].preferences, Ordinal)
    assert working.stated == {"alba"}
    bodies = {one.id: one for one in case.decision_bodies}
    assert [(one.party, one.id) for one in bodies.values()] == [
        ("alba", "council"),
        ("alba", "senate"),
        ("cora", "cora-council"),
    ]
    assert bodies["senate"].members[1].body == "council"
    (doha,) = case.rounds
    assert (doha.status, [(one.name, one.party) for one in doha.attendance]) == (
        "open",
        [("The head", "alba")],
    )
    alba = next(one for one in case.delegations if one.party == "alba")
    assert {(one.name, one.role) for one in alba.members} >= {("head", "head"), ("mandator", "mandator")}
    earlier = dossiers.working_case(table.talks, where.who, NOW - dt.timedelta(days=1))
    assert "alba: gone" in earlier.shown


def test_what_is_kept_at_home_sealed_or_noted_never_comes_in() -> None:
    told, more = opened(), opened()
    told.play(TOLD)
    more.play(TOLD)
    assert not more.play(PRIVATE).refused
    ours = dossiers.working_case(told.talks, place(told).who, NOW)
    assert dossiers.working_case(more.talks, place(more).who, NOW) == ours
    text = msgspec.json.encode(ours.case)
    for word in (b"home", b"ours alone", b"cabinet"):
        assert word not in text


def test_stated_preferences_replace_assumed_ones_and_shown_mandates_those_of_their_name() -> None:
    table = opened()
    assumed = Ordinal(priorities=("crossings",), assumption="a guess")
    parties = tuple(Party(id=one, preferences=assumed) for one in PARTIES)
    case = msgspec.convert(
        {"mandates": [{"party": "alba", "name": "d1", "assumption": "a guess"}], "issues": ISSUES,
         "red_lines": [{"party": "cora", "name": "e1", "requires": {"issue": "truce", "is": "long"}, "entered_by": "l"}]},
        Case,
    )  # fmt: skip
    dossiers.start_from(place(table), msgspec.structs.replace(case, parties=parties))
    table.play(TOLD)
    working = dossiers.working_case(table.talks, place(table).who, NOW)
    assert [one.label for one in working.case.mandates] == ["alba: d1", "cora: e1 (mandate)"]
    assert working.case.mandates[0].description == "no more"
    assert [getattr(one.preferences, "assumption", None) for one in working.case.parties] == [
        "",
        "a guess",
        "a guess",
    ]
    assert not list(check_case(working.case))


def test_what_does_not_fit_is_left_out_and_said() -> None:
    table = opened()
    table.play(TOLD)
    truce = msgspec.convert({"id": "truce", "options": [{"id": "none"}, {"id": "forever"}]}, Issue)
    crossings = msgspec.convert({"id": "crossings", "options": [{"id": "open"}, {"id": "shut"}]}, Issue)
    parties = tuple(Party(id=one) for one in PARTIES)
    dossiers.start_from(place(table), Case(parties=parties, issues=(truce, crossings)))
    working = dossiers.working_case(table.talks, place(table).who, NOW)
    assert not list(check_case(working.case))
    assert all(one.requires is None for one in working.case.mandates)
    assert any("The mandate 'e1' of cora limits nothing here" in one for one in working.notes)


def test_what_was_destroyed_is_as_if_it_had_never_been() -> None:
    table = opened()
    table.play(TOLD)
    dossiers.change_frame(place(table), lambda frame: frame)
    table.talks.history.purge([Stream.parse(f"{kind}/alba") for kind in PURGED])
    working = dossiers.working_case(table.talks, place(table).who, NOW)
    assert working.stated == frozenset()
    assert working.shown == {"cora: e1"}


# ------------------------------------------------------------------------------------------------- record


REPORT = b"""Talks resume in Doha

By Our Correspondent, 2 March 2031

Hamas said on Saturday that it rejects the release of 40 hostages without an end of the war.

An Israeli official told Reuters that Israel demands the release of 130 hostages.
"""


def test_reports_are_read_in_and_their_texts_kept(started: Place) -> None:
    before = dossiers.dossier(started.talks, started.who)
    assert before is not None
    read = growing.read_reports(started, [("talks.txt", REPORT)], reader="rules")
    assert (read.added.reports, read.added.known) == (1, ())
    assert read.added.statements > 0
    (source,) = read.sources.values()
    text = dossiers.text_of(started.talks, started.who, source)
    assert text == REPORT.decode()
    new = [one for one in read.case.statements if one.source == source]
    assert len(new) == read.added.statements
    for one in new:
        assert one.reader == "goodoffices rules"
        assert all(text[start:end] for start, end in (*one.content_spans, *one.speaker_spans))
    again = growing.read_reports(started, [("again.txt", REPORT)], reader="rules")
    assert again.case == read.case
    assert again.added.known == ("again.txt",)
    assert again.notes == (f"again.txt: it is in the record already, as '{source}'; it adds nothing",)


def test_a_report_that_cannot_be_read_is_a_sentence(started: Place) -> None:
    with pytest.raises(ReadingError, match="nothing to read"):
        growing.read_reports(started, [], reader="rules")
    with pytest.raises(ReadingError, match="damaged"):
        growing.read_reports(started, [("a.pdf", b"%PDF-1.4 nothing")], reader="rules")


def suggested(where: Place, many: int = 3) -> list[str]:
    statements = tuple(
        Statement(
            id=f"x{number}",
            source="wire",
            content=f"Word number {number} of the talks",
            speaker="Netanyahu" if number % 2 else "B. Netanyahu",
            speaker_named=True,
            act="asserts",
            reader="rules",
        )
        for number in range(many)
    )

    def make(case: Case) -> Case:
        return msgspec.structs.replace(
            case,
            sources=(*case.sources, Source(id="wire", title="Wire")),
            statements=(*case.statements, *statements),
        )

    growing.grow(where, make)
    return [one.id for one in statements]


def test_judgements_are_made_and_undone(started: Place) -> None:
    suggested(started)
    growing.review(started, ["x0"], "accepted")
    growing.review(started, ["x1"], "rejected")
    growing.review(started, ["x2"], "edited", fields={"content": "Another word"})
    now = {one.id: one for one in dossiers.current_case(started.talks, started.who).statements}
    assert (now["x0"].reader, "x1" in now, now["x2"].content) == ("", False, "Another word")
    case = growing.review(started, ["x1", "x2"], "undone")
    assert [(one.by, one.at) for one in case.judgements] == [(LEAD, NOW.replace(microsecond=0))] * 5
    now = {one.id: one for one in dossiers.current_case(started.talks, started.who).statements}
    assert (now["x1"].reader, now["x2"].content) == ("rules", "Word number 2 of the talks")
    with pytest.raises(ReadingError, match="no judgement that could be undone"):
        growing.review(started, ["x1"], "undone")
    with pytest.raises(ReadingError, match="no statement, position or conflict 'nothing'"):
        growing.review(started, ["nothing"], "accepted")
    with pytest.raises(Refused, match="'id' stays as it is"):
        growing.review(started, ["x1"], "edited", fields={"id": "x9"})


def test_a_judgement_with_a_key_is_made_once(started: Place) -> None:
    suggested(started)
    for minutes in range(2):
        case = growing.review(
            started._replace(now=NOW + dt.timedelta(minutes=minutes)), ["x0"], "accepted", key="k"
        )
    assert len(case.judgements) == 1


def test_names_are_merged_and_many_judged_by_a_rule(started: Place) -> None:
    suggested(started, 6)
    growing.merge_names(started, "B. Netanyahu", "Netanyahu")
    case, many = growing.review_by_rule(started, "source=wire", "accepted")
    assert many == 6
    assert {one.rule for one in case.judgements[1:]} == {"source=wire"}
    assert growing.fitting(started, "source=wire") == []
    now = dossiers.current_case(started.talks, started.who)
    assert {one.speaker for one in now.statements if one.source == "wire"} == {"Netanyahu"}
    growing.merge_names(started, "B. Netanyahu", "", undo=True)
    now = dossiers.current_case(started.talks, started.who)
    assert {one.speaker for one in now.statements if one.source == "wire"} == {"Netanyahu", "B. Netanyahu"}
    assert growing.review_by_rule(started, "source=wire", "accepted")[1] == 0


def test_pieces_are_entered_by_hand(started: Place) -> None:
    case = growing.add_statement(
        started, {"content": "Told at lunch", "speaker_named": False, "act": "asserts"}
    )
    one = case.statements[-1]
    assert (one.source, one.reader) == ("entered", "")
    case = growing.add_position(
        started,
        {"party": "israel", "issue": "hostages", "stand": "demands", "options": [40], "statements": [one.id]},
    )
    assert case.positions[-1].statements == (one.id,)
    case = growing.add_conflict(
        started, {"kind": "denial", "statements": [one.id, case.statements[0].id], "about": "lunch"}
    )
    assert case.conflicts[-1].about == "lunch"
    case = growing.add_source(started, {"title": "A call"})
    assert case.sources[-1].title == "A call"
    with pytest.raises(Refused, match="act"):
        growing.add_statement(started, {"content": "x", "speaker_named": True, "act": "sings"})
    with pytest.raises(Refused, match="there is no issue 'mars'"):
        growing.add_position(started, {"party": "israel", "issue": "mars", "stand": "demands"})


def test_pieces_are_found_by_their_words(started: Place) -> None:
    talks, who = started.talks, started.who
    suggested(started)
    assert find(talks, who, "word number 2")[0].piece.id == "x2"
    assert find(talks, who, "WÖRD numb 2")[0].piece.id == "x2"
    assert find(talks, who, "") == []
    assert find(talks, who, "zebra") == []
    growing.review(started, ["x2"], "edited", fields={"content": "Zebras graze"})
    (found,) = find(talks, who, "zebra")
    assert (found.what, found.piece.id, found.standing) == ("statement", "x2", "edited")
    growing.review(started, ["x2"], "rejected")
    assert [one.standing for one in find(talks, who, "number 2 word")][:1] == ["rejected"]
    assert {one.what for one in find(talks, who, "hostages")} >= {"statement", "position"}


def test_five_thousand_statements_are_no_trouble(started: Place) -> None:
    suggested(started, 5_000)
    growing.review_by_rule(started, "source=wire", "accepted")
    find(started.talks, started.who, "number")
    for what, most in (
        (lambda: find(started.talks, started.who, "word number 4711"), 0.05),
        (lambda: dossiers.dossier(started.talks, started.who), 0.05),
        (lambda: dossiers.working_case(started.talks, started.who, NOW), 0.05),
    ):
        assert min(_took(what) for _ in range(4)) < most
    assert min(_took(lambda: growing.review(started, ["x7"], "rejected")) for _ in range(3)) < 0.25
    started.talks.history._cache.clear()
    assert _took(lambda: dossiers.dossier(started.talks, started.who)) < 2


def _took(what: Callable[[], object]) -> float:
    start = time.perf_counter()
    what()
    return time.perf_counter() - start


# ------------------------------------------------------------------------------------------------- who may


def test_whoever_does_not_share_all_channels_has_none() -> None:
    table = opened()
    table.play(TOLD)
    dossiers.change_frame(place(table), lambda frame: frame)
    sentences = set()
    for actor in ("mediator:co", "mediator:far", "alba:head", "observer:un"):
        where = place(table, actor)
        calls: list[Callable[[Place], object]] = [
            lambda at: dossiers.dossier(at.talks, at.who),
            lambda at: dossiers.begun(at.talks, at.who),
            lambda at: dossiers.state_of(at.talks, at.who),
            lambda at: dossiers.current_case(at.talks, at.who),
            lambda at: dossiers.change_frame(at, lambda frame: frame),
            lambda at: dossiers.start_from(at, Case()),
            lambda at: dossiers.frames(at.talks, at.who),
            lambda at: dossiers.frame_at(at.talks, at.who, 1),
            lambda at: dossiers.set_again(at, 1),
            lambda at: dossiers.text_of(at.talks, at.who, "x"),
            lambda at: growing.read_reports(at, "A text of a report.", reader="rules"),
            lambda at: growing.review(at, ["x"], "accepted"),
            lambda at: growing.review_by_rule(at, "source=x", "accepted"),
            lambda at: growing.fitting(at, "source=x"),
            lambda at: growing.merge_names(at, "x", "y"),
            lambda at: growing.add_statement(at, {}),
            lambda at: find(at.talks, at.who, "x"),
        ]
        for call in calls:
            with pytest.raises(Refused) as refusal:
                call(where)
            sentences.add(str(refusal.value))
    assert sentences == {"there is no working case of yours here; it is for mediators who share all channels"}


def test_before_the_talks_are_opened_there_is_none() -> None:
    table = Table()
    with pytest.raises(Refused):
        dossiers.dossier(table.talks, Standing(actor=LEAD, side="mediator", lead=True))
