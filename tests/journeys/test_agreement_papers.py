"""An agreement is taken away: as files that open, in two languages, a copy for each; and beside it what others agreed."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree
from playwright.sync_api import Locator, Page, expect

from tests.journeys.looking import opened, pressed, sound
from tests.journeys.workbench import Workbench

pytestmark = [pytest.mark.browser, pytest.mark.nightly]

LEADS = "mediator:secretariat"
#: Words that stand in the agreement.
CLAUSE = "The reservoir is filled in seven years."
#: How long a file may take to be made, in milliseconds.
MADE = 120_000
TABLE = """Agreement;Date;Country;Article;Text;Topics
Accord on the upper lakes;1998-05-03;Alm;Art. 4;The gauges are read daily by both sides.;Wat
Truce of the passes;2004-11-20;Cay;Art. 1;The wounded go home.;TjPrire
"""


def taken(page: Page, link: Locator) -> bytes:
    """Take a file away by its link, with the keyboard."""
    expect(link).to_be_visible(timeout=MADE)
    with page.expect_download() as download:
        link.press("Enter")
    return Path(download.value.path()).read_bytes()


def asked_for(page: Page, kinds: tuple[str, ...], language: str) -> Locator:
    """Say how the document is to be, and return where its files come."""
    form = page.get_by_role("region", name="How it is to be")
    form.get_by_label("In which language").select_option(label=language)
    for kind in ("DOCX (Word, LibreOffice)", "PDF", "HTML", "Akoma Ntoso (XML)"):
        form.get_by_role("checkbox", name=kind, exact=True).set_checked(kind in kinds)
    pressed(form, "Make it")
    return page.get_by_role("region", name="What is ready")


def words_of_pdf(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def test_a_mediator_takes_the_agreement_away_in_every_form_with_a_copy_for_a_party(acting: Workbench) -> None:
    mediator = acting.person("agreed", LEADS)
    page = mediator.go("agreement")
    page.get_by_role("link", name="The agreement as a document, to print and to sign").press("Enter")
    page.get_by_role("group", name="Copies for").get_by_role("checkbox", name="Orvane").check()
    kinds = ("DOCX (Word, LibreOffice)", "PDF", "Akoma Ntoso (XML)")
    ready = asked_for(page, kinds, "English")
    copy = ready.get_by_role("region", name=re.compile("for Orvane$"))

    word = taken(page, copy.get_by_role("link", name=re.compile("^DOCX")))
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        assert archive.testzip() is None
        text = archive.read("word/document.xml").decode()
        assert CLAUSE in text
        footers = "".join(archive.read(one).decode() for one in archive.namelist() if "footer" in one)
    assert "Orvane" in footers

    printed = words_of_pdf(taken(page, copy.get_by_role("link", name=re.compile("^PDF"))))
    for words in (
        CLAUSE,
        "Ruven Hale",
        "in three copies of the same words",
        "lets through in each dry season",
    ):
        assert words in printed, words

    tree = etree.fromstring(taken(page, copy.get_by_role("link", name=re.compile("^Akoma Ntoso"))))
    assert etree.QName(tree).localname == "akomaNtoso"
    assert CLAUSE in " ".join(" ".join(tree.itertext()).split())
    sound(page)
    mediator.well()


def test_a_delegation_looks_at_its_own_copy_in_two_languages(acting: Workbench) -> None:
    head = acting.person("agreed", "meldria:lorcan")
    page = head.go("documents")
    page.get_by_role("link", name="Make a document of the agreement").press("Enter")
    expect(page.get_by_role("group", name="Copies for")).to_have_count(0)
    ready = asked_for(page, ("PDF",), "English and العربية, side by side")
    copy = ready.get_by_role("region", name="Your copy")
    look = copy.get_by_role("link", name=re.compile("^Look at it"))
    expect(look).to_be_visible(timeout=MADE)
    sound(page)
    look.press("Enter")
    expect(page.get_by_text(CLAUSE).first).to_be_visible()
    assert page.locator("[dir=rtl]").first.evaluate("one => getComputedStyle(one).direction") == "rtl"
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.go_back()
    printed = words_of_pdf(taken(page, copy.get_by_role("link", name=re.compile("^PDF"))))
    assert CLAUSE in printed
    assert re.search("[\u0600-\u06ff]{3,}", printed)
    head.well()


def test_a_mediator_looks_up_how_others_solved_an_issue(acting: Workbench, tmp_path: Path) -> None:
    mediator = acting.person("agreed", LEADS)
    table = tmp_path / "agreements.csv"
    table.write_text(TABLE, encoding="utf-8")
    page = mediator.go("precedents")
    sound(page)
    page.get_by_label("A table of agreements").set_input_files(table)
    page.get_by_role("button", name="Keep this table").click()
    look = page.get_by_role("region", name="Look up")
    look.get_by_label("Words").fill("gauges daily figures")
    pressed(look, "Look it up")
    hits = page.get_by_role("table", name="Agreements that deal with it, the best first")
    expect(hits.get_by_role("row").nth(1)).to_contain_text("Accord on the upper lakes")
    expect(hits).not_to_contain_text("Truce of the passes")
    sound(page)
    mediator.well()


def test_tables_of_the_analysis_come_by_themselves_where_nothing_was_worked_out_before(
    workbench: Workbench,
) -> None:
    mediator = workbench.person("agreed", LEADS)
    page = mediator.go("export")
    for name in ("frontier.csv", "blocking-sets.csv"):
        expect(page.get_by_role("link", name=name)).to_be_visible(timeout=MADE)
    mediator.well()


def test_the_lists_of_names_stay_with_their_side(acting: Workbench) -> None:
    head, other = (acting.person("agreed", one) for one in ("orvane:verrick", "meldria:lorcan"))
    mediator = acting.person("agreed", LEADS)
    page = head.go("agreement/lists")
    form = opened(page, "Give a list")
    gives(form)
    expect(page.get_by_role("article", name=re.compile("^Keepers"))).to_be_visible()
    sound(page)
    watching = mediator.go("agreement/lists")
    article = watching.get_by_role("article", name=re.compile("^Keepers"))
    passing = opened(article, "Pass it on")
    passing.get_by_role("checkbox", name="Meldria").check()
    pressed(passing, "Pass it on")
    seen = other.go("agreement/lists")
    expect(seen.get_by_role("article", name="A list of Orvane")).to_contain_text("gate")
    for path in other.menu():
        assert "Zenobia Vane" not in other.source(path), path
    sound(seen)
    sound(watching)
    for person in (head, other, mediator):
        person.well()


def gives(form: Locator) -> None:
    """Fill in a list of which the counts may be passed on, and give it."""
    form.get_by_label("What the list is called").fill("Keepers")
    form.get_by_label("For which obligation").select_option("Orvane: lets through in each dry season")
    form.get_by_label("Persons").fill("Zenobia Vane; gate\nBo Lind; gate\nZenobia Vane; weir")
    form.get_by_label("How many of each kind").check()
    pressed(form, "Give the list")
    expect(form.get_by_text("Line 3 is the person of line 1 again; leave one out.")).to_be_visible()
    form.get_by_label("Persons").fill("Zenobia Vane; gate\nBo Lind; gate\nAnna Ito; weir")
    pressed(form, "Give the list")
