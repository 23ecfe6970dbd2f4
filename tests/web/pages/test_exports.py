"""Tables to take away: each gets those of what they see, whole, harmless, and made for nobody else."""

from __future__ import annotations

import csv
import io
import re
import zipfile

import pytest

from goodoffices.services import sheets
from goodoffices.web.desk import headings
from goodoffices.web.project import House
from tests.talks.table import LEAD, Act, Table, act, agreeing, minute, opening, outside
from tests.web.conftest import CAST, FOLLOWING
from tests.web.pages.analysis_table import AtOnce, blocked, taken
from tests.web.pages.record_table import begun
from tests.web.reading import Reader, reader

EXPORT = "/cases/main/export"
FORMULA = "=cmd|'/c calc'!A0"
SHARED = {"events", "rounds", "signatures"}
LEDGER = {"obligations", "performance", "claims", "counted"}
CHANNEL = SHARED | LEDGER | {
    "people", "delegations", "messages", "proposals", "soundings", "biddings", "mandates",
}  # fmt: skip
HOME = {"bodies", "questions", "votes"}
TELLING = {"briefing-items", "briefings"}
#: Which tables of the talks there are for whom.
TABLES = {
    "observer:un": {"events", "told"}, "guarantor:league": {"events", "told"}, "alba:voter": SHARED | HOME | {"mandates"},
    "alba:member": (CHANNEL - {"mandates"}) | TELLING, "alba:head": CHANNEL | HOME | TELLING,
    "alba:mandator": CHANNEL | HOME | TELLING, "mediator:co": CHANNEL | HOME | {"contacts"},
    LEAD: CHANNEL | HOME | TELLING | {"contacts", "summaries"},
    "listener:ear": {"events", "told", "inputs"}, "voice:amal": {"events", "told", "inputs"},
    "constituency:alba+home": {"events", "told"},
}  # fmt: skip
ANALYSED = ("frontier", "solutions", "power", "blocking-sets", "ways-out", "trades")


@pytest.fixture
def cast() -> tuple[str, ...]:
    """Return who has an account: those from outside, too."""
    return (*CAST, *FOLLOWING)


@pytest.fixture
def beginning() -> list[Act]:
    """Return the acts that bring everybody to the table, those from outside too."""
    return [*opening(), *outside()]


def rows_of(person: Reader, name: str) -> list[dict[str, str]]:
    """Return the rows of a table as programs read them."""
    response = person.client.get(f"{EXPORT}/{name}.csv")
    assert response.status_code == 200, (name, response.status_code)
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def book_of(person: Reader, name: str) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(person.client.get(f"{EXPORT}/{name}").content)) as archive:
        return {one: archive.read(one).decode() for one in archive.namelist()}


def offered(person: Reader) -> set[str]:
    links = person.get(EXPORT).links()
    return {found[1] for link in links if (found := re.search(r"/export/([\w.-]+)$", link))}


def private(table: Table, party: str) -> None:
    """Let a party do, in private, what stands in every table."""
    head, mandator = f"{party}:head", f"{party}:mandator"
    played = table.play([
        act(LEAD, "table_proposal", name=f"only-{party}", to=[party], package={"truce": "short"}, text=f"{FORMULA} for {party}"),
        act(head, "answer_proposal", proposal="p1", version=1, answer="accept_if", condition=f"secret of {party}"),
        act(mandator, "give_mandate", mandate="limits", requires={"issue": "crossings", "at_least": 2}, text=f"{FORMULA} {party}"),
        act(mandator, "put_question", question="ask", body="cabinet", text=f"+secret question of {party}"),
        act(f"{party}:voter", "vote", question="ask", vote="for"),
        act(head, "say", text=f"@secret words of {party}"),
        act(head, "put_item", item="plan", text=f"=secret plan of {party}", status="due", audiences=[f"constituency:{party}+home"]),
        act(head, "release_briefing", audience=f"constituency:{party}+home", items=["plan"], title="Monday"),
        act(head, "correct_briefing", item="plan", text=f"new plan of {party}", reason="The day was wrong."),
    ])  # fmt: skip
    assert not played.refused, played.refused


