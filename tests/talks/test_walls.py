"""Noninterference: whatever another side does or tells in private, what one sees is the same to the byte."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from goodoffices.talks import visibility
from goodoffices.talks.standing import Standing
from goodoffices.talks.streams import Stream
from tests.talks.table import ISSUES, LEAD, PARTIES, Act, Table, act, cabinet, minute, opened, opening

#: Histories that are tried: a few hundred in every run, ten thousand in the nightly one.
HISTORIES = 10_000 if settings().max_examples >= 2_000 else 200
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
#: All but explaining, which takes minutes on histories.
PHASES = [Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink]
#: Everybody whose view must not change: all of alba's, those who mediate in its channel or its and cora's, and who only
#: listens.
VIEWERS = (
    "alba", "alba:head", "alba:member", "alba:adviser", "alba:mandator", "alba:voter", "mediator:co", "mediator:two",
    "observer:un", "guarantor:league",
)  # fmt: skip

packages = st.fixed_dictionaries(
    {},
    optional={"truce": st.sampled_from(["none", "short", "long", "wrong"]), "crossings": st.integers(-1, 6)},
)
words = st.sampled_from(["yes", "no", "what about five", "1,200 people", "ask them first", "…"])
names = st.sampled_from(["m1", "m2", "m3", "p1", "p2", "f1", "f2", "b1", "s1", "q1", "q2", "r1"])
marks = st.sampled_from(["hold", "relay_substance", "relay_verbatim", "relay_as_idea"])
limits = st.sampled_from(
    [
        None,
        {"issue": "crossings", "at_most": 3},
        {"issue": "truce", "in": ["short", "long"]},
        {"issue": "mars", "is": 1},
    ]
)
preferences = st.just(
    {
        "kind": "additive",
        "weights": {"truce": 0.5, "crossings": 0.5},
        "values": {
            "truce": {"kind": "table", "evaluations": {"none": 0, "short": 0.5, "long": 1}},
            "crossings": {"kind": "linear", "origin": 0, "offset": 0, "slope": 0.2},
        },
    }
)


SOURCE = {"id": "r1", "title": "A report"}
STATEMENT = {
    "id": "s1",
    "source": "r1",
    "content": "no return",
    "speaker": "borea",
    "speaker_named": True,
    "act": "rejects",
    "reader": "rules",
}
JUDGEMENT = {
    "what": "statement",
    "of": "s1",
    "verdict": "rejected",
    "by": "lunn",
    "at": "2031-03-01T09:00:00Z",
}


def frame(*red_lines: str) -> Act:
    """Return a frame of the working case, in which these parties have a red line."""
    line = {"requires": {"issue": "truce", "is": "long"}, "name": "a long truce", "entered_by": "lunn"}
    return {
        "parties": [{"id": party} for party in PARTIES],
        "issues": ISSUES,
        "red_lines": [{"party": party, **line} for party in red_lines],
    }


def _acts(by: st.SearchStrategy[str], do: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Act]:
    # A mediator who gives an outward act the key of a private one has made another outward act: keys differ.
    keys = ["", "", "o1", "o2"] if "outward" in fields else ["", "", "k1", "k2"]
    fields.pop("outward", None)
    return st.builds(
        lambda by, key, given: (
            act(by, do, **{n: v for n, v in given.items() if v is not None}) | ({"key": key} if key else {})
        ),
        by,
        st.sampled_from(keys),
        st.fixed_dictionaries(fields),
    )


def people(party: str) -> st.SearchStrategy[str]:
    """Return a party's people, and one who is none of them."""
    return st.sampled_from(
        [f"{party}:{name}" for name in ("head", "member", "adviser", "mandator", "voter", "nobody")]
    )


