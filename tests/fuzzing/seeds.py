"""Sound files of every kind, from which broken ones are made; several files of a folder stand in one ZIP."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from tests.broken.test_other_formats import BOXES, DOMAIN, GENIUS, GENIUSWEB, NEGMAS
from tests.conftest import ROOT
from tests.talks.table import Table, agreed
from tests.unit.record.samples import FRAME, LATER, REPORT, pdf, word

_EXAMPLES = ROOT / "examples"


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """Return files as one ZIP, the same bytes for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), content)
    return out.getvalue()


def case_yaml() -> list[bytes]:
    """Case files in YAML."""
    whole = (_EXAMPLES / "tessen-river" / "case.yaml").read_bytes()
    return [FRAME.encode(), whole[:40_000], (_EXAMPLES / "orrin-pass" / "case.yaml").read_bytes()[:40_000]]


@cache
def _plain() -> str:
    from goodoffices.model.casefile.reading import read_case_text
    from goodoffices.model.casefile.writing import case_to_text

    text = (_EXAMPLES / "cairo-2024-frame" / "case.yaml").read_text(encoding="utf-8")
    return case_to_text(read_case_text(text), is_json=True)


def case_json() -> list[bytes]:
    """Case files in JSON."""
    from goodoffices.model.casefile.reading import read_case_text
    from goodoffices.model.casefile.writing import case_to_text

    return [case_to_text(read_case_text(FRAME), is_json=True).encode(), _plain().encode()]


def record() -> list[bytes]:
    """Case folders with a record, as ZIPs."""
    folder = _EXAMPLES / "orrin-pass"
    lines = (folder / "record.jsonl").read_bytes().splitlines(keepends=True)
    return [
        packed({"case.yaml": FRAME}),
        packed({"case.yaml": (folder / "case.yaml").read_bytes(), "record.jsonl": b"".join(lines)}),
    ]


def genius() -> list[bytes]:
    """GENIUS folders, as ZIPs, and a domain alone."""
    return [packed(GENIUS), packed({**GENIUS, "b.xml": BOXES}), DOMAIN.encode()]


def geniusweb() -> list[bytes]:
    """GeniusWeb folders, as ZIPs."""
    return [packed(GENIUSWEB)]


def negmas() -> list[bytes]:
    """NegMAS folders in YAML and JSON, as ZIPs."""
    from goodoffices.model.casefile.plain import read_plain

    as_json = {
        name.replace(".yml", ".json"): msgspec.json.encode(read_plain(text, name)[0])
        for name, text in NEGMAS.items()
    }
    return [packed(NEGMAS), packed(as_json)]


PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Quay talks resume</title>
<meta property="article:published_time" content="2031-03-04T10:00:00Z"><meta property="og:site_name" content="Gazette">
</head><body><nav><a href="/">Home</a></nav><article><h1>Quay talks resume</h1>
{"".join(f"<p>{part}</p>" for part in REPORT.split(chr(10) * 2))}
<table><tr><td>Pay</td><td>8 percent</td></tr></table><!-- end --></article><footer>Read more</footer></body></html>"""


def report() -> list[bytes]:
    """Reports as the reader takes them: text in some encodings, HTML, PDF, DOCX."""
    lines = [line for line in REPORT.split("\n") if line]
    return [
        REPORT.encode(), LATER.encode("utf-16"), REPORT.replace("said", "sagte – né").encode("cp1252"), PAGE.encode(),
        PAGE.replace("utf-8", "windows-1252").encode("cp1252", "replace"), pdf(lines), word(lines), _table_docx(),
    ]  # fmt: skip


@cache
def _table_docx() -> bytes:
    import docx

    file = docx.Document()
    file.add_paragraph("The union told Reuters that it rejected any job cuts.")
    table = file.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "She said so."
    file.core_properties.title = "Quay talks"
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def precedents() -> list[bytes]:
    """Tables of agreements in the manner of PA-X."""
    rows = (
        "AgtId,Agt,Dat,Con,PPName,Part,Hlink,Cea,TjPrire,topics,text\n"
        '1,"First accord",1995-12-14,Alba/Borea,Quay,"A, B",https://x.example,3,"Prisoners, all of them, go free.",Ce,"1. Stop."\n'
        '2,"Second ""accord""",14/12/1996,Cora,Quay,A;B,,2.0,,"Ce, TjPrire","Article 2\nTwo lines."\n'
    )
    return [
        rows.encode(),
        rows.replace(",", ";").encode("utf-16"),
        rows.replace("accord", "Übereinkunft").encode("cp1252"),
    ]


def template() -> list[bytes]:
    """Templates of documents."""
    from goodoffices.agreement.text.template import languages, shipped

    return [shipped(code).encode() for code in languages()]


def draft() -> list[bytes]:
    """Drafts of an agreement."""
    return [
        (_EXAMPLES / "tessen-river" / "draft.yaml").read_bytes(),
        b"package: {pay: 5, lay-offs: voluntary}\nclauses: [{text: In good faith.}]\n",
    ]


def script() -> list[bytes]:
    """Scripts of talks."""
    return [
        b"\n".join((_EXAMPLES / name).read_bytes().splitlines()[:40])
        for name in ("cairo-2024/talks.jsonl", "tessen-river/agreed.jsonl")
    ]


@cache
def _played() -> Table:
    return agreed()


def transcript() -> list[bytes]:
    """Transcripts of talks as different people take them away."""
    return [_played().seen(who) for who in ("alba:head", "mediator:lunn", "observer:un")]


def events() -> list[bytes]:
    """Events of every stream of some talks, each with the kind of its stream in a line before it."""
    found: dict[tuple[str, str], bytes] = {}
    for line in transcript()[1].splitlines()[1:-1]:
        one: dict[str, Any] = msgspec.json.decode(line)
        kind = str(one["stream"]).partition("/")[0]
        happened = one["happened"]
        found[kind, happened["event"]["event"]] = kind.encode() + b"\n" + msgspec.json.encode(happened)
    return list(found.values())


def backup() -> list[bytes]:
    """A backup of one empty chunk, sealed by a key of zeros, and the head of one that is not."""
    from goodoffices.services.saving import About, _seal
    from goodoffices.storage.formats import FORMAT
    from goodoffices.storage.vault import Vault

    out, vault = io.BytesIO(), Vault(bytes(32))
    about = About(version="0.1.0", format=FORMAT, key=vault.fingerprint)
    _seal(about, [("beside", [b""]), ("end", [])], vault.derived("backup").raw, out)
    return [out.getvalue()]
