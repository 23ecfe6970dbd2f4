"""What is agreed is what was on the agenda when it was tabled: what left it, or has other words now, binds nobody."""

from __future__ import annotations

import pytest

from tests.talks.proposing import FOR_ALBA, good, of, refused
from tests.talks.table import LEAD, PARTIES, Act, Table, act, minute, opened

DEADLINE = minute(70)
FINAL = act(LEAD, "table_final", name="f", to=["alba", "borea"], package={"truce": "long"}, deadline=DEADLINE)
YES = [act(f"{party}:head", "answer_final", final="f1", yes=True) for party in ("alba", "borea")]


def truce(*options: str, **titles: str) -> Act:
    given = [{"id": one, **({"title": titles[one]} if one in titles else {})} for one in options]
    return act(LEAD, "put_issue", issue={"id": "truce", "ordered": True, "options": given})


def crossings(**changes: object) -> Act:
    return act(LEAD, "put_issue", issue={"id": "crossings", "integers": {"low": 0, "high": 5}} | changes)


#: What leaves the agenda, and what comes to mean something else under the same id.
GONE: dict[str, tuple[Act, str]] = {
    "the issue": (act(LEAD, "drop_issue", issue="truce"), "there is no issue 'truce'"),
    "the option": (truce("none", "short"), "the issue 'truce' has no option 'long'"),
    "the option's title": (truce("none", "short", "long", long="For 99 years"), "'long' has other words"),
    "its description": (
        act(LEAD, "put_issue", issue={
            "id": "truce", "ordered": True,
            "options": [{"id": "none"}, {"id": "short"}, {"id": "long", "description": "for 99 years"}],
        }),
        "'long' has other words",
    ),
    "the issue's title": (
        act(LEAD, "put_issue", issue={
            "id": "truce", "ordered": True, "title": "Peace", "options": [{"id": "none"}, {"id": "short"}, {"id": "long"}],
        }),
        "'long' has other words",
    ),
}  # fmt: skip
#: Changes of the agenda after which what is tabled means what it meant.
KEPT: dict[str, list[Act]] = {
    "another option": [truce("none", "short", "long", "for-ever")],
    "another option's title": [truce("none", "short", "long", short="A few weeks")],
    "the title that it reads as": [truce("none", "short", "long", long="long")],
    "another issue": [act(LEAD, "drop_issue", issue="crossings")],
    "gone and back": [act(LEAD, "drop_issue", issue="truce"), truce("none", "short", "long")],
    "other words, and back": [
        truce("none", "short", "long", long="For 99 years"),
        truce("none", "short", "long"),
    ],
    "another title, and back": [
        act(LEAD, "put_issue", issue={"id": "truce", "options": [{"id": "long"}], "title": "Peace"}),
        truce("none", "short", "long"),
    ],
    "an option gone and back": [truce("none", "short"), truce("none", "short", "long")],
}


def closed(table: Table) -> list[object]:
    table.clock = max(table.clock, 80)
    good(table, act("clock", "tick"))
    return [of(table, party, "final_closed")[0]["accepted"] for party in ("alba", "borea")]


@pytest.mark.parametrize("what", GONE)
def test_a_mediators_proposal_on_what_has_left_the_agenda_is_answered_and_accepted_by_nobody(
    what: str,
) -> None:
    change, sentence = GONE[what]
    table = opened()
    good(table, FINAL, change)
    for yes in (True, False):
        said = refused(table, act("alba:head", "answer_final", final="f1", yes=yes))
        assert sentence in said
        assert said.endswith(
            "it has left the agenda since this was put, and the mediators can put it anew (table_final)"
        )
    table = opened()
    good(table, FINAL, *YES, change)
    assert closed(table) == [False, False]


@pytest.mark.parametrize("what", KEPT)
def test_a_mediators_proposal_that_means_what_it_meant_is_accepted(what: str) -> None:
    table = opened()
    good(table, FINAL, YES[0], *KEPT[what], YES[1])
    assert closed(table) == [True, True]


