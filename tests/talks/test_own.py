"""What a party that acts itself does itself, and what mediators entered before opens no more than they entered."""

from __future__ import annotations

import pytest

from goodoffices.model.conditions import Condition
from goodoffices.talks.events import Happened
from goodoffices.talks.events.home import MandateGiven
from goodoffices.talks.permissions import may_invite
from goodoffices.talks.streams import Stream
from tests.talks.proposing import FOR_ALBA, good, of, refused
from tests.talks.table import LEAD, PACKAGE, PARTIES, START, Act, Table, act, cabinet, minute, opened

OWN = "alba acts for itself"
ITSELF = act("alba:head", "note", text="From now on we are here.")
ACCEPTS: Act = {"proposal": "p1", "answer": "accept"}
LIMIT: Act = {"issue": "crossings", "at_most": 4}


def entered(do: str, **fields: object) -> Act:
    return act(LEAD, do, **fields, **FOR_ALBA)


def body(*members: str, name: str = "cabinet") -> Act:
    return cabinet("alba") | {"id": name, "members": [{"id": one, "name": one} for one in members]}


def tabled() -> Table:
    """Return a table with a proposal on it, at which alba is spoken for."""
    table = opened(silent=["alba"])
    good(table, act(LEAD, "table_proposal", name="first", to=list(PARTIES), package=PACKAGE))
    return table


#: What binds a party, with what goes before it, and who of the party does it.
BINDING: dict[str, tuple[list[Act], str]] = {
    "a mandate": ([entered("give_mandate", mandate="d")], "mandator"),
    "another form of one": (
        [entered("give_mandate", mandate="d", requires=LIMIT), entered("give_mandate", mandate="d")],
        "mandator",
    ),
    "the end of one": (
        [entered("give_mandate", mandate="d"), entered("end_mandate", mandate="d")],
        "mandator",
    ),
    "initials": (
        [
            entered("give_mandate", mandate="d"),
            entered("answer_proposal", **ACCEPTS),
            entered("initial", proposal="p1"),
        ],
        "head",
    ),
    "consent to a step": ([entered("consent", step="the second round")], "head"),
    "consent taken back": ([entered("withdraw_consent")], "head"),
    "leaving": ([entered("withdraw_party")], "head"),
    "coming back": ([entered("withdraw_party"), entered("return_party")], "head"),
}


@pytest.mark.parametrize("what", BINDING)
def test_what_binds_a_party_is_entered_for_one_that_never_acts_and_its_own_as_soon_as_it_does(
    what: str,
) -> None:
    (*before, last), who = BINDING[what]
    silent, acting = tabled(), tabled()
    good(silent, *before, last)
    good(acting, *before, ITSELF)
    assert OWN in refused(acting, last)
    if what == "another form of one":
        # The mediators see it where it stands, and so it stays there.
        last = last | {"shown": True}
    itself = {name: value for name, value in last.items() if name not in ("for", "meeting")}
    good(acting, itself | {"by": f"alba:{who}"})


def test_what_is_entered_as_accepted_waits_for_the_party_itself() -> None:
    mandate = act("alba:mandator", "give_mandate", mandate="d", requires=LIMIT)
    at_home = [
        act("alba:mandator", "form_body", body=body("mandator")),
        act("alba:head", "put_question", question="q", body="cabinet", text="?", proposal="p1"),
        act("alba:mandator", "vote", question="q", vote="for"),
        act("alba:head", "close_vote", question="q"),
    ]
    for settled in ([], at_home):
        table = tabled()
        good(table, mandate, entered("answer_proposal", **ACCEPTS))
        assert of(table, "mediators", "answered")[0]["ad_referendum"]
        assert OWN in refused(table, entered("initial", proposal="p1"))
        good(table, *settled, act("alba:head", "initial", proposal="p1"))
    # Its mandates are looked at then, those too that the mediators did not see.
    for narrow in ({"requires": LIMIT | {"at_most": 1}}, {"ad_referendum": True}):
        table = tabled()
        good(table, mandate | narrow, entered("answer_proposal", **ACCEPTS))
        refused(table, act("alba:head", "initial", proposal="p1"))
        good(table, *at_home, act("alba:head", "initial", proposal="p1"))


def test_yes_to_a_mediators_proposal_a_party_that_acts_itself_says_itself_as_its_mandates_let_it() -> None:
    kept = act("alba:mandator", "give_mandate", mandate="kept", requires=LIMIT | {"at_most": 1})
    final = act(LEAD, "table_final", name="f", to=["alba", "borea"], package=PACKAGE, deadline=minute(70))
    yes, no = (entered("answer_final", final="f1", yes=one) for one in (True, False))
    for before in ([ITSELF], [kept]):
        table = opened(silent=["alba"])
        good(table, *before, final)
        assert "says yes to a mediators' proposal itself, as its mandates let it" in refused(table, yes)
        good(table, no)
    own = act("alba:head", "answer_final", final="f1", yes=True)
    assert "beyond the mandate 'kept'" in refused(table, own)


