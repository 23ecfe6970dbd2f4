"""The split in the report, explained: who counts, by which rule, and on whom it hangs."""

from __future__ import annotations

from goodoffices import analyse
from goodoffices.services import sample_case


def test_three_for_two_against_and_the_leader_against() -> None:
    (cabinet,) = analyse(sample_case("cairo-2024"), robust=False).decisions
    ballot = next(one for one in cabinet.ballots if one.question == "barnea-proposal")
    assert (ballot.outcome, ballot.recorded, ballot.chance) == ("rejected", "rejected", (0.0, 0.0))
    assert [(one.member, one.always) for one in ballot.pivotal] == [("netanyahu", True)]
    assert [[group.of for group in one.groups] for one in ballot.to_adopt] == [[("netanyahu",)]]
    by = {(one.rule, one.counted): one for one in ballot.counterfactuals}
    members = by["majority", "those with a vote"]
    assert (members.in_favour, members.against, members.outcome) == (1, 2, "rejected")
    observers = by["majority", "those with a vote, and observers"]
    assert (observers.in_favour, observers.against, observers.outcome) == (3, 2, "adopted")
    everybody = by["majority", "everybody who sits there"]
    assert (everybody.in_favour, everybody.against, everybody.outcome) == (4, 3, "adopted")
    assert by["the leader decides", "those with a vote"].own
