"""An assertion and its denial."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from goodoffices.record.conflicting.index import Index
from goodoffices.record.lexicon.stems import stems
from goodoffices.record.results import ReadConflict, ReadReport, ReadStatement

_REPORTED = re.compile(
    r"^\W*(?:(?:the|media|press|these|those|any|earlier|such|all|recent|that|a|an|of)\s+){0,3}"
    r"(?:reports?|claims?|allegations?|accusations?|suggestions?|rumou?rs?|assertions?|accounts?|speculation|charges?)\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(r"\b(?:den(?:y|ies|ied|ying)|denial|disput\w+|refut\w+|rebut\w+)\b", re.IGNORECASE)
#: What is denied in another sense: a visa is, and access.
_NOT_GIVEN = re.compile(
    r"^\W*(?:(?:them|him|her|it|the|any|all|a|an|its|their)\s+)*(?:access|entry|visas?|bail|permission|requests?|appeals?|aid|food|care|"
    r"service|permits?|passage|leave|parole)\b",
    re.IGNORECASE,
)
_SHARED = 0.5
_LEAST_WORDS = 2


def denial_conflicts(reports: Sequence[ReadReport]) -> Iterator[ReadConflict]:
    """Yield a conflict for every denial: with what it denies, where somebody states that, or alone."""
    statements = [one for report in reports if report.copy_of is None for one in report.statements]
    index = Index()
    for one in statements:
        index.add(set(stems(one.content)))
    for denial in statements:
        if denial.act != "denies" or not _DENIAL.search(denial.cue) or _NOT_GIVEN.match(denial.content):
            continue
        denied = frozenset(stems(_REPORTED.sub("", denial.content)))
        if len(denied) < _LEAST_WORDS:
            continue
        asserted = _denied_by(denial, denied, [statements[place] for place in index.near(denied)])
        if asserted is None and not _is_clause(denial.content):
            continue
        ids = (asserted.id, denial.id) if asserted is not None else (denial.id,)
        who = denial.speaker_is or denial.speaker or "a source not named"
        said = (asserted.speaker_is or asserted.speaker) if asserted is not None else ""
        yield ReadConflict(
            kind="denial",
            statements=ids,
            about=" ".join(_REPORTED.sub("", denial.content).split())[:160],
            why=f"{who} denies what {said or 'others'} reported",
        )


def _denied_by(
    denial: ReadStatement, denied: frozenset[str], statements: Sequence[ReadStatement]
) -> ReadStatement | None:
    """Return the statement that a denial denies: one within it ("reports that …"), or the one most like it."""
    best: tuple[float, ReadStatement] | None = None
    for one in statements:
        if one.id == denial.id or one.act == "denies" or _same_speaker(one, denial):
            continue
        said = frozenset(stems(one.content))
        if not said:
            continue
        alike = 2 * len(said & denied) / (len(said) + len(denied))
        within = (
            any(a <= one.cue_spans[0][0] < b for a, b in denial.content_spans) if one.cue_spans else False
        )
        if alike >= _SHARED and within is False and (best is None or alike > best[0]):
            best = alike, one
        elif within and alike > 0.8:  # noqa: PLR2004 - the clause itself, without the words that bring it
            return one
    return best[1] if best is not None else None


def _same_speaker(one: ReadStatement, other: ReadStatement) -> bool:
    return (one.speaker_is or one.speaker).lower() == (other.speaker_is or other.speaker).lower() != ""


def _is_clause(content: str) -> bool:
    """Tell whether something is said to be so: a report or claim of it, a clause, a deed."""
    return (
        _REPORTED.match(content) is not None
        or re.match(
            r"\W*(?:that\b|it\b|he\b|she\b|they\b|there\b|having\b|being\b|any\s+\w+|\w+ing\b)",
            content,
            re.IGNORECASE,
        )
        is not None
        or re.search(r"\b(?:is|are|was|were|had|has|have|would|will|did)\b", content) is not None
    )
