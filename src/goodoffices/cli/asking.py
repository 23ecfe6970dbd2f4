"""`goodoffices analyse --next`: what to ask next, of whom, and what the answer would bring, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from goodoffices.cli.output import console

if TYPE_CHECKING:
    from goodoffices.analysis.questions.results import Questions
    from goodoffices.model import Case

#: How many questions are printed; the rest is in --json and --save.
_SHOWN: Final = 5


def print_questions(found: Questions, case: Case) -> None:
    """Print what to suggest by now, what is at stake, and the best questions."""
    from rich.table import Table  # noqa: PLC0415 - only for people
    from rich.text import Text  # noqa: PLC0415 - as above

    out = console()
    out.print("\n[bold]What to ask next[/bold]")
    chosen = ", ".join(
        f"{issue.name}: {issue.label_of(found.package[issue.id])}"
        for issue in case.issues
        if issue.id in found.package
    )
    out.print(Text(f"To suggest by what is known now: {chosen}"))
    out.print(f"Not knowing more is expected to cost {found.regret:.1%} of what the best choice would give")
    if found.questions:
        table = Table(show_lines=True)
        for heading in ("Ask", "Question", "Regret shrinks by", "To write down"):
            table.add_column(heading, overflow="fold")
        for one in found.questions[:_SHOWN]:
            cost = "" if one.cost == 1 else f"\n(as {one.cost} comparisons)"
            answers = "\n".join(
                f"{answer.says} ({answer.likely:.0%}):\n  {answer.field}: {answer.entry}"
                for answer in one.answers[:2]
            )
            table.add_row(
                Text(case.parties_by_id[one.party].title), Text(one.text + cost),
                f"{one.shrinks:.1%} ± {one.error:.1%}", Text(answers),
            )  # fmt: skip
        out.print(table)
        if len(found.questions) > _SHOWN:
            out.print(f"{len(found.questions) - _SHOWN} more with --json or --save")
    for note in found.notes:
        out.print(Text(f"Note: {note}"))
