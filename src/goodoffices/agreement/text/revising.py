"""Two versions of a document as one, in which what was removed and what was added is marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from msgspec import structs

from goodoffices.agreement.text.comparing import Kind, compare
from goodoffices.agreement.text.words import joined
from goodoffices.model.document import (
    Document,
    Field,
    Flow,
    Heading,
    Line,
    Listing,
    Numbered,
    Paragraph,
    Signature,
    Signatures,
    Stretch,
    Table,
    flows,
    text_of,
)


def revised(old: Document, new: Document) -> Document:
    """Return the new document with all words that were removed or added since the old one marked as that.

    Blocks of the same key are compared word by word; others were removed or added whole. Numbers are those of the new
    document: that a clause is counted anew is no change, and what was removed has none.
    """
    return structs.replace(new, blocks=tuple(_blocks(flows(old.blocks), flows(new.blocks))))


def _blocks(old: Sequence[Flow], new: Sequence[Flow]) -> Iterator[Flow]:
    before, after = ([(block.key, type(block)) for block in blocks] for blocks in (old, new))
    for kind, start, end, begin, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pairs = zip(old[start:end], new[begin:stop], strict=True)
            yield from (_compared(was, is_now) for was, is_now in pairs)
        else:
            yield from (_whole(block, "removed") for block in old[start:end])
            yield from (_whole(block, "added") for block in new[begin:stop])


def _compared(old: Flow, new: Flow) -> Flow:
    match old, new:
        case Heading() | Paragraph() | Numbered(), Heading() | Paragraph() | Numbered():
            return structs.replace(new, line=revised_line(old.line, new.line))
        case Listing(), Listing():
            return structs.replace(new, items=_lines(old.items, new.items))
        case Table(), Table():
            return structs.replace(
                new, caption=revised_line(old.caption, new.caption), head=_lines(old.head, new.head),
                rows=tuple(_rows(old.rows, new.rows)),
            )  # fmt: skip
        case Signatures(), Signatures():
            return structs.replace(new, places=tuple(_places(old.places, new.places)))
    return new


def _lines(old: Sequence[Line], new: Sequence[Line]) -> tuple[Line, ...]:
    return tuple(revised_line(was, is_now) for was, is_now in zip_longest(old, new, fillvalue=()))


def _rows(old: Sequence[tuple[Line, ...]], new: Sequence[tuple[Line, ...]]) -> Iterator[tuple[Line, ...]]:
    """Compare rows that have the most in common; the others were removed or added whole."""
    before, after = ([tuple(text_of(cell) for cell in row) for row in rows] for rows in (old, new))
    for kind, start, end, begin, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "replace" and end - start == stop - begin:
            yield from (_lines(*pair) for pair in zip(old[start:end], new[begin:stop], strict=True))
        elif kind == "equal":
            yield from new[begin:stop]
        else:
            yield from (tuple(_marked(cell, "removed") for cell in row) for row in old[start:end])
            yield from (tuple(_marked(cell, "added") for cell in row) for row in new[begin:stop])


def _places(old: Sequence[Signature], new: Sequence[Signature]) -> Iterator[Signature]:
    for was, is_now in zip_longest(old, new):
        if was is None or is_now is None or len(was.fields) != len(is_now.fields):
            if was is not None:
                yield _place(was, "removed")
            if is_now is not None:
                yield _place(is_now, "added")
            continue
        yield Signature(
            heading=_lines(was.heading, is_now.heading),
            fields=tuple(
                Field(labels=_lines(one.labels, other.labels), value=revised_line(one.value, other.value))
                for one, other in zip(was.fields, is_now.fields, strict=True)
            ),
        )


def _place(place: Signature, kind: Kind) -> Signature:
    return Signature(
        heading=tuple(_marked(words, kind) for words in place.heading),
        fields=tuple(
            Field(labels=tuple(_marked(words, kind) for words in one.labels), value=_marked(one.value, kind))
            for one in place.fields
        ),
    )


def _whole(block: Flow, kind: Kind) -> Flow:
    match block:
        case Paragraph():
            return structs.replace(block, line=_marked(block.line, kind))
        case Heading() | Numbered():
            number = "" if kind == "removed" else block.number
            return structs.replace(block, number=number, line=_marked(block.line, kind))
        case Listing():
            return structs.replace(block, items=tuple(_marked(item, kind) for item in block.items))
        case Table():
            return structs.replace(
                block, caption=_marked(block.caption, kind), head=tuple(_marked(cell, kind) for cell in block.head),
                rows=tuple(tuple(_marked(cell, kind) for cell in row) for row in block.rows),
            )  # fmt: skip
        case Signatures():
            return structs.replace(block, places=tuple(_place(place, kind) for place in block.places))


def _marked(words: Line, kind: Kind) -> Line:
    change = "" if kind == "kept" else kind
    return tuple(structs.replace(stretch, change=change) for stretch in words)


def revised_line(old: Line, new: Line) -> Line:
    """Compare two lines word by word; what was removed looks as it did in the old one."""
    made: list[Stretch] = []
    at_old = at_new = 0
    for run in compare(text_of(old), text_of(new)):
        if run.kind == "removed":
            made += _marked(_cut(old, at_old, len(run.text)), "removed")
        else:
            made += _marked(_cut(new, at_new, len(run.text)), run.kind)
        at_old += len(run.text) if run.kind != "added" else 0
        at_new += len(run.text) if run.kind != "removed" else 0
    return joined(made)


def _cut(words: Line, start: int, length: int) -> Line:
    """Return a piece of a line, by the place of its letters."""
    made: list[Stretch] = []
    at = 0
    for stretch in words:
        text = stretch.text[max(0, start - at) : max(0, start + length - at)]
        if text:
            made.append(structs.replace(stretch, text=text))
        at += len(stretch.text)
    return tuple(made)
