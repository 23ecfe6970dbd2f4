"""Pictures for languages that run from right to left: the mirror image, with words and numbers still readable."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

_TAG: Final = re.compile(r"<([a-zA-Z]+)((?:\s+[\w:-]+=\"[^\"]*\")*)\s*(/?)>")
_ATTRIBUTE: Final = re.compile(r"([\w:-]+)=\"([^\"]*)\"")
_NUMBER: Final = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?", re.IGNORECASE)
_STEP: Final = re.compile(r"([MmLlHhVvCcSsQqTtAaZz])([^MmLlHhVvCcSsQqTtAaZz]*)")
_SIGNED: Final = r"\s*,?\s*([-+]?(?:\d+\.?\d*|\.\d+))"
_ARC: Final = re.compile(_SIGNED * 3 + r"\s*,?\s*([01])" * 2 + _SIGNED * 2)
_MOVE: Final = re.compile(r"(\w+)\(([^)]*)\)")

#: Which of a step's numbers lie across the picture, in turn; an arc is turned apart.
_ACROSS: Final[Mapping[str, tuple[bool, ...]]] = {
    "m": (True, False), "l": (True, False), "t": (True, False), "h": (True,), "v": (False,),
    "c": (True, False) * 3, "s": (True, False) * 2, "q": (True, False) * 2,
}  # fmt: skip


def mirrored(picture: str, width: float) -> str:
    """Return the mirror image of a picture as the templates draw them: shapes change sides, text stays text.

    Text is anchored where it was, seen in the mirror; it has to be set with `direction: rtl` to run to the other side.

    Args:
        picture: what is inside an SVG element.
        width: how wide it is.
    """
    return _TAG.sub(lambda found: _element(found, width), picture)


def _element(found: re.Match[str], width: float) -> str:
    name, held, closed = found.groups()
    values: dict[str, str] = dict(_ATTRIBUTE.findall(held))
    if "transform" in values:
        values["transform"] = _moves(values["transform"], width)
        # What is shifted has its own coordinates, around the place to which it is shifted.
        width = 0.0 if "translate" in values["transform"] else width
    if name == "rect":
        values["x"] = _short(width - float(values.get("x", 0)) - float(values["width"]))
    else:
        for across in ("x", "cx", "x1", "x2"):
            if across in values:
                values[across] = _short(width - float(values[across]))
    changes: Mapping[str, Callable[[str, float], str]] = {"d": path, "points": _points}
    for attribute, change in changes.items():
        if attribute in values:
            values[attribute] = change(values[attribute], width)
    written = "".join(f' {attribute}="{value}"' for attribute, value in values.items())
    return f"<{name}{written}{closed}>"


def path(data: str, width: float) -> str:
    """Return the mirror image of a path."""
    return "".join(_step(letter, rest, width) for letter, rest in _STEP.findall(data))


def _step(letter: str, rest: str, width: float) -> str:
    if letter in "Zz":
        return letter
    if letter in "Aa":
        return letter + " ".join(_arc(numbers, letter, width) for numbers in _arcs(rest))
    numbers = [float(one) for one in _NUMBER.findall(rest)]
    across = _ACROSS[letter.lower()]
    turned = [
        _turned(number, letter, width) if across[place % len(across)] else number
        for place, number in enumerate(numbers)
    ]
    return letter + " ".join(map(_short, turned))


def _turned(number: float, letter: str, width: float) -> float:
    """Mirror a place across, or a way across where the letter is small."""
    return -number if letter.islower() else width - number


def _arcs(rest: str) -> list[tuple[float, ...]]:
    """Read arcs: seven numbers each, of which two are flags that may stand without a space before what follows."""
    return [tuple(map(float, found)) for found in _ARC.findall(rest)]


def _arc(numbers: Sequence[float], letter: str, width: float) -> str:
    """Mirror an arc: its ellipse leans the other way, and it runs the other way round."""
    across, up, lean, large, sweep, x, y = numbers
    turned = (across, up, -lean, large, 1 - sweep, _turned(x, letter, width), y)
    return " ".join(map(_short, turned))


def _points(data: str, width: float) -> str:
    numbers = [float(one) for one in _NUMBER.findall(data)]
    return " ".join(_short(width - one if place % 2 == 0 else one) for place, one in enumerate(numbers))


def _moves(data: str, width: float) -> str:
    """Mirror a shift and a turn: what is shifted is shifted from the other edge, and leans the other way."""
    shifted = "translate" in data
    turned = []
    for kind, held in _MOVE.findall(data):
        first, *more = [float(one) for one in _NUMBER.findall(held)]
        if kind == "translate":
            numbers = [width - first, *more]
        elif kind == "rotate":
            across, up = more or (0.0, 0.0)
            numbers = (
                [-first, -across if shifted else width - across, up] if more or not shifted else [-first]
            )
        else:
            raise ValueError(kind)
        turned.append(f"{kind}({' '.join(map(_short, numbers))})")
    return " ".join(turned)


def _short(number: float) -> str:
    """Write a number with three decimals at most."""
    text = f"{number:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