def own(party: str, *, answers: bool) -> st.SearchStrategy[Act]:
    """Return what a party's people do in private; `answers`: yes to mediators' proposals, and bids that may meet."""
    by = people(party)
    return st.one_of(
        _acts(by, "say", text=words, mark=marks),
        _acts(by, "mark_message", message=names, mark=marks),
        _acts(by, "note", text=words),
        _acts(by, "consent", step=words),
        _acts(by, "withdraw_consent", step=words),
        _acts(by, "answer_agenda", agrees=st.booleans()),
        _acts(
            by,
            "answer_proposal",
            proposal=names,
            answer=st.sampled_from(["accept", "reject", "counter", "refer"]),
            package=packages,
        ),
        _acts(by, "answer_proposal", proposal=names, answer=st.just("accept")),
        _acts(by, "initial", proposal=names),
        _acts(by, "answer_sounding", sounding=names, answer=st.sampled_from(["yes", "perhaps", "no"])),
        _acts(by, "answer_final", final=names, yes=st.booleans() if answers else st.sampled_from([False])),
        _acts(
            by,
            "bid",
            bidding=names,
            value=st.integers(0, 100).map(float) if answers else st.just(1_000.0),
        ),
        _acts(
            by,
            "give_mandate",
            mandate=st.sampled_from(["d1", "d2"]),
            requires=limits,
            shown=st.booleans(),
            ad_referendum=st.booleans(),
        ),
        _acts(by, "end_mandate", mandate=st.sampled_from(["d1", "d2"])),
        _acts(by, "state_preferences", preferences=preferences),
        _acts(by, "seal_preferences", preferences=preferences),
        _acts(
            by,
            "form_body",
            body=st.just(cabinet(party)),
            ballot=st.sampled_from(["open", "after", "secret"]),
        ),
        _acts(
            by,
            "put_question",
            question=st.sampled_from(["q1", "q2"]),
            body=st.just("cabinet"),
            text=words,
            proposal=st.sampled_from(["", "p1", "p2"]),
            deadline=st.sampled_from([None, minute(34), minute(60)]),
        ),
        _acts(
            by,
            "vote",
            question=st.sampled_from(["q1", "q2"]),
            vote=st.sampled_from(["for", "against", "abstains"]),
        ),
        _acts(by, "close_vote", question=st.sampled_from(["q1", "q2"])),
        _acts(
            by, "name_delegate", person=st.sampled_from(["new", "member"]), role=st.sampled_from(["member"])
        ),
        _acts(by, "recall_delegate", person=st.sampled_from(["new", "adviser"])),
        _acts(by, "attend", round=st.just("doha"), people=st.just(["x"])),
        _acts(by, "propose_issue", issue=st.just({"id": "mines", "options": [{"id": "a"}, {"id": "b"}]})),
        # What is forbidden, and what is nonsense.
        _acts(by, "announce", text=words),
        _acts(by, "tell", to=st.just(["alba"]), text=words),
    )


def towards(party: str) -> st.SearchStrategy[Act]:
    """Return what mediators do that only one party, or nobody, sees."""
    by = st.sampled_from([LEAD, "mediator:far"])
    to = st.just([party])
    entered = st.just(party)
    meeting = st.just("at the hotel")
    return st.one_of(
        _acts(by, "tell", to=to, text=words),
        _acts(by, "sound", to=st.just(party), question=words, package=packages),
        _acts(
            by,
            "table_proposal",
            name=st.sampled_from([f"{party}-1", f"{party}-2"]),
            to=to,
            package=packages,
            text=words,
        ),
        _acts(
            by,
            "revise_proposal",
            name=st.sampled_from([f"{party}-1", f"{party}-2"]),
            to=to,
            package=packages,
            text=words,
        ),
        _acts(by, "withdraw_proposal", name=st.sampled_from([f"{party}-1", f"{party}-2"]), to=to),
        _acts(
            by,
            "table_final",
            name=st.sampled_from([f"{party}-3", f"{party}-4"]),
            to=st.just([party, "cora"]),
            package=packages,
            deadline=st.just(minute(42)),
        ),
        _acts(by, "post", to=st.sampled_from([[party], ["alba", party]]), text=words),
        _acts(by, "note", text=words),
        _acts(
            by,
            "relay",
            party=st.just("alba"),
            message=names,
            to=to,
            manner=st.just("substance"),
            text=words,
        ),
        _acts(by, "open_run", name=st.just(f"{party}-run"), to=to),
        # The working case, which rests on all channels.
        _acts(
            by,
            "set_frame",
            frame=st.sampled_from([frame(), frame(), frame("alba"), {"parties": [{"id": "alba"}]}]),
            seen=st.sampled_from([None, None, 0, 1]),
        ),
        _acts(by, "grow_record", sources=st.just([SOURCE]), statements=st.sampled_from([[], [STATEMENT]])),
        _acts(by, "grow_record", judgements=st.just([JUDGEMENT])),
        _acts(by, "keep_report", source=st.just("r1"), text=words),
        _acts(st.just(LEAD), "change_share", mediator=st.just("mediator:far"), share=st.sampled_from([[], [party]])),
        # For a party that does not sign in.
        _acts(by, "say", entered_for=entered, meeting=meeting, text=words, mark=marks),
        _acts(by, "give_mandate", entered_for=entered, meeting=meeting, mandate=st.just("d3"), requires=limits),
        _acts(by, "answer_final", entered_for=entered, meeting=meeting, final=names, yes=st.booleans()),
        _acts(
            by,
            "answer_proposal",
            entered_for=entered,
            meeting=meeting,
            proposal=names,
            answer=st.sampled_from(["accept", "reject", "refer"]),
        ),
    )  # fmt: skip