@pytest.mark.parametrize("actor", TABLES)
def test_there_are_tables_of_what_one_sees_and_no_others(table: Table, actor: str) -> None:
    private(table, "alba")
    person = reader(actor)
    found = {name.removesuffix(".csv") for name in offered(person) if name.endswith(".csv")}
    assert found == TABLES[actor], found ^ TABLES[actor]
    for name in set.union(*TABLES.values()):
        status = person.client.get(f"{EXPORT}/{name}.csv").status_code
        assert status == (200 if name in found else 404), name
    for name in (*ANALYSED, "matrix", "statements"):
        assert person.client.get(f"{EXPORT}/{name}.csv").status_code == 404, name


def test_nobody_takes_away_anything_of_what_another_side_does_in_private(table: Table) -> None:
    private(table, "alba")
    others = {
        actor: reader(actor)
        for actor in (
            "alba:head",
            "alba:mandator",
            "alba:voter",
            "mediator:co",
            "observer:un",
            "constituency:alba+home",
            "listener:ear",
        )
    }
    before = {
        (actor, name): person.client.get(f"{EXPORT}/{name}").content
        for actor, person in others.items() for name in sorted(offered(person))
    }  # fmt: skip
    assert {name for _actor, name in before} >= {
        "talks.xlsx",
        "transcript.jsonl",
        "proposals.csv",
        "votes.csv",
    }
    private(table, "borea")
    for (actor, name), content in before.items():
        assert others[actor].client.get(f"{EXPORT}/{name}").content == content, (actor, name)
    far, lead = reader("mediator:far"), reader(LEAD)
    assert {row["party"] for row in rows_of(far, "proposals")} == {"borea"}
    assert {row["party"] for row in rows_of(lead, "proposals")} == {"alba", "borea"}
    assert not rows_of(lead, "questions"), "what is decided at home is for nobody else"


def test_what_stands_in_the_tables_is_what_happened(table: Table) -> None:
    private(table, "alba")
    head, lead = reader("alba:head"), reader(LEAD)
    (proposal,) = rows_of(head, "proposals")
    assert (proposal["answer"], proposal["condition"], proposal["package"]) == (
        "accept_if", "secret of alba", "truce: short",
    )  # fmt: skip
    assert rows_of(head, "messages")[-1]["text"].endswith("secret words of alba")
    table.play([
        act(LEAD, "sound", to="alba", question="would a year do?"),
        act("alba:head", "answer_sounding", sounding="s1", answer="perhaps", text="for the first phase"),
        act(LEAD, "open_bidding", name="toll", more="alba", less="borea", question="how much", deadline=minute(500)),
        act("alba:head", "bid", bidding="b1", value=7654321),
    ])  # fmt: skip
    (sounding,) = rows_of(head, "soundings")
    assert (sounding["question"], sounding["answer text"]) == ("would a year do?", "for the first phase")
    (bidding,) = rows_of(lead, "biddings")[:1]
    assert (bidding["wants"], bidding["outcome"]) == ("more", "open")
    assert "7654321" not in lead.client.get(f"{EXPORT}/talks.xlsx").content.decode("latin-1")
    assert "7654321" not in str(book_of(lead, "talks.xlsx"))
    (mandate,) = rows_of(head, "mandates")
    assert mandate["allows"] == "crossings: at least 2"
    (question,) = rows_of(head, "questions")
    assert (question["outcome"], question["body"]) == ("open", "Cabinet")
    assert {row["role"] for row in rows_of(head, "people")} >= {"head", "mandator", "adviser", "member"}
    assert next(row for row in rows_of(lead, "contacts") if row["party"] == "alba")["said by it"] == "1"