def test_only_the_party_itself_lets_what_it_sealed_be_used() -> None:
    for table in (opened(), opened(silent=["alba"])):
        good(table, act(LEAD, "open_run", name="look", to=["alba", "borea"]))
        yes, no = (entered("answer_run", run="r1", consents=one) for one in (True, False))
        assert "only the party itself lets its sealed preferences be used" in refused(table, yes)
        own = act("alba:head", "answer_run", run="r1", consents=True)
        good(table, no, own, no)
        refused(table, yes)
        good(table, own)


def test_a_body_that_mediators_entered_opens_what_they_entered_and_nothing_kept_at_home() -> None:
    table = opened(silent=["alba"])
    good(
        table,
        entered("form_body", body=body("spy", "voter"), ballot="open"),
        act("alba:mandator", "give_mandate", mandate="d", text="KEPT AT HOME"),
        act("alba:mandator", "form_body", body=body("voter", name="council")),
        act("alba:mandator", "put_question", question="k", body="council", text="ASKED AT HOME"),
    )
    seen = table.seen("alba:spy")
    assert b"entered/alba" in seen
    assert b"home/alba" not in seen
    assert b"AT HOME" not in seen
    assert b"AT HOME" in table.seen("alba:voter"), "the party itself has formed the council"


def test_who_sits_in_a_body_that_mediators_entered_votes_there() -> None:
    table = opened(silent=["alba"])
    put = entered("put_question", question="q", body="cabinet", text="?")
    good(table, put, act("alba:voter", "vote", question="q", vote="for"))
    assert [one["of"] for one in of(table, "alba:voter", "receipt")] == ["q"]


def test_a_party_takes_back_the_places_that_mediators_entered() -> None:
    table = opened(silent=["alba"])
    named = entered("name_delegate", person="spy", role="member")
    good(table, named, entered("form_body", body=body("spy", "voter")))
    good(table, entered("form_body", body=body("spy", name="council")))
    assert b"entered/alba" in table.seen("alba:spy")
    # Recalled, nothing that was entered opens anything to them any more.
    good(table, act("alba:head", "recall_delegate", person="spy"))
    assert table.seen("alba:spy") == b"you take no part in these talks"
    # Formed anew, a body has its new members and no other, wherever it stood before.
    assert b"entered/alba" in table.seen("alba:voter")
    good(table, act("alba:mandator", "form_body", body=body("mandator")))
    assert table.seen("alba:voter") == b"you take no part in these talks"
    good(table, act("alba:mandator", "form_body", body=body("mandator", "voter")))
    assert b"home/alba" in table.seen("alba:voter")
    good(table, act("alba:mandator", "form_body", body=body("mandator")))
    assert table.seen("alba:voter") == b"you take no part in these talks"


def test_mediators_invite_nobody_into_a_party_that_acts_itself() -> None:
    table = opened(silent=["alba"])
    for acts, may in (([], True), ([ITSELF], False)):
        good(table, *acts)
        lead, other = (table.talks.standing(who) for who in (LEAD, "alba:member"))
        head, voter = (table.talks.standing(who) for who in ("alba:head", "alba:voter"))
        itself = table.talks.acts_itself("alba")
        assert may_invite(lead, other, acts_itself=itself) is may
        assert may_invite(head, other, acts_itself=itself)
        assert not may_invite(lead, voter, acts_itself=itself)
    assert not table.talks.acts_itself("")


def test_mandates_of_one_name_in_two_places_all_bind() -> None:
    table = opened(silent=["alba"])
    good(table, act(LEAD, "table_proposal", name="first", to=["alba"], package=PACKAGE))
    # Nothing enters one there any more; in older talks it was.
    limits = {"entered": 1, "home": 5, "mandate": 5}
    for kind, most in limits.items():
        event = MandateGiven(mandate="d", requires=Condition(issue="crossings", at_most=most))
        written = Happened(at=START, by=LEAD, event=event, entered_for="alba", meeting="m")
        table.talks.history.write({Stream(kind, "alba"): [written]}, {})  # type: ignore[arg-type]  # a kind of stream
    accept = act("alba:head", "answer_proposal", **ACCEPTS)
    assert "beyond the mandate 'd' (crossings: at most 1)" in refused(table, accept)
    # Taken back, it is so in all places.
    good(table, act("alba:mandator", "end_mandate", mandate="d"), accept)
    assert len(of(table, "alba", "mandate_ended")) == 3
    assert of(table, "alba", "answered")[0]["ad_referendum"]


