"""What is done for others to see: by mediators towards a side, and by all in the ledger of an agreement."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.talks.private_acts import acts, names, obligations, packages, reports, telling, words
from tests.talks.table import LEAD, PARTIES, Act


def outward() -> st.SearchStrategy[Act]:
    """Return what mediators do for alba to see; none of it can fail because of what borea did in private."""
    by, yes = st.just(LEAD), st.just("yes")
    to = st.sampled_from([["alba"], ["alba", "cora"]])
    both = st.sampled_from([["alba"], ["alba", "borea"]])
    return st.one_of(
        acts(by, "tell", outward=yes, to=both, text=words),
        acts(by, "announce", outward=yes, text=words),
        acts(by, "announce", outward=yes, text=words, to=st.just(["observer:un"])),
        acts(
            by,
            "table_proposal",
            outward=yes,
            name=st.sampled_from(["x", "y"]),
            to=to,
            package=packages,
            text=words,
        ),
        acts(
            by,
            "revise_proposal",
            outward=yes,
            name=st.sampled_from(["x", "y"]),
            to=to,
            package=packages,
            text=words,
        ),
        acts(by, "withdraw_proposal", outward=yes, name=st.sampled_from(["x", "y"]), to=to),
        acts(by, "sound", outward=yes, to=st.just("alba"), question=words),
        acts(
            by,
            "relay",
            outward=yes,
            party=st.just("cora"),
            message=names,
            to=st.just(["alba"]),
            manner=st.sampled_from(["verbatim", "idea"]),
            text=words,
        ),
        acts(
            by,
            "plan_round",
            outward=yes,
            round=st.sampled_from(["doha", "cairo"]),
            name=words,
            venue=st.just("a hotel"),
        ),
        acts(by, "open_round", outward=yes, round=st.sampled_from(["doha", "cairo"])),
        acts(by, "collapse_round", outward=yes, round=st.sampled_from(["doha", "cairo"])),
        acts(by, "declare_impasse", outward=yes, reason=words),
        acts(by, "resume_talks", outward=yes, reason=words),
        acts(by, "admit_mediator", outward=yes, mediator=st.sampled_from(["mediator:n1", "mediator:n2"])),
        acts(by, "open_run", outward=yes, name=st.just("run"), to=to),
        acts(st.just("clock"), "tick", outward=yes),
        *telling(by, ["o1", "o2"], ["observer:un", "guarantor:league"], outward=yes),
        acts(
            by, "pass_list", outward=yes, party=st.just("cora"), list=st.sampled_from(["l1", "l2"]),
            to=st.just(["alba"]), what=st.sampled_from(["counts", "names"]),
        ),
        acts(
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
    )  # fmt: skip


def _mostly(*able: str) -> st.SearchStrategy[str]:
    """Return who does something: mostly somebody who may."""
    return st.sampled_from([*able * 3, "alba:member", "mediator:co", "borea:head", "monitor:watch", LEAD])


def done() -> st.SearchStrategy[Act]:
    """Return what is done of the agreement for all to see, by all sides, mediators and monitors."""
    yes = st.just("yes")
    heads = _mostly("alba:head", "borea:head", "cora:head")
    watch, lead = _mostly("monitor:watch"), _mostly(LEAD)
    much = st.sampled_from([None, 2, 40])
    phase = st.sampled_from(["first", "second"])
    entry = st.builds(
        lambda number, value, to: {
            "id": f"e{number}",
            "tally": "t",
            "value": value,
            "to": to,
            "source": "the watch",
        },
        st.integers(1, 3),
        st.integers(0, 40),
        st.sampled_from(["held", "freed", "lost"]),
    )
    return st.one_of(
        acts(heads, "report_performance", outward=yes, obligation=obligations, quantity=much, words=words),
        acts(watch, "verify_performance", outward=yes, report=reports, quantity=much),
        acts(watch, "find_wanting", outward=yes, report=reports, words=words),
        acts(heads | watch, "dispute_performance", outward=yes, report=reports, words=words),
        acts(lead, "resolve_dispute", outward=yes, report=reports, performed=st.booleans(), words=words),
        acts(heads, "claim_violation", outward=yes, obligation=obligations, words=words),
        acts(
            watch, "attribute_violation", outward=yes, claim=st.sampled_from(["v1", "v2"]), words=words,
            to=st.sampled_from(["", "alba", "borea"]),
        ),
        acts(
            lead, "open_tally", outward=yes,
            tally=st.sampled_from([{"id": one, "of": "people", "states": ["held", "freed"]} for one in "tu"]),
        ),
        acts(watch, "enter_count", outward=yes, entry=entry),
        acts(lead, "start_phase", outward=yes, phase=phase),
        acts(lead, "end_phase", outward=yes, phase=phase),
        acts(lead, "fail_phase", outward=yes, phase=phase, words=words),
        acts(heads, "sign_agreement", outward=yes, office=words),
        acts(lead, "attest_agreement", outward=yes, text=words),
        acts(lead, "declare_agreement", outward=yes, name=st.just("deal"), to=st.just(list(PARTIES))),
    )  # fmt: skip
