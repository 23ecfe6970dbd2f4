"""The analysis of the mediators' working case as tables, of what has been worked out; and where the parties stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from goodoffices.analysis.results import Analysis, Deadlock
from goodoffices.analysis.trades.shapes import Trade, Trades
from goodoffices.language import gettext as _
from goodoffices.model.base import Value
from goodoffices.reports.names import Names
from goodoffices.services.answers import Answer, Failed, Kind, Ready
from goodoffices.services.sheets import Cell, Rows, Table
from goodoffices.services.tables import frontier_of
from goodoffices.web.analysis import handing
from goodoffices.web.analysis.study import Study
from goodoffices.web.analysis.trades import StartForm
from goodoffices.web.record.matrix import Cell as Stands
from goodoffices.web.record.matrix import days_of, matrix
from goodoffices.web.shell.words import gettext_lazy

#: The answer on which a table rests.
RESTS_ON: Final[Mapping[str, Kind]] = {
    "frontier": "analyse", "solutions": "analyse", "power": "analyse", "blocking-sets": "deadlock",
    "ways-out": "deadlock", "trades": "trades",
}  # fmt: skip
#: What is said where no package was chosen from which trades begin.
_NO_START: Final = gettext_lazy("Choose a package on the page of trades first.")


class Worked:
    """What has been worked out of a case, and what is being worked out; each answer is asked for once."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._answers: dict[Kind, Answer] = {}

    def answer(self, name: str) -> Answer:
        """Return how far the answer is on which a table rests."""
        kind = RESTS_ON[name]
        if kind not in self._answers:
            self._answers[kind] = self._ask(kind)
        return self._answers[kind]

    def _ask(self, kind: Kind) -> Answer:
        if kind != "trades":
            return self._study.ask(kind)
        start = self._study.visit.form(StartForm, handing.TRADES, study=self._study).package()
        return self._study.ask(kind, start=start) if start else Failed(str(_NO_START))

    def has(self, name: str) -> bool:
        """Whether a table is there; it is not made for that."""
        answer = self.answer(name)
        return isinstance(answer, Ready) and (name != "frontier" or answer.result.frontier is not None)

    def table(self, name: str) -> Table | None:
        """Return a table; None where its answer is not there, or has no such table."""
        answer = self.answer(name)
        return _MADE[name](self._study, answer.result) if isinstance(answer, Ready) else None

    def tables(self) -> list[Table]:
        """Return those that are there."""
        return [table for name in RESTS_ON if (table := self.table(name)) is not None]


def _frontier(study: Study, found: Analysis) -> Table | None:
    return frontier_of(study.case, found) if found.frontier is not None else None


def _solutions(study: Study, found: Analysis) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (name, one.status, one.bound, *one.utilities, _package(study.names, one.package))
        for name, one in found.solutions.items()
        if one is not None
    ]
    columns = ("solution", "status", "bound", *_utilities(study, found.parties), "package")
    return Table("solutions", columns, rows, frozenset({"solution", "status"}))


def _power(study: Study, found: Analysis) -> Table:
    known = {body.id: body for body in study.case.decision_bodies}
    people = {member.id: member.name for body in known.values() for member in body.members}
    rows: list[tuple[Cell, ...]] = [
        (
            study.names.party(known[answer.body].party), known[answer.body].name, people.get(one.member, one.member),
            one.banzhaf, one.banzhaf_share, one.shapley_shubik,
        )
        for answer in found.decisions
        for one in answer.power
        if answer.body in known
    ]  # fmt: skip
    return Table("power", ("party", "body", "member", "Banzhaf", "Banzhaf share", "Shapley-Shubik"), rows)


def _blocking(study: Study, found: Deadlock) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (number, *_limit(study, label))
        for number, labels in enumerate(found.blocking_sets, 1)
        for label in labels
    ]
    return Table("blocking-sets", ("set", "party", "limit"), rows)


def _ways(study: Study, found: Deadlock) -> Table:
    parties = [party.id for party in study.case.parties]

    def rows() -> Rows:
        for number, way in enumerate(found.ways_out, 1):
            relax = "; ".join(
                f"{party}: {limit}" for party, limit in (_limit(study, one) for one in way.relax)
            )
            nash = way.opens.nash
            worth = nash.utilities if nash is not None else (None,) * len(parties)
            package = _package(study.names, nash.package) if nash is not None else None
            yield number, relax, way.cost, way.opens.packages, way.opens.status, *worth, package

    columns = ("way", "relax", "cost", "packages", "status", *_utilities(study, tuple(parties)), "package")
    return Table("ways-out", columns, list(rows()), frozenset({"status"}))


def _trades(study: Study, found: Trades) -> Table:
    def rows() -> Rows:
        for number, step in enumerate(found.steps, 1):
            yield _trade(study, "path", None, number, step)
        for what, listed in (("best for it", found.best), ("concession to it", found.concessions)):
            for party, several in listed.items():
                for number, one in enumerate(several, 1):
                    yield _trade(study, what, party, number, one)

    columns = (
        "kind", "party", "number", "moves", *(f"gain {study.names.party(one)}" for one in found.parties), "rate",
        "crosses", "package",
    )  # fmt: skip
    return Table("trades", columns, list(rows()), frozenset({"kind"}))


def _trade(study: Study, what: str, party: str | None, number: int, one: Trade) -> tuple[Cell, ...]:
    moves = "; ".join(
        f"{change.title}: {study.names.option(change.issue, change.before)} > "
        f"{study.names.option(change.issue, change.after)}"
        for change in one.changes
    )
    whose = study.names.party(party) if party is not None else None
    return (
        what, whose, number, moves, *one.gains, one.rate, "; ".join(one.crosses) or None,
        _package(study.names, one.package),
    )  # fmt: skip


#: How each table is made of its answer.
_MADE: Final[Mapping[str, Callable[..., Table | None]]] = {
    "frontier": _frontier, "solutions": _solutions, "power": _power, "blocking-sets": _blocking, "ways-out": _ways,
    "trades": _trades,
}  # fmt: skip


def matrix_of(study: Study, place: int = 0) -> Table:
    """Return where the parties stand on a day, that of a place in the list of days (from 1); else on the last."""
    days = days_of(study.case)
    parties = tuple(party.title for party in study.case.parties)
    rows: list[tuple[Cell, ...]] = []
    if days:
        day = days[place - 1] if 0 < place <= len(days) else days[-1]
        found = matrix(study.case, study.names, day, None)
        rows = [
            (day.isoformat(), row.issue.name, *map(_stands, row.cells), "yes" if row.differs else "no")
            for row in found.rows
        ]
    return Table(
        "matrix", ("on", "issue", *parties, "exclude each other"), rows, frozenset({"exclude each other"})
    )


def _stands(cell: Stands) -> str | None:
    return (
        "; ".join(
            " ".join((_(one.position.stand), _(" or ").join(one.options))).strip() for one in cell.latest
        )
        or None
    )


def _limit(study: Study, label: str) -> tuple[str, str]:
    party, name = study.names.limit(label)
    return study.names.party(party), name


def _utilities(study: Study, parties: tuple[str, ...]) -> list[str]:
    return [f"utility {study.names.party(one)}" for one in parties]


def _package(names: Names, package: Mapping[str, Value]) -> str:
    return "; ".join(f"{issue}: {option}" for issue, option in names.package(package))
