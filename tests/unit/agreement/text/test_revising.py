"""Two versions of a document: each change marked where it is, and both versions whole."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.agreement.text.composing import compose
from goodoffices.agreement.text.revising import revised, revised_line
from goodoffices.agreement.text.settling import as_line
from goodoffices.model.document import Document, Heading, Numbered, Stretch, lines_of, text_of
from tests.unit.agreement.text.samples import case, draft


def read(document: Document, change: str) -> Iterator[str]:
    """Yield the lines of one of the two versions, numbers aside."""
    for words in lines_of(document.blocks):
        text = "".join(one.text for one in words if one.change in ("", change))
        if text:
            yield text


def without_numbers(document: Document) -> list[str]:
    numbers = {one.number for one in document.blocks if isinstance(one, Heading | Numbered)}
    return [text_of(words) for words in lines_of(document.blocks) if words and text_of(words) not in numbers]


def test_both_versions_can_be_read_from_the_comparison() -> None:
    old = compose(case(), draft(truce="short", lorries=100)).document
    new = compose(case(), draft(truce="long", crossings=1)).document
    both = revised(old, new)
    numbers = {one.number for one in (*old.blocks, *new.blocks) if isinstance(one, Heading | Numbered)}
    assert [one for one in read(both, "removed") if one not in numbers] == without_numbers(old)
    assert [one for one in read(both, "added") if one not in numbers] == without_numbers(new)
    changed = {one.text for words in lines_of(both.blocks) for one in words if one.change}
    assert {"42 ", "60 "} <= changed
    assert {"[one]", "[two]", "one"} <= changed


def test_a_document_does_not_differ_from_itself() -> None:
    one = compose(case(), draft()).document
    assert revised(one, one) == one


def test_what_was_removed_looks_as_it_did_and_keeps_no_number() -> None:
    words = revised_line(as_line("in [five] years"), (Stretch(text="in five years", strong=True),))
    assert words == (
        Stretch(text="in ", strong=True),
        Stretch(text="[five]", open=True, change="removed"),
        Stretch(text=" ", change="removed"),
        Stretch(text="five ", strong=True, change="added"),
        Stretch(text="years", strong=True),
    )
    old, new = (compose(case(), one).document for one in (draft(), draft(lorries=10)))
    gone = Document(
        title="", language="en", blocks=tuple(one for one in new.blocks if "obligation:frees" not in one.key)
    )
    both = revised(old, gone)
    assert [
        one.number for one in both.blocks if isinstance(one, Numbered) and one.key == "obligation:frees"
    ] == [""]
