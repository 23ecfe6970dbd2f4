"""A case and a draft become articles: what is agreed, what is open, who does what, in two languages."""

from __future__ import annotations

import datetime as dt
from typing import Final

import pytest
from msgspec import structs

from goodoffices.agreement.text.composing import compose
from goodoffices.agreement.text.draft import Draft
from goodoffices.agreement.text.signing import Attestation, Initialling, Signatory, Signing
from goodoffices.agreement.text.template import languages, read_template, shipped
from goodoffices.model import Case
from goodoffices.model.document import (
    Document,
    Heading,
    Numbered,
    Signatures,
    Table,
    lines_of,
    plain_text,
    text_of,
)
from tests.unit.agreement.text.samples import case, draft

FULL: Final[dict[str, str | int]] = {"truce": "long", "crossings": 2, "lorries": 250}


def said(document: Document) -> list[str]:
    """Every clause with its number, items too, with plain blanks."""
    return [
        f"{block.number} {text_of(block.line)}".replace("\u00a0", " ")
        for block in document.blocks
        if isinstance(block, Numbered)
    ]


def headings(document: Document) -> list[str]:
    return [
        f"{one.number} {text_of(one.line)}".strip() for one in document.blocks if isinstance(one, Heading)
    ]


def is_open(document: Document) -> list[str]:
    return [one.text for words in lines_of(document.blocks) for one in words if one.open]


def test_a_complete_package_gives_a_clean_text() -> None:
    made = compose(case(), draft(**FULL))
    assert said(made.document)[:3] == [
        "1. The truce lasts 60 days.", "2. Crossings are two.", "3. Lorries a day: 250.",
    ]  # fmt: skip
    assert (
        is_open(made.document)
        == [
            "[How disputes about this Agreement are settled has not been agreed.]",
            "[How Article\u00a03(2) is verified has not been agreed.]",
        ][::-1]
    )
    assert made.warnings == ()
    assert made.document.title == "Agreement – The two valleys"


def test_what_is_open_stays_in_brackets_and_the_text_is_a_draft() -> None:
    made = compose(case(), draft(crossings=3))
    assert said(made.document)[:3] == [
        "1. The truce lasts [42 days] [60 days].", "2. Crossings are [one] [two].", "3. Lorries a day: [0] … [500].",
    ]  # fmt: skip
    assert "Draft. What stands in square brackets is not agreed." in plain_text(made.document)
    assert len(made.warnings) == 1
    bare = compose(structs.replace(case(), phases=(), guarantors=()), draft(**FULL)).document
    assert "Draft." not in plain_text(bare)


def test_terms_become_articles() -> None:
    clauses = said(compose(case(), draft(**FULL)).document)
    assert clauses[3:] == [
        "1. The phase “First phase”.",
        "(a) It begins on 1 June 2031.",
        "(b) It lasts 42 days.",
        "(c) It does not end before the following has been done: Article 3(1).",
        "2. The phase “Second phase”.",
        "(a) It begins on the day after the following has been done: the phase “First phase” and Article 3(2).",
        "(b) It begins under this condition: Both have said so.",
        "(c) It ends under this condition: All is done.",
        "1. Alba frees those it holds: 33 persons.",
        "(a) Of these: 10 women and children.",
        "(b) This is owed to Borea.",
        "(c) This is done by day 42 of the phase “First phase”, which is 12 July 2031.",
        "(d) This depends on the following: The lists have been exchanged.",
        "(e) The persons concerned are on this list: list A.",
        "2. Borea returns those it holds: 700 to 800 persons.",
        "(a) This is done by day 42 of the phase “First phase”, which is 12 July 2031.",
        "3. Borea opens the crossings.",
        "(a) This is owed once the following has been done: Article 3(1) and the phase “First phase”.",
        "1. What is owed under Article 3(2) is owed in exchange for what is owed under Article 3(1).",
        "(a) For each one received, 20 to 24.5 persons are given.",
        "(b) 30 prisoners for 1 civilian.",
        "(c) 50 persons for 1 of all others.",
        "1. Article 3(1) is verified by Lunn, by this means: lists, name by name.",
        "2. [How Article 3(2) is verified has not been agreed.]",
        "3. Article 3(3) is verified by monitors.",
        "1. Disputes about Article 3(2) are settled in this way: Lunn decides.",
        "2. [How disputes about this Agreement are settled has not been agreed.]",
        "1. Cora guarantees all obligations under this Agreement.",
        "2. Dell guarantees the following: Article 3(3) and the phase “Second phase”.",
        "1. Where the phase “First phase” fails, the following applies: Each is free again.",
        "2. Where the phase “First phase” fails, the following is no longer owed: Article 3(2).",
    ]


def test_an_article_with_nothing_to_say_is_left_out_and_numbers_follow() -> None:
    bare = structs.replace(case(), phases=case().phases[1:], guarantors=())
    bare = structs.replace(bare, phases=(structs.replace(bare.phases[0], starts_after=(), obligations=()),))
    assert headings(compose(bare, draft(**FULL)).document) == [
        "Agreement", "Article 1 What is agreed", "Article 2 Phases", "Signatures", "Attestation by the mediators",
    ]  # fmt: skip


def test_a_line_about_nobody_is_left_out() -> None:
    made = compose(structs.replace(case(), mediators=()), draft(**FULL))
    assert "reached through the mediation" not in plain_text(made.document)
    assert "reached through the mediation of" in plain_text(compose(case(), draft(**FULL)).document)


