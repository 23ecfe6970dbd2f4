"""How many of each category are received: as stated, or between nobody and all that the others leave."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.agreement.ranges import Range, exactly, total
from goodoffices.model.agreement import Obligation, Rate


@dataclass(frozen=True)
class Received:
    """A category of what is received (`of` empty: in none), and the rates by which something is given for it."""

    of: str
    range: Range
    rates: tuple[Rate, ...]
    stated: bool


def owed(one: Obligation) -> Range:
    """Return how much an obligation obliges to; any number where it does not say."""
    if one.quantity is None:
        return Range()
    return Range(low=one.quantity, high=one.quantity if one.high is None else one.high)


def received_by(given: Obligation, received: Obligation) -> tuple[Received, ...]:
    """Return the categories of what is received: those it names and those that rates name.

    Where all of them have a number and leave some, or there are none, there are others as well. Where one has no
    number, it is taken that nobody is in no category.
    """
    named = [rate.received for rate in given.rates if rate.received]
    known = {one.of: one.quantity for one in received.including}
    names = tuple(dict.fromkeys([*known, *named]))
    stated = {name: exactly(number) for name in names if (number := known.get(name)) is not None}
    rest = left(owed(received), total(stated.values()))
    found = [
        Received(
            of=name,
            range=stated.get(name, Range(high=rest.high)),
            rates=tuple(rate for rate in given.rates if rate.received == (name if name in named else "")),
            stated=name in stated,
        )
        for name in names
    ]
    if len(stated) == len(names) and (not names or rest.high != 0):
        rates = tuple(rate for rate in given.rates if not rate.received)
        found.append(Received(of="", range=rest, rates=rates, stated=received.quantity is not None))
    return tuple(found)


def left(amount: Range, taken: Range) -> Range:
    """Return what is left of an amount, at least nothing."""
    low = 0 if taken.high is None else max(0, amount.low - taken.high)
    return Range(low=low, high=None if amount.high is None else max(0, amount.high - taken.low))