@pytest.mark.parametrize("what", GONE)
def test_nobody_agrees_to_what_has_other_words_now(what: str) -> None:
    change, sentence = GONE[what]
    accepts, initials = (
        [act(f"{party}:head", do, proposal="p1", **more) for party in PARTIES]
        for do, more in (("answer_proposal", {"answer": "accept"}), ("initial", {}))
    )
    agree = act(LEAD, "declare_agreement", name="first", to=list(PARTIES))
    steps = [accepts, initials, [agree]]
    for done in range(3):
        table = opened()
        tables = act(LEAD, "table_proposal", name="first", to=list(PARTIES), package={"truce": "long"})
        good(table, tables, *(act(f"{party}:mandator", "give_mandate", mandate="all") for party in PARTIES))
        for step in steps[:done]:
            good(table, *step)
        good(table, change)
        for one in steps[done]:
            assert sentence in refused(table, one)
        if done == 0 and "other words" in sentence:
            # Tabled anew, it is what the agenda says now.
            good(table, tables | {"do": "revise_proposal"}, *accepts, *initials, agree)


@pytest.mark.parametrize("what", KEPT)
def test_what_means_again_what_it_meant_is_agreed(what: str) -> None:
    table = opened()
    accepts, initials, agree = agreeing(table)
    good(table, act(LEAD, "table_proposal", name="first", to=list(PARTIES), package={"truce": "long"}))
    good(table, *KEPT[what], *accepts, *initials, agree)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (act(LEAD, "drop_issue", issue="crossings"), "terms, o: there is no issue 'crossings'"),
        (crossings(unit="per day"), "terms, o: 'crossings' has other words"),
    ],
)
def test_nobody_agrees_to_terms_that_carry_out_what_has_left_the_agenda(change: Act, sentence: str) -> None:
    carries = {"id": "o", "actor": "alba", "action": "opens", "quantity": 3, "issues": ["crossings"]}
    terms = {"phases": [{"id": "one", "name": "One", "obligations": [carries]}]}
    tables = act(LEAD, "table_proposal", name="first", to=list(PARTIES), text="A text.", terms=terms)
    table = opened()
    accepts, initials, agree = agreeing(table)
    good(table, tables, *accepts[:2], change)
    for one in (accepts[2], initials[0]):
        assert sentence in refused(table, one)
    good(table, tables | {"do": "revise_proposal", "terms": None}, *accepts, *initials, agree)
    table = opened()
    agreeing(table)
    good(table, tables, *accepts, *initials, change)
    assert sentence in refused(table, agree)


OPEN_CLAUSE: Act = {
    "id": "c2",
    "text": "It lasts [short] [long].",
    "issue": "truce",
    "options": ["short", "long"],
}
CLAUSES: list[Act] = [{"id": "c1", "text": "There is a truce."}, OPEN_CLAUSE]


def texts(**more: object) -> Act:
    given: Act = {
        "name": "first",
        "to": list(PARTIES),
        "package": {"crossings": 3},
        "clauses": CLAUSES,
    } | more
    return act(LEAD, "table_proposal", **given)


def agreeing(table: Table) -> tuple[list[Act], list[Act], Act]:
    good(table, *(act(f"{party}:mandator", "give_mandate", mandate="all") for party in PARTIES))
    accepts = [act(f"{party}:head", "answer_proposal", proposal="p1", answer="accept") for party in PARTIES]
    initials = [act(f"{party}:head", "initial", proposal="p1") for party in PARTIES]
    return accepts, initials, act(LEAD, "declare_agreement", name="first", to=list(PARTIES))


@pytest.mark.parametrize("package", [{"crossings": 3}, {"crossings": 3, "truce": "none"}])
def test_a_text_with_open_brackets_is_a_step_and_no_agreement(package: Act) -> None:
    table = opened()
    accepts, initials, agree = agreeing(table)
    good(table, texts(package=package), *accepts)
    for one in initials:
        assert "clause c2 is still in brackets" in refused(table, one)
    refused(table, agree)
    # The package may settle what stands in brackets, or the brackets go.
    for settled in ({"package": {"crossings": 3, "truce": "long"}}, {"clauses": CLAUSES[:1]}):
        table = opened()
        accepts, initials, agree = agreeing(table)
        good(table, texts(package=package), *accepts, texts(**settled) | {"do": "revise_proposal"})
        good(table, *accepts, *initials, agree)


@pytest.mark.parametrize("what", GONE)
def test_a_clause_in_brackets_on_what_has_left_the_agenda_is_not_accepted(what: str) -> None:
    change, _ = GONE[what]
    table = opened()
    good(table, texts(), change)
    said = refused(table, act("alba:head", "answer_proposal", proposal="p1", answer="accept"))
    assert said.startswith("clause c2: ")
    assert "it has left the agenda since this was tabled" in said


