"""What a side wants, as those read it who sit for it: what options are worth to it, its limits, a package's worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from goodoffices.language import gettext as _
from goodoffices.language import paired
from goodoffices.model import Additive, Case
from goodoffices.model.base import Value
from goodoffices.model.conditions import Condition, holds
from goodoffices.model.depending import utility_of
from goodoffices.model.preferences import HyperRectangles, Interdependent, utility_of_boxes
from goodoffices.reports import words
from goodoffices.reports.names import Names, described
from goodoffices.reports.sections.depending import depending_of

#: An issue with more values than these is entered as a number, and listed by its ends.
MOST: Final = 60


@dataclass(frozen=True)
class Worth:
    """An issue: its name, how much of all it weighs, and each option with what it adds."""

    issue: str
    weight: str
    options: tuple[tuple[str, str], ...]


class Wants:
    """What a party wants, from the case as it is known to those who sit for it.

    Args:
        case: the case.
        party: the party's id; who mediates is none of them, and wants nothing.
    """

    def __init__(self, case: Case, party: str) -> None:
        self.case, self.party = case, party
        self.names = Names(case)
        self._known = next((one.preferences for one in case.parties if one.id == party), None)

    @property
    def reservation(self) -> float | None:
        """What no agreement is worth to the party; None where that is not said."""
        stated = getattr(self._known, "reservation", None)
        return stated if isinstance(stated, float | int) else None

    def worth(self, package: Mapping[str, Value]) -> float | None:
        """Return what a complete package is worth to the party; None where that cannot be said."""
        if isinstance(self._known, HyperRectangles):
            return utility_of_boxes(self._known, dict(package))
        if isinstance(self._known, Additive | Interdependent):
            return utility_of(self._known, dict(package), self.case.issues_by_id)
        return None

    def written(self, package: Mapping[str, Value]) -> str:
        """Write what a package is worth to the party."""
        worth = self.worth(package)
        return "–" if worth is None else words.utility(worth)

    def below(self, package: Mapping[str, Value]) -> bool:
        """Whether a package is worth less to the party than no agreement."""
        worth, least = self.worth(package), self.reservation
        return worth is not None and least is not None and worth < least - 1e-9

    def adds(self, issue: str, value: Value) -> str:
        """Write what a value adds; empty where that depends on others."""
        known = self._known
        if not isinstance(known, Additive | Interdependent) or issue not in known.values:
            return ""
        one, alone = (
            self.case.issues_by_id[issue],
            known.alone if isinstance(known, Interdependent) else known,
        )
        place = one.index_of(value)
        return "" if place is None else words.utility(alone.contributions(one)[place])

    def issues(self) -> list[Worth]:
        """Return each issue with what its options are worth."""
        found = []
        for issue in self.case.issues:
            values = issue.values if issue.size <= MOST else (issue.values[0], issue.values[-1])
            options = tuple(
                (self.names.option(issue.id, value), self.adds(issue.id, value)) for value in values
            )
            known = self._known
            weight = known.weights.get(issue.id) if isinstance(known, Additive | Interdependent) else None
            found.append(
                Worth(self.names.issue(issue.id), "" if weight is None else words.utility(weight), options)
            )
        return found

    @property
    def sums(self) -> bool:
        """Whether a package is worth the sum of what its options add; otherwise regions of packages add it."""
        return not isinstance(self._known, HyperRectangles)

    def depends(self) -> list[tuple[str, str]]:
        """Return what is worth something only together with something else: in words, and how much it adds."""
        party = next(one for one in self.case.parties if one.id == self.party)
        found = depending_of(party, self.case.issues_by_id, None)
        rows = found.rows if found is not None else ()
        return [(one.when or _("always"), words.utility(one.adds)) for one in rows]

    def limits(self) -> list[tuple[str, str]]:
        """Return the party's own limits: what each is called, and what it asks for."""
        issues = self.case.issues_by_id
        return [(name, described(requires, issues)) for name, requires in self._own_limits()]

    def _own_limits(self) -> list[tuple[str, Condition]]:
        red = [(one.name, one.requires) for one in self.case.red_lines if one.party == self.party]
        mandates = [one for one in self.case.mandates if one.party == self.party]
        return red + [(one.name, one.requires) for one in mandates if one.requires is not None]

    def facts(self) -> list[tuple[str, str]]:
        """Return what holds for all: constraints."""
        issues = self.case.issues_by_id
        return [(one.name, described(one.requires, issues)) for one in self.case.constraints]

    def possible(self, package: Mapping[str, Value]) -> bool:
        """Whether a package can be at all."""
        issues = self.case.issues_by_id
        return all(holds(one.requires, package, issues) is not False for one in self.case.constraints)

    def notes(self, package: Mapping[str, Value]) -> list[str]:
        """Return what speaks against a package from the party's own side."""
        issues = self.case.issues_by_id
        found = []
        if self.below(package):
            found.append(_("It is worth less to you than no agreement."))
        found += [
            _("Your limit “%(name)s” rules it out.") % {"name": name}
            for name, requires in self._own_limits()
            if holds(requires, package, issues) is False
        ]
        return found


def in_words(names: Names, packages: Sequence[Mapping[str, Value]]) -> list[str]:
    """Write packages in a line each."""
    return [paired(names.package(dict(one))) for one in packages]
