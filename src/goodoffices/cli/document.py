"""`goodoffices document`: the text of an agreement, as DOCX, PDF, HTML or Akoma Ntoso."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.cli.output import print_json
from goodoffices.cli.scenario import warn
from goodoffices.cli.waiting import waiting


@click.command()
@click.argument("path", metavar="CASE", type=click.Path())
@click.argument("out", metavar="OUT", type=click.Path(dir_okay=False))
@click.option(
    "--package",
    metavar="PACKAGE",
    help="What is agreed: a file, nash, …, a question's id, way-1, or ISSUE=OPTION,…; the rest stays in brackets.",
)
@click.option("--languages", metavar="CODES", help="One language, or two side by side: en, ar, en,ar, ar,en.")
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
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def command(
    path: str,
    out: str,
    *,
    package: str | None,
    languages: str | None,
    recipient: str | None,
    copy: int | None,
    templates: tuple[str, ...],
    other: str | None,
    other_package: str | None,
    as_json: bool,
) -> None:
    """Write the text of an agreement on a case: OUT ends in .docx, .pdf, .html, or .xml for Akoma Ntoso.

    The package and the clauses of the single negotiating text make what is agreed, the case's terms the articles.
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
    case = Case.load(path)
    draft = drafting.read_draft(package, case, lambda: analyse(case))
    before = None
    if other is not None:
        earlier = Case.load(other)
        given = package if other_package is None else other_package
        before = (earlier, drafting.read_draft(given, earlier, lambda: analyse(earlier)))
    mark = Mark(text=recipient or "", copy=copy or 0) if recipient or copy else None
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
