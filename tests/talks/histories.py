"""The histories by which the walls are tried: what everybody sees alike, and what one side does in private."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import strategies as st

from tests.talks.outward_acts import done, outward
from tests.talks.private_acts import acts, heard, limits, marks, names, own, people, towards, words
from tests.talks.table import (
    LEAD,
    PARTIES,
    TERMS,
    Act,
    Table,
    act,
    agreeing,
    copied,
    minute,
    opening,
    outside,
)

#: How many minutes pass before something is done: deadlines pass at any place of a history.
minutes = st.sampled_from([1, 1, 1, 2, 5, 20])

#: What is put to alba and one other party: alba cannot know whom, nor what mediators call it among themselves. Several
#: have one deadline.
alike = st.tuples(
    st.sampled_from(["final", "final", "bidding"]),
    st.integers(0, 9),
    st.sampled_from([minute(42), minute(60)]),
    *[st.tuples(st.sampled_from("amz"), st.sampled_from(["borea", "cora"])) for _ in range(2)],
)


def put_alike(one: tuple[Any, ...], place: int, which: int) -> Act:
    """Return what is put to alba and another party in one of the two variants of a history."""
    what, lots, deadline, *variants = one
    letter, other = variants[which]
    name = f"{letter}{place}"
    if what == "final":
        package = {"lots": lots}
        return act(LEAD, "table_final", name=name, to=["alba", other], package=package, deadline=deadline)
    asked: Act = {"more": "alba", "less": other, "question": f"how many, {lots}?"}
    return act(LEAD, "open_bidding", name=name, deadline=deadline, **asked)


#: What everybody sees alike, and for each history what only borea's side does then; time goes on in both alike.
moves = st.lists(
    st.one_of(
        st.tuples(st.just("alike"), st.just(1), alike),
        st.tuples(
            st.just("shared"), minutes,
            st.one_of(own("alba", answers=False), outward(), own("cora", answers=True), done()),
        ),
        st.tuples(
            st.just("private"), minutes,
            st.tuples(*[st.none() | own("borea", answers=True) | towards("borea") | heard() for _ in range(2)]),
        ),
    ),
    min_size=4,
    max_size=32,
)  # fmt: skip


def _put(by: str, item: str, audience: str) -> Act:
    return act(by, "put_item", item=item, text="the roads open soon", status="due", audiences=[audience])


#: All are there, and have agreed once: something is listed, reported, claimed, counted, said, and due to be told.
AGREED = [
    *outside(),
    *agreeing(TERMS),
    *(act(f"{party}:mandator", "end_mandate", mandate="deal") for party in PARTIES),
    *(
        act(f"{party}:head", "give_list", list="l1", obligation="free", entries=[{"name": "Amal"}], mark=mark)
        for party, mark in (("alba", "counts"), ("borea", "counts"), ("cora", "names"))
    ),
    *(_put(f"{party}:head", "i1", f"constituency:{party}+home") for party in ("alba", "borea")),
    _put(LEAD, "h1", "audience:families"),
    _put(LEAD, "o1", "observer:un"),
    act("voice:amal", "speak_up", text="we wait", consent="summarise"),
    act("voice:amal", "speak_up", text="for us alone"),
    act("alba:head", "report_performance", obligation="free", quantity=40),
    act("cora:head", "claim_violation", obligation="open", words="the road is closed"),
    act(LEAD, "open_tally", tally={"id": "t", "of": "people", "states": ["held", "freed"]}),
]  # fmt: skip
#: Mediators' proposals and a bidding among alba and borea, in which alba says no or nothing.
COMMON = [
    act(LEAD, "put_issue", issue={"id": "lots", "integers": {"low": 0, "high": 9}}),
    act(LEAD, "admit_mediator", mediator="mediator:two", share=["alba", "cora"]),
    act(LEAD, "table_proposal", name="first", to=["alba", "borea"], package={"truce": "short"}),
    act(
        LEAD,
        "table_final",
        name="final",
        to=["alba", "borea"],
        package={"truce": "long"},
        deadline=minute(36),
    ),
    act(
        LEAD,
        "open_bidding",
        name="bids",
        more="alba",
        less="borea",
        question="how many?",
        deadline=minute(48),
    ),
]
#: What goes before every history, and the minute of the first of it: the agreement is older than the clock of the rest.
PRELUDE = [*opening(), *AGREED, *COMMON]
FIRST = -len(AGREED)


@cache
def before() -> Table:
    """Return a table at which what goes before has been played."""
    table = Table(clock=FIRST)
    prelude = table.play(PRELUDE)
    assert not prelude.refused, prelude.refused
    return table


def chosen_of(kind: str, one: Any, place: int, which: int) -> Act | None:
    """Return what is done at a place of a history in one of its two variants."""
    if kind == "alike":
        return put_alike(one, place, which)
    chosen: Act | None = one if kind == "shared" else one[which]
    return chosen


def played(history: list[tuple[str, int, Any]], which: int) -> tuple[Table, list[tuple[int, str]]]:
    """Play a history, in one of its two variants; return the table and what alba's side was refused."""
    table = copied(before())
    refused = []
    for place, (kind, later, one) in enumerate(history):
        chosen = chosen_of(kind, one, place, which)
        table.clock += later - 1
        if chosen is None:
            # Time goes on, whether somebody does something or not.
            table.clock += 1
            continue
        came = table.play([chosen])
        if kind == "shared" and str(chosen["by"]).startswith("alba"):
            refused += [(place, why) for _, why in came.refused]
    # In the end all deadlines have passed, in whichever order.
    table.clock += 60
    assert not table.play([act("clock", "tick")]).refused
    return table, refused


#: What alba decides at home and does not show.
AT_HOME = st.one_of(
    acts(st.just("alba:mandator"), "give_mandate", mandate=st.sampled_from(["d1", "d2"]), requires=limits),
    acts(st.just("alba:mandator"), "end_mandate", mandate=st.sampled_from(["d1", "d2"])),
    acts(
        st.sampled_from(["alba:mandator", "alba:head"]), "put_question", question=st.sampled_from(["q1", "q2"]),
        body=st.just("cabinet"), text=words, deadline=st.sampled_from([None, minute(34), minute(60)]),
    ),
    acts(
        st.sampled_from(["alba:voter", "alba:head"]), "vote", question=st.sampled_from(["q1", "q2"]),
        vote=st.sampled_from(["for", "against", "abstains"]),
    ),
    acts(st.just("alba:head"), "close_vote", question=st.sampled_from(["q1", "q2"])),
)  # fmt: skip
#: Its key is another than that of what the same person does at home.
OPEN = st.just("yes")
#: What is done meanwhile, where no mandate decides over what may be said.
MEANWHILE = st.one_of(
    acts(people("alba"), "say", outward=OPEN, text=words, mark=marks),
    acts(
        people("alba"),
        "answer_proposal",
        outward=OPEN,
        proposal=names,
        answer=st.sampled_from(["reject", "refer"]),
    ),
    acts(people("alba"), "answer_agenda", outward=OPEN, agrees=st.booleans()),
    outward(),
)
at_home = st.lists(
    st.one_of(
        st.tuples(st.just("shared"), minutes, MEANWHILE),
        st.tuples(st.just("private"), minutes, st.tuples(*[st.none() | AT_HOME for _ in range(2)])),
    ),
    min_size=3,
    max_size=32,
)  # fmt: skip
