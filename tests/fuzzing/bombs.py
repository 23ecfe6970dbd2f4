"""Files that are made to hurt: what multiplies, nests, repeats or lies about its size."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from tests.broken.test_other_formats import DOMAIN, GENIUS, GENIUSWEB, NEGMAS, PROFILE
from tests.fuzzing.seeds import packed

Make = Callable[[], bytes]
_M: Final = 1_000_000


def _laughs() -> bytes:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    return ("goodoffices: 1\n" + "\n".join(lines)).encode()


def _xml_laughs() -> str:
    parts = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{parts}]>'


def _quadratic() -> str:
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>'


def zipped(name: str, byte: bytes, size: int, **beside: str) -> bytes:
    """Return an archive in which one file of a byte repeated stands beside others."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for other, text in beside.items():
            archive.writestr(other.replace("__", "/").replace("_dot_", "."), text)
        with archive.open(name, "w", force_zip64=True) as file:
            for _ in range(size // len(byte) // 10_000):
                file.write(byte * 10_000)
    return out.getvalue()


def _lying(data: bytes) -> bytes:
    """Return an archive whose directory says that its files are small."""
    found = bytearray(data)
    place = found.rfind(b"PK\x01\x02")
    while place >= 0:
        found[place + 24 : place + 28] = (100).to_bytes(4, "little")
        place = found.rfind(b"PK\x01\x02", 0, place)
    return bytes(found)


_WORD_NAMES: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str, before: str = "", repeated: str = "", times: int = 0) -> bytes:
    """Return a DOCX with a body of one's own; a piece of it may be repeated many times."""
    from tests.unit.record.samples import word

    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word(["He said so."]))) as sound,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in sound.namelist():
            if name != "word/document.xml":
                made.writestr(name, sound.read(name))
        with made.open("word/document.xml", "w", force_zip64=True) as file:
            file.write(f"<?xml version='1.0'?>{before}<w:document {_WORD_NAMES}><w:body>{body}".encode())
            for _ in range(times // 1_000):
                file.write(repeated.encode() * 1_000)
            file.write(b"</w:body></w:document>")
    return out.getvalue()


def _pdf_of_pages(many: int) -> bytes:
    """Return a PDF in which one page stands many times."""
    kids = b"3 0 R " * many
    stream = b"BT /F1 11 Tf 60 760 Td (" + b"He said so. " * 80 + b") Tj ET"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, many),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


def _pdf_flate() -> bytes:
    """Return a PDF whose page unpacks to half a gigabyte."""
    import zlib

    packer = zlib.compressobj(9)
    packed_stream = (
        b"".join(packer.compress(b"(He said so.) Tj " * 60_000) for _ in range(500)) + packer.flush()
    )
    whole = _pdf_of_pages(1)
    begin = whole.index(b"<< /Length")
    end = whole.index(b"\nendstream", begin)
    return (
        whole[:begin]
        + b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed_stream)
        + packed_stream
        + whole[end:]
    )


def _twice(many: int) -> bytes:
    fields = ",".join(f'"f{n}":1' for n in range(many))
    return f'{{"goodoffices":1,{fields},"f{many - 1}":2}}'.encode()


def _cut(make: Make) -> bytes:
    return make()[: 40 * _M]


def _among(files: Mapping[str, str], name: str, make: Make) -> bytes:
    """Return a folder in which one file is made to hurt."""
    return packed({**files, name: _cut(make)})


