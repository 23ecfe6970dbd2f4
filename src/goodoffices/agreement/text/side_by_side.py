"""Two documents that say the same in two languages, as one in two columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import structs

from goodoffices.agreement.text.words import UNTRANSLATED
from goodoffices.model.document import (
    Block,
    Document,
    Field,
    Flow,
    Heading,
    InLanguage,
    Line,
    Numbered,
    Row,
    SideBySide,
    Signature,
    Signatures,
    Table,
    flows,
    line,
    text_of,
)

_Pair = tuple[Flow | None, Flow | None]


def side_by_side(first: Document, second: Document) -> Document:
    """Set two documents side by side, clause by clause.

    Blocks of the same key stand in one row. Tables are too wide for a column: they stand one after the other across the
    page. Places for signatures are given once, with the words of both languages; what is filled in stands in both where
    that differs.
    """
    blocks: list[Block] = []
    rows: list[Row] = []
    languages = (first.language, second.language)
    for left, right in _pairs(first.blocks, second.blocks):
        one = left or right
        if isinstance(one, Table | Signatures) or (isinstance(one, Heading) and one.role == "annex"):
            blocks += _closed(rows, languages, len(blocks))
        if isinstance(left, Signatures) and isinstance(right, Signatures):
            blocks.append(_both(left, right, second.language))
        elif isinstance(one, Table | Signatures):
            blocks += [] if left is None else [left]
            if right is not None:
                blocks.append(InLanguage(key=right.key, language=second.language, blocks=(right,)))
        else:
            rows.append(Row(left=() if left is None else (left,), right=() if right is None else (right,)))
    blocks += _closed(rows, languages, len(blocks))
    return Document(
        title=f"{first.title} / {second.title}", language=first.language, blocks=tuple(blocks),
        identifier=first.identifier, on=first.on, author=first.author, mark=first.mark, versions=(first, second),
    )  # fmt: skip


def _closed(rows: list[Row], languages: tuple[str, str], place: int) -> Iterator[Block]:
    if rows:
        yield SideBySide(key=f"side-by-side:{place}", languages=languages, rows=tuple(_gathered(rows)))
        rows.clear()


def _gathered(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield rows in which a clause and its items stay together, as far as they are there on both sides."""
    held: Row | None = None
    for row in rows:
        is_item = all(isinstance(one, Numbered) and one.level == "item" for one in (*row.left, *row.right))
        if held is not None and is_item:
            held = Row(left=(*held.left, *row.left), right=(*held.right, *row.right))
            continue
        if held is not None:
            yield held
        held = row
    if held is not None:
        yield held


def _pairs(left: Sequence[Block], right: Sequence[Block]) -> Iterator[_Pair]:
    """Yield blocks of the same key together, in order; those without a counterpart alone."""
    one, other = flows(left), flows(right)
    matcher = SequenceMatcher(
        None, [block.key for block in one], [block.key for block in other], autojunk=False
    )
    for kind, start, end, begin, stop in matcher.get_opcodes():
        if kind == "equal":
            yield from zip(one[start:end], other[begin:stop], strict=True)
        else:
            yield from ((block, None) for block in one[start:end])
            yield from ((None, block) for block in other[begin:stop])


def _both(left: Signatures, right: Signatures, language: str) -> Signatures:
    """Give each place once, with its words in both languages."""
    if len(left.places) != len(right.places):
        return left
    places = (
        Signature(
            heading=(*one.heading, *other.heading),
            fields=tuple(
                Field(labels=(*mine.labels, *theirs.labels), value=_value(mine, theirs, language))
                for mine, theirs in zip(one.fields, other.fields, strict=True)
            ),
        )
        for one, other in zip(left.places, right.places, strict=True)
    )
    return Signatures(key=left.key, places=tuple(places))


def _value(one: Field, other: Field, language: str) -> Line:
    if not one.value or not other.value or text_of(one.value) == text_of(other.value).rstrip(UNTRANSLATED):
        return one.value or other.value
    told = (structs.replace(stretch, language=stretch.language or language) for stretch in other.value)
    return (*one.value, *line(" / "), *told)
