"""A page on paper: what it shows is there in full, what is folded too; what one presses or fills in is not."""

from __future__ import annotations

import pypdfium2
import pytest

from tests.journeys.looking import settled
from tests.journeys.workbench import Workbench

#: What stands in the first cell of each row, for eyes.
FIRST_CELLS = """all => all.filter(one => !one.closest(".huge, .acts-row")).map(one => {
    const cell = one.querySelector("th, td").cloneNode(true);
    for (const unseen of cell.querySelectorAll(".out, [aria-hidden], svg, button, .sign")) unseen.remove();
    return cell.textContent.trim().replace(/\\s+/g, " ");
})"""


def printed(pdf: bytes) -> str:
    """Return the text of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    finally:
        document.close()


@pytest.mark.parametrize("name", ["frontier", "deadlock"])
def test_a_page_is_printed_with_its_tables_and_without_its_forms(gallery: Workbench, name: str) -> None:
    person = gallery.person("tessen", "mediator:secretariat")
    page = settled(person, f"/cases/{person.case}/analysis/{name}")
    folded = page.locator("main details:not([open])")
    before = folded.count()
    rows = [one for one in page.locator("main table tbody tr").evaluate_all(FIRST_CELLS) if one]
    buttons = page.locator("main button").evaluate_all("all => all.map(one => one.textContent.trim())")
    text = printed(page.pdf(format="A4"))
    assert rows
    # A PDF knows letters and their places, and not always in the order in which they are read.
    missing = [one for one in rows if not all(word in text for word in one.replace(":", " ").split())]
    assert not missing, missing
    for one in page.locator(".rooms a").all_text_contents() + [one for one in buttons if len(one) > 12]:
        # Words of the menu may be words of the page; what is pressed is not on paper.
        assert one not in text or one in page.locator("main").inner_text(), (one, text[:3000])
    assert "Skip to the content" not in text
    assert folded.count() == before, "what was opened for printing is folded again"
