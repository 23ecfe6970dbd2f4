"""How much: more than there is, more in the parts than in the whole, rates that come to something else."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.agreement.checking.findings import Finding, Setting, at, place_of
from goodoffices.agreement.errors import AgreementError
from goodoffices.agreement.exchange import exchange_of
from goodoffices.agreement.exchange.received import owed
from goodoffices.agreement.ledger.tallies import tally_of
from goodoffices.agreement.ordering import Order
from goodoffices.agreement.ranges import Range, meant, total
from goodoffices.analysis.errors import AnalysisError
from goodoffices.language import gettext as _
from goodoffices.language import isolated, labelled, listed, quoted, whole
from goodoffices.model.agreement import Count, Obligation, Phase, Tally


def amounts(order: Order, setting: Setting) -> Iterator[Finding]:
    """Yield quantities that do not fit what exists, their own categories, or the rates of an exchange."""
    stocks = _Stocks(setting)
    for phase in order.terms.phases:
        for one in phase.obligations:
            yield from _beyond(phase, one, stocks)
            yield from _categories(phase, one)
            yield from _rates(order, phase, one)
    yield from _together(order, stocks)


class _Stocks:
    """How many there are of what obligations take out of counts and tallies, each found once."""

    def __init__(self, setting: Setting) -> None:
        self._counts = {count.id: count for count in setting.counts}
        self._tallies = {tally.id: tally for tally in setting.tallies}
        self._setting = setting
        self._found: dict[tuple[str, str], Range | None] = {}

    def of(self, one: Obligation) -> tuple[tuple[str, str], Range] | None:
        """Return what an obligation takes from, as named, or as something that is called just as what it takes."""
        name = one.out_of or self._called(one.of)
        if name is None:
            return None
        key = name, one.state
        if key not in self._found:
            self._found[key] = self._range(name, one.state)
        found = self._found[key]
        return None if found is None else (key, found)

    def _called(self, of: str) -> str | None:
        words = of.strip().casefold()
        named: tuple[Tally | Count, ...] = (*self._tallies.values(), *self._counts.values())
        return next((one.id for one in named if words and one.of.strip().casefold() == words), None)

    def _range(self, name: str, state: str) -> Range | None:
        if name in self._counts:
            count = self._counts[name]
            return meant(count.value, count.bound, count.high)
        if name not in self._tallies:
            return None
        try:
            days = tally_of(self._tallies[name], self._setting.entries).days
        except AnalysisError:
            return None
        if not days:
            return None
        if not state:
            return days[-1].total
        return next((one.range for one in days[-1].states if one.state == state), None)


def _beyond(phase: Phase, one: Obligation, stocks: _Stocks) -> Iterator[Finding]:
    stock = stocks.of(one)
    if stock is None or one.quantity is None or stock[1].high is None:
        return
    amount, (key, there) = owed(one), stock
    names = {
        "action": isolated(one.action),
        "amount": amount.says,
        "of": isolated(one.of),
        "there": there.says,
        "name": isolated(key[0]),
    }
    if there.high is not None and amount.low > there.high:
        says = _("“{action}”: {amount} {of}, and there are {there} by '{name}'").format(**names)
        yield Finding(kind="wrong", rule="beyond-what-exists", where=at(phase, one), says=says)
    elif not amount.within(Range(high=there.low)):
        says = _("“{action}”: {amount} {of}, and there may be fewer: {there} by '{name}'").format(**names)
        yield Finding(kind="open", rule="beyond-what-exists", where=at(phase, one), says=says)


def _together(order: Order, stocks: _Stocks) -> Iterator[Finding]:
    """Find obligations that each fit what exists, and together do not. Only what is named as taken out is added up."""
    taking: dict[tuple[str, str], list[str]] = {}
    for name, one in order.obligations.items():
        stock = stocks.of(one)
        if stock is not None and one.out_of is not None and one.quantity is not None:
            taking.setdefault(stock[0], []).append(name)
    for key, names in taking.items():
        ones = [order.obligations[name] for name in names]
        stock = stocks.of(ones[0])
        if len(ones) < 2 or stock is None or stock[1].high is None:  # noqa: PLR2004 - one is judged by itself
            continue
        amount = total(owed(one) for one in ones)
        if amount.low > stock[1].high and all(owed(one).low <= stock[1].high for one in ones):
            says = _("{actions} together take {amount}, and there are {there} by '{name}'").format(
                actions=listed(quoted(one.action) for one in ones),
                amount=amount.says,
                there=stock[1].says,
                name=isolated(key[0]),
            )
            where, *also = (place_of(order, ("done", name)) for name in names)
            yield Finding(kind="wrong", rule="beyond-what-exists", where=where, says=says, also=tuple(also))


def _categories(phase: Phase, one: Obligation) -> Iterator[Finding]:
    amount = owed(one)
    stated = [part.quantity for part in one.including if part.quantity is not None]
    if amount.high is not None and sum(stated) > amount.high:
        says = _("“{action}”: its categories come to {number}, and it is {amount} in all").format(
            action=isolated(one.action), number=whole(sum(stated)), amount=amount.says
        )
        yield Finding(kind="wrong", rule="categories", where=at(phase, one), says=says)
    elif (
        one.including
        and len(stated) == len(one.including)
        and one.quantity is not None
        and sum(stated) < amount.low
    ):
        says = _(
            "“{action}”: its categories come to {number} of {amount}; who the others are, is not said"
        ).format(action=isolated(one.action), number=whole(sum(stated)), amount=amount.says)
        yield Finding(kind="open", rule="categories", where=at(phase, one), says=says)
    elif len(stated) < len(one.including):
        unknown = listed(isolated(part.of) for part in one.including if part.quantity is None)
        says = _("“{action}”: how many of each of these, is not said: {categories}").format(
            action=isolated(one.action), categories=unknown
        )
        yield Finding(kind="open", rule="categories", where=at(phase, one), says=says)


def _rates(order: Order, phase: Phase, one: Obligation) -> Iterator[Finding]:
    other = order.obligations.get(one.in_exchange_for or "")
    if other is None:
        if one.rates or one.ratio is not None:
            says = _("“{action}” has rates, and is in exchange for nothing").format(
                action=isolated(one.action)
            )
            yield Finding(kind="wrong", rule="rates", where=at(phase, one), says=says)
        return
    yield from _names(phase, one, other)
    try:
        found = exchange_of(one, other)
    except (AgreementError, AnalysisError) as error:
        yield Finding(
            kind="wrong", rule="rates", where=at(phase, one), says=labelled(quoted(one.action), str(error))
        )
        return
    theirs = (place_of(order, ("done", other.id)),)
    if found.fits is False:
        comes_to = found.comes_to.says if found.comes_to is not None else _("no whole number")
        stated = found.stated.says if found.stated is not None else ""
        says = _("“{action}”: what is agreed for each comes to {comes_to}, and {stated} is stated").format(
            action=isolated(one.action), comes_to=comes_to, stated=stated
        )
        yield Finding(kind="wrong", rule="rates", where=at(phase, one), says=says, also=theirs)
    for note in found.notes:
        says = labelled(quoted(one.action), note)
        yield Finding(kind="open", rule="rates", where=at(phase, one), says=says, also=theirs)


def _names(phase: Phase, one: Obligation, other: Obligation) -> Iterator[Finding]:
    """Find rates that name categories which nobody is in, or one pair twice."""
    own, theirs = ({part.of for part in side.including} for side in (one, other))
    seen: set[tuple[str, str]] = set()
    for rate in one.rates:
        if rate.of and rate.of not in own:
            says = _("“{action}”: a rate gives {category}, which is none of its categories").format(
                action=isolated(one.action), category=quoted(rate.of)
            )
            yield Finding(kind="wrong", rule="rates", where=at(phase, one), says=says)
        if rate.received and theirs and rate.received not in theirs:
            says = _("“{action}”: a rate is for {category}, which is no category of “{other}”").format(
                action=isolated(one.action),
                category=quoted(rate.received),
                other=isolated(other.action),
            )
            yield Finding(kind="wrong", rule="rates", where=at(phase, one), says=says)
        if (rate.of, rate.received) in seen:
            says = _("“{action}”: two rates are for the same").format(action=isolated(one.action))
            yield Finding(kind="wrong", rule="rates", where=at(phase, one), says=says)
        seen.add((rate.of, rate.received))
    if one.rates and one.ratio is not None:
        says = _("“{action}” has rates and a ratio; the rates are taken").format(action=isolated(one.action))
        yield Finding(kind="open", rule="rates", where=at(phase, one), says=says)