def test_of_a_bracket_that_the_package_settles_the_other_options_may_go() -> None:
    table = opened()
    accepts, initials, agree = agreeing(table)
    good(table, texts(package={"truce": "long"}), truce("none", "long"), *accepts, *initials, agree)


BIDS: Act = {
    "name": "b",
    "more": "alba",
    "less": "borea",
    "question": "?",
    "deadline": DEADLINE,
    "issue": "crossings",
}


def bid(party: str, value: float) -> Act:
    return act(f"{party}:head", "bid", bidding="b1", value=value)


def met(table: Table) -> object:
    table.clock = max(table.clock, 80)
    good(table, act("clock", "tick"))
    found = [of(table, party, "bidding_closed")[0].get("value") for party in ("alba", "borea")]
    assert found[0] == found[1]
    return found[0]


@pytest.mark.parametrize(
    ("integers", "wrong"),
    [
        ({"low": 0, "high": 7}, [2.5, -1, 8, 1e300]),
        ({"low": 10, "high": 50, "step": 10}, [15, 0, 60, 20.5]),
    ],
)
def test_bids_on_whole_numbers_are_among_them(integers: Act, wrong: list[float]) -> None:
    table = opened()
    good(table, crossings(integers=integers), act(LEAD, "open_bidding", **BIDS))
    for value in wrong:
        assert f"'crossings' is a whole number from {integers['low']} to" in refused(
            table, bid("alba", value)
        )
    good(table, bid("alba", integers["low"]), bid("borea", integers["high"]))


@pytest.mark.parametrize(
    ("integers", "asks", "gives", "value"),
    [
        ({"low": 0, "high": 7}, 2, 4, 3),
        ({"low": 0, "high": 7}, 2, 3, 2),
        ({"low": 0, "high": 7}, 3, 4, 4),
        ({"low": 1, "high": 9, "step": 2}, 1, 3, 1),
        ({"low": 1, "high": 9, "step": 2}, 3, 5, 5),
        ({"low": 0, "high": 50, "step": 10}, 10, 40, 20),
        ({"low": 0, "high": 50, "step": 10}, 20, 20, 20),
    ],
)
def test_half_way_is_a_number_that_the_issue_has(
    integers: Act, asks: float, gives: float, value: float
) -> None:
    table = opened()
    good(table, crossings(integers=integers), act(LEAD, "open_bidding", **BIDS))
    good(table, bid("alba", asks), bid("borea", gives))
    assert met(table) == value
    # It can be tabled as it is.
    good(table, act(LEAD, "table_proposal", name="x", to=["alba"], package={"crossings": value}))


def test_real_numbers_are_met_exactly_half_way() -> None:
    table = opened()
    width = {"id": "width", "reals": {"low": 0, "high": 10, "steps": 11}}
    good(table, act(LEAD, "put_issue", issue=width), act(LEAD, "open_bidding", **BIDS | {"issue": "width"}))
    assert "'width' is a number from 0 to 10" in refused(table, bid("alba", 10.5))
    good(table, bid("alba", 2.25), bid("borea", 2.5))
    assert met(table) == 2.375


@pytest.mark.parametrize(
    "change",
    [
        act(LEAD, "drop_issue", issue="crossings"),
        crossings(integers={"low": 0, "high": 5}, unit="per day"),
        act(LEAD, "put_issue", issue={"id": "crossings", "options": [{"id": "2"}, {"id": "4"}]}),
    ],
)
def test_bids_on_an_issue_that_has_left_the_agenda_do_not_meet(change: Act) -> None:
    table = opened()
    good(table, act(LEAD, "open_bidding", **BIDS), bid("alba", 2), bid("borea", 4))
    good(table, change)
    late = act(LEAD, "bid", bidding="b1", value=3, **FOR_ALBA)
    assert "'crossings' has left the agenda, or has other words" in refused(table, late)
    assert met(table) is None


def test_bids_that_the_issue_has_no_more_do_not_meet() -> None:
    table = opened()
    good(table, act(LEAD, "open_bidding", **BIDS), bid("alba", 2), bid("borea", 4))
    good(table, crossings(integers={"low": 0, "high": 3}))
    assert met(table) is None
