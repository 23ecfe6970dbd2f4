"""What an exchange comes to: ranges of what is given for what is received, by the rates or the ratio that are agreed.

A rate gives so many for each so many of a category; one that names no category holds for all that no other rate
names. Where a rate is for several at a time, what is given for those left over is not said: nothing at least, and
as for a whole group at most. Without rates, the ratio holds for all. Ranges are exact: some numbers of each
category that fit all that is stated reach each end.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from goodoffices.agreement.errors import AgreementError
from goodoffices.agreement.exchange.received import Received, owed, received_by
from goodoffices.agreement.ranges import Range, total
from goodoffices.analysis.wholes import Wholes
from goodoffices.language import gettext as _
from goodoffices.language import listed, whole
from goodoffices.model.agreement import Obligation, Rate, Terms
from goodoffices.model.result import Result, Status


class CategoryRange(Result, frozen=True):
    """How many of a category; `of` is empty for all others."""

    of: str
    range: Range


class Exchange(Result, frozen=True):
    """What is given for what is received.

    `comes_to` is what follows from the rates or the ratio, None where there are none or no whole number fits;
    `stated` what the obligation says. `fits`: whether the two have a number in common. `notes` say what is left
    unsaid.
    """

    given: str
    received: str
    categories_received: tuple[CategoryRange, ...]
    categories_given: tuple[CategoryRange, ...]
    comes_to: Range | None
    stated: Range | None
    fits: bool | None
    notes: tuple[str, ...] = ()
    status: Status = "exact"


def exchanges_of(terms: Terms) -> tuple[Exchange, ...]:
    """Return every exchange of an agreement whose two sides are there."""
    known = {one.id: one for phase in terms.phases for one in phase.obligations}
    pairs = ((one, known.get(one.in_exchange_for or "")) for one in known.values())
    return tuple(exchange_of(one, other) for one, other in pairs if other is not None)


def exchange_of(given: Obligation, received: Obligation) -> Exchange:
    """Reckon one exchange: what `given` comes to for `received`.

    Raises:
        AgreementError: a ratio is no number, or runs from high to low.
        AnalysisError: a figure is too large to be reckoned with.
    """
    categories = received_by(given, received)
    stated = None if given.quantity is None else owed(given)
    if given.rates:
        found = _by_rates(given, received, categories)
    else:
        comes_to, notes = _by_ratio(given, owed(received))
        unchanged = tuple(CategoryRange(of=one.of, range=one.range) for one in categories)
        found = _Reckoned(comes_to, unchanged, (), tuple(notes))
    fits = None if stated is None or not (given.rates or given.ratio) else False
    if fits is False and stated is not None and found.comes_to is not None:
        fits = found.comes_to.meets(stated)
    return Exchange(
        given=given.id, received=received.id, categories_received=found.received, categories_given=found.given,
        comes_to=found.comes_to, stated=stated, fits=fits, notes=found.notes, status=found.status,
    )  # fmt: skip


class _Reckoned(Result, frozen=True):
    """The piece of an exchange that is reckoned from rates or a ratio."""

    comes_to: Range | None
    received: tuple[CategoryRange, ...]
    given: tuple[CategoryRange, ...]
    notes: tuple[str, ...]
    status: Status = "exact"


def by_ratio(ratio: tuple[float, float], amount: Range) -> tuple[Fraction, Fraction | None]:
    """Return what a ratio comes to, as written and unrounded.

    Raises:
        AgreementError: the ratio is no number, or runs from high to low.
    """
    if not all(math.isfinite(end) for end in ratio) or ratio[0] > ratio[1]:
        raise AgreementError(_("a ratio runs from the lower to the higher number, both finite"))
    low, high = (Fraction(repr(end)) for end in ratio)
    return low * amount.low, None if amount.high is None else high * amount.high


def _by_ratio(given: Obligation, amount: Range) -> tuple[Range | None, list[str]]:
    if given.ratio is None:
        return None, []
    low, high = by_ratio(given.ratio, amount)
    ends = math.ceil(low), None if high is None else math.floor(high)
    if ends[1] is not None and ends[0] > ends[1]:
        return None, [
            _("the ratio comes to {number}, which is no whole number").format(number=f"{float(low):g}")
        ]
    return Range(low=ends[0], high=ends[1]), []


def _by_rates(given: Obligation, received: Obligation, categories: Sequence[Received]) -> _Reckoned:
    """Reckon by rates: an unknown for each category received, and one for how many groups of it count by each rate."""
    sums = Wholes()
    at = [sums.unknown(one.range.low, one.range.high) for one in categories]
    amount = owed(received)
    sums.row(dict.fromkeys(at, 1), amount.low, amount.high)
    given_for: dict[str, dict[int, int]] = {}
    for rate in given.rates:
        counted = [unknown for one, unknown in zip(categories, at, strict=True) if rate in one.rates]
        groups = counted if rate.for_each == 1 else [_groups(sums, counted, rate)]
        terms = given_for.setdefault(rate.of, {})
        for unknown in groups:
            terms[unknown] = terms.get(unknown, 0) + rate.gives
    notes = list(_unsaid(given, received, categories))
    if not sums.stands():
        return _Reckoned(
            None, (), (), (*notes, _("the categories of what is received do not add up to its quantity"))
        )
    unpaid = any(not one.rates and one.range.high != 0 for one in categories)
    ask = _Asked(sums)
    parts = tuple(
        CategoryRange(of=of, range=_open_ended(ask.range(terms), unpaid=unpaid and not of))
        for of, terms in given_for.items()
    )
    everything: dict[int, int] = {}
    for terms in given_for.values():
        for number, factor in terms.items():
            everything[number] = everything.get(number, 0) + factor
    comes_to = _open_ended(ask.range(everything), unpaid=unpaid)
    if given.quantity is not None and not unpaid and comes_to.meets(owed(given)):
        # What is stated of what is given says something of the categories received.
        sums.row(everything, owed(given).low, owed(given).high)
        if not sums.stands():
            notes.append(_("no number of each category comes to exactly what is stated"))
            ask = _Asked(sums)
    stands = sums.stands()
    back = tuple(
        CategoryRange(of=one.of, range=ask.range({unknown: 1}) if stands else one.range)
        for one, unknown in zip(categories, at, strict=True)
    )
    return _Reckoned(comes_to, back, parts, tuple(notes), "exact" if ask.exact else "bounded")


class _Asked:
    """Asks sums for ranges, and keeps in mind whether all answers were proven."""

    def __init__(self, sums: Wholes) -> None:
        self._sums = sums
        self.exact = True

    def range(self, terms: Mapping[int, int]) -> Range:
        extent = self._sums.extent(terms)
        self.exact = self.exact and extent.exact
        return Range(low=extent.low, high=extent.high)


def _groups(sums: Wholes, counted: Sequence[int], rate: Rate) -> int:
    """Add how many groups count by a rate: all whole ones, and perhaps the one that is begun."""
    groups = sums.unknown()
    terms = {**dict.fromkeys(counted, 1), groups: -rate.for_each}
    sums.row(terms, 1 - rate.for_each, rate.for_each - 1)
    return groups


def _open_ended(found: Range, *, unpaid: bool) -> Range:
    """Take away the upper end where something is received for which no rate says what is given."""
    return Range(low=found.low) if unpaid else found


def _unsaid(given: Obligation, received: Obligation, categories: Sequence[Received]) -> Iterator[str]:
    open_ones = [one.of for one in categories if one.of and not one.stated]
    if open_ones and any(rate.received for rate in given.rates):
        yield _(
            "how many of the {number} {of} are {categories} is not said; it is taken that all are in a category"
        ).format(number=owed(received).says, of=received.of, categories=listed(open_ones, "or"))
    unpaid = [one.of or _("the others") for one in categories if not one.rates and one.range.high != 0]
    if unpaid:
        yield _("nothing says what is given for {categories}").format(categories=listed(unpaid))
    for rate in given.rates:
        counted = total(one.range for one in categories if rate in one.rates)
        if len(categories) == len([one for one in categories if rate in one.rates]):
            counted = owed(received)
        if rate.for_each > 1 and (not counted.exact or counted.low % rate.for_each):
            yield _(
                "what is given for fewer than {number} at the rate of {gives} for each {number} is not said"
            ).format(number=whole(rate.for_each), gives=whole(rate.gives))
