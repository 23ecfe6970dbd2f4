"""Which reports are later versions of a report, which are copies of it elsewhere, and what a later version changes."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from goodoffices.model.base import last_day
from goodoffices.model.record import Statement
from goodoffices.record.clean.copies import Signature, originals
from goodoffices.record.results import ReadReport, ReadStatement

#: Of the changes between two versions of a report, at most so many are named.
_NAMED = 20
#: A report whose text is not at hand is the same one where this share of the shorter one's statements, and so many of
#: them, are told in the same words by the same speaker.
_SHARE, _LEAST = 0.5, 2

#: Who said what, as two versions of a report are compared.
Said = tuple[str, str]


def said(statement: ReadStatement | Statement) -> Said:
    """Return what makes two statements of two versions of a report one."""
    return statement.speaker.lower(), " ".join(statement.content.lower().split())


def related(
    reports: Sequence[ReadReport], signatures: Sequence[Signature], before: Sequence[ReadReport] = ()
) -> tuple[tuple[ReadReport, ...], frozenset[str]]:
    """Return the reports with their `copy_of`, `update_of` and `changes`, and the ids of statements told before.

    Args:
        reports: the reports.
        signatures: of each report's text, in the same order.
        before: reports known from earlier, without their texts.
    """
    known = list(reports)
    repeated: set[str] = set()
    earlier = _Known(before)
    versions: dict[str, list[ReadReport]] = {}
    for one in before:
        root = versions.get(one.update_of or "")
        versions[one.file] = [one] if root is None else root
        if root is not None:
            root.append(one)
    for family in _families(reports, signatures):
        first = known[family[0]]
        held = earlier.like(first)
        line = [first] if held is None else versions[held.file]
        versions[first.file] = line
        for place in family if held is not None else family[1:]:
            report = known[place]
            if _copy(report, line):
                origin = line[0]
                known[place] = msgspec.structs.replace(report, copy_of=origin.copy_of or origin.file)
                continue
            told = {said(one): one for version in line for one in version.statements}
            repeated.update(one.id for one in report.statements if said(one) in told)
            known[place] = msgspec.structs.replace(
                report, update_of=line[-1].file, changes=_changes(told, report)
            )
            line.append(known[place])
    return tuple(known), frozenset(repeated)


def _changes(before: Mapping[Said, ReadStatement], later: ReadReport) -> tuple[str, ...]:
    """Say what a version adds to those before it, and what of them it leaves out, statement by statement."""
    after = {said(one): one for one in later.statements}
    lines = [f"new: {_line(one)}" for key, one in after.items() if key not in before]
    lines += [f"gone: {_line(one)}" for key, one in before.items() if key not in after]
    if len(lines) > _NAMED:
        lines = [*lines[:_NAMED], f"and {len(lines) - _NAMED} more"]
    return tuple(lines)


class _Known:
    """Reports known from earlier, found by what is said in them."""

    def __init__(self, reports: Iterable[ReadReport]) -> None:
        self._reports = [report for report in reports if report.copy_of is None]
        self._by_said: dict[Said, set[int]] = {}
        for place, report in enumerate(self._reports):
            for one in report.statements:
                self._by_said.setdefault(said(one), set()).add(place)

    def like(self, report: ReadReport) -> ReadReport | None:
        """Return the report known from earlier that this one repeats, if any: the one it shares most with."""
        told = {said(one) for one in report.statements}
        shared = Counter(place for key in told for place in self._by_said.get(key, ()))
        for place, count in sorted(shared.items(), key=lambda item: (-item[1], -item[0])):
            other = self._reports[place]
            smaller = min(len(told), len({said(one) for one in other.statements}))
            if count >= _LEAST and count >= _SHARE * smaller:
                return other
            if _same_place(report, other) and count >= _SHARE * smaller:
                return other
        return None


def _families(reports: Sequence[ReadReport], signatures: Sequence[Signature]) -> list[list[int]]:
    """Return the reports by whom they resemble, each family in the order of days where all are known."""
    roots: list[int] = []
    families: dict[int, list[int]] = {}
    for place, first in enumerate(originals(signatures)):
        roots.append(place if first is None else roots[first])
        families.setdefault(roots[place], []).append(place)
    return [_by_day(family, reports) for family in families.values()]


def _by_day(family: list[int], reports: Sequence[ReadReport]) -> list[int]:
    days: Mapping[int, dt.date | None] = {place: last_day(reports[place].published) for place in family}
    if None in days.values():
        return family
    return sorted(family, key=lambda place: days[place] or dt.date.min)


def _copy(report: ReadReport, line: Sequence[ReadReport]) -> bool:
    """Tell whether a report repeats another outlet's, not its own earlier one."""
    return not any(_same_place(report, version) for version in line)


def _same_place(report: ReadReport, other: ReadReport) -> bool:
    """Tell whether two reports that share most of what they say come from one desk."""
    if None in (report.outlet, other.outlet):
        return report.title == other.title and report.sha256 != other.sha256
    return report.outlet == other.outlet


def _line(statement: ReadStatement) -> str:
    return f"{statement.speaker or 'no source named'}: {statement.content}"[:200]
