"""From what stands at the table to what a text is made from: what was agreed, and nothing that was not."""

from __future__ import annotations

import datetime as dt

from goodoffices.agreement.text.composing import compose
from goodoffices.model.document import plain_text
from goodoffices.services.looking import Looks
from goodoffices.services.texts import agreed_case, agreed_text, called, may_have, tabled_text, tabling_of
from tests.talks.table import LEAD, PACKAGE, TERMS, Table, act, agreed, opened

ON = dt.date(2031, 3, 1)
NEW = {"id": "pause", "title": "A pause", "options": [{"id": "yes"}, {"id": "no"}]}


def words(table: Table, who: str = LEAD) -> str:
    text = agreed_text(Looks(table.talks).at(table.talks.standing(who)).lens.case)
    assert text is not None
    return plain_text(compose(text.case, text.draft).document)


def test_what_comes_onto_the_agenda_later_is_no_part_of_what_was_agreed() -> None:
    table = agreed()
    before = words(table)
    table.play([act(LEAD, "put_issue", issue=NEW)])
    assert words(table) == before
    assert "pause" not in before
    assert "frees" in before


def test_an_option_that_is_gone_keeps_what_it_was_called() -> None:
    table = opened()
    clause = {"id": "c", "text": "A [short] [long] truce.", "issue": "truce", "options": ["short", "long"]}
    table.play([
        act(LEAD, "table_proposal", name="draft", to=["alba"], package=PACKAGE, clauses=[clause]),
        act(LEAD, "put_issue", issue={"id": "truce", "ordered": True, "options": [{"id": "none"}, {"id": "long"}]}),
        act(LEAD, "drop_issue", issue="crossings"),
    ])  # fmt: skip
    look = Looks(table.talks).at(table.talks.standing("alba:head"))
    case, draft = tabled_text(look.lens.case, look.lens.channel("alba").proposals["p1"], ON)
    text = plain_text(compose(case, draft).document)
    assert "A short truce." in text
    assert "crossings: 3" in text.replace("\u2068", "").replace("\u2069", "") or "crossings" in text
    assert draft.version == 1


def test_a_proposal_is_found_by_the_name_under_which_its_reader_knows_it() -> None:
    table = opened()
    table.play([
        act(LEAD, "table_proposal", name="first", to=["borea"], package=PACKAGE),
        act(LEAD, "table_proposal", name="draft", to=["alba", "borea"], package=PACKAGE),
    ])  # fmt: skip
    looks = Looks(table.talks)
    found = {}
    for actor in (LEAD, "mediator:co", "alba:head", "borea:head"):
        who = table.talks.standing(actor)
        look = looks.at(who)
        found[actor] = [
            tabling_of(look, who, name)
            for name in ("draft", "borea/p2", "alba/p1", "p2", "nobody/p1", "alba/p9")
        ]
    assert found[LEAD] == [("alba", "p1"), ("borea", "p2"), ("alba", "p1"), None, None, None]
    assert found["mediator:co"] == [None, None, ("alba", "p1"), None, None, None]
    assert found["alba:head"] == [None] * 6
    assert found["borea:head"] == [None, None, None, ("borea", "p2"), None, None]


def test_documents_are_for_delegations_and_mediators_who_share_all() -> None:
    table = agreed()
    case = Looks(table.talks).at(table.talks.standing(LEAD)).lens.case
    having = {
        actor: may_have(table.talks.standing(actor), case)
        for actor in (LEAD, "mediator:co", "alba:adviser", "alba:voter", "observer:un", "monitor:watch")
    }
    assert having == {
        LEAD: True,
        "mediator:co": False,
        "alba:adviser": True,
        "alba:voter": False,
        "observer:un": False,
        "monitor:watch": False,
    }


def test_terms_are_those_that_were_tabled_and_no_others() -> None:
    without = agreed(None)
    state = Looks(without.talks).at(without.talks.standing(LEAD)).lens
    made = agreed_case(state.case, state.ledger)
    assert made is not None
    assert made.phases == ()
    table = agreed()
    lens = Looks(table.talks).at(table.talks.standing(LEAD)).lens
    case = agreed_case(lens.case, lens.ledger)
    assert case is not None
    assert [phase.id for phase in case.phases] == [phase["id"] for phase in TERMS["phases"]]


def test_names_are_written_for_people_and_what_people_wrote_stays() -> None:
    assert called("united-states") == "United States"
    assert called("Tam McVerrick, for the Directorate") == "Tam McVerrick, for the Directorate"