def outward() -> st.SearchStrategy[Act]:
    """Return what mediators do for alba to see; none of it can fail because of what borea did in private."""
    by, yes = st.just(LEAD), st.just("yes")
    to = st.sampled_from([["alba"], ["alba", "cora"]])
    both = st.sampled_from([["alba"], ["alba", "borea"]])
    return st.one_of(
        _acts(by, "tell", outward=yes, to=both, text=words),
        _acts(by, "announce", outward=yes, text=words),
        _acts(by, "announce", outward=yes, text=words, to=st.just(["observer:un"])),
        _acts(
            by,
            "table_proposal",
            outward=yes,
            name=st.sampled_from(["x", "y"]),
            to=to,
            package=packages,
            text=words,
        ),
        _acts(
            by,
            "revise_proposal",
            outward=yes,
            name=st.sampled_from(["x", "y"]),
            to=to,
            package=packages,
            text=words,
        ),
        _acts(by, "withdraw_proposal", outward=yes, name=st.sampled_from(["x", "y"]), to=to),
        _acts(by, "sound", outward=yes, to=st.just("alba"), question=words),
        _acts(
            by,
            "relay",
            outward=yes,
            party=st.just("cora"),
            message=names,
            to=st.just(["alba"]),
            manner=st.sampled_from(["verbatim", "idea"]),
            text=words,
        ),
        _acts(
            by,
            "plan_round",
            outward=yes,
            round=st.sampled_from(["doha", "cairo"]),
            name=words,
            venue=st.just("a hotel"),
        ),
        _acts(by, "open_round", outward=yes, round=st.sampled_from(["doha", "cairo"])),
        _acts(by, "collapse_round", outward=yes, round=st.sampled_from(["doha", "cairo"])),
        _acts(by, "declare_impasse", outward=yes, reason=words),
        _acts(by, "resume_talks", outward=yes, reason=words),
        _acts(by, "admit_mediator", outward=yes, mediator=st.sampled_from(["mediator:n1", "mediator:n2"])),
        _acts(by, "open_run", outward=yes, name=st.just("run"), to=to),
        _acts(st.just("clock"), "tick", outward=yes),
        _acts(
            by,
            "put_issue",
            outward=yes,
            issue=st.sampled_from(
                [
                    {"id": "water", "integers": {"low": 0, "high": 3}},
                    {"id": "water", "integers": {"low": 0, "high": 4}},
                ]
            ),
        ),
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
            st.just("shared"), minutes, st.one_of(own("alba", answers=False), outward(), own("cora", answers=True))
        ),
        st.tuples(
            st.just("private"), minutes,
            st.tuples(*[st.none() | own("borea", answers=True) | towards("borea") for _ in range(2)]),
        ),
    ),
    min_size=3,
    max_size=32,
)  # fmt: skip

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


def chosen_of(kind: str, one: Any, place: int, which: int) -> Act | None:
    """Return what is done at a place of a history in one of its two variants."""
    if kind == "alike":
        return put_alike(one, place, which)
    chosen: Act | None = one if kind == "shared" else one[which]
    return chosen


def played(history: list[tuple[str, int, Any]], which: int) -> tuple[Table, list[tuple[int, str]]]:
    """Play a history, in one of its two variants; return the table and what alba's side was refused."""
    table = Table()
    prelude = table.play([*opening(), *COMMON])
    assert not prelude.refused, prelude.refused
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


