"""Articles of Akoma Ntoso: number, heading, then numbered paragraphs with their points."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from goodoffices.model.document import Flow, Heading, Numbered
from goodoffices.reports.documents.akoma.blocks import block
from goodoffices.reports.documents.akoma.words import put, say


def hierarchy(parent: ET.Element, heading: Heading | None, blocks: Sequence[Flow], name: str) -> None:
    """Append an article, or a container where its heading has no number."""
    is_article = heading is not None and heading.role == "article"
    made = (
        put(parent, "article", eId=name) if is_article else put(parent, "hcontainer", eId=name, name="part")
    )
    if heading is not None:
        if heading.number:
            put(made, "num", eId=f"{name}__num").text = heading.number
        say(put(made, "heading", eId=f"{name}__heading"), heading.line)
    if not any(isinstance(one, Heading | Numbered) for one in blocks):
        content = put(made, "content", eId=f"{name}__content")
        for number, one in enumerate(blocks, 1):
            block(content, one, f"{name}__content__{number}")
        return
    _clauses(made, blocks, name)


def _clauses(article: ET.Element, blocks: Sequence[Flow], name: str) -> None:
    """Append clauses with their items; what stands before the first is the introduction, between them a container."""
    counts = {"para": 0, "crossHeading": 0, "hcontainer": 0}
    clause: list[Numbered] = []
    has_begun = False

    def next_name(kind: str) -> str:
        counts[kind] += 1
        return f"{name}__{kind}_{counts[kind]}"

    for place, one in enumerate((*blocks, None), 1):
        if isinstance(one, Numbered) and one.level == "item" and clause:
            clause.append(one)
            continue
        if clause:
            _clause(article, clause, next_name("para"))
            clause = []
        match one:
            case None:
                break
            case Numbered():
                clause, has_begun = [one], True
            case Heading():
                cross = put(article, "crossHeading", eId=next_name("crossHeading"))
                if one.number:
                    put(cross, "inline", name="number").text = one.number
                    cross[-1].tail = " "
                say(cross, one.line)
                has_begun = True
            case _ if not has_begun:
                if article[-1].tag.endswith("}intro"):
                    block(article[-1], one, f"{name}__intro__{place}")
                else:
                    block(put(article, "intro", eId=f"{name}__intro"), one, f"{name}__intro__{place}")
            case _:
                holder = next_name("hcontainer")
                content = put(
                    put(article, "hcontainer", eId=holder, name="text"), "content", eId=f"{holder}__content"
                )
                block(content, one, f"{holder}__{place}")


def _clause(article: ET.Element, clause: Sequence[Numbered], name: str) -> None:
    first, items = clause[0], clause[1:]
    made = put(article, "paragraph", eId=name)
    if first.number:
        put(made, "num", eId=f"{name}__num").text = first.number
    say(
        put(
            put(made, "intro" if items else "content", eId=f"{name}__{'intro' if items else 'content'}"), "p"
        ),
        first.line,
    )
    for number, item in enumerate(items, 1):
        own = f"{name}__point_{number}"
        point = put(made, "point", eId=own)
        if item.number:
            put(point, "num", eId=f"{own}__num").text = item.number
        say(put(put(point, "content", eId=f"{own}__content"), "p"), item.line)