def test_who_was_told_what_is_taken_away_with_its_corrections_by_each_as_far_as_they_see_it(
    table: Table,
) -> None:
    private(table, "alba")
    played = table.play([
        act("voice:amal", "speak_up", text="=our road is closed", consent="quote"),
        act("voice:amal", "speak_up", text="kept to ourselves"),
        act("listener:ear", "summarise_voices", text="Roads.", rests_on=[{"voice": "amal", "input": "i1"}],
            quotes=[{"voice": "amal", "input": "i1"}]),
    ])  # fmt: skip
    assert not played.refused, played.refused
    head, home = reader("alba:head"), reader("constituency:alba+home")
    (item,) = rows_of(head, "briefing-items")
    assert (item["status"], item["audiences"], item["corrected text"]) == ("due", "Home", "new plan of alba")
    assert [(row["what"], row["number"], row["text"], row["reason"]) for row in rows_of(head, "briefings")] == [
        ("told", "1", "'=secret plan of alba", ""), ("corrected", "1", "new plan of alba", "The day was wrong."),
    ]  # fmt: skip
    assert [(row["what"], row["text"], row["text before"]) for row in rows_of(home, "told")] == [
        ("told", "'=secret plan of alba", ""), ("corrected", "new plan of alba", "'=secret plan of alba"),
    ]  # fmt: skip
    assert [(row["people heard"], row["quotes"]) for row in rows_of(reader(LEAD), "summaries")] == [
        ("1", "'=our road is closed")
    ]
    assert [(row["thing said"], row["consent"], row["passed on"]) for row in rows_of(reader("listener:ear"), "inputs")] == [
        ("i1", "quote", "quote"), ("i2", "keep", ""),
    ]  # fmt: skip
    assert rows_of(reader("voice:amal"), "inputs") == rows_of(reader("listener:ear"), "inputs")
    for name in ("briefing-items", "briefings"):
        assert not rows_of(reader(LEAD), name), "what a party keeps to tell is no mediator's"


def test_what_is_done_of_an_agreement_is_taken_away_as_each_sees_it(table: Table) -> None:
    watch = "monitor:watch"
    entry = {
        "id": "e1",
        "tally": "held",
        "value": 130,
        "high": 136,
        "to": "held",
        "on": "2031-02-20",
        "source": FORMULA,
    }
    played = table.play([
        *outside(), *agreeing(), act("alba:head", "sign_agreement", office="Ministry"),
        act("alba:head", "report_performance", obligation="free", quantity=30, on="2031-03-01"),
        act(watch, "verify_performance", report="r1", quantity=28),
        act("borea:head", "claim_violation", obligation="free", words="Two were left."),
        act(watch, "attribute_violation", claim="v1", words="By nobody."),
        act(LEAD, "open_tally", tally={"id": "held", "of": "people", "states": ["held", "freed"]}),
        act(watch, "enter_count", entry=entry),
    ])  # fmt: skip
    assert not played.refused, played.refused
    head = reader("borea:adviser")
    free = next(row for row in rows_of(head, "obligations") if row["obligation"] == "free")
    assert (free["standing"], free["done at least"], free["done at most"], free["quantity"]) == (
        "part",
        "28",
        "28",
        "40",
    )
    assert [(row["step"], row["quantity"]) for row in rows_of(head, "performance")] == [
        ("reported", "30"), ("verified", "28"),
    ]  # fmt: skip
    assert [(row["claim"], row["attributed to"]) for row in rows_of(head, "claims")] == [("v1", "nobody")]
    (line,) = rows_of(head, "counted")
    assert (line["value"], line["high"], line["source"][0]) == ("130", "136", "'"), "no cell is a formula"
    assert [(row["party"], row["office"]) for row in rows_of(head, "signatures")] == [("alba", "Ministry")]
    assert reader("alba:voter").client.get(f"{EXPORT}/performance.csv").status_code == 404


def test_no_cell_is_a_formula_in_either_format(table: Table) -> None:
    private(table, "alba")
    person = reader("alba:head")
    for name in sorted(offered(person)):
        if name.endswith(".csv"):
            for row in rows_of(person, name.removesuffix(".csv")):
                for cell in row.values():
                    assert not re.match(r"\s*[=+@]", cell), (name, cell)
    book = book_of(person, "talks.xlsx")
    assert (
        FORMULA.replace("'", "&#39;") in book["xl/sharedStrings.xml"]
        or FORMULA in book["xl/sharedStrings.xml"]
    )
    assert not [name for name, text in book.items() if "<f>" in text or "<hyperlink" in text]


