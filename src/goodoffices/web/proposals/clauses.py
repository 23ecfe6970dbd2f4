"""The clauses of a single negotiating text, written as paragraphs; what stands in brackets is tied to an issue."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

from goodoffices.agreement.text.brackets import bracketed, meant
from goodoffices.model.base import Value
from goodoffices.model.issues import Issue
from goodoffices.talks.events.channel import Clause

#: An issue whose values are more than this is offered only where a bracket names one of them.
_MANY: Final = 40
#: Two clauses are the same one, changed, when so much of them agrees.
_ALIKE: Final = 0.4
#: So many brackets can be tied in one text.
MOST: Final = 60


@dataclass(frozen=True)
class Tie:
    """A bracket and what it can stand for.

    Attributes:
        name: of its field: clause and place in it.
        clause: the clause's number, from 1.
        words: what stands in the bracket.
        choices: what it can stand for: a value (`issue=option`) and words, under the issue's name.
        guess: the value that its words mean.
    """

    name: str
    clause: int
    words: str
    choices: list[tuple[str, list[tuple[str, str]]]]
    guess: str


def paragraphs(text: str) -> list[str]:
    """Return the clauses of a text: what stands between empty lines."""
    return [part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if part.strip()]


def written(clauses: Sequence[Clause]) -> str:
    """Return clauses as they are written: one a paragraph."""
    return "\n\n".join(clause.text for clause in clauses)


def ties(text: str, issues: Mapping[str, Issue]) -> list[Tie]:
    """Return the brackets of a text, each with what it can stand for."""
    found = []
    for number, paragraph in enumerate(paragraphs(text), 1):
        words = bracketed(paragraph)
        issue = _common(words, issues)
        for place, one in enumerate(words, 1):
            value = meant(one, issue) if issue is not None else None
            guess = key(issue.id, value) if issue is not None and value is not None else ""
            found.append(Tie(f"tie-{number}-{place}", number, one, _choices(one, issues), guess))
    return found[:MOST]


def key(issue: str, value: Value) -> str:
    """Return how a value is written in a field."""
    return f"{issue}={value}"


def _common(words: Sequence[str], issues: Mapping[str, Issue]) -> Issue | None:
    """Return the one issue of which all brackets of a clause may name values; None where there is none, or several."""
    fitting = [issue for issue in issues.values() if all(meant(one, issue) is not None for one in words)]
    return fitting[0] if len(fitting) == 1 else None


def _choices(words: str, issues: Mapping[str, Issue]) -> list[tuple[str, list[tuple[str, str]]]]:
    found = []
    for issue in issues.values():
        if issue.size <= _MANY:
            values: Sequence[Value] = list(issue.values)
        else:
            value = meant(words, issue)
            values = [] if value is None else [value]
        if values:
            found.append((issue.name, [(key(issue.id, one), issue.label_of(one)) for one in values]))
    return found


def tied(clause: Clause, issues: Mapping[str, Issue]) -> dict[int, str]:
    """Return what the brackets of a clause stand for, by their place."""
    issue = issues.get(clause.issue)
    words = bracketed(clause.text)
    if issue is None or len(words) != len(clause.options):
        return {}
    return {place: key(issue.id, value) for place, value in enumerate(clause.options, 1)}


def clauses_of(
    text: str, chosen: Mapping[str, str], issues: Mapping[str, Issue], before: Sequence[Clause] = ()
) -> tuple[list[dict[str, Any]], int]:
    """Return the clauses of a text as an act has them.

    Args:
        text: what was written.
        chosen: what each bracket stands for, by the name of its field; empty is words alone.
        issues: the issues on the agenda.
        before: the clauses of the version before: what is the same clause keeps its id.

    Returns:
        the clauses; and the number of the first whose brackets stand for different issues, or for something and
        nothing, which cannot be; 0 where there is none.
    """
    parts = paragraphs(text)
    ids, made, wrong = _ids(parts, before), [], 0
    known = {
        key(issue.id, value): (issue.id, value)
        for issue in issues.values()
        for value in _values(issue, parts)
    }
    for number, (name, part) in enumerate(zip(ids, parts, strict=True), 1):
        words = bracketed(part)
        values = [known.get(chosen.get(f"tie-{number}-{place}", "")) for place, _ in enumerate(words, 1)]
        clause: dict[str, Any] = {"id": name, "text": part}
        found = [value for value in values if value is not None]
        if found:
            if len(found) != len(values) or len({issue for issue, _value in found}) > 1:
                wrong = wrong or number
            clause |= {"issue": found[0][0], "options": [value for _issue, value in found]}
        made.append(clause)
    return made, wrong


def _values(issue: Issue, parts: Sequence[str]) -> list[Value]:
    if issue.size <= _MANY:
        return list(issue.values)
    found = (meant(words, issue) for part in parts for words in bracketed(part))
    return [value for value in found if value is not None]


def _ids(parts: Sequence[str], before: Sequence[Clause]) -> list[str]:
    """Return an id for each clause: what is word for word the same keeps its own, then what is most alike."""
    ids: list[str] = [""] * len(parts)
    left = {clause.id: clause.text for clause in before}
    for place, part in enumerate(parts):
        same = next((name for name, text in left.items() if text == part), "")
        if same:
            ids[place] = same
            del left[same]
    for place, part in enumerate(parts):
        if not ids[place] and left:
            name, alike = max(
                ((name, _alike(text, part)) for name, text in left.items()), key=lambda pair: pair[1]
            )
            if alike >= _ALIKE:
                ids[place] = name
                del left[name]
    taken = {clause.id for clause in before}
    fresh = (f"c{number}" for number in range(1, len(parts) + len(before) + 1) if f"c{number}" not in taken)
    return [name or next(fresh) for name in ids]


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()
