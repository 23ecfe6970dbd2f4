"""Numbers as they are written in the language that is spoken."""

from __future__ import annotations

import math
from functools import cache
from typing import Final

from goodoffices.language.known import LANGUAGES, SOURCE, current, direction
from goodoffices.language.messages import gettext, ngettext, pgettext

#: From here on a whole number is written as a power of ten.
_LARGE: Final = 10**15

_SUPERSCRIPTS: Final = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def figures(text: object) -> str:
    """Write a number that stands as in English, 1,234.5, with the digits and separators of the language."""
    return str(text) if current() == SOURCE else str(text).translate(_signs(current()))


def whole(number: int) -> str:
    """Write a whole number of any size: with thousands separators, or about as a power of ten."""
    if abs(number) < _LARGE:
        return figures(f"{number:,}")
    exponent = math.floor(math.log10(abs(number)))
    mantissa = 10 ** (math.log10(abs(number)) - exponent)
    sign = "−" if number < 0 else ""
    power = figures(f"{sign}{mantissa:.1f} × 10") + str(exponent).translate(_SUPERSCRIPTS)
    return about(leftward(power))


def number(value: float) -> str:
    """Write a number plainly: whole where it is whole, otherwise with the digits that matter."""
    if math.isfinite(value) and value == int(value):
        return whole(int(value)).replace("-", "−")
    return figures(f"{value:,.4g}".replace("-", "−"))


def plain(value: float) -> str:
    """Write a number as it stands in a case or a field: a year is not parted like a sum, and no digit is left out."""
    return figures(str(value) if isinstance(value, int) else f"{value:g}")


def percent(share: float) -> str:
    """Write a share between 0 and 1 as a percentage."""
    value = share * 100
    if value == 0 or value >= 1:
        return _percent(f"{value:.3g}")
    if value >= 0.0001:  # noqa: PLR2004 - below, digits say nothing
        return _percent(f"{value:.2g}")
    return pgettext("number", "under {number}").format(number=_percent("0.0001"))


def counted(singular: str, plural: str, n: int, **others: str) -> str:
    """Write a count with its noun: `counted("{n} limit", "{n} limits", 3)`; other places are filled as given."""
    return ngettext(singular, plural, n).format(n=whole(n), **others)


def about(figure: str) -> str:
    """Say that a figure, already written, is not exact."""
    return gettext("about {number}").format(number=figure)


def spread(low: str, high: str) -> str:
    """Write a range of two figures that are already written."""
    return gettext("{low} to {high}").format(low=low, high=high)


def isolated(text: str) -> str:
    """Keep a name, in whatever script, from mixing with the sentence around it where lines run from right to left."""
    return f"\u2068{text}\u2069" if text and direction() == "rtl" else text


def led(text: str) -> str:
    """Let a text that begins with a name run as the language does, wherever its direction is found by its words."""
    return f"\u200f{text}" if direction() == "rtl" else text


def leftward(text: str) -> str:
    """Keep a formula reading from left to right where lines run from right to left."""
    return f"\u2066{text}\u2069" if direction() == "rtl" else text


def _percent(value: str) -> str:
    return pgettext("number", "{number} %").format(number=figures(value))


@cache
def _signs(code: str) -> dict[int, str]:
    """Return what to write for each sign of a number in English."""
    from babel import Locale  # noqa: PLC0415 - heavy, and not needed for English
    from babel.numbers import get_decimal_symbol, get_group_symbol  # noqa: PLC0415 - as above

    digits = LANGUAGES[code].digits
    locale = Locale.parse(code)
    signs = {
        # The narrow no-break space of French is in none of the fonts that come with Good Offices.
        ",": get_group_symbol(locale, numbering_system=digits).replace("\u202f", "\u00a0"),
        ".": get_decimal_symbol(locale, numbering_system=digits),
    }
    if digits in _ZEROS:
        signs |= {str(digit): chr(_ZEROS[digits] + digit) for digit in range(10)}
    return str.maketrans(signs)


#: Where the digits of a numbering system begin.
_ZEROS: Final = {"arab": 0x660, "arabext": 0x6F0, "deva": 0x966, "beng": 0x9E6}
