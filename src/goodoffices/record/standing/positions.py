"""From statements to positions: which side takes which stand on which issue, when, and on whose word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from goodoffices.model.base import Value
from goodoffices.model.record import Stand
from goodoffices.record.lexicon.stems import stems
from goodoffices.record.resolve.names import Names
from goodoffices.record.results import ReadPosition, ReadReport, ReadStatement
from goodoffices.record.standing.stands import condition_in, stand_of
from goodoffices.record.standing.subjects import About, Subjects, implied_order, options_in

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
#: Words that go on with what was spoken of: a bare number, "the offer", "it", "them".
_CONTINUES = re.compile(
    r"\b(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|it|them|that|one|more|less|most|half)\b",
    re.IGNORECASE,
)
_PROPOSED = frozenset(
    stems(
        "compromise compromises proposal proposals offer deal plan terms package draft text framework formula"
    )
)
_REACH = 6
#: A clause names its subject within so many characters.
_SUBJECT = 40


def positions(
    report: ReadReport, text: str, subjects: Subjects | None, names: Names
) -> tuple[ReadPosition, ...]:
    """Return the positions that the statements of one report take.

    With a case (`subjects`), on its issues; without one, `issue` is null and the party is as written.
    """
    if subjects is None:
        found = []
        for one in report.statements:
            stand, party = stand_of(one), one.speaker_party or one.speaker_is or one.speaker
            if stand is not None and party:
                found.append(_position(party, stand, one, None, ()))
        return united(found)
    return united(list(_Taking(report, text, subjects, names).positions()))


@dataclass
class _Taking:
    """Taking positions from the statements of one report, one after the other."""

    report: ReadReport
    text: str
    subjects: Subjects
    names: Names
    #: The statements so far, and what they are about.
    seen: list[tuple[ReadStatement, tuple[About, ...]]] = field(default_factory=list)

    def positions(self) -> Iterator[ReadPosition]:
        """Yield the positions, in order of the statements."""
        for statement in self.report.statements:
            about = self.subjects.of(statement.content, statement.figures)
            stand, party = stand_of(statement), statement.speaker_party
            if stand is not None and party in self.names.sides and not self._of_another(statement, stand):
                yield from self._stands(party, stand, statement, about or self._elsewhere(statement))
            self.seen.append((statement, about))

    def _of_another(self, statement: ReadStatement, stand: Stand) -> bool:
        """Tell whether the words tell of another party's move: "a union official said the company dropped …"."""
        if stand not in ("reverses", "flexible") or statement.act != "asserts":
            return False
        first = next(iter(self.names.within(statement.content[:_SUBJECT])), None)
        return first is not None and first.party != statement.speaker_party

    def _stands(
        self, party: str, stand: Stand, statement: ReadStatement, about: tuple[About, ...]
    ) -> Iterator[ReadPosition]:
        """Yield a stand on each issue; "X, provided that Y" is also a condition on X, and demands Y."""
        place = condition_in(statement)
        given = None if place is None else len(stems(statement.content[:place]))
        for one in about:
            if given is None:
                yield _position(party, stand, statement, one, _named(one, stand))
            elif one.place < given:
                yield _position(party, "conditions", statement, one, one.options)
                if stand in ("offers", "accepts"):
                    yield _position(party, stand, statement, one, one.options)
            else:
                yield _position(party, "demands", statement, one, one.options)

    def _elsewhere(self, statement: ReadStatement) -> tuple[About, ...]:
        """Return what a stand is about whose own words do not name it.

        That is what they point back to, the issue that is counted in the unit of their figures, or else what the same
        sentence, or the sentences before it in the paragraph, came to last.
        """
        return self._back(statement) or self.subjects.counted_in(statement.figures) or self._last(statement)

    def _last(self, statement: ReadStatement) -> tuple[About, ...]:
        """Return the issue that the paragraph came to last by the end of a statement's words, as they continue it."""
        if not statement.content_spans or not _CONTINUES.search(statement.content):
            return ()
        start = self.text.rfind("\n\n", 0, statement.content_spans[0][0]) + 1
        about = self.subjects.of(self.text[start : statement.content_spans[-1][1]])
        if not about:
            return ()
        issue = max(about, key=lambda one: one.place).issue
        return (About(issue, options_in(issue, statement.content, statement.figures), 0),)

    def _back(self, statement: ReadStatement) -> tuple[About, ...]:
        """Return what "both of these demands", "the idea" or "the compromise" is about."""
        content = statement.content
        found = _BACK.search(content[:80]) or _BARE.search(content[:60])
        if found is None:
            return ()
        what = stems(found["what"])
        if what and what[0] in _PROPOSED and (terms := self._terms(what[0], statement)):
            return terms
        out: list[About] = []
        for other, about in reversed(self.seen[-_REACH:]):
            if not about or other.speaker_party in (None, statement.speaker_party):
                continue
            if out and not _same_passage(self.text, other, statement):
                break
            out += [
                one for one in _asked(other, about) if one.issue.id not in {known.issue.id for known in out}
            ]
        return tuple(out)

    def _terms(self, what: str, statement: ReadStatement) -> tuple[About, ...]:
        """Return what a proposal contains as the report has it elsewhere: a statement that names it and has figures."""
        for other in self.report.statements:
            if other.id != statement.id and other.figures and what in stems(other.content):
                about = self.subjects.of(other.content, other.figures)
                if len(about) > 1:
                    return about
        return ()


def _named(about: About, stand: Stand) -> tuple[Value, ...]:
    """Return the options a stand names; who is flexible names where from and not where to."""
    return about.options if stand != "flexible" else ()


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
        # Without an issue, each statement stands for itself.
        alone = one.statements if one.issue is None else ()
        key = (one.party, one.issue, one.stand, one.on, one.options, alone)
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
