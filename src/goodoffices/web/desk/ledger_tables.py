"""What is done of an agreement as tables: signatures, what is owed, reports step by step, claims, what is counted."""

from __future__ import annotations

from goodoffices.model.base import first_day, last_day
from goodoffices.services.performed import STEPS, performed
from goodoffices.services.sheets import Cell, Rows, Table
from goodoffices.web.desk.cells import day_cell, moment_cell
from goodoffices.web.shell.visits import Visit


def signatures(visit: Visit) -> Table:
    """Return who has signed the agreement."""
    rows: list[tuple[Cell, ...]] = [
        (
            visit.names.party(party), one.person, one.office or None, one.place or None, moment_cell(one.at),
            "yes" if one.entered else "no",
        )
        for party, one in visit.case.signatures.items()
    ]  # fmt: skip
    columns = ("party", "signed by", "office", "place", "at", "entered by a mediator")
    return Table("signatures", columns, rows, frozenset({"entered by a mediator"}))


def obligations(visit: Visit) -> Table:
    """Return what is owed, and how much of it is done."""
    state, names = visit.lens.ledger, visit.names
    found = performed(state)

    def rows() -> Rows:
        kept = {one.obligation: one for one in found.compliance.obligations}
        due = {one.id: one.due.last_on for one in found.schedule.obligations}
        for phase in state.terms.phases:
            for one in phase.obligations:
                how = kept[one.id]
                yield (
                    phase.name, state.phases[phase.id].status, one.id, names.actor(one.actor), one.action,
                    one.quantity, one.high, one.of or None, day_cell(due[one.id]), how.standing,
                    how.done.low, how.done.high, "yes" if one.id in state.suspended else "no",
                )  # fmt: skip

    columns = (
        "phase", "phase status", "obligation", "actor", "action", "quantity", "high", "of", "due", "standing",
        "done at least", "done at most", "suspended",
    )  # fmt: skip
    return Table("obligations", columns, list(rows()), frozenset({"phase status", "standing", "suspended"}))


def performance(visit: Visit) -> Table:
    """Return all reports, step by step."""
    state = visit.lens.ledger
    rows: list[tuple[Cell, ...]] = [
        (
            one.id, one.obligation, visit.names.party(one.party) or None, day_cell(one.on), STEPS[step.act],
            step.quantity, step.high, step.words or None, moment_cell(step.at), visit.names.called(step.by),
        )
        for one in state.reports.values()
        for step in one.steps
    ]  # fmt: skip
    columns = ("report", "obligation", "party", "on", "step", "quantity", "high", "text", "at", "by")
    return Table("performance", columns, rows, frozenset({"step"}))


def counted(visit: Visit) -> Table:
    """Return the lines of all tallies, each with its source."""
    state = visit.lens.ledger

    def rows() -> Rows:
        for each in state.entries:
            one = each.entry
            first, last = first_day(one.on), last_day(one.on)
            yield (
                state.tallies[one.tally].of, one.id, one.from_state or None, one.to or None,
                "yes" if one.added else "no", one.value, one.high, one.bound, day_cell(first), day_cell(last),
                one.source or None, visit.names.party(each.party) or None, one.same_as, one.obligation,
                one.note or None, moment_cell(each.at), visit.names.called(each.by),
            )  # fmt: skip

    columns = (
        "tally", "id", "from state", "to state", "added", "value", "high", "bound", "on", "until", "source",
        "reported by", "same as", "obligation", "note", "at", "by",
    )  # fmt: skip
    return Table("counted", columns, list(rows()), frozenset({"added", "bound"}))


def claims(visit: Visit) -> Table:
    """Return what is claimed to have been violated, and to whom that is attributed."""
    state, names = visit.lens.ledger, visit.names

    def rows() -> Rows:
        for one in state.claims.values():
            to = None if one.to is None else names.party(one.to) or "nobody"
            why = one.steps[-1].words if one.to is not None else None
            yield (
                one.id, names.party(one.party), one.obligation or None, day_cell(one.on), one.words,
                moment_cell(one.steps[0].at), to, why,
            )  # fmt: skip

    columns = ("claim", "party", "obligation", "on", "text", "at", "attributed to", "reason")
    return Table("claims", columns, list(rows()))
