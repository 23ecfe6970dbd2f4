"""From statements to positions: which side takes which stand on which issue, when, and on whose word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from goodoffices.model.base import Value, When
from goodoffices.model.record import Stand
from goodoffices.record.lexicon.stems import stems
from goodoffices.record.resolve.names import Names
from goodoffices.record.results import ReadPosition, ReadReport, ReadStatement
from goodoffices.record.standing.stands import stand_of
from goodoffices.record.standing.subjects import About, Subjects, implied_order

#: What points back to something spoken of before.
_BACK = re.compile(
    r"\b(?:(?P<both>both)\s+(?:of\s+)?(?:these|those|the|its|their)?|these|those|this|that|such|the|its|their)\s+(?:\w+\s+)?"
    r"(?P<what>demands?|ideas?|conditions?|proposals?|offers?|compromises?|requests?|approach|terms|plans?|deals?|figures?|points?)\b",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^\W*(?:(?:the|these|those|all|several|such|a|an)\s+)?(?:\w+\s+)?"
    r"(?P<what>demands?|compromises?|proposals?|offers?|deals?|plans?|terms|package|draft|text|framework|formula)\b",
    re.IGNORECASE,
)
_PROPOSED = frozenset(stems("compromise compromises proposal proposals offer deal plan terms package draft text framework formula"))
_REACH = 6
#: What the statements of one report have been about so far.
_Seen = list[tuple[ReadStatement, tuple[About, ...]]]


def positions(report: ReadReport, text: str, subjects: Subjects | None, names: Names) -> tuple[ReadPosition, ...]:
    """Return the positions that the statements of one report take.

    With a case (`subjects`), on its issues; without one, `issue` is null and the party is as written.
    """
    seen: _Seen = []
    found: list[ReadPosition] = []
    for statement in report.statements:
        about = subjects.of(statement.content, statement.figures) if subjects is not None else ()
        stand = stand_of(statement)
        party = statement.speaker_party or (None if names.calls else statement.speaker_is or statement.speaker)
        if stand is not None and party and subjects is None:
            found.append(_position(party, stand, statement, None, ()))
        elif stand is not None and party and subjects is not None:
            here = about or _back(statement, statement.content, seen, report, text, subjects)
            found += [_position(party, stand, statement, one, _named(one, stand)) for one in here]
        seen.append((statement, about))
    return united(found)


def _named(about: About, stand: Stand) -> tuple[Value, ...]:
    """Return the options a stand names; who is flexible names where from and not where to."""
    return about.options if stand != "flexible" else ()


def _back(
    statement: ReadStatement, content: str, seen: _Seen, report: ReadReport, text: str, subjects: Subjects
) -> tuple[About, ...]:
    """Return what "both of these demands", "the idea" or "the compromise" is about."""
    found = _BACK.search(content[:80]) or _BARE.search(content[:60])
    if found is None:
        return ()
    what = stems(found["what"])
    near = seen[-_REACH:]
    if what and what[0] in _PROPOSED and (terms := _terms(what[0], statement, report, subjects)):
        return terms
    out: list[About] = []
    for other, about in reversed(near):
        if not about or (other.speaker_party is not None and other.speaker_party == statement.speaker_party):
            continue
        if out and not _same_passage(text, other, statement):
            break
        out += [one for one in _asked(other, about) if one.issue.id not in {known.issue.id for known in out}]
    return tuple(out)


def _asked(statement: ReadStatement, about: tuple[About, ...]) -> tuple[About, ...]:
    """Of a condition ("conditioned X on Y"), return what is asked for; of anything else, all of it."""
    if stand_of(statement) != "conditions" or not (found := re.search(r"\bon\b", statement.content)):
        return about
    given = len(stems(statement.content[: found.start()]))
    return tuple(one for one in about if one.place >= given) or about


def _same_passage(text: str, earlier: ReadStatement, later: ReadStatement) -> bool:
    a = earlier.content_spans[0][0] if earlier.content_spans else 0
    b = later.content_spans[0][0] if later.content_spans else 0
    return text.count("\n\n", min(a, b), max(a, b)) <= 1


def _terms(
    what: str, statement: ReadStatement, report: ReadReport, subjects: Subjects
) -> tuple[About, ...]:
    """Return what the report elsewhere says a proposal contains: a statement that names it and speaks of issues with figures."""
    for other in report.statements:
        if other.id == statement.id or what not in stems(other.content) or not other.figures:
            continue
        about = subjects.of(other.content, other.figures)
        if len(about) > 1:
            return about
    return ()


def _position(
    party: str, stand: Stand, statement: ReadStatement, about: About | None, options: tuple[Value, ...]
) -> ReadPosition:
    return ReadPosition(
        party=party,
        issue=about.issue.id if about else None,
        stand=stand,
        on=statement.said_on,
        options=options,
        order=implied_order(about.issue, stand, options) if about else (),
        statements=(statement.id,),
    )


def united(found: Sequence[ReadPosition]) -> tuple[ReadPosition, ...]:
    """Make one position of those that say the same: party, issue, stand, day and options."""
    merged: dict[tuple[object, ...], ReadPosition] = {}
    for one in found:
        key = (one.party, one.issue, one.stand, one.on, one.options)
        # Without an issue, each statement stands for itself.
        key = key if one.issue is not None else (*key, one.statements)
        if key in merged:
            known = merged[key]
            both = tuple(dict.fromkeys((*known.statements, *one.statements)))
            merged[key] = ReadPosition(
                party=one.party, issue=one.issue, stand=one.stand, on=one.on, options=one.options, order=one.order,
                statements=both,
            )  # fmt: skip
        else:
            merged[key] = one
    return tuple(merged.values())

