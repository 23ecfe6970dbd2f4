"""The curve of what mediators reach by what they are told, as one picture that any reader of SVG shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Final

from goodoffices.reports.charts.curves import Curve, Panel, Series, curves
from goodoffices.simulation.sweeps.summary import Estimate

COLOURS: Final = ("#0a5ea8", "#a94a00", "#00715b", "#8a3f86", "#6b5e00", "#b3224f", "#1d2329")

#: Where the legend stands above the picture, and how far its lines are apart.
_LEGEND: Final = 26
_LINE: Final = 20

_NAMES: Final = {
    "everything": "everything",
    "priorities": "orders, and of issues",
    "orders": "orders of options",
    "reservations": "reservation values",
    "nothing": "nothing",
}


def named(level: str) -> str:
    """Write what is told in words: `reservations+10` is ten orders, the reservation values being told too."""
    what, _, answers = level.partition("+")
    if what.startswith("weights"):
        return f"weights ±{what[8:-1]}"
    orders = f"{answers} order{'s' if answers != '1' else ''}"
    if answers and what == "reservations":
        return orders
    return _NAMES[what] + (f", {orders}" if answers else "")


def drawn(levels: Sequence[str], found: Mapping[str, Sequence[Estimate]], file: Path) -> None:
    """Write the picture.

    Args:
        levels: what was told, along the axis.
        found: for each domain its mean share at each of these.
        file: where to.
    """
    series = tuple(
        Series(str(place), "circle", tuple((one.value, one.low, one.high) for one in own))
        for place, own in enumerate(found.values())
    )
    chart = curves([named(level) for level in levels], [Panel("", 0.0, 1.0, series)])
    (panel,) = chart.panels
    height = chart.height + _LEGEND + 2 * _LINE
    box = f"0 0 {chart.width:.0f} {height:.0f}"
    look = 'font-family="sans-serif" font-size="12" fill="#1d2329" role="img"'
    title = "Mean share of the best Nash product, with the interval of 95 %, by what the mediator is told"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" {look}>',
        f"<title>{title}</title>",
        f'<rect width="{chart.width:.0f}" height="{height:.0f}" fill="#fbfaf7"/>',
        f'<text x="{chart.left:.0f}" y="18" font-weight="bold">{title}</text>',
    ]
    for place, name in enumerate(found):
        x, y = chart.left + 6 + 150 * place, _LEGEND + _LINE - 6
        parts.append(
            f'<circle cx="{x:.0f}" cy="{y - 4:.0f}" r="5" fill="{COLOURS[place]}"/>'
            f'<text x="{x + 10:.0f}" y="{y:.0f}">{escape(name)}</text>'
        )
    parts.append(f'<g transform="translate(0 {_LEGEND + _LINE})">')
    for at, text in panel.ticks:
        parts.append(
            f'<path d="M{chart.left:.0f} {at:.1f}H{chart.right:.0f}" stroke="#d9d6cd"/>'
            f'<text x="{chart.left - 8:.0f}" y="{at + 4:.1f}" text-anchor="end">{escape(text)}</text>'
        )
    for middle, lines in chart.kinds:
        for number, line in enumerate(lines):
            parts.append(
                f'<text x="{middle:.1f}" y="{chart.bottom + 18 + 15 * number:.1f}" text-anchor="middle">'
                f"{escape(line)}</text>"
            )
    parts += [_curve(one) for one in panel.curves]
    file.write_text("\n".join([*parts, "</g>", "</svg>", ""]), encoding="utf-8")


def _curve(one: Curve) -> str:
    colour = COLOURS[int(one.colour)]
    marks = "".join(
        f'<path d="M{x:.1f} {low:.1f}V{high:.1f}" stroke="{colour}" stroke-width="2"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>'
        for x, y, low, high in one.marks
    )
    return f'<path d="{one.path}" fill="none" stroke="{colour}" stroke-width="1.5"/>{marks}'
