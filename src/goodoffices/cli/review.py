"""`goodoffices review`: a person's judgement of what was read."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.cli.output import console, json_option, print_json

if TYPE_CHECKING:
    from rich.console import Console

    from goodoffices.model import Case
    from goodoffices.services.reviewing import Item

_KEYS = "[a]ccept  [r]eject  [e]dit  [u]ndo the last  [s]kip  [m]erge the name  [q]uit"


@click.command()
@click.argument("path", metavar="CASE", type=click.Path())
@click.option("--by", metavar="NAME", help="Who judges; your name on this machine by default.")
@click.option("--list", "listing", is_flag=True, help="List what was suggested and how it stands.")
@click.option(
    "--accept", metavar="RULE", help="Accept all that fit, for instance confidence>=0.8,kind=statement."
)
@click.option("--reject", metavar="RULE", help="Reject all that fit.")
@click.option("--edit", nargs=2, metavar="ID FIELD=VALUE", help="Edit a piece, for instance s1 act=demands.")
@click.option("--undo", metavar="ID", help="Take back the last judgement of a piece.")
@click.option("--merge", metavar="NAME=INTO", help="Let one way of writing a speaker stand for another.")
@click.option("--unmerge", metavar="NAME", help="Withdraw a merge.")
@json_option
def command(  # noqa: PLR0917 - one argument an option
    path: str,
    by: str | None,
    listing: bool,
    accept: str | None,
    reject: str | None,
    edit: tuple[str, str] | None,
    undo: str | None,
    merge: str | None,
    unmerge: str | None,
    as_json: bool,
) -> None:
    """Look through what `read` suggested: accept, edit or reject it, one by one or by rule.

    Suggestions stay as they are; each judgement is kept beside them with who and when, and can be undone.
    """
    from goodoffices.model import Case  # noqa: PLC0415 - heavy
    from goodoffices.services import reviewing  # noqa: PLC0415 - as above
    from goodoffices.services.recording import save_record  # noqa: PLC0415 - as above

    case, who = Case.load(path), by or _name()
    before = case
    if accept is not None:
        case = reviewing.judged(case, reviewing.by_rule(case, accept), "accepted", who, rule=accept)
    if reject is not None:
        case = reviewing.judged(case, reviewing.by_rule(case, reject), "rejected", who, rule=reject)
    if edit is not None:
        case = reviewing.judged(
            case, [edit[0]], "edited", who, fields=reviewing.fields_of(case, edit[0], [edit[1]])
        )
    if undo is not None:
        case = reviewing.judged(case, [undo], "undone", who)
    if merge is not None:
        name, equals, into = merge.rpartition("=")
        if not equals or not name or not into:
            raise click.UsageError(f"'{merge}' is not NAME=INTO")
        case = reviewing.merged(case, name, into, who)
    if unmerge is not None:
        case = reviewing.merged(case, unmerge, "", who, undo=True)
    if case is not before:
        save_record(case, Path(path))
    if as_json:
        print_json(_document(case))
    elif listing or case is not before:
        _list(console(), case, len(case.judgements) - len(before.judgements), listing=listing)
    else:
        _walk(case, Path(path), who)


def _name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        raise click.UsageError("say who judges: --by NAME") from None


def _document(case: Case) -> dict[str, object]:
    import msgspec  # noqa: PLC0415 - heavy

    from goodoffices.services.reviewing import items  # noqa: PLC0415 - as above

    return {
        "items": [
            {
                "kind": one.what,
                "standing": one.standing,
                "confidence": one.confidence,
                "piece": msgspec.to_builtins(one.piece),
            }
            for one in items(case)
        ],
        "judgements": msgspec.to_builtins(case.judgements),
    }


def _list(out: Console, case: Case, made: int, *, listing: bool) -> None:
    from collections import Counter  # noqa: PLC0415 - only for people

    from rich.markup import escape  # noqa: PLC0415 - as above
    from rich.table import Table  # noqa: PLC0415 - as above

    from goodoffices.services.reviewing import items  # noqa: PLC0415 - heavy

    found = items(case)
    if listing:
        table = Table()
        for column in ("Id", "Kind", "Stands", "Sure", "What"):
            table.add_column(column, overflow="fold")
        for one in found:
            table.add_row(
                escape(one.piece.id), one.what, one.standing, f"{one.confidence:.2f}", escape(_line(one))
            )
        out.print(table)
    if made:
        out.print(f"{made} judged")
    counts = Counter(one.standing for one in found)
    out.print(
        ", ".join(f"{number} {standing}" for standing, number in sorted(counts.items()))
        or "nothing was suggested"
    )


def _line(item: Item) -> str:
    piece = item.piece
    if item.what == "statement":
        return f"{getattr(piece, 'speaker', '') or 'nobody named'}: {getattr(piece, 'content', '')}"[:140]
    if item.what == "position":
        return (
            f"{getattr(piece, 'party', '')}: {getattr(piece, 'stand', '')} on {getattr(piece, 'issue', '')}"
        )
    return str(getattr(piece, "about", ""))[:140]


def _walk(case: Case, path: Path, who: str) -> None:
    """Show one suggestion after the other and ask for a key. Each judgement is saved at once."""
    from goodoffices.services import reviewing  # noqa: PLC0415 - heavy
    from goodoffices.services.recording import save_record  # noqa: PLC0415 - as above

    out = console()
    waiting = [one for one in reviewing.items(case) if one.standing == "suggested"]
    if not waiting:
        out.print("Nothing is left to judge; see what was decided with --list")
        return
    made: list[str] = []
    number = 0
    while number < len(waiting):
        item = waiting[number]
        _show(out, case, item, number + 1, len(waiting))
        name = item.piece.id
        try:
            key = click.prompt(_KEYS, default="s", show_default=False).strip().lower()[:1]
            if key == "q":
                break
            if key == "a":
                case = reviewing.judged(case, [name], "accepted", who)
            elif key == "r":
                case = reviewing.judged(case, [name], "rejected", who)
            elif key == "e":
                given = click.prompt("FIELD=VALUE")
                case = reviewing.judged(
                    case, [name], "edited", who, fields=reviewing.fields_of(case, name, [given])
                )
            elif key == "m" and item.what == "statement":
                case = reviewing.merged(
                    case, getattr(item.piece, "speaker", ""), click.prompt("stands for"), who
                )
                save_record(case, path)
                continue
            elif key == "u" and made:
                case = reviewing.judged(case, [made.pop()], "undone", who)
                save_record(case, path)
                number -= 1
                continue
            elif key != "s":
                out.print(_KEYS, markup=False)
                continue
        except click.Abort:
            # The end of the input, or Ctrl-C: what was judged so far is saved.
            break
        except Exception as error:
            from goodoffices.record.errors import ReadingError  # noqa: PLC0415 - only when something is wrong

            if not isinstance(error, ReadingError):
                raise
            out.print(str(error), markup=False)
            continue
        if key in "are":
            made.append(name)
            save_record(case, path)
        number += 1
    out.print(f"{len(made)} judged; what was decided: goodoffices review {path} --list")


def _show(out: Console, case: Case, item: Item, number: int, total: int) -> None:
    from rich.markup import escape  # noqa: PLC0415 - only for people

    from goodoffices.cli.record import day_in_words, title_of  # noqa: PLC0415 - heavy
    from goodoffices.model.record import Position, Statement  # noqa: PLC0415 - as above

    piece = item.piece
    doubt = "  [yellow](low confidence)[/yellow]" if item.confidence < 0.5 else ""  # noqa: PLR2004 - a half
    out.print(f"\n[bold]{number} of {total}: {item.what}[/bold]  {item.confidence:.2f}{doubt}")
    if isinstance(piece, Statement):
        who = f"{piece.speaker or 'nobody named'} ({'named' if piece.speaker_named else 'not named'}"
        party = f", {title_of(case, piece.speaker_party)})" if piece.speaker_party else ")"
        out.print(escape(f"{who}{party} — {piece.act}, {day_in_words(piece.said_on)}"))
        if piece.via:
            out.print(escape(f"through {' > '.join(piece.via)}"))
        out.print(escape(f"“{' '.join(piece.content.split())}”"))
        return
    if isinstance(piece, Position):
        issue = case.issue(piece.issue)
        options = ", ".join(issue.label_of(option) for option in piece.options)
        out.print(
            escape(
                f"{title_of(case, piece.party)} {piece.stand} on {issue.name}"
                f"{': ' + options if options else ''} ({day_in_words(piece.on)})"
            )
        )
    else:
        out.print(escape(f"{piece.kind}: {piece.about}"))
    known = case.statements_by_id
    for name in piece.statements:
        one = known[name]
        out.print(
            escape(
                f"  {' > '.join((*one.via, one.speaker or 'nobody named'))}: {' '.join(one.content.split())[:200]}"
            )
        )