_TEXT_BOMBS: Final[Mapping[str, Make]] = {
    "brackets that open a million times": lambda: b"[" * _M,
    "groups of fields in one another": lambda: b'{"a":' * 300_000,
    "a number of a million digits": lambda: b'{"goodoffices": ' + b"9" * _M + b"}",
    "a number with a huge exponent": lambda: b'{"goodoffices": 1e' + b"9" * 100_000 + b"}",
    "a field twice among many": lambda: _twice(200_000),
    "numbers without end": lambda: b'{"goodoffices":1,"x":[' + b"1," * 15_000_000 + b"1]}",
    "lists without end": lambda: b'{"goodoffices":1,"x":[' + b"[]," * 10_000_000 + b"1]}",
    "backslashes": lambda: b'{"goodoffices":"' + b"\\\\" * _M + b'"}',
}
_YAML_BOMBS: Final[Mapping[str, Make]] = {
    **_TEXT_BOMBS,
    "a billion laughs": _laughs,
    "keys in one another": lambda: b"\n".join(b" " * n + b"a:" for n in range(3_000)),
    "dashes in one another": lambda: b"- " * 500_000,
    "questions in one another": lambda: b"? " * 500_000,
    "anchors without end": lambda: (
        b"goodoffices: 1\nx:\n" + b"".join(b"- &a%d x\n" % n for n in range(500_000))
    ),
    "quotes without end": lambda: b'goodoffices: "' + b"\n" * 5 * _M,
    "a block of blanks": lambda: b"goodoffices: |\n" + b" " * 20 * _M,
    "lines of a list": lambda: b"goodoffices: 1\nx:\n" + b"- a\n" * 15_000_000,
    "remarks": lambda: b"# x\n" * 15_000_000,
    "tags": lambda: b"!a " * 500_000,
    "directives": lambda: b"%TAG !a! !b!\n" * 300_000,
}
_XML_BOMBS: Final[Mapping[str, Make]] = {
    "a billion laughs": lambda: packed({**GENIUS, "a.xml": _xml_laughs() + f"<utility_space>{'&e11;'}</utility_space>"}),
    "quadratic blowup": lambda: packed({**GENIUS, "a.xml": _quadratic() + f"<utility_space>{'&a;' * 50_000}</utility_space>"}),
    "elements in one another": lambda: packed({**GENIUS, "domain.xml": "<negotiation_template>" + "<a>" * _M}),
    "declarations that do not end": lambda: packed({**GENIUS, "domain.xml": "<negotiation_template>" + "<?xml " * _M}),
    "attributes without end": lambda: packed(
        {**GENIUS, "domain.xml": "<negotiation_template " + " ".join(f'a{n}="1"' for n in range(500_000)) + "/>"}
    ),
    "crowded attributes": lambda: packed({**GENIUS, "a.xml": PROFILE.replace("<utility_space>", "<utility_space " + 'a="b"' * _M)}),
    "lines of text": lambda: packed({**GENIUS, "a.xml": PROFILE.replace("<objective", "x\n" * 15_000_000 + "<objective", 1)}),
    "issues without end": lambda: packed({"domain.xml": DOMAIN.replace(
        '<issue index="2"', '<issue index="3" name="x" type="discrete"><item index="1" value="a"/></issue>' * 100_000 + '<issue index="2"')}),
    "options without end": lambda: packed({**GENIUS, "domain.xml": DOMAIN.replace(
        '<item index="2"', "".join(f'<item index="{n}" value="v{n}"/>' for n in range(3, 300_000)) + '<item index="2"')}),
    "options of one name": lambda: packed({**GENIUS, "domain.xml": DOMAIN.replace(
        '<item index="2"', "".join(f'<item index="{n}" value="low"/>' for n in range(3, 300_000)) + '<item index="2"')}),
}  # fmt: skip
_ZIP_BOMBS: Final[Mapping[str, Make]] = {
    "a file of three hundred megabytes": lambda: zipped("case.yaml", b"a" * 100, 300 * _M),
    "a file that says it is small": lambda: _lying(zipped("case.yaml", b"a" * 100, 200 * _M)),
    "sixty megabytes of list": lambda: zipped("case.yaml", b"- a\n", 60 * _M),
    "sixty megabytes of record": lambda: zipped(
        "record.jsonl", b"{}\n", 60 * _M, case_dot_yaml="goodoffices: 1\n"
    ),
    "sixty megabytes of empty lines": lambda: zipped(
        "record.jsonl", b"\n", 60 * _M, case_dot_yaml="goodoffices: 1\n"
    ),
    "a folder a thousand deep": lambda: packed({"a/" * 1_900 + "case.yaml": "goodoffices: 1\n"}),
    "a hundred thousand files": lambda: packed({f"f{n}": "" for n in range(100_000)}),
    "two thousand domains": lambda: packed({f"f{n}.xml": DOMAIN for n in range(1_999)}),
    "two thousand profiles": lambda: packed(
        {"domain.xml": DOMAIN, **{f"f{n}.xml": PROFILE for n in range(1_998)}}
    ),
}
BOMBS: Final[Mapping[str, Mapping[str, Make]]] = {
    "case-yaml": _YAML_BOMBS,
    "case-json": _TEXT_BOMBS,
    "case-folder": _ZIP_BOMBS,
    "genius": _XML_BOMBS,
    "geniusweb": {
        title: partial(_among, GENIUSWEB, "a.json", make) for title, make in _TEXT_BOMBS.items()
    },
    "negmas": {
        **{title: partial(_among, NEGMAS, "a.yml", make) for title, make in _YAML_BOMBS.items()},
        "a range of a quintillion": lambda: packed({**NEGMAS, "domain.yml": NEGMAS["domain.yml"].replace("[1, 5]", "[1, 1000000000000000000]")}),
    },
    "report": {
        "comments at the head of a page": lambda: b"<!---->" * 280 + b"x",
        "comments and blanks": lambda: b"<!-- --> " * 200 + b"x" * 5_000,
        "a declared encoding that is none": lambda: b'<meta charset="idna"><p>' + b"a" * 5_000,
        "a declared encoding that grows": lambda: b'<meta charset="punycode"><p>' + b"a-" * 400_000 + b"b" * 2_000,
        "elements in one another": lambda: b"<html><body>" + b"<div>" * 500_000 + b"He said so.",
        "lists in one another": lambda: b"<html><body>" + b"<ul><li>" * 20_000 + b"He said so.",
        "bold in one another": lambda: b"<html><body><p>" + b"<b><i>" * 50_000 + b"He said so.",
        "a table of cells": lambda: b"<html><body><article><p>He said so.</p><table>" + b"<tr>" + b"<td>x" * 300_000,
        "attributes": lambda: b"<html><body " + b" ".join(b"a%d=1" % n for n in range(200_000)) + b"><p>He said so.",
        "entities": lambda: b"<html><body><p>" + b"&amp;" * _M + b"</p>",
        "paragraphs": lambda: b"<html><body><article>" + b"<p>He said so.</p>" * 100_000,
        "titles": lambda: b"<html><head>" + b"<title>He said so" * 50_000,
        "dates": lambda: b"<html><body><article><p>He said so.</p>" + b"<time>2024-01-01</time>" * 100_000,
        "scripts of data": lambda: b'<html><head><script type="application/ld+json">' + b'{"a":' * 100_000 + b"</script><body><p>He said so.",
        "a word file of two hundred megabytes": lambda: docx("", repeated="<w:p/>", times=30 * _M),
        "a word file of paragraphs": lambda: docx("", repeated="<w:p><w:r><w:t>He</w:t></w:r></w:p>", times=2 * _M),
        "a cell that spans all columns": lambda: docx(
            '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p><w:r><w:t>He said so.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'),
        "cells before the first": lambda: docx(
            '<w:tbl><w:tr><w:trPr><w:gridBefore w:val="2000000000"/></w:trPr><w:tc><w:p><w:r><w:t>He said so.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'),
        "a word file that laughs": lambda: docx("<w:p><w:r><w:t>&e11;</w:t></w:r></w:p>", before=_xml_laughs().partition("?>")[2]),
        "a word file with a large entity": lambda: docx(
            "<w:p><w:r><w:t>" + "&a;" * 50_000 + "</w:t></w:r></w:p>", before=_quadratic().partition("?>")[2]),
        "a word file whose size is a lie": lambda: _lying(docx("", repeated="<w:p/>", times=5 * _M)),
        "a word file that nests": lambda: docx("<w:tbl><w:tr><w:tc>" * 100_000),
        "a page a hundred thousand times": lambda: _pdf_of_pages(100_000),
        "a page of half a gigabyte": _pdf_flate,
        "text without end": lambda: b"He said so. " * 5 * _M,
    },
    "precedents": {
        "a quote that does not close": lambda: b'AgtId,Agt\n1,"' + b"a,b\n" * 2 * _M,
        "columns without end": lambda: b"AgtId," + b"x," * 2 * _M + b"\n1",
        "rows without end": lambda: b"AgtId,Agt\n" + b"1,a\n" * 2 * _M,
        "rows of one agreement": lambda: b"AgtId,Agt,text\n" + b"1,a,word\n" * 200_000,
        "a field of eight megabytes": lambda: b"AgtId,Agt\n1," + b"a" * 8 * _M,
        "quotes": lambda: b"AgtId,Agt\n1," + b'"' * 8 * _M,
        "years": lambda: b"AgtId,Agt,Dat\n1,a," + b"1995" * 2 * _M,
        "many topics": lambda: b"AgtId,Agt,topics\n1,a," + b"Ce " * 2 * _M,
    },
    "template": {
        "braces": lambda: b"language: en\n" + b"{" * 190_000,
        "lines": lambda: b"language: en\n# {title}\n" + b"{parties}\n" * 18_000,
        "items": lambda: b"language: en\n# x\n" + b"(a) x\n" * 30_000,
        "one paragraph": lambda: b"language: en\n# x\n" + b"x\n" * 90_000,
        "placeholders that are none": lambda: b"language: en\n# x\n{" + b"a" * 190_000 + b"}",
        "one phrase of equals signs": lambda: b"language: en\n# x\n===\n" + b"=" * 190_000,
        "a text of phases": lambda: b"language: en\n# x\n" + b"{obligations}\n" * 14_000,
    },
    "draft": {title: partial(_cut, make) for title, make in _YAML_BOMBS.items()},
    "script": {
        **_TEXT_BOMBS,
        "empty lines": lambda: b"\n" * 20 * _M,
        "an act that nests": lambda: b'{"at":"2031-03-01T09:00:00Z","by":"x","do":"say","text":' + b"[" * 400 + b"]" * 400 + b"}",
        "an act of many fields": lambda: b'{"at":"2031-03-01T09:00:00Z","by":"x","do":"say",'
        + b",".join(b'"f%d":1' % n for n in range(300_000)) + b"}",
        "an act of no name": lambda: b'{"at":"2031-03-01T09:00:00Z","by":"x","do":"' + b"sa" * _M + b'"}',
    },
    "transcript": {
        "brackets": lambda: b"[" * _M + b"\n",
        "lines": lambda: b"{}\n" * 3 * _M,
        "streams": lambda: b'{"streams":[' + b",".join(b'"channel/a%d"' % n for n in range(300_000)) + b"]}\n{}\n",
    },
    "event": {
        "brackets": lambda: b"case\n" + b"[" * _M,
        "groups of fields": lambda: b"case\n" + b'{"event":' * 300_000,
        "a huge version": lambda: b'case\n{"version":' + b"9" * _M + b',"event":{"event":"case_opened"}}',
        "no object": lambda: b"case\n[]",
    },
    "backup": {
        "a length that is not there": lambda: b"good offices backup 1\n\xff\xff\xff\xff\x01",
    },
}  # fmt: skip
