"""What is done of an agreement, as it stands."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct, field

from goodoffices.model.agreement import Entry, Obligation, Phase, Tally, Terms
from goodoffices.talks.events import ledger as events
from goodoffices.talks.events.base import Happened
from goodoffices.talks.transitions import CLAIM, PERFORMANCE, following


class Step(Struct, kw_only=True):
    """A step that somebody took, by the name of its act; `quantity` to `high` is what it named, if anything."""

    act: str
    at: dt.datetime
    by: str
    words: str = ""
    quantity: int | None = None
    high: int | None = None


class Performance(Struct, kw_only=True):
    """A report that something was done, and what became of it.

    `status`: reported, verified, wanting, disputed or resolved. `quantity` to `high` is what counts now: as reported,
    as found, or as resolved; None is all that is owed. `performed`: whether it counts as done, once that was found.
    """

    id: str
    obligation: str
    party: str
    status: str = "reported"
    quantity: int | None = None
    high: int | None = None
    on: dt.date | None = None
    performed: bool = False
    steps: list[Step] = field(default_factory=list)


class Claim(Struct, kw_only=True):
    """A claim that what was agreed was violated; `to` is whom it was attributed to, "" nobody, None not yet."""

    id: str
    party: str
    words: str
    obligation: str = ""
    on: dt.date | None = None
    status: str = "claimed"
    to: str | None = None
    steps: list[Step] = field(default_factory=list)


class Counted(Struct, kw_only=True):
    """A line of a tally, when and by whom it was entered; `party` where it is what a party reports."""

    at: dt.datetime
    by: str
    entry: Entry
    party: str = ""


class PhaseStanding(Struct, kw_only=True):
    """How a phase stands: waiting, under way, ended or failed."""

    status: str = "waiting"
    started: dt.date | None = None
    ended: dt.date | None = None
    resumes: str = ""
    words: str = ""


class LedgerState(Struct, kw_only=True):
    """The ledger. `agreement` is 0 before one is declared; `suspended` are obligations that are no longer owed."""

    agreement: int = 0
    parties: dict[str, str] = field(default_factory=dict)
    terms: Terms = field(default_factory=Terms)
    reports: dict[str, Performance] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    tallies: dict[str, Tally] = field(default_factory=dict)
    entries: list[Counted] = field(default_factory=list)
    phases: dict[str, PhaseStanding] = field(default_factory=dict)
    suspended: list[str] = field(default_factory=list)

    def take(self, happened: Happened) -> None:
        """Take an event in."""
        match happened.event:
            case events.LedgerOpened() as opened:
                self._open(opened)
            case events.PerformanceReported(report=name) as reported:
                self.reports[name] = Performance(
                    id=name, obligation=reported.obligation, party=reported.party, quantity=reported.quantity,
                    high=reported.high, on=reported.on,
                    steps=[_step("report_performance", happened, reported.words, reported.quantity, reported.high)],
                )  # fmt: skip
            case events.PerformanceVerified(report=name) as verified:
                one = self._moved(
                    name, "verify_performance", happened, verified.words, verified.quantity, verified.high
                )
                one.performed = True
                if verified.quantity is not None:
                    one.quantity, one.high = verified.quantity, verified.high
            case events.PerformanceWanting(report=name, words=words):
                self._moved(name, "find_wanting", happened, words)
            case events.PerformanceDisputed(report=name, words=words):
                self._moved(name, "dispute_performance", happened, words).performed = False
            case events.DisputeResolved(report=name) as resolved:
                one = self._moved(
                    name, "resolve_dispute", happened, resolved.words, resolved.quantity, resolved.high
                )
                one.performed = resolved.performed
                if resolved.quantity is not None:
                    one.quantity, one.high = resolved.quantity, resolved.high
            case events.PhaseMoved() as moved:
                self._move(moved)
            case _:
                self._take_rarer(happened)

    def _take_rarer(self, happened: Happened) -> None:
        match happened.event:
            case events.ViolationClaimed(claim=name) as claimed:
                self.claims[name] = Claim(
                    id=name, party=claimed.party, words=claimed.words, obligation=claimed.obligation, on=claimed.on,
                    steps=[_step("claim_violation", happened, claimed.words)],
                )  # fmt: skip
            case events.ViolationAttributed(claim=name, to=to, words=words):
                claim = self.claims[name]
                claim.status, claim.to = following(CLAIM, claim.status, "attribute_violation", name), to
                claim.steps.append(_step("attribute_violation", happened, words))
            case events.TallyOpened(tally=tally):
                self.tallies[tally.id] = tally
            case events.CountEntered(entry=entry, party=party):
                self.entries.append(Counted(at=happened.at, by=happened.by, entry=entry, party=party))

    def _open(self, opened: events.LedgerOpened) -> None:
        """Take terms in: what was reported stays; a phase that had failed may begin anew, and nothing is suspended."""
        self.agreement, self.terms, self.suspended = opened.agreement, opened.terms, []
        self.parties = {side.id: side.name or side.id for side in opened.parties}
        for phase in opened.terms.phases:
            known = self.phases.get(phase.id)
            if known is None or known.status == "failed":
                self.phases[phase.id] = PhaseStanding()

    def _moved(  # noqa: PLR0913, PLR0917 - a step as it is kept
        self,
        report: str,
        act: str,
        happened: Happened,
        words: str,
        quantity: int | None = None,
        high: int | None = None,
    ) -> Performance:
        one = self.reports[report]
        one.status = following(PERFORMANCE, one.status, act, report)
        one.steps.append(_step(act, happened, words, quantity, high))
        return one

    def _move(self, moved: events.PhaseMoved) -> None:
        one = self.phases[moved.phase]
        one.status, one.words, one.resumes = moved.status, moved.words, moved.resumes
        if moved.status == "under way":
            one.started, one.ended = moved.on, None
        else:
            one.ended = moved.on
        self.suspended += [name for name in moved.suspended if name not in self.suspended]

    @property
    def by_phase(self) -> dict[str, Phase]:
        """The phases by id."""
        return {phase.id: phase for phase in self.terms.phases}

    @property
    def obligations(self) -> dict[str, Obligation]:
        """The obligations of all phases by id."""
        return {one.id: one for phase in self.terms.phases for one in phase.obligations}

    def is_done(self, name: str) -> bool:
        """Whether an obligation is done, as far as that was found and is not in dispute; or a phase has ended.

        An obligation with a quantity is done when at least so much of it is; where that is none at all ("up to ten"),
        when something was found of it.
        """
        if name in self.by_phase:
            return self.phases[name].status == "ended"
        counted = [one for one in self.reports.values() if one.obligation == name and one.performed]
        owed = self.obligations[name].quantity if name in self.obligations else None
        if owed is None or any(one.quantity is None for one in counted):
            return bool(counted)
        return bool(counted) and sum(one.quantity or 0 for one in counted) >= owed

    def done_on(self, name: str) -> dt.date:
        """Return the day on which an obligation was done, as far as that was found, or a phase ended; of what is done.

        Raises:
            ValueError: it is not done.
        """
        if name in self.by_phase:
            days = [one for one in (self.phases[name].ended,) if one is not None]
        else:
            counted = [one for one in self.reports.values() if one.obligation == name and one.performed]
            days = [one.on or one.steps[0].at.date() for one in counted]
        return max(days)


def _step(
    act: str, happened: Happened, words: str, quantity: int | None = None, high: int | None = None
) -> Step:
    return Step(act=act, at=happened.at, by=happened.by, words=words, quantity=quantity, high=high)
