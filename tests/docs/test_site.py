"""The site is built from the pages without a warning, leads nowhere that is not there, and asks nobody for anything."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from lxml import html

from scripts.site.diagrams import DiagramError, chart_of, drawn
from scripts.site.layout import Box, Graph, laid_out
from tests.conftest import ROOT

#: What makes a browser ask for something.
ASKING = ("//script/@src", "//img/@src", "//link[@rel='stylesheet']/@href", "//iframe/@src", "//source/@src")


def test_the_site_is_built_leads_nowhere_else_and_is_whole(tmp_path: Path) -> None:
    # One test, so that the site is built once however many processes run tests.
    done = subprocess.run(
        [sys.executable, "-m", "scripts.site", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    links_lead_to_a_place_that_is_there(tmp_path)
    nobody_is_asked_for_anything(tmp_path)
    it_is_searched_without_a_server(tmp_path)
    every_page_of_the_repository_is_there(tmp_path)


def pages(site: Path) -> Iterator[tuple[Path, html.HtmlElement]]:
    for path in sorted(site.rglob("*.html")):
        yield path, html.fromstring(path.read_bytes())


def links_lead_to_a_place_that_is_there(site: Path) -> None:
    ids = {path: {*page.xpath("//@id"), ""} for path, page in pages(site)}
    for path, page in pages(site):
        for target in page.xpath("//a/@href | //img/@src | //link/@href | //script/@src"):
            address, place = urldefrag(unquote(target.partition("?")[0]))
            if "://" in target or target.startswith(("mailto:", "data:")):
                continue
            there = (path.parent / address).resolve() if address else path
            assert there.exists(), f"{path.name}: {target}"
            if there.suffix == ".html" and path.name != "genindex.html":
                assert place in ids[there], f"{path.name}: {target}"


def nobody_is_asked_for_anything(site: Path) -> None:
    for path, page in pages(site):
        for question in ASKING:
            assert not [one for one in page.xpath(question) if "//" in one], path.name
    for sheet in site.rglob("*.css"):
        assert "url(http" not in sheet.read_text(encoding="utf-8"), sheet.name


def it_is_searched_without_a_server(site: Path) -> None:
    index = (site / "searchindex.js").read_text(encoding="utf-8")
    assert index.startswith("Search.setIndex(")
    for word in ("deadlock", "mediat", "egalitarian"):
        assert word in index


def every_page_of_the_repository_is_there(site: Path) -> None:
    built = {str(path.relative_to(site).with_suffix("")) for path in site.rglob("*.html")}
    for page in (ROOT / "docs").rglob("*.md"):
        place = str(page.relative_to(ROOT / "docs").with_suffix("")).replace("README", "index")
        assert place in built


def test_a_diagram_is_drawn_with_every_box_and_arrow_and_none_covers_another() -> None:
    chart = chart_of(
        "flowchart TD",
        ['a["One"] --> b & c["Three, which is long enough to be broken"]', "b -- words --> d", "a --> d"],
    )
    assert chart.labels["b"] == "b"
    assert ("b", "d", "words") in chart.arrows
    picture = drawn('flowchart TD\na["One"] --> b & c\nb -- words --> d\na --> d\n', "A picture")
    assert picture.count("<rect") == 4
    assert picture.count('class="way"') == 4
    assert ">words<" in picture
    boxes = {name: Box(80, 30, [name]) for name in "abcdefg"}
    graph = laid_out(
        Graph(boxes, [("a", "b"), ("a", "c"), ("a", "d"), ("b", "e"), ("c", "e"), ("a", "e"), ("f", "g")]),
        down=True,
    )
    for one in boxes.values():
        assert one.width / 2 <= one.x <= graph.size[0] - one.width / 2
        for other in boxes.values():
            apart = abs(one.x - other.x) >= 80 or abs(one.y - other.y) >= 30
            assert one is other or apart
    assert all(boxes[a].y < boxes[b].y for a, b in graph.arrows)


@pytest.mark.parametrize(
    "source", ["flowchart TD\na --> b\nb --> a", "flowchart TD\na((round)) --> b", "pie\n1"]
)
def test_a_diagram_that_cannot_be_drawn_is_refused(source: str) -> None:
    with pytest.raises((DiagramError, ValueError), match=r"circle|a box is|only flowchart"):
        drawn(source, "A picture")
