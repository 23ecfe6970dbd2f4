"""Numbers, dates and figures in words: what the language makes of them, and what reports add."""

from __future__ import annotations

import math
from typing import Final

from goodoffices.language import (
    about,
    counted,
    day,
    days,
    figures,
    gettext,
    gettext_lazy,
    listed,
    number,
    percent,
    spread,
    whole,
)
from goodoffices.model.base import When

__all__ = [
    "STATUS_WORDS",
    "at_most",
    "bounded",
    "counted",
    "date",
    "day",
    "listed",
    "number",
    "reach",
    "share",
    "span",
    "utility",
    "whole",
]

#: The words by which results say how far they can be trusted, and what each means.
STATUS_WORDS: Final = {
    "exact": gettext_lazy("proven, over the whole space of packages"),
    "bounded": gettext_lazy("proven to lie within the bounds given beside it"),
    "sampled": gettext_lazy("estimated from a sample whose size and error are given"),
    "infeasible": gettext_lazy("proven not to exist, for the reason given"),
}

#: Write a share between 0 and 1 as a percentage.
share = percent


def utility(value: float) -> str:
    """Write a utility: three decimals, or four digits where it is far from 0 to 1."""
    if not math.isfinite(value):
        return gettext("none") if value < 0 else "∞"
    return figures((f"{value:.3f}" if abs(value) < 10 else f"{value:,.4g}").replace("-", "−"))


def at_most(value: float) -> str:
    """Write how large a difference of utilities is at most: two digits that count, rounded up."""
    if value <= 0 or not math.isfinite(value):
        return utility(value)
    digits = max(0, 1 - math.floor(math.log10(value)))
    return figures(f"{math.ceil(value * 10**digits - 1e-9) / 10**digits:.{digits}f}")


def reach(low: float, high: float) -> str:
    """Write a range of utilities."""
    return spread(utility(low), utility(high))


def span(low: float, high: float) -> str:
    """Write a range of utilities; one of them where they look alike."""
    first, last = utility(low), utility(high)
    return first if first == last else spread(first, last)


def date(when: When | None) -> str:
    """Write a day or a range of days; an unknown one as such."""
    if when is None:
        return gettext("date unknown")
    return days(*when) if isinstance(when, tuple) else day(when)


def bounded(value: float | None, bound: str, high: float | None = None) -> str:
    """Write a figure with its bound: about 130, 700 to 800, at least 34."""
    if value is None:
        return gettext("unknown")
    if high is not None and high != value:
        return spread(number(value), number(high))
    match bound:
        case "about":
            return about(number(value))
        case "at_least":
            return gettext("at least {number}").format(number=number(value))
        case "at_most":
            return gettext("at most {number}").format(number=number(value))
        case _:
            return number(value)
