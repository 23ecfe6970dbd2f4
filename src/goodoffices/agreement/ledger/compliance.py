"""What is done of what was agreed: performance as it was reported, verified, found wanting, disputed and resolved.

A report says that something was done, and counts for nothing certain until it is verified; a monitor verifies it or
finds it wanting; a dispute makes all figures that were named possible; its resolution settles them. So done is a
range.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal

from msgspec import Meta

from goodoffices.agreement.errors import AgreementError
from goodoffices.agreement.exchange.received import left, owed
from goodoffices.agreement.ranges import Range, exactly, total
from goodoffices.agreement.schedule import Schedule
from goodoffices.language import gettext as _
from goodoffices.model.agreement import Obligation, Phase, Terms
from goodoffices.model.result import Result

Step = Literal["reported", "verified", "found wanting", "disputed", "resolved"]

#: How an obligation stands, the worst of its reports first; `wanting`: found, or settled, to be nothing of it;
#: `part`: verified, and not all that is owed.
Standing = Literal["disputed", "wanting", "done", "part", "reported", "nothing"]


class Performance(Result, frozen=True):
    """A step of performance. `report` tells reports of one obligation apart; empty: the step is about the last one.

    `quantity`, or the range from it to `high`, is how much was reported, verified, found or settled; None: all that
    is owed (reported), what was reported (verified), nothing (found wanting), what was last named (disputed,
    resolved).
    """

    obligation: str
    status: Step
    quantity: Annotated[int, Meta(ge=0)] | None = None
    high: Annotated[int, Meta(ge=0)] | None = None
    on: dt.date | None = None
    report: str = ""


class Kept(Result, frozen=True):
    """An obligation: what is owed, done, and left, and whether it was due before the day that was asked for.

    An obligation without a quantity counts as 1. `share` is the least and the most of it that is done, from 0 to 1.
    """

    obligation: str
    phase: str
    standing: Standing
    owed: Range
    done: Range
    left: Range
    share: tuple[float, float]
    late: bool = False


class PhaseKept(Result, frozen=True):
    """A phase: how many of its obligations are done, from those that certainly are to those that may be."""

    phase: str
    obligations: int
    done: Range
    late: tuple[str, ...]
    disputed: tuple[str, ...]
    wanting: tuple[str, ...]


class Compliance(Result, frozen=True):
    """What is kept of an agreement, by obligation and by phase."""

    obligations: tuple[Kept, ...]
    phases: tuple[PhaseKept, ...]


@dataclass
class _Report:
    """One report of an obligation with its steps so far: what it stands at, and all figures that were named."""

    standing: Step
    done: Range
    settled: Range
    named: list[Range] = field(default_factory=list)


def compliance_of(
    terms: Terms,
    performances: Iterable[Performance],
    *,
    schedule: Schedule | None = None,
    on: dt.date | None = None,
) -> Compliance:
    """Return what is kept.

    Args:
        terms: the terms agreed on.
        performances: the steps, in the order in which they were taken.
        schedule: the days of the agreement, for what is late.
        on: the day on which to judge what is late.

    Raises:
        AgreementError: a step is about an obligation that the terms do not have.
    """
    obligations = {one.id: one for phase in terms.phases for one in phase.obligations}
    reports: dict[str, dict[str, _Report]] = {name: {} for name in obligations}
    for step in performances:
        if step.obligation not in obligations:
            raise AgreementError(_("the terms have no obligation '{name}'").format(name=step.obligation))
        _take(step, reports[step.obligation], _amount(obligations[step.obligation]))
    due = {} if schedule is None or on is None else {one.id: one.due.last_on for one in schedule.obligations}
    kept: dict[str, Kept] = {}
    for phase in terms.phases:
        for one in phase.obligations:
            day = due.get(one.id)
            passed = day is not None and on is not None and day < on
            kept[one.id] = _kept(one, phase, tuple(reports[one.id].values()), passed=passed)
    return Compliance(
        obligations=tuple(kept.values()),
        phases=tuple(_phase(phase, [kept[one.id] for one in phase.obligations]) for phase in terms.phases),
    )


def _amount(one: Obligation) -> Range:
    return exactly(1) if one.quantity is None else owed(one)


def _take(step: Performance, reports: dict[str, _Report], amount: Range) -> None:
    """Take a step: a new report, or what becomes of one. A monitor may also find what nobody reported."""
    given = None
    if step.quantity is not None:
        given = Range(low=step.quantity, high=step.quantity if step.high is None else step.high)
    key = step.report or (next(reversed(reports), "") if step.status != "reported" else f"{len(reports)}")
    if step.status == "reported" or key not in reports:
        said = given or (amount if step.status in ("reported", "verified") else exactly(0))
        reports[key] = _Report("reported", Range(high=said.high), said, [said])
    report = reports[key]
    report.standing = step.status
    match step.status:
        case "reported":
            return
        case "verified":
            report.settled = report.done = given or report.named[0]
        case "found wanting":
            report.settled = report.done = given or exactly(0)
        case "disputed":
            report.named.append(given or exactly(0))
            report.done = Range(low=min(one.low for one in report.named), high=_highest(report.named))
            return
        case "resolved":
            report.settled = report.done = given or report.settled
    report.named.append(report.done)


def _highest(ranges: Sequence[Range]) -> int | None:
    ends = [one.high for one in ranges]
    return None if None in ends else max(end for end in ends if end is not None)


def _kept(one: Obligation, phase: Phase, reports: Sequence[_Report], *, passed: bool) -> Kept:
    amount = _amount(one)
    done = total(report.done for report in reports)
    certain = bool(reports) and amount.high is not None and done.low >= amount.high
    least = done.low / amount.high if amount.high else float(bool(certain))
    most = 1.0 if done.high is None or done.high >= amount.low else done.high / amount.low
    return Kept(
        obligation=one.id, phase=phase.id, standing=_standing(reports, amount, certain=certain), owed=amount, done=done,
        left=left(amount, done), share=(min(1.0, least), most), late=passed and not certain,
    )  # fmt: skip


def _standing(reports: Sequence[_Report], amount: Range, *, certain: bool) -> Standing:
    found = [report for report in reports if report.standing not in ("reported", "disputed")]
    steps = {report.standing for report in reports}
    if "disputed" in steps:
        return "disputed"
    if certain:
        return "done"
    if any(report.standing == "found wanting" or (report.done.high == 0 and amount.low) for report in found):
        return "wanting"
    if found:
        return "part"
    return "reported" if "reported" in steps else "nothing"


def _phase(phase: Phase, kept: Sequence[Kept]) -> PhaseKept:
    certain = sum(one.standing == "done" for one in kept)
    possible = sum(one.share[1] >= 1 for one in kept)
    return PhaseKept(
        phase=phase.id, obligations=len(kept), done=Range(low=certain, high=possible),
        late=tuple(one.obligation for one in kept if one.late),
        disputed=tuple(one.obligation for one in kept if one.standing == "disputed"),
        wanting=tuple(one.obligation for one in kept if one.standing == "wanting"),
    )  # fmt: skip
