"""What an obligation says, in words: how much, at which rates, in exchange for what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from goodoffices.language import gettext as _
from goodoffices.language import whole
from goodoffices.model.agreement import Obligation, Phase, Rate, Terms
from goodoffices.reports import words


def quantity(obligation: Obligation) -> str:
    """Write how much: 700 to 800 prisoners."""
    if obligation.quantity is None:
        return obligation.of
    return f"{words.bounded(obligation.quantity, 'exactly', obligation.high)} {obligation.of}".strip()


def ratio(obligation: Obligation) -> str:
    """Write the exchange ratio: 17.5 to 20 for each one."""
    if obligation.ratio is None:
        return ""
    low, high = obligation.ratio
    return _("{number} for each one").format(number=words.bounded(low, "exactly", high))


def rates(obligation: Obligation) -> list[str]:
    """Write the rates of an exchange, one after the other: 30 prisoners for each civilian."""
    return [_rate(one, obligation) for one in obligation.rates]


def _rate(one: Rate, obligation: Obligation) -> str:
    given = f"{whole(one.gives)} {one.of or obligation.of}".strip()
    received = one.received or _("other one")
    if one.for_each == 1:
        return _("{given} for each: {received}").format(given=given, received=received)
    return _("{given} for every {number}: {received}").format(
        given=given, number=whole(one.for_each), received=received
    )


class Called:
    """What the obligations and phases of terms are called, by their ids."""

    def __init__(self, phases: Iterable[Phase]) -> None:
        self._called = dict(_named(phases))

    def __call__(self, name: str) -> str:
        """Return an obligation's action or a phase's name; what is neither is called by its id."""
        return self._called.get(name, name)

    def all(self, names: Iterable[str]) -> list[str]:
        """Return what several are called."""
        return [self(one) for one in names]


def called_in(terms: Terms) -> Called:
    """Return what is called what in terms."""
    return Called(terms.phases)


def _named(phases: Iterable[Phase]) -> Iterator[tuple[str, str]]:
    for phase in phases:
        yield phase.id, phase.name
        for one in phase.obligations:
            yield one.id, one.action