@pytest.mark.parametrize("silent", [[], ["alba"]])
def test_a_mark_that_the_partys_people_narrowed_is_widened_by_them_alone(silent: list[str]) -> None:
    table = opened(silent)
    by = LEAD if silent else "alba:member"
    said = act(by, "say", text="HELD", mark="relay_verbatim") | (
        {"for": "alba", "meeting": "m"} if silent else {}
    )
    narrow = act("alba:adviser", "mark_message", message="m1", mark="hold")
    wide: Act = {"message": "m1", "mark": "relay_verbatim"}
    good(table, said, narrow)
    for who in (entered("mark_message", **wide), act("alba:adviser", "mark_message", **wide)):
        assert "only who wrote it, where nobody else of alba has marked it since" in refused(table, who)
    assert "only who wrote it" in refused(table, act("alba:member", "mark_message", **wide))
    good(
        table,
        act("alba:head", "mark_message", **wide),
        act(LEAD, "relay", party="alba", message="m1", to=["borea"]),
    )


def test_mediators_do_not_get_round_a_mark_by_narrowing_it_first() -> None:
    table = opened(silent=["alba"])
    good(
        table,
        entered("say", text="HELD", mark="relay_verbatim"),
        act("alba:adviser", "mark_message", message="m1", mark="relay_substance"),
        entered("mark_message", message="m1", mark="hold"),
    )
    for mark in ("relay_substance", "relay_verbatim", "relay_as_idea"):
        assert "only who wrote it" in refused(table, entered("mark_message", message="m1", mark=mark))
    assert b"HELD" not in table.seen("borea")


def test_what_its_author_narrowed_its_author_widens() -> None:
    table = opened()
    good(table, act("alba:member", "say", text="x", mark="relay_verbatim"))
    good(table, entered("mark_message", message="m1", mark="hold"))
    for mark in ("relay_verbatim", "hold", "relay_as_idea"):
        good(table, act("alba:member", "mark_message", message="m1", mark=mark))


def test_a_party_that_has_left_still_narrows_what_it_said_and_that_is_not_carried() -> None:
    table = opened()
    good(
        table, act("alba:head", "say", text="HELD", mark="relay_verbatim"), act("alba:head", "withdraw_party")
    )
    relay = act(LEAD, "relay", party="alba", message="m1", to=["borea"])
    marks = act("alba:head", "mark_message", message="m1", mark="hold")
    good(table, marks)
    assert "it may be relayed not at all" in refused(table, relay)
    assert "until it comes back (return_party), it allows less" in refused(
        table, marks | {"mark": "relay_verbatim"}
    )
    assert b"HELD" not in table.seen("borea")
    good(table, act("alba:head", "return_party"), marks | {"mark": "relay_verbatim"}, relay)


def test_nobody_comes_back_to_a_case_that_is_closed() -> None:
    table = opened()
    good(table, act("alba:head", "withdraw_party"), act(LEAD, "close_case"))
    assert refused(table, act("alba:head", "return_party")) == "the case is closed"


def test_the_agenda_is_answered_by_who_consents_to_the_process() -> None:
    table = opened()
    answer = act("alba:head", "answer_agenda", agrees=True)
    good(table, act("alba:head", "withdraw_consent"))
    assert "alba has withdrawn its consent to the process" in refused(table, answer)
    good(table, act("alba:head", "consent"), answer)


def test_to_agree_takes_two_who_are_still_there() -> None:
    table = opened()
    good(table, act(LEAD, "table_proposal", name="first", to=list(PARTIES), package=PACKAGE))
    for one in PARTIES:
        good(
            table,
            act(f"{one}:mandator", "give_mandate", mandate="all"),
            act(f"{one}:head", "answer_agenda", agrees=True),
            act(f"{one}:head", "answer_proposal", **ACCEPTS),
        )
    initials = [act(f"{one}:head", "initial", proposal="p1") for one in PARTIES]
    agree, agenda = (
        act(LEAD, "declare_agreement", name="first", to=list(PARTIES)),
        act(LEAD, "declare_agenda"),
    )
    leave, back = (act("cora:head", do) for do in ("withdraw_party", "return_party"))
    good(table, initials[0], act("borea:head", "withdraw_party"), leave)
    for declared in (agree, agenda):
        assert "alba alone is still in the talks; to agree takes two" in refused(table, declared)
    good(table, act("alba:head", "withdraw_party"))
    for declared in (agree, agenda):
        assert "nobody alone is still in the talks" in refused(table, declared)
    good(table, act("alba:head", "return_party"), back, agenda)
    assert "cora has not initialled" in refused(table, agree)
    good(table, initials[2], agree)
