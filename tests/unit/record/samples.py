"""A small case and reports about it, and files of each kind that hold them."""

from __future__ import annotations

import io

import docx

from goodoffices import Case
from goodoffices.model.casefile.reading import read_case_text

FRAME = """
goodoffices: 1
title: The quay
parties:
  - {id: union, name: Quay Union, aliases: [the union], offices: [union official]}
  - {id: company, name: Porter Lines, aliases: [the company], offices: [company spokeswoman]}
mediators:
  - {id: service, name: State Conciliation Service, aliases: [the service]}
issues:
  - {id: pay, title: Pay rise, aliases: [wage rise, raise], integers: {low: 0, high: 12}, unit: percent}
  - id: lay-offs
    title: Lay-offs
    aliases: [redundancies, job cuts, jobs]
    ordered: true
    options: [{id: none, title: No lay-offs}, {id: voluntary, title: Voluntary lay-offs only}, {id: free, title: Lay-offs as the company sees fit}]
"""

REPORT = """Quay talks resume

KELMOUTH, March 4, 2031 (Meridian) - A union official told Reuters on Monday that the union rejected any job cuts.

"We want a wage rise of 8 percent," he added.

Porter Lines has demanded voluntary redundancies. Company spokeswoman Ada Holt said on Saturday that at least 40 jobs were at risk at the quay, while the Harbour Gazette, citing a state conciliator, reported on Sunday that 60 jobs were at risk at the quay.

Holt denied reports that the company had broken off the talks.

Cranes at the quay in Kelmouth on March 1, 2031. (Tom Reed/AP)

Read more: Ten photos from the quay
"""

LATER = REPORT.replace("Quay talks resume", "Quay union gives way").replace("March 4", "March 11").replace(
    "the union rejected any job cuts", "the union would accept voluntary job cuts"
)  # fmt: skip


def frame() -> Case:
    """Return the case."""
    return read_case_text(FRAME)


def pdf(lines: list[str]) -> bytes:
    """Return a PDF of one page with some lines of text."""
    shown = " ".join(f"({line.replace('(', '').replace(')', '')}) Tj 0 -16 Td" for line in lines)
    stream = f"BT /F1 11 Tf 60 760 Td {shown} ET".encode("latin-1", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


def word(paragraphs: list[str]) -> bytes:
    """Return a DOCX with some paragraphs."""
    file = docx.Document()
    for paragraph in paragraphs:
        file.add_paragraph(paragraph)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def page(title: str, paragraphs: list[str]) -> bytes:
    """Return a news page in HTML, with the furniture such pages have."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title>"
        '<meta property="article:published_time" content="2031-03-04T08:00:00Z">'
        '<meta property="og:site_name" content="Meridian"></head><body><nav><a href=/>Home</a><a href=/s>Sport</a></nav>'
        f"<article><h1>{title}</h1>{body}</article><footer>All rights reserved</footer></body></html>"
    ).encode()
