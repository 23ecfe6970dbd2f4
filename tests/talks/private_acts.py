"""What somebody does that only their own side sees, or nobody: for the histories by which the walls are tried."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.talks.table import ISSUES, LEAD, PARTIES, Act, act, cabinet, minute

packages = st.fixed_dictionaries(
    {},
    optional={"truce": st.sampled_from(["none", "short", "long", "wrong"]), "crossings": st.integers(-1, 6)},
)
words = st.sampled_from(["yes", "no", "what about five", "1,200 people", "ask them first", "…"])
names = st.sampled_from(["m1", "m2", "m3", "p1", "p2", "p3", "f1", "f2", "b1", "s1", "q1", "q2", "r1"])
reports = st.sampled_from(["r1", "r2"])
obligations = st.sampled_from(["free", "open", "pay", "mend", "nothing"])
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


def acts(by: st.SearchStrategy[str], do: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Act]:
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
        [
            f"{party}:{name}"
            for name in ("head", "head", "head", "member", "adviser", "mandator", "voter", "nobody")
        ]
    )


def own(party: str, *, answers: bool) -> st.SearchStrategy[Act]:
    """Return what a party's people do in private; `answers`: yes to mediators' proposals, and bids that may meet."""
    by = people(party)
    binds = st.sampled_from([f"{party}:{name}" for name in ("head", "head", "head", "mandator", "member")])
    return st.one_of(
        acts(by, "say", text=words, mark=marks),
        acts(by, "mark_message", message=names, mark=marks),
        acts(by, "note", text=words),
        acts(by, "consent", step=words),
        acts(by, "withdraw_consent", step=words),
        acts(by, "answer_agenda", agrees=st.booleans()),
        acts(
            by,
            "answer_proposal",
            proposal=names,
            answer=st.sampled_from(["accept", "reject", "counter", "refer"]),
            package=packages,
        ),
        acts(by, "answer_proposal", proposal=names, answer=st.just("accept")),
        acts(by, "initial", proposal=names),
        acts(by, "answer_sounding", sounding=names, answer=st.sampled_from(["yes", "perhaps", "no"])),
        acts(by, "answer_final", final=names, yes=st.booleans() if answers else st.sampled_from([False])),
        acts(
            by,
            "bid",
            bidding=names,
            value=st.integers(0, 100).map(float) if answers else st.just(1_000.0),
        ),
        acts(
            by,
            "give_mandate",
            mandate=st.sampled_from(["d1", "d2"]),
            requires=limits,
            shown=st.booleans(),
            ad_referendum=st.booleans(),
        ),
        acts(by, "end_mandate", mandate=st.sampled_from(["d1", "d2"])),
        acts(by, "state_preferences", preferences=preferences),
        acts(by, "seal_preferences", preferences=preferences),
        acts(
            by,
            "form_body",
            body=st.just(cabinet(party)),
            ballot=st.sampled_from(["open", "after", "secret"]),
        ),
        acts(
            by,
            "put_question",
            question=st.sampled_from(["q1", "q2"]),
            body=st.just("cabinet"),
            text=words,
            proposal=st.sampled_from(["", "p1", "p2"]),
            deadline=st.sampled_from([None, minute(34), minute(60)]),
        ),
        acts(
            by,
            "vote",
            question=st.sampled_from(["q1", "q2"]),
            vote=st.sampled_from(["for", "against", "abstains"]),
        ),
        acts(by, "close_vote", question=st.sampled_from(["q1", "q2"])),
        acts(
            by, "name_delegate", person=st.sampled_from(["new", "member"]), role=st.sampled_from(["member"])
        ),
        acts(by, "recall_delegate", person=st.sampled_from(["new", "adviser"])),
        acts(by, "attend", round=st.just("doha"), people=st.just(["x"])),
        acts(
            binds, "give_list", list=st.sampled_from(["l1", "l2"]), obligation=obligations,
            entries=st.sampled_from([[{"name": "Amal"}], [{"name": "Amal", "category": "sick"}, {"name": "Badr"}]]),
            mark=st.sampled_from(["hold", "counts", "names"]),
        ),
        *telling(binds, ["i1", "i2"], [f"constituency:{party}+home", f"constituency:{party}+new", "constituency:cora+x"]),
        acts(binds, "admit_constituency", constituency=st.sampled_from(["new", "home"])),
        acts(by, "propose_issue", issue=st.just({"id": "mines", "options": [{"id": "a"}, {"id": "b"}]})),
        # What is forbidden, and what is nonsense.
        acts(by, "announce", text=words),
        acts(by, "tell", to=st.just(["alba"]), text=words),
    )  # fmt: skip


def telling(
    by: st.SearchStrategy[str], items: list[str], audiences: list[str], **more: st.SearchStrategy[Any]
) -> list[st.SearchStrategy[Act]]:
    """Return how somebody puts down what is told, marks it, tells it and corrects it."""
    item = st.sampled_from(items)
    status = st.sampled_from(["due", "due", "held"])
    known = st.sampled_from([audiences[:1], audiences[:1], audiences[:2], audiences, []])
    return [
        acts(by, "put_item", item=item, text=words, status=status, audiences=known, **more),
        acts(by, "mark_item", item=item, status=status, audiences=known, **more),
        acts(
            by, "release_briefing", audience=st.sampled_from([*audiences[:1] * 3, *audiences]),
            items=st.sampled_from([items[:1], items[:1], items[1:], items]), **more,
        ),
        acts(by, "correct_briefing", item=item, text=words, reason=words, **more),
    ]  # fmt: skip


def heard() -> st.SearchStrategy[Act]:
    """Return what affected people say, and what is passed on of it to the mediators."""
    voice, input_ = st.just("voice:amal"), st.sampled_from(["i1", "i2"])
    consent = st.sampled_from(["keep", "summarise", "quote"])
    cited = st.lists(st.builds(lambda one: {"voice": "amal", "input": one}, input_), min_size=1, max_size=2)
    return st.one_of(
        acts(voice, "speak_up", text=words, consent=consent),
        acts(voice, "change_consent", input=input_, consent=consent),
        acts(
            st.just("listener:ear"),
            "summarise_voices",
            text=words,
            rests_on=cited,
            quotes=st.just([]) | cited,
        ),
        acts(st.just("listener:ear"), "say", text=words),
    )


def towards(party: str) -> st.SearchStrategy[Act]:
    """Return what mediators do that only one party, or nobody, sees."""
    by = st.sampled_from([LEAD, LEAD, "mediator:far"])
    to = st.just([party])
    entered = st.just(party)
    meeting = st.just("at the hotel")
    return st.one_of(
        acts(by, "tell", to=to, text=words),
        acts(by, "sound", to=st.just(party), question=words, package=packages),
        acts(
            by,
            "table_proposal",
            name=st.sampled_from([f"{party}-1", f"{party}-2"]),
            to=to,
            package=packages,
            text=words,
        ),
        acts(
            by,
            "revise_proposal",
            name=st.sampled_from([f"{party}-1", f"{party}-2"]),
            to=to,
            package=packages,
            text=words,
        ),
        acts(by, "withdraw_proposal", name=st.sampled_from([f"{party}-1", f"{party}-2"]), to=to),
        acts(
            by,
            "table_final",
            name=st.sampled_from([f"{party}-3", f"{party}-4"]),
            to=st.just([party, "cora"]),
            package=packages,
            deadline=st.just(minute(42)),
        ),
        acts(by, "post", to=st.sampled_from([[party], ["alba", party]]), text=words),
        acts(by, "note", text=words),
        acts(
            by,
            "relay",
            party=st.just("alba"),
            message=names,
            to=to,
            manner=st.just("substance"),
            text=words,
        ),
        acts(by, "open_run", name=st.just(f"{party}-run"), to=to),
        acts(
            by, "pass_list", party=st.just("alba"), list=st.sampled_from(["l1", "l2"]), to=to,
            what=st.sampled_from(["counts", "names"]),
        ),
        *telling(by, ["h1", "h2"], ["audience:families", "audience:nobody"]),
        # The working case, which rests on all channels.
        acts(
            by,
            "set_frame",
            frame=st.sampled_from([frame(), frame(), frame("alba"), {"parties": [{"id": "alba"}]}]),
            seen=st.sampled_from([None, None, 0, 1]),
        ),
        acts(by, "grow_record", sources=st.just([SOURCE]), statements=st.sampled_from([[], [STATEMENT]])),
        acts(by, "grow_record", judgements=st.just([JUDGEMENT])),
        acts(by, "keep_report", source=st.just("r1"), text=words),
        acts(by, "keep_precedents", name=st.just("pax.csv"), data=st.sampled_from(["QWd0", "QWd0SWQ="])),
        acts(st.just(LEAD), "change_share", mediator=st.just("mediator:far"), share=st.sampled_from([[], [party]])),
        # For a party that does not sign in.
        acts(by, "say", entered_for=entered, meeting=meeting, text=words, mark=marks),
        acts(by, "give_mandate", entered_for=entered, meeting=meeting, mandate=st.just("d3"), requires=limits),
        acts(by, "answer_final", entered_for=entered, meeting=meeting, final=names, yes=st.booleans()),
        acts(
            by,
            "answer_proposal",
            entered_for=entered,
            meeting=meeting,
            proposal=names,
            answer=st.sampled_from(["accept", "reject", "refer"]),
        ),
    )  # fmt: skip
