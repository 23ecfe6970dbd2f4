"""Documents: made of what is on the table and of what was agreed, for those who may have it, and telling nothing else."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goodoffices.agreement.text.template import shipped
from goodoffices.services.papers import Paper
from goodoffices.web.project import House
from tests.talks.table import LEAD, PACKAGE, TERMS, Table, act, agreeing
from tests.web.pages.papers_table import PapersAtOnce
from tests.web.reading import Reader, Sheet, reader

HOME = "/cases/main/documents"
AGREEMENT = f"{HOME}/agreement"
PROPOSAL = f"{HOME}/1/p1"
MADE = {"languages": "en", "kinds": ["docx"], "copies": "1"}
SECRET = "borea says this in private 🤫"  # noqa: S105 - words, in a test


@pytest.fixture
def papers(monkeypatch: pytest.MonkeyPatch) -> PapersAtOnce:
    made = PapersAtOnce()
    monkeypatch.setattr(House, "papers", made)
    return made


def made(person: Reader, path: str, **fields: Any) -> Sheet:
    """Fill in the form of a document, send it, and return the page."""
    sheet = person.get(path)
    name = next(one for one in sheet.forms() if one.startswith("document-"))
    chosen = MADE | fields
    if f"{name}-copies" not in sheet.form(name):
        chosen.pop("copies")
    return person.send(sheet, name, **chosen)


def words_of(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        text = "".join(
            archive.read(one).decode()
            for one in archive.namelist()
            if re.match(r"word/(document|footer)", one)
        )
    return re.sub(r"<[^>]+>", "", text.replace("</w:p>", "\n"))


def agreed(table: Table, *, signed: bool = True) -> Table:
    """Let all come to an agreement, two of them sign it, and the lead attest what the third signed elsewhere."""
    played = table.play(agreeing())
    if signed:
        signing = [
            act(f"{one}:head", "sign_agreement", office="Foreign Affairs", place="Geneva")
            for one in ("alba", "borea", "cora")
        ]
        played = table.play(
            [*signing, act(LEAD, "attest_agreement", text="Signed before me, after mediation.")]
        )
    assert not played.refused, played.refused
    return table


def test_a_delegation_has_what_was_tabled_to_it_with_its_own_mark(table: Table, papers: PapersAtOnce) -> None:
    table.play(
        [
            act(
                LEAD,
                "table_proposal",
                name="draft",
                to=["alba", "borea"],
                package=PACKAGE,
                text="A draft.",
                terms=TERMS,
            )
        ]
    )
    head = reader("alba:head")
    assert PROPOSAL in head.get(HOME).links()
    sheet = made(head, PROPOSAL, kinds=["docx", "xml", "html"])
    assert "Your copy" in sheet.main
    for kind, begins in (("docx", b"PK"), ("xml", b"<?xml"), ("html", b"<!DOCTYPE")):
        response = head.client.get(f"{PROPOSAL}/1/{kind}")
        assert response.status_code == 200
        assert response.content.startswith(begins)
        assert response["Content-Disposition"] == f'attachment; filename="proposal.{kind}"'
    words = words_of(head.client.get(f"{PROPOSAL}/1/docx").content)
    assert "A draft." in words
    assert "frees" in words
    assert {one.mark.text for _who, one in papers.asked if isinstance(one, Paper) and one.mark} == {"alba"}


def test_the_agreement_has_its_signatures_and_what_the_lead_attests(
    table: Table, papers: PapersAtOnce
) -> None:
    agreed(table)
    for actor in (LEAD, "borea:member"):
        person = reader(actor)
        made(person, AGREEMENT)
        words = words_of(person.client.get(f"{AGREEMENT}/1/docx").content)
        for said in (
            "Head",
            "Foreign Affairs",
            "Geneva",
            "Signed before me, after mediation.",
            "Lunn",
            "1 March 2031",
        ):
            assert said in words, (actor, said)
    assert papers.asked


def test_before_an_agreement_there_is_none_and_the_page_says_so(table: Table, papers: PapersAtOnce) -> None:
    head = reader("alba:head")
    assert "No agreement is declared yet" in head.get(AGREEMENT).main
    assert head.client.get(f"{AGREEMENT}/1/docx")["Location"] == AGREEMENT
    assert head.client.get(f"{AGREEMENT}/1/exe").status_code == 404
    assert head.client.get(f"{HOME}/1/p9").status_code == 404
    assert not papers.asked
    assert table.clock


@pytest.mark.usefixtures("papers")
def test_a_partys_documents_are_the_same_whatever_others_do_in_private(table: Table) -> None:
    agreed(table)
    people = {actor: reader(actor) for actor in ("alba:head", "alba:member")}
    for person in people.values():
        for path in (AGREEMENT, PROPOSAL):
            made(person, path, kinds=["docx", "html", "xml"], languages="en,ar")
    paths = [
        HOME,
        AGREEMENT,
        PROPOSAL,
        *(f"{at}/1/{kind}" for at in (AGREEMENT, PROPOSAL) for kind in ("docx", "html", "xml", "page")),
    ]
    before = {(actor, path): person.client.get(path) for actor, person in people.items() for path in paths}
    assert {one.status_code for one in before.values()} == {200}
    frame = {
        "title": "Working",
        "parties": [{"id": one} for one in ("alba", "borea", "cora")],
        "translations": {"ar": {"Talks": "محادثات"}},
    }
    played = table.play([
        act("borea:head", "say", text=SECRET), act("borea:head", "note", text=SECRET),
        act(LEAD, "table_proposal", name="only-borea", to=["borea"], package=PACKAGE, text=SECRET),
        act(LEAD, "set_frame", frame=frame), act(LEAD, "keep_precedents", name="x.csv", data="QWd0"),
    ])  # fmt: skip
    assert not played.refused, played.refused
    lead, borea = reader(LEAD), reader("borea:head")
    made(lead, AGREEMENT, recipients=["alba", "borea"], languages="ar", others="The League")
    made(borea, f"{HOME}/2/p2")
    for (actor, path), response in before.items():
        after = people[actor].client.get(path).content
        assert secretless(after) == secretless(response.content), (actor, path)


def secretless(content: bytes) -> bytes:
    return re.sub(
        rb'(name="csrfmiddlewaretoken" value|data-csrf)="[^"]+"|name="[a-z0-9-]*key" value="[\w-]+"',
        b"",
        content,
    )


@pytest.mark.usefixtures("papers")
def test_each_recipients_copy_has_its_own_mark_and_says_of_no_other(table: Table) -> None:
    agreed(table)
    lead = reader(LEAD)
    sheet = made(lead, AGREEMENT, recipients=["alba", "borea"], others="The League\nThe League\n", copies="2")
    assert len([link for link in sheet.links() if link.endswith("/docx")]) == 6
    copies = [lead.client.get(f"{AGREEMENT}/{place}/docx").content for place in range(1, 7)]
    feet = [re.search(r"Copy (\d) – ([^\n]+)", words_of(one)) for one in copies]
    assert [(one[1], one[2].strip()) for one in feet if one] == [
        ("1", "alba"), ("2", "alba"), ("1", "borea"), ("2", "borea"), ("1", "The League"), ("2", "The League"),
    ]  # fmt: skip
    parts = []
    for one in copies:
        with zipfile.ZipFile(io.BytesIO(one)) as archive:
            parts.append({name: archive.read(name) for name in archive.namelist() if "footer" not in name})
    assert all(one == parts[0] for one in parts)
    assert lead.client.get(f"{AGREEMENT}/7/docx").status_code == 302


def test_two_versions_are_compared_as_tracked_changes(table: Table, papers: PapersAtOnce) -> None:
    table.play([
        act(LEAD, "table_proposal", name="draft", to=["alba", "borea"], text="The river is shared."),
        act(LEAD, "revise_proposal", name="draft", to=["alba", "borea"], text="The river and its banks are shared."),
    ])  # fmt: skip
    for actor in (LEAD, "alba:adviser"):
        person = reader(actor)
        made(person, PROPOSAL, since="1")
        with zipfile.ZipFile(io.BytesIO(person.client.get(f"{PROPOSAL}/1/docx").content)) as archive:
            document = archive.read("word/document.xml").decode()
        assert re.search(r"<w:ins [^>]*>.*?banks", document)
        assert "<w:del " in document
        page = person.client.get(f"{PROPOSAL}/1/page").content.decode()
        assert "<ins" in page
        assert "<del" in page
    assert papers.asked


def test_it_is_looked_at_on_a_page_that_can_do_nothing(table: Table, papers: PapersAtOnce) -> None:
    table.play([act(LEAD, "table_proposal", name="draft", to=["alba"], text="<script>alert(1)</script> [x]")])
    head = reader("alba:head")
    made(head, PROPOSAL)
    response = head.client.get(f"{PROPOSAL}/1/page")
    policy = response["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "<script" not in response.content.decode()
    style = re.search(r"<style>(.*?)</style>", response.content.decode(), re.DOTALL)
    assert style is not None
    from goodoffices.reports.assets import content_policy

    found = re.search(r"style-src ('[^']+')", content_policy(style[1], ""))
    assert found is not None
    assert found[1] in policy
    assert papers.asked


WRONG = "language: en\n# {title}\n\n{oblgations}\n"


def test_what_is_wrong_with_a_template_is_said_with_its_line_and_nothing_is_lost(
    table: Table, papers: PapersAtOnce
) -> None:
    agreed(table, signed=False)
    lead = reader(LEAD)
    sheet = lead.get(AGREEMENT)
    sent = {**sheet.form("document-agreement"), "document-agreement-others": "The League",
            "document-agreement-template_file": SimpleUploadedFile("own.txt", WRONG.encode())}  # fmt: skip
    response = lead.client.post(AGREEMENT, sent)
    text = response.content.decode()
    assert response.status_code == 422
    assert "Line 4: there is no placeholder {oblgations}; did you mean {obligations}?" in text
    assert "{oblgations}" in text.partition("<textarea")[2]
    assert "The League" in text
    assert not papers.asked
    right = made(lead, AGREEMENT, template=shipped("en").replace("Agreement", "Accord"), languages="en")
    assert "What is ready" in right.main
    assert "Accord" in words_of(lead.client.get(f"{AGREEMENT}/1/docx").content)
    other = made(lead, AGREEMENT, languages="ar")
    assert other.status == 422
    assert "the document is not" in other.main


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"\xff\xfe\x00", "UTF-16"),
        ("language: en\n# Überschrift".encode("latin-1"), "UTF-8"),
        (b"PK\x03\x04" + bytes(1000), "zero bytes"),
        (b"language: en\n" + b"x" * 60_000, "too large"),
        (b"language: tlh\n# {title}", "Line 1: a template begins with its language"),
        (b"language: en\n===\nnonsense = x", "The template has no text"),
        (b"# {title}", "Line 1: a template begins with its language"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_template_is_a_sentence(
    table: Table, papers: PapersAtOnce, content: bytes, said: str
) -> None:
    agreed(table, signed=False)
    lead = reader(LEAD)
    sheet = lead.get(AGREEMENT)
    sent = {
        **sheet.form("document-agreement"),
        "document-agreement-template_file": SimpleUploadedFile("own.txt", content),
    }
    response = lead.client.post(AGREEMENT, sent)
    assert response.status_code == 422
    assert said.lower() in response.content.decode().lower()
    assert not papers.asked


def test_what_is_being_made_is_waited_for_and_what_cannot_be_is_said(
    table: Table, papers: PapersAtOnce
) -> None:
    agreed(table, signed=False)
    papers.waits, papers.fails = (
        {"docx"},
        {"pdf": "a PDF needs Pango, which is not on this machine: install it"},
    )
    head = reader("alba:head")
    sheet = made(head, AGREEMENT, kinds=["docx", "pdf", "xml"])
    assert 'id="file-1-docx" data-wait' in sheet.text
    assert "a pdf needs pango" in sheet.main.lower()
    assert [link for link in sheet.links() if re.search(r"/(docx|pdf|xml|page)$", link)] == [
        f"{AGREEMENT}/1/page",
        f"{AGREEMENT}/1/xml",
    ]
    assert head.client.get(f"{AGREEMENT}/1/docx")["Location"] == AGREEMENT
    assert head.client.get(f"{AGREEMENT}/1/pdf")["Location"] == AGREEMENT


def test_what_one_asked_for_is_there_no_sooner_for_another(table: Table, papers: PapersAtOnce) -> None:
    agreed(table, signed=False)
    for actor in ("alba:head", "alba:member", "borea:head", LEAD):
        made(reader(actor), AGREEMENT)
    assert len({audience for audience, _task in papers.asked}) == 4


def test_libreoffice_opens_what_is_taken_away(
    table: Table, papers: PapersAtOnce, soffice: Path, tmp_path: Path
) -> None:
    agreed(table)
    lead = reader(LEAD)
    made(lead, AGREEMENT, languages="en,ar", recipients=["alba"])
    (tmp_path / "agreement.docx").write_bytes(lead.client.get(f"{AGREEMENT}/1/docx").content)
    subprocess.run(
        [str(soffice), "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", "txt:Text",
         "--outdir", str(tmp_path), str(tmp_path / "agreement.docx")],
        capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    text = (tmp_path / "agreement.txt").read_text()
    assert "Signed before me, after mediation." in text
    assert papers.asked
