"""`goodoffices document`: the text of an agreement, as DOCX, PDF, HTML or Akoma Ntoso."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodoffices.cli.output import json_option, print_json
from goodoffices.cli.scenario import warn
from goodoffices.cli.waiting import waiting

if TYPE_CHECKING:
    from goodoffices.agreement.text.draft import Draft
    from goodoffices.model import Case
    from goodoffices.model.document import Mark


@click.command()
@click.argument("path", metavar="CASE", type=click.Path())
@click.argument("out", metavar="OUT", type=click.Path(dir_okay=False))
@click.option(
    "--package",
    metavar="PACKAGE",
    help="What is agreed: a file, nash, …, a question's id, way-1, or ISSUE=OPTION,…; the rest stays in brackets.",
)
@click.option(
    "--languages", metavar="CODES", help="One language, or two side by side: en, ar, fr, es, he, en,ar, …"
)
@click.option("--for", "recipient", metavar="NAME", help="Mark every page of this copy for its recipient.")
@click.option("--copy", type=click.IntRange(1, 9999), help="The number of this copy, beside the mark.")
@click.option(
    "--template",
    "templates",
    metavar="FILE",
    multiple=True,
    type=click.Path(),
    help="A template of your own; one for each language.",
)
@click.option(
    "--as",
    "who",
    metavar="WHO",
    help="CASE is a workspace: what stands at its table, as WHO has it (a party, an actor, or mediators).",
)
@click.option(
    "--of",
    default="agreement",
    show_default=True,
    metavar="NAME",
    help="With --as: agreement; or a proposal, by the name under which WHO knows it.",
)
@click.option(
    "--case", "within", default="main", show_default=True, metavar="ID", help="With --as: which case."
)
@click.option(
    "--compare",
    "other",
    metavar="CASE",
    type=click.Path(),
    help="Mark what changed since the text of this case.",
)
@click.option(
    "--compare-package",
    "other_package",
    metavar="PACKAGE",
    help="The package of that text; else the same one.",
)
@json_option
def command(
    path: str,
    out: str,
    *,
    package: str | None,
    languages: str | None,
    recipient: str | None,
    copy: int | None,
    templates: tuple[str, ...],
    who: str | None,
    of: str,
    within: str,
    other: str | None,
    other_package: str | None,
    as_json: bool,
) -> None:
    """Write the text of an agreement on a case: OUT ends in .docx, .pdf, .html, or .xml for Akoma Ntoso.

    The package and the clauses of the single negotiating text make what is agreed, the case's terms the articles. With
    --as, it is what was agreed or tabled in talks, with the signatures.
    """
    from goodoffices.model import Case  # noqa: PLC0415 - heavy
    from goodoffices.model.document import Mark  # noqa: PLC0415 - as above
    from goodoffices.services import analyse, drafting  # noqa: PLC0415 - as above

    drafting.kind_of(Path(out))
    if other_package is not None and other is None:
        raise click.UsageError(
            "--compare-package says which text of the case in --compare is meant; give that too"
        )
    codes = [code.strip() for code in languages.split(",") if code.strip()] if languages is not None else []
    own = [drafting.read_template_file(Path(name)) for name in templates]
    chosen = drafting.templates_for(codes, own)
    mark = Mark(text=recipient or "", copy=copy or 0) if recipient or copy else None
    if who is not None:
        if package is not None or other is not None:
            raise click.UsageError("--as writes what stands at the table: leave out --package and --compare")
        case, draft, bears = _at_the_table(Path(path), who, of, within)
        mark = mark or bears
    else:
        case = Case.load(path)
        draft = drafting.read_draft(package, case, lambda: analyse(case))
    before = None
    if other is not None:
        earlier = Case.load(other)
        given = package if other_package is None else other_package
        before = (earlier, drafting.read_draft(given, earlier, lambda: analyse(earlier)))
    with waiting(f"writing {out}"):
        drafted = drafting.draft_document(case, draft, chosen, before=before, mark=mark)
        drafting.save_document(Path(out), drafted.document)
    warn(drafted.warnings)
    spoken = [template.language for template in chosen]
    if as_json:
        print_json(
            {"file": out, "languages": spoken, "open": drafted.open, "warnings": list(drafted.warnings)}
        )
    else:
        left = (
            "nothing is open"
            if not drafted.open
            else f"{drafted.open} bracket{'s' * (drafted.open > 1)} open"
        )
        click.echo(f"wrote {out}: {left}")


def _at_the_table(path: Path, who: str, of: str, within: str) -> tuple[Case, Draft, Mark | None]:
    """Return what a text is made from, as somebody has it in the talks of a workspace, and their own mark."""
    from goodoffices.services.acting import Talks  # noqa: PLC0415 - heavy
    from goodoffices.services.looking import Looks  # noqa: PLC0415 - as above
    from goodoffices.services.texts import own_mark, text_of  # noqa: PLC0415 - as above
    from goodoffices.services.transcribing import viewer_of  # noqa: PLC0415 - as above
    from goodoffices.services.workspaces import open_workspace  # noqa: PLC0415 - as above

    place = open_workspace(path)
    try:
        talks = Talks(place.case(within).history)
        viewer = viewer_of(talks, who)
        look = Looks(talks).at(viewer)
        text = text_of(talks, viewer, look, of)
        if text is None:
            raise click.UsageError(f"there is no document of '{of}' for {who} in these talks")
        return text.case, text.draft, own_mark(viewer, look.lens.case)
    finally:
        place.close()
