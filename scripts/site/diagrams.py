"""Diagrams of the documents without a script: flow charts become SVG, state diagrams become tables.

The repository's pages hold them in Mermaid's notation, which its host draws. What is read here is the part of that
notation that the pages use; a line that is not of it is an error, and so fails the build.
"""

from __future__ import annotations

import html
import re
import textwrap
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from scripts.site.layout import Box, Graph, laid_out

_NODE: Final = re.compile(r"(?P<id>\w+)(?:\[\"(?P<label>[^\"]+)\"\])?")
_ARROW: Final = re.compile(r"\s*(?:--\s*(?P<inside>[^->][^-]*?)\s*-->|-->\|(?P<piped>[^|]+)\||-->)\s*")
_STATE: Final = re.compile(r"(?P<before>\S+) --> (?P<after>\S+?)(?:: (?P<acts>.+))?")
_LETTER: Final = 6.6
_LINE: Final = 17
_WIDEST: Final = 26
_PADDING: Final = 20


class DiagramError(ValueError):
    """A line of a diagram that this notation does not have."""


@dataclass
class Chart:
    """A flow chart: which way it runs, what its boxes say, and its arrows with their words."""

    down: bool
    labels: dict[str, str] = field(default_factory=dict)
    arrows: list[tuple[str, str, str]] = field(default_factory=list)


def drawn(source: str, name: str) -> str:
    """Return a diagram as HTML without an empty line, or as a table in Markdown.

    Args:
        source: what stands between the fences.
        name: what the picture is called for those who do not see it.

    Raises:
        DiagramError: a line cannot be read.
    """
    head, *lines = [line.strip() for line in source.strip().splitlines()]
    if head == "stateDiagram-v2":
        return _table(lines)
    return _picture(chart_of(head, lines), name)


def chart_of(head: str, lines: list[str]) -> Chart:
    """Read a flow chart.

    Raises:
        DiagramError: a line cannot be read.
    """
    if head not in ("flowchart TD", "flowchart LR"):
        raise DiagramError(f"'{head}': only flowchart TD, flowchart LR and stateDiagram-v2 are drawn")
    chart = Chart(down=head.endswith("TD"))
    for line in lines:
        ends, words = _parts(line)
        sides = [[_node(one, chart) for one in side.split("&")] for side in ends]
        for at, said in enumerate(words):
            chart.arrows += [(a, b, said) for a in sides[at] for b in sides[at + 1]]
    return chart


def _parts(line: str) -> tuple[list[str], list[str]]:
    """Return what stands between the arrows of a line, and what the arrows say; no arrow is looked for in a label."""
    ends, words, rest, start = [], [], re.sub(r'"[^"]*"', lambda found: "x" * len(found[0]), line), 0
    for found in _ARROW.finditer(rest):
        ends.append(line[start : found.start()])
        words.append(found["inside"] or found["piped"] or "")
        start = found.end()
    return [*ends, line[start:]], words


def _node(text: str, chart: Chart) -> str:
    found = _NODE.fullmatch(text.strip())
    if found is None:
        raise DiagramError(f"'{text.strip()}': a box is a name, or a name with its words: name[\"words\"]")
    if found["label"] or found["id"] not in chart.labels:
        chart.labels[found["id"]] = found["label"] or found["id"]
    return found["id"]


def _table(lines: list[str]) -> str:
    """Return a state diagram as a table: from which state, by which act, to which."""
    rows = ["| From | By | To |", "|---|---|---|"]
    for line in lines:
        found = _STATE.fullmatch(line)
        if found is None:
            raise DiagramError(f"'{line}': a step is STATE --> STATE: ACT")
        before, after = (found[one].replace("_", " ") for one in ("before", "after"))
        acts = ", ".join(f"`{one}`" for one in (found["acts"] or "").split(", ") if one)
        rows.append(f"| {'*begins*' if before == '[*]' else before} | {acts} | {after} |")
    return "\n".join(rows)


def _picture(chart: Chart, name: str) -> str:
    boxes = {}
    for one, label in chart.labels.items():
        lines = textwrap.wrap(label, _WIDEST)
        boxes[one] = Box(max(map(len, lines)) * _LETTER + _PADDING, len(lines) * _LINE + _PADDING, lines)
    graph = laid_out(Graph(boxes, [(a, b) for a, b, _ in chart.arrows]), down=chart.down)
    said = {(a, b): words for a, b, words in chart.arrows}
    parts = [_arrow(points, said[ends], down=chart.down) for ends, points in graph.ways.items()]
    parts += [_box(box) for box in boxes.values()]
    width, height = graph.size
    return (
        f'<figure class="diagram"><svg viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" role="img" '
        f'aria-label="{html.escape(name)}"><defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" '
        'markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>'
        f"{''.join(parts)}</svg></figure>"
    )


def _box(box: Box) -> str:
    first = box.y - (len(box.lines) - 1) * _LINE / 2 + 4
    spans = "".join(
        f'<tspan x="{box.x:.1f}" y="{first + at * _LINE:.1f}">{html.escape(line)}</tspan>'
        for at, line in enumerate(box.lines)
    )
    return (
        f'<rect x="{box.x - box.width / 2:.1f}" y="{box.y - box.height / 2:.1f}" width="{box.width:.1f}" '
        f'height="{box.height:.1f}" rx="5"/><text>{spans}</text>'
    )


def _arrow(points: list[tuple[float, float]], words: str, *, down: bool) -> str:
    """Return an arrow through its points, bent in the direction in which the chart runs."""
    path = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for (x, y), (u, v) in pairwise(points):
        a, b = ((x, (y + v) / 2), (u, (y + v) / 2)) if down else (((x + u) / 2, y), ((x + u) / 2, v))
        path.append(f"C{a[0]:.1f} {a[1]:.1f} {b[0]:.1f} {b[1]:.1f} {u:.1f} {v:.1f}")
    said = ""
    if words:
        (x, y), (u, v) = points[0], points[1]
        said = (
            f'<text class="said" x="{(x + u) / 2:.1f}" y="{(y + v) / 2 - 4:.1f}">{html.escape(words)}</text>'
        )
    return f'<path class="way" d="{"".join(path)}" marker-end="url(#arrow)"/>{said}'
