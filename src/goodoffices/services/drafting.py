"""From a case to a document: which package, which clauses, which templates, for whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec

from goodoffices.agreement.text.brackets import bracketed
from goodoffices.agreement.text.composing import compose
from goodoffices.agreement.text.draft import Draft
from goodoffices.agreement.text.errors import TextError
from goodoffices.agreement.text.revising import revised
from goodoffices.agreement.text.side_by_side import side_by_side
from goodoffices.agreement.text.template import Template, read_template, template_for
from goodoffices.analysis.errors import AnalysisError
from goodoffices.analysis.results import Analysis
from goodoffices.analysis.trades.start import issue_of, value_of
from goodoffices.model import Case, CaseFileError
from goodoffices.model.casefile.checks import check_case
from goodoffices.model.casefile.plain import FieldPath, Lines, decode, field_name, read_plain
from goodoffices.model.casefile.reading import converted, read_bytes
from goodoffices.model.casefile.writing import write_atomically
from goodoffices.model.document import Document, Mark, lines_of
from goodoffices.services.starting import package_of, starting_point

#: What a file of a draft may hold; any other file is a package alone.
_FIELDS: Final = frozenset(field.encode_name for field in msgspec.structs.fields(Draft))
#: A document stands in one language, or in two side by side.
_MOST_LANGUAGES: Final = 2


@dataclass(frozen=True)
class Drafted:
    """A document, how many brackets are open in it, and what is to be known about it."""

    document: Document
    open: int
    warnings: tuple[str, ...]


def read_draft(given: str | Path | None, case: Case, analysis: Callable[[], Analysis]) -> Draft:
    """Return what a text is made from.

    Args:
        given: a file with a draft (`package`, `clauses`, `text`, `terms`, `signing`, `on`, `place`, `version`) or with
            a package alone; or what `analyse --from` takes: the name of a solution, a question's id, ISSUE=OPTION,…;
            nothing leaves every issue open.
        case: the case.
        analysis: gives its analysis, where a solution is named.

    Raises:
        CaseFileError: the file cannot be read, or does not fit the case; with file, line and field.
        AnalysisError: nothing of that name exists.
    """
    if given is None:
        return Draft()
    if (path := Path(given)).is_file():
        file = str(path)
        data, lines = read_plain(decode(read_bytes(path), file), file)
        if isinstance(data, dict) and data and set(data) <= _FIELDS:
            return _checked(data, case, file, lines)
    return Draft(package=package_of(starting_point(given, case, analysis), case))


def _checked(data: dict[str, Any], case: Case, file: str, lines: Lines) -> Draft:
    draft = converted(data, Draft, file, lines)
    for path, problem in _problems(draft, case):
        raise CaseFileError(problem, file=file, line=lines.of(path), field=field_name(path))
    package = {}
    for name, value in draft.package.items():
        try:
            issue = issue_of(name, case.issues)
            package[issue.id] = value_of(issue, value)
        except AnalysisError as error:
            path = ("package", name)
            raise CaseFileError(str(error), file=file, line=lines.of(path), field=field_name(path)) from None
    return msgspec.structs.replace(draft, package=package)


def _problems(draft: Draft, case: Case) -> Iterator[tuple[FieldPath, str]]:
    """Yield what does not fit the case, with its place in the file."""
    issues = case.issues_by_id
    seen: set[str] = set()
    for place, clause in enumerate(draft.clauses):
        path: FieldPath = ("clauses", place)
        if clause.id in seen:
            yield (*path, "id"), f"'{clause.id}' is used twice in clauses; give each its own"
        seen.add(clause.id)
        if clause.issue and clause.issue not in issues:
            yield (*path, "issue"), f"there is no issue '{clause.issue}' in this case"
            continue
        if clause.options and not clause.issue:
            yield (*path, "options"), "options are those of an issue; name it in `issue`"
            continue
        for number, option in enumerate(clause.options):
            if issues[clause.issue].index_of(option) is None:
                yield (*path, "options", number), f"the issue '{clause.issue}' has no option '{option}'"
        if clause.options and len(clause.options) != len(bracketed(clause.text)):
            brackets, options = len(bracketed(clause.text)), len(clause.options)
            problem = f"the clause has {brackets} brackets and {options} options; each bracket stands for one"
            yield (*path, "options"), problem
    yield from _people(draft, case)
    if draft.terms is not None:
        terms = draft.terms
        whole = msgspec.structs.replace(
            case, phases=terms.phases, guarantors=terms.guarantors, dispute=terms.dispute
        )
        yield from (
            (("terms", *path), problem)
            for path, problem in check_case(whole)
            if path[0] in ("phases", "guarantors")
        )


def _people(draft: Draft, case: Case) -> Iterator[tuple[FieldPath, str]]:
    parties, mediators = case.parties_by_id, {one.id for one in case.mediators}
    signing = draft.signing
    for name, ids, known, what in (
        ("signatories", [one.party for one in signing.signatories], parties, "party"),
        ("initials", [one.party for one in signing.initials], parties, "party"),
        ("attestations", [one.mediator for one in signing.attestations], mediators, "mediator"),
    ):
        for place, one in enumerate(ids):
            if one not in known:
                yield ("signing", name, place, what), f"there is no {what} '{one}' in this case"


def read_template_file(path: Path) -> Template:
    """Read a template of one's own.

    Raises:
        TextError: what is wrong with it, with file and line.
        CaseFileError: the file cannot be read.
    """
    return read_template(decode(read_bytes(path), str(path)), str(path))


def templates_for(languages: Sequence[str], own: Sequence[Template]) -> list[Template]:
    """Return a template for each language: one's own, or the shipped one.

    Args:
        languages: codes, one or two; none means those of one's own templates, or English.
        own: templates of one's own, no two in a language.

    Raises:
        TextError: a language has no template, a template has no language, or there are too many of them.
    """
    given = {template.language: template for template in own}
    if len(given) < len(own):
        raise TextError("two templates are in the same language; give one for each")
    codes = list(languages) or list(given) or ["en"]
    if len(codes) > _MOST_LANGUAGES:
        raise TextError(f"a document stands in one language or in two side by side; these are {len(codes)}")
    if len(set(codes)) < len(codes):
        raise TextError(f"the language '{codes[0]}' is named twice; name two that differ")
    for code, template in given.items():
        if code not in codes:
            raise TextError(
                f"the template is in '{code}', and the document is not; name its language", file=template.file
            )
    return [given.get(code) or template_for(code) for code in codes]


def draft_document(
    case: Case,
    draft: Draft,
    templates: Sequence[Template],
    *,
    before: tuple[Case, Draft] | None = None,
    mark: Mark | None = None,
) -> Drafted:
    """Write the text of an agreement as a document.

    Args:
        case: the case.
        draft: what the text is made from.
        templates: one for each language, one or two.
        before: the case and the draft of the version to compare with: words removed and added since are marked.
        mark: what marks the copy.
    """
    made = [compose(case, draft, template) for template in templates]
    versions = [one.document for one in made]
    if before is not None:
        earlier = [compose(*before, template).document for template in templates]
        versions = [revised(old, new) for old, new in zip(earlier, versions, strict=True)]
    document = versions[0] if len(versions) == 1 else side_by_side(versions[0], versions[1])
    warnings = tuple(dict.fromkeys(warning for one in made for warning in one.warnings))
    return Drafted(msgspec.structs.replace(document, mark=mark), _open(versions[0]), warnings)


def _open(document: Document) -> int:
    """Count the brackets in a document that are open in its new version."""
    return sum(
        stretch.open and stretch.change != "removed" and stretch.text.startswith("[")
        for words in lines_of(document.blocks)
        for stretch in words
    )


def save_document(path: Path, document: Document) -> None:
    """Write a document to a file, by the ending of its name; whole, or not at all.

    Raises:
        TextError: the ending is none that is written.
        DocumentError: the document cannot be written so.
        CaseFileError: the file cannot be written.
    """
    from goodoffices.reports.documents import write  # noqa: PLC0415 - heavy, only for a document

    write_atomically(path, write(document, kind_of(path)))


def kind_of(path: Path) -> str:
    """Return the kind of file that a name asks for.

    Raises:
        TextError: its ending is none that is written.
    """
    kinds: Mapping[str, str] = {
        ".docx": "docx",
        ".pdf": "pdf",
        ".html": "html",
        ".htm": "html",
        ".xml": "xml",
    }
    kind = kinds.get(path.suffix.lower())
    if kind is None:
        raise TextError(f"{path}: a document is written as .docx, .pdf, .html or .xml, by the name's ending")
    return kind
