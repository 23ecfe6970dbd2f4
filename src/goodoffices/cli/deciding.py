"""`goodoffices analyse`: what comes out of the questions before decision bodies, for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from goodoffices.cli.output import console

if TYPE_CHECKING:
    from goodoffices.analysis.decision.results import Ballot, BodyAnswer, Coalition
    from goodoffices.model import Case

#: How many ways to settle a question are written out.
_LISTED: Final = 3


def print_decisions(case: Case, decisions: tuple[BodyAnswer, ...]) -> None:
    """Print each body's rule, each question's outcome, on whom it hangs, and what other rules would give."""
    from rich.table import Table  # noqa: PLC0415 - only for people
    from rich.text import Text  # noqa: PLC0415 - as above

    out = console()
    people = {member.id: member.name for body in case.decision_bodies for member in body.members}
    for body, answer in zip(case.decision_bodies, decisions, strict=True):
        out.print()
        out.print(
            Text.assemble((body.name, "bold"), f" ({case.parties_by_id[body.party].title}): {answer.rule}")
        )
        table = Table(show_lines=True)
        for heading in ("Question", "Outcome", "On whom it hangs", "By majority"):
            table.add_column(heading, overflow="fold")
        for ballot in answer.ballots:
            table.add_row(
                Text(ballot.text), Text(_outcome(ballot)), Text(_hangs(ballot, people)), Text(_others(ballot))
            )
        if answer.ballots:
            out.print(table)
        strong = sorted(answer.power, key=lambda one: -one.shapley_shubik)[:_LISTED]
        powers = ", ".join(f"{people[one.member]} {one.shapley_shubik:.3g}" for one in strong)
        more = f", {len(answer.power) - len(strong)} more" if len(answer.power) > len(strong) else ""
        out.print(Text(f"Power by the rule (Shapley–Shubik): {powers}{more}"))
        for ballot in answer.ballots:
            for note in ballot.notes:
                out.print(Text(f"Note: {ballot.question}: {note}"))


def _outcome(ballot: Ballot) -> str:
    if ballot.outcome != "open":
        return ballot.outcome
    low, high = ballot.chance
    return f"open\n{low:.0%} to {high:.0%}" if low != high else f"open\n{low:.0%}"


def _hangs(ballot: Ballot, people: Mapping[str, str]) -> str:
    lines = [
        f"{people[one.member]}{'' if one.always else ', by how others vote'}"
        for one in ballot.pivotal[:_LISTED]
    ]
    for sets, verb in ((ballot.to_adopt, "to adopt"), (ballot.to_reject, "to reject")):
        lines += [f"{verb}: {_coalition(one, people)}" for one in sets[:_LISTED]]
    return "\n".join(lines)


def _coalition(one: Coalition, people: Mapping[str, str]) -> str:
    groups = []
    for group in one.groups:
        names = ", ".join(people[member] for member in group.of)
        groups.append(names if group.count == len(group.of) else f"any {group.count} of {names}")
    return " and ".join(groups)


def _others(ballot: Ballot) -> str:
    return "\n".join(
        f"{one.counted}: {one.in_favour}–{one.against}{f' ({one.open} open)' if one.open else ''}, "
        f"{one.outcome}"
        for one in ballot.counterfactuals
        if not one.own and one.rule == "majority"
    )
