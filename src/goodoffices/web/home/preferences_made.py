"""Preferences made from what was entered: orders, shapes, comparisons, what no agreement is worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from goodoffices.model.base import Value
from goodoffices.model.issues import Issue
from goodoffices.model.packages import Package
from goodoffices.model.preferences import NO_AGREEMENT, Comparison, Ordinal
from goodoffices.web.home.trade_offs import Pair
from goodoffices.web.home.values import Shape, falling, order_of


@dataclass(frozen=True)
class Entered:
    """What was entered.

    Attributes:
        issues: the issues.
        priorities: the issues that were put in order.
        orders: by issue, its options that were put in order.
        shapes: by issue that is settled by numbers, what is said of them, and the best.
        comparisons: what was compared, in order.
        floor: from where to where no agreement lies, of 100; either end may be missing.
    """

    issues: Sequence[Issue]
    priorities: tuple[str, ...]
    orders: Mapping[str, tuple[Value, ...]]
    shapes: Mapping[str, tuple[Shape, float | None]]
    comparisons: Sequence[Comparison]
    floor: tuple[float | None, float | None]

    def preferences(self) -> Ordinal:
        """Return it as preferences; an order of one thing alone says nothing."""
        orders, comparisons = dict(self.orders), list(self.comparisons)
        for issue in self.issues:
            shape, best = self.shapes.get(issue.id, ("", None))
            if shape:
                orders[issue.id] = order_of(issue, shape, best)
                if not orders[issue.id] and best is not None:
                    comparisons += falling(issue, best)
        low, high = self.floor
        return Ordinal(
            priorities=self.priorities if len(self.priorities) > 1 else (),
            orders={name: order for name, order in orders.items() if len(order) > 1},
            comparisons=tuple(_distinct(comparisons)),
            reservation=(low / 100, high / 100) if low is not None and high is not None else None,
        )


def answers(
    chosen: Sequence[tuple[Pair, str]], rather: Sequence[tuple[Package, str]]
) -> Iterator[Comparison]:
    """Yield what was answered: of pairs `a` or `b`, of packages against no agreement `this` or `none`."""
    for (first, second), answer in chosen:
        if answer:
            better, worse = (first, second) if answer == "a" else (second, first)
            yield Comparison(better=better, worse=worse)
    for package, answer in rather:
        if answer == "this":
            yield Comparison(better=package, worse=NO_AGREEMENT)
        elif answer == "none":
            yield Comparison(better=NO_AGREEMENT, worse=package)


def is_about_none(one: Comparison) -> bool:
    """Whether a comparison sets a package against having no agreement."""
    return NO_AGREEMENT in (one.better, one.worse)


def said_of(package: Package, said: Sequence[Comparison]) -> str:
    """Return what was said of a package against no agreement: rather `this`, rather `none`, or nothing."""
    if any(one.worse == NO_AGREEMENT and one.better == package for one in said):
        return "this"
    return "none" if any(one.better == NO_AGREEMENT and one.worse == package for one in said) else ""


def _distinct(comparisons: Sequence[Comparison]) -> list[Comparison]:
    found: list[Comparison] = []
    for one in comparisons:
        if one not in found:
            found.append(one)
    return found