def test_annexes_hold_what_is_exchanged_and_what_is_due() -> None:
    tables = [one for one in compose(case(), draft(**FULL)).document.blocks if isinstance(one, Table)]
    rows = [[text_of(cell).replace("\u00a0", " ") for cell in row] for row in tables[1].rows]
    assert rows[0] == [
        "First phase", "Article 3(1)", "Alba", "frees those it holds", "33 persons", "day 42, 12 July 2031",
    ]  # fmt: skip
    assert rows[2][-1] == "–"
    assert text_of(tables[0].rows[0][-1]).startswith(
        "For each one received, 20 to 24.5 persons are given. 30 prisoners"
    )


def test_those_who_sign_initial_and_attest_are_named() -> None:
    signing = Signing(
        signatories=(
            Signatory(party="borea", name="Bea Bor", office="Envoy", place="Venn", on=dt.date(2031, 5, 24)),
        ),
        initials=(Initialling(party="alba", name="Ann Arne", initials="A.A.", on=dt.date(2031, 5, 20)),),
        attestations=(Attestation(mediator="lunn", name="Ida Lunn", sentence="I mediated."),),
    )
    made = compose(
        case(), structs.replace(draft(**FULL), signing=signing, place="Venn", on=dt.date(2031, 5, 24))
    )
    text = plain_text(made.document)
    assert "Done at Venn, on 24 May 2031." in text
    assert "Bea Bor\nOffice\nEnvoy\nPlace\nVenn\nDate\n24 May 2031" in text
    assert "For Alba\nInitials\nA.A.\nName\nAnn Arne\nDate\n20 May 2031" in text
    assert "I mediated.\nLunn, mediator" in text
    assert "The undersigned attest" not in text


def test_heads_of_delegations_sign_where_nobody_is_named_and_mediators_attest() -> None:
    places = [one for one in compose(case(), Draft()).document.blocks if isinstance(one, Signatures)]
    assert [[text_of(field.value) for field in place.fields] for place in places[0].places] == [
        ["", "Ann Arne", "Minister", "", ""], ["", "", "", "", ""],
    ]  # fmt: skip
    assert text_of(places[1].places[0].heading[0]) == "Lunn, mediator"
    assert "this Agreement results from that mediation" in plain_text(compose(case(), Draft()).document)


def test_words_that_nobody_has_translated_are_marked() -> None:
    made = compose(case(), draft(truce="long"), "ar")
    clauses = said(made.document)
    assert clauses[0] == "١. تدوم الهدنة ٦٠ يومًا."
    assert clauses[1] == "٢. Crossings are [one] [two].†"
    assert "ألبا: frees those it holds†، والكمية ٣٣ persons†." in " ".join(clauses)
    foreign = [one for words in lines_of(made.document.blocks) for one in words if one.language]
    assert foreign
    assert all(one.language == "en" for one in foreign)
    assert "† ترد هذه الكلمات كما كُتبت، ولم تُترجم." in plain_text(made.document)
    assert made.warnings == (
        "clause 'c2': its translation (ar) has 1 brackets, and the clause has 2; it stands untranslated",
    )


def test_words_in_another_script_are_marked_in_english_too() -> None:
    one = Case(title="مياه", parties=case().parties)
    assert "مياه†" in plain_text(compose(one, Draft()).document)


@pytest.mark.parametrize(("code", "script"), [("he", "ar"), ("ar", "he")])
def test_words_in_the_other_script_that_runs_from_right_to_left_are_marked_too(
    code: str, script: str
) -> None:
    title = {"ar": "مياه", "he": "מים"}[script]
    one = Case(title=title, parties=case().parties)
    made = compose(one, Draft(), code).document
    assert f"{title}†" in plain_text(made)
    assert (f"{title}†", script) in [
        (part.text, part.language) for words in lines_of(made.blocks) for part in words
    ]
    assert "†" not in plain_text(compose(Case(title=title), Draft(), script).document).split("\n")[1]


def test_a_template_of_ones_own_changes_words_and_order_and_what_it_leaves_out_is_said() -> None:
    text = (
        "language: en\n# Pact of {parties}\n1. This Pact\n  holds.\n## Duties\nAs follows:\n{obligations}\n"
        "- one\n- two [or three]\n#- Names\n{signatures}\n===\nobligation-of = {actor} shall see to it: {action} ({quantity}).\n"
    )
    made = compose(case(), draft(**FULL), read_template(text, "own.txt"))
    assert headings(made.document)[:2] == ["Pact of Alba and Borea", "Article 1 Duties"]
    assert "1. This Pact holds." in said(made.document)
    assert "1. Alba shall see to it: frees those it holds (33 persons)." in said(made.document)
    assert is_open(made.document) == ["[or three]"]
    assert [one.partition("}")[0] for one in made.warnings] == [
        f"the template leaves out {{{name}"
        for name in (
            "status", "agreed", "phases", "exchange", "verification", "dispute", "guarantees", "snapback",
            "attestation", "exchange-table", "schedule-table",
        )
    ]  # fmt: skip


@pytest.mark.parametrize("code", languages())
def test_all_languages_have_the_same_parts_in_the_same_order(code: str) -> None:
    keys = [
        [block.key for block in compose(case(), draft(**FULL), one).document.blocks] for one in ("en", code)
    ]
    assert [key for key in keys[1] if key != "untranslated"] == keys[0]
    assert read_template(shipped(code), f"agreement.{code}.txt").language == code
