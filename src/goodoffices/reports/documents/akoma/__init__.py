"""Akoma Ntoso: the document as OASIS LegalDocML 3.0 (2018) structures it, for archives and legal databases.

One language is a `doc`; two are a `documentCollection` with a `doc` for each.
"""

from __future__ import annotations

import io
from xml.etree import ElementTree as ET

from goodoffices.model.document import Block, Document, Flow, InLanguage, SideBySide
from goodoffices.reports.documents.akoma.body import fill
from goodoffices.reports.documents.akoma.meta import AKN, OWN, meta


def write(document: Document) -> bytes:
    """Return the file: well-formed XML in UTF-8, valid by the schema of the standard."""
    ET.register_namespace("", AKN)
    ET.register_namespace("go", OWN)
    root = ET.Element(f"{{{AKN}}}akomaNtoso")
    versions = document.versions or _versions(document)
    if len(versions) == 1:
        one = ET.SubElement(root, f"{{{AKN}}}doc", name="agreement")
        one.append(meta(document, (document.language,)))
        fill(one, versions[0], "")
    else:
        whole = ET.SubElement(root, f"{{{AKN}}}documentCollection", name="agreement")
        whole.append(meta(document, tuple(one.language for one in versions)))
        body = ET.SubElement(whole, f"{{{AKN}}}collectionBody")
        for number, version in enumerate(versions, 1):
            holder = ET.SubElement(body, f"{{{AKN}}}component", eId=f"cmp_{number}")
            one = ET.SubElement(holder, f"{{{AKN}}}doc", name="agreement")
            one.append(meta(version, (version.language,), f"cmp_{number}__"))
            fill(one, version, f"cmp_{number}__")
    made = io.BytesIO()
    ET.ElementTree(root).write(made, encoding="utf-8", xml_declaration=True)
    return made.getvalue() + b"\n"


def _versions(document: Document) -> tuple[Document, ...]:
    """Return a document of which the versions are not at hand in each of its languages."""
    others = [block.languages[1] for block in document.blocks if isinstance(block, SideBySide)]
    others += [block.language for block in document.blocks if isinstance(block, InLanguage)]
    languages = dict.fromkeys((document.language, *others))
    return tuple(
        Document(
            title=document.title, language=language, identifier=document.identifier, on=document.on,
            author=document.author,
            blocks=tuple(
                one for block in document.blocks for one in _in(block, language, document.language)
            ),
        )
        for language in languages
    )  # fmt: skip


def _in(block: Block, language: str, own: str) -> tuple[Flow, ...]:
    match block:
        case SideBySide(languages=languages, rows=rows):
            sides = [row.left if language == languages[0] else row.right for row in rows]
            return tuple(one for side in sides for one in side) if language in languages else ()
        case InLanguage():
            return block.blocks if block.language == language else ()
        case _:
            return (block,) if language == own else ()