def test_the_analysis_is_taken_away_when_it_is_worked_out(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = AtOnce()
    monkeypatch.setattr(House, "answers", answers)
    begun(table)
    taken(table, blocked())
    lead = reader(LEAD)
    answers.waits = {"analyse"}
    waiting = lead.get(EXPORT)
    assert "it is being worked out" in waiting.main
    assert 'id="worked-frontier" data-wait' in waiting.text
    sent = lead.client.get(f"{EXPORT}/frontier.csv")
    assert (sent.status_code, sent["Location"]) == (302, EXPORT)
    assert "frontier" not in book_of(lead, "case.xlsx")["xl/workbook.xml"]
    answers.waits = set()
    found = {name: rows_of(lead, name) for name in ANALYSED if name != "trades"}
    assert all(found.values()), {name: len(rows) for name, rows in found.items()}
    assert {row["party"] for row in found["blocking-sets"]} >= {"Alba", "Borea"}
    assert {"Banzhaf", "Shapley-Shubik"} <= set(found["power"][0])
    assert "Choose a package" in lead.get(EXPORT).main
    chosen = lead.get("/cases/main/analysis/trades")
    lead.client.post(chosen.path, {**chosen.form("trades-from"), "trades-from-1": "1"})
    assert rows_of(lead, "trades")
    matrix = rows_of(lead, "matrix")
    assert [row for row in matrix if "demands" in row["Alba"] or "offers" in row["Alba"]]
    assert "frontier" in book_of(lead, "case.xlsx")["xl/workbook.xml"]


def test_what_the_analysis_has_not_is_said(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = AtOnce()
    monkeypatch.setattr(House, "answers", answers)
    begun(table)
    lead = reader(LEAD)
    assert "there is none" in lead.get(EXPORT).main, "no preferences are known, so there is no frontier"
    assert lead.client.get(f"{EXPORT}/frontier.csv").status_code == 302
    answers.fails = {"analyse": "this takes too long"}
    assert "this takes too long" in lead.get(EXPORT).main.lower()


def test_one_file_is_made_and_no_other(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(table)
    lead = reader(LEAD)
    answers = AtOnce()
    monkeypatch.setattr(House, "answers", answers)
    made: list[str] = []

    def csv_of(one: sheets.Table) -> bytes:
        made.append(one.name)
        return sheets.csv_of(one)

    monkeypatch.setattr("goodoffices.web.desk.exports.csv_of", csv_of)
    monkeypatch.setattr("goodoffices.web.desk.exports.workbook_of", lambda *_given, **_more: 1 / 0)
    monkeypatch.setattr("goodoffices.services.tables.case_to_text", lambda *_given, **_more: 1 / 0)
    assert rows_of(lead, "statements")
    assert made == ["statements"]
    assert not answers.asked


def test_a_workbook_is_in_the_language_of_its_reader_and_a_csv_file_in_english(table: Table) -> None:
    from goodoffices.web.accounts.models import Account

    begun(table)
    private(table, "alba")
    Account.objects.filter(name=LEAD).update(language="ar")
    lead = reader(LEAD)
    columns = {name: set(rows_of(lead, name)[0]) for name in ("proposals", "statements", "people")}
    assert {"answer", "counter-package"} <= columns["proposals"]
    for name in ("talks.xlsx", "case.xlsx"):
        book = book_of(lead, name)
        assert 'rightToLeft="1"' in book["xl/worksheets/sheet1.xml"]
        words = set(re.findall(r"<t[^>]*>([^<]*)</t>", book["xl/sharedStrings.xml"]))
        # What a figure counts is a word of the case.
        left = {key for key in headings.HEADINGS if key in words and re.search("[a-z]", key)}
        assert not left - {"people"}, left
    for key in set.union(*columns.values()):
        assert key in headings.HEADINGS, key
