"""Numbers, dates and lists in words; the same on every machine, whatever its locale."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from typing import Final

from goodoffices.model.base import When

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

#: From here on a whole number is written as a power of ten.
_LARGE: Final = 10**15

_SUPERSCRIPTS: Final = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")

#: The words for a party's attitude, status or bound where the bare one would not read well.
BOUNDS: Final[Mapping[str, str]] = {"about": "about ", "at_least": "at least ", "at_most": "at most "}


def whole(number: int) -> str:
    """Write a whole number of any size: with thousands separators, or about as a power of ten."""
    if abs(number) < _LARGE:
        return f"{number:,}"
    exponent = math.floor(math.log10(abs(number)))
    mantissa = 10 ** (math.log10(abs(number)) - exponent)
    sign = "−" if number < 0 else ""
    return f"about {sign}{mantissa:.1f} × 10{str(exponent).translate(_SUPERSCRIPTS)}"


def number(value: float) -> str:
    """Write a number plainly: whole where it is whole, otherwise with the digits that matter."""
    if math.isfinite(value) and value == int(value):
        return whole(int(value)).replace("-", "−")
    return f"{value:,.4g}".replace("-", "−")


def utility(value: float) -> str:
    """Write a utility: three decimals, or four digits where it is far from 0 to 1."""
    if not math.isfinite(value):
        return "none" if value < 0 else "∞"
    return (f"{value:.3f}" if abs(value) < 10 else f"{value:,.4g}").replace("-", "−")


def share(value: float) -> str:
    """Write a share between 0 and 1 as a percentage."""
    percent = value * 100
    if percent == 0 or percent >= 1:
        return f"{percent:.3g} %"
    return f"{percent:.2g} %" if percent >= 0.0001 else "under 0.0001 %"


def day(date: dt.date) -> str:
    """Write a day: 30 March 2024."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def short_day(date: dt.date) -> str:
    """Write a day for an axis: 30 Mar."""
    return f"{date.day} {MONTHS[date.month - 1][:3]}"


def date(when: When | None) -> str:
    """Write a day or a range of days; an unknown one as such."""
    if when is None:
        return "date unknown"
    if not isinstance(when, tuple):
        return day(when)
    first, last = when
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {day(last)}"
    return f"{day(first)} – {day(last)}"


def plural(count: int, one: str, many: str = "") -> str:
    """Write a count with its noun."""
    return f"{whole(count)} {one if count == 1 else many or one + 's'}"


def listed(items: Iterable[str], word: str = "and") -> str:
    """Join in a sentence: a, b and c."""
    parts = list(items)
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def bounded(value: float | None, bound: str, high: float | None = None) -> str:
    """Write a figure with its bound: about 130, 700 to 800, at least 34."""
    if value is None:
        return "unknown"
    if high is not None and high != value:
        return f"{number(value)} to {number(high)}"
    return f"{BOUNDS.get(bound, '')}{number(value)}"
