"""What is agreed: the single negotiating text with the package put in, and the issues that no clause is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from goodoffices.agreement.text.brackets import bracketed
from goodoffices.agreement.text.setting import Entry, Piece, Setting
from goodoffices.agreement.text.settling import settled
from goodoffices.agreement.text.words import strong
from goodoffices.language import in_a_line, whole
from goodoffices.model.document import Line, Paragraph, line, text_of
from goodoffices.model.issues import Issue
from goodoffices.talks.events.channel import Clause

#: An issue with more values than this is left open as a range, not as one bracket for each value.
_MOST_OPTIONS: Final = 12


def status(setting: Setting) -> list[Piece]:
    """Say which revision it is, that it is a draft, and that words are not translated, where that is so."""
    made: list[Piece] = []
    if setting.draft.version:
        number = line(whole(setting.draft.version))
        made.append(Paragraph(key="version", line=setting.phrase("version", number=number), look="centred"))
    if setting.is_draft:
        made.append(Paragraph(key="draft", line=setting.phrase("draft"), look="note"))
    if setting.is_foreign:
        made.append(Paragraph(key="untranslated", line=setting.phrase("untranslated"), look="note"))
    return made


def party_lines(setting: Setting) -> list[Piece]:
    """Name each party on a line."""
    return [
        Paragraph(key=f"party:{party.id}", line=strong(setting.words.said(party.title)), look="centred")
        for party in setting.case.parties
    ]


def agreed(setting: Setting) -> list[Piece]:
    """Write the words of the draft, its clauses, and then each issue that no clause settles."""
    made: list[Piece] = [
        Entry(f"words:{number}", setting.words.said(paragraph))
        for number, paragraph in enumerate(paragraphs(setting.draft.text), 1)
    ]
    made += [Entry(f"clause:{clause.id}", _clause(setting, clause)) for clause in setting.draft.clauses]
    said = {clause.issue for clause in setting.draft.clauses}
    for issue in setting.case.issues:
        if issue.id in said:
            continue
        value = setting.draft.package.get(issue.id)
        name = setting.words.said(issue.name)
        if value is not None:
            words = setting.phrase("settled", issue=name, value=setting.value(issue, value))
        else:
            words = setting.phrase("open-issue", issue=name, options=_open(setting, issue))
        made.append(Entry(f"issue:{issue.id}", words))
    return made


def _clause(setting: Setting, clause: Clause) -> Line:
    """Put the package into a clause, in its translation where that has the same brackets."""
    text, value = clause.text, setting.draft.package.get(clause.issue)
    translated = setting.words.translated(text)
    if translated is not None and len(bracketed(translated)) == len(bracketed(text)):
        return settled(translated, clause.options, value)
    return setting.words.untranslated(text_of(settled(text, clause.options, value)))


def mistranslated(setting: Setting) -> Iterator[str]:
    """Yield a sentence for each clause whose translation has other brackets than it has itself."""
    for clause in setting.draft.clauses:
        translated = setting.words.translated(clause.text)
        if translated is not None and len(bracketed(translated)) != len(bracketed(clause.text)):
            yield (
                f"clause '{clause.id}': its translation ({setting.words.language}) has {len(bracketed(translated))} "
                f"brackets, and the clause has {len(bracketed(clause.text))}; it stands untranslated"
            )


def _open(setting: Setting, issue: Issue) -> Line:
    """Put each value of an open issue in brackets; of many numbers, the first and the last."""
    values = list(issue.values)
    shown = values if len(values) <= _MOST_OPTIONS else [values[0], "…", values[-1]]
    made: list[Line] = [
        line("…") if value == "…" else (*line("["), *setting.value(issue, value), *line("]"))
        for value in shown
    ]
    return tuple(
        stretch for place, one in enumerate(made) for stretch in (*(line(" ") if place else ()), *one)
    )


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text: what stands between empty lines."""
    parts = text.replace("\r\n", "\n").split("\n\n")
    return [in_a_line(part) for part in parts if part.strip()]