@settings(max_examples=HISTORIES, suppress_health_check=SLOW, phases=PHASES)
@given(moves)
def test_what_alba_sees_does_not_depend_on_what_borea_does_in_private(
    history: list[tuple[str, int, Any]],
) -> None:
    first, refused = played(history, 0)
    second, refused_too = played(history, 1)
    # What borea or alba is asked together with cora, who mediates with cora sees, and may.
    with_cora = any(
        one and "cora" in one.get("to", ()) for kind, _, two in history if kind == "private" for one in two
    ) or any(kind == "alike" for kind, *_ in history)
    for viewer in VIEWERS:
        if viewer != "mediator:two" or not with_cora:
            assert first.seen(viewer) == second.seen(viewer), viewer
    assert refused == refused_too
    closed = first.seen("alba").count(b'"final_closed"') + first.seen("alba").count(b'"bidding_closed"')
    event(f"deadlines that passed: {closed}")
    put = [one for kind, _, one in history if kind == "alike"]
    several = any(
        one[2] == other[2] and one[3:] != other[3:] for one in put for other in put if one is not other
    )
    event(f"several of one deadline, each variant with others: {several}")
    event(f"borea's own views differ: {first.seen('borea') != second.seen('borea')}")


#: What alba decides at home and does not show.
AT_HOME = st.one_of(
    _acts(st.just("alba:mandator"), "give_mandate", mandate=st.sampled_from(["d1", "d2"]), requires=limits),
    _acts(st.just("alba:mandator"), "end_mandate", mandate=st.sampled_from(["d1", "d2"])),
    _acts(
        st.sampled_from(["alba:mandator", "alba:head"]), "put_question", question=st.sampled_from(["q1", "q2"]),
        body=st.just("cabinet"), text=words, deadline=st.sampled_from([None, minute(34), minute(60)]),
    ),
    _acts(
        st.sampled_from(["alba:voter", "alba:head"]), "vote", question=st.sampled_from(["q1", "q2"]),
        vote=st.sampled_from(["for", "against", "abstains"]),
    ),
    _acts(st.just("alba:head"), "close_vote", question=st.sampled_from(["q1", "q2"])),
)  # fmt: skip
#: Its key is another than that of what the same person does at home.
OPEN = st.just("yes")
#: What is done meanwhile, where no mandate decides over what may be said.
MEANWHILE = st.one_of(
    _acts(people("alba"), "say", outward=OPEN, text=words, mark=marks),
    _acts(
        people("alba"),
        "answer_proposal",
        outward=OPEN,
        proposal=names,
        answer=st.sampled_from(["reject", "refer"]),
    ),
    _acts(people("alba"), "answer_agenda", outward=OPEN, agrees=st.booleans()),
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


@settings(max_examples=HISTORIES // 5, suppress_health_check=SLOW, phases=PHASES)
@given(at_home)
def test_what_is_decided_at_home_and_not_shown_changes_nothing_for_those_who_do_not_see_it(
    history: list[tuple[str, int, Any]],
) -> None:
    first, refused = played(history, 0)
    second, refused_too = played(history, 1)
    for viewer in (
        "alba:member",
        "alba:adviser",
        "mediators",
        "mediator:co",
        "mediator:two",
        "borea:head",
        "observer:un",
    ):
        assert first.seen(viewer) == second.seen(viewer), viewer
    assert refused == refused_too
    event(f"the mandator's own views differ: {first.seen('alba:mandator') != second.seen('alba:mandator')}")


@pytest.mark.parametrize("leak", ["channel", "audit", "joint", "dossier", "answers", "entered"])
def test_the_property_would_find_a_leak(leak: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wall with a hole in it is not passed over."""
    honest = visibility.sees

    def leaky(who: Standing, stream: Stream) -> bool:
        return honest(who, stream) or (who.party == "alba" and stream.kind == leak)

    for module in ("goodoffices.talks.visibility", "goodoffices.talks.lens", "goodoffices.services.acting"):
        monkeypatch.setattr(f"{module}.sees", leaky)
    private = [
        act("borea:head", "say", text="in confidence"),
        act("borea:member", "answer_proposal", proposal="p1", answer="reject"),
        act("borea:head", "announce", text="not mine to say"),
        act(LEAD, "post", to=["alba", "borea"], text="careful"),
        act(LEAD, "set_frame", frame=frame("borea")),
        act("borea:head", "answer_final", final="f1", yes=True),
        act(LEAD, "answer_final", entered_for="borea", meeting="x", final="f1", yes=True),
    ]
    first, _ = played([("private", 1, (one, None)) for one in private], 0)
    second, _ = played([("private", 1, (one, None)) for one in private], 1)
    assert first.seen("alba") != second.seen("alba")


def test_everybody_at_the_table_has_a_view() -> None:
    table = opened()
    for viewer in (*VIEWERS, "borea", "cora", "mediators", "mediator:far"):
        assert table.seen(viewer)
