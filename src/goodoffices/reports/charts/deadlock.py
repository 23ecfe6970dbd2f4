"""The deadlock diagram: limits in two columns by party, blocking sets as hubs that tie them together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from goodoffices.analysis.results import Deadlock, LimitNote
from goodoffices.language import figures, gettext
from goodoffices.reports.charts.text import wrap
from goodoffices.reports.names import Names

_WIDTH: Final = 980
_NODE_WIDTH: Final = 330
_LINE: Final = 19
_CHARACTERS: Final = 40
_HUB: Final = 17

#: Blocking sets that are drawn; the table lists all.
MOST_SETS: Final = 12
#: Limits that are drawn although no blocking set holds them.
_MOST_LIMITS: Final = 24


@dataclass(frozen=True)
class Node:
    """A limit's box."""

    x: float
    y: float
    height: float
    lines: tuple[str, ...]
    sub: str
    colour: str
    blocked: bool
    way_out: bool
    on_left: bool
    label: str

    @property
    def port(self) -> float:
        """The side at which links arrive."""
        return self.x + _NODE_WIDTH if self.on_left else self.x


@dataclass(frozen=True)
class Group:
    """A party's heading above its limits."""

    x: float
    y: float
    name: str
    colour: str


@dataclass(frozen=True)
class Hub:
    """A blocking set: a numbered hub with links to its limits."""

    number: int
    x: float
    y: float
    links: tuple[str, ...]


@dataclass(frozen=True)
class Diagram:
    """Everything to draw, in the coordinates of the picture."""

    width: int
    height: float
    node_width: int
    hub_radius: int
    groups: tuple[Group, ...]
    nodes: tuple[Node, ...]
    hubs: tuple[Hub, ...]
    left_out: int
    sets_left_out: int


def diagram(deadlock: Deadlock, names: Names) -> Diagram:
    """Lay out the diagram."""
    sets = deadlock.blocking_sets[:MOST_SETS]
    blocked = {label for labels in sets for label in labels}
    shown = [limit for limit in deadlock.limits if limit.name in blocked]
    if len(deadlock.limits) <= _MOST_LIMITS:
        shown = list(deadlock.limits)
    known = {limit.name for limit in shown}
    shown += [
        _unknown(label, names) for labels in sets for label in dict.fromkeys(labels) if label not in known
    ]
    shown = list({limit.name: limit for limit in shown}.values())
    relaxed = set(deadlock.ways_out[0].relax) if deadlock.ways_out else set()
    groups: list[Group] = []
    nodes: list[Node] = []
    heights = [0.0, 0.0]
    for side, parties in enumerate(_sides(shown)):
        x = float(side * (_WIDTH - _NODE_WIDTH))
        for party, limits in parties.items():
            groups.append(
                Group(x, heights[side] + 18, names.party(party) or gettext("Shared"), names.colour(party))
            )
            heights[side] += 32
            for limit in limits:
                node = _node(limit, (x, heights[side]), (limit.name in blocked, limit.name in relaxed), names)
                nodes.append(node)
                heights[side] += node.height + 12
            heights[side] += 14
    height = max(*heights, len(sets) * 46.0 + 40.0)
    return Diagram(
        width=_WIDTH, height=height, node_width=_NODE_WIDTH, hub_radius=_HUB, groups=tuple(groups), nodes=tuple(nodes),
        hubs=_hubs(sets, {node.label: node for node in nodes}, height),
        left_out=len({limit.name for limit in deadlock.limits} - {node.label for node in nodes}),
        sets_left_out=len(deadlock.blocking_sets) - len(sets),
    )  # fmt: skip


def _unknown(label: str, names: Names) -> LimitNote:
    party, _ = names.limit(label)
    return LimitNote(name=label, party=party, kind="red line", requires="", cost=0.0, sources=())


def _sides(limits: Sequence[LimitNote]) -> tuple[dict[str, list[LimitNote]], dict[str, list[LimitNote]]]:
    """Share the parties out to the left and right column, in order, the first half to the left."""
    parties: dict[str, list[LimitNote]] = {}
    for limit in limits:
        parties.setdefault(limit.party, []).append(limit)
    order = list(parties)
    half = (len(order) + 1) // 2
    return {p: parties[p] for p in order[:half]}, {p: parties[p] for p in order[half:]}


def _node(limit: LimitNote, corner: tuple[float, float], roles: tuple[bool, bool], names: Names) -> Node:
    """Make a limit's box; its roles are: in a blocking set, relaxed by the cheapest way out."""
    x, y = corner
    blocked, way_out = roles
    lines = tuple(wrap(names.limit(limit.name)[1], _CHARACTERS))
    cost = figures(f"{limit.cost:g}")
    sub = gettext("{kind} · cost {cost}").format(kind=gettext(limit.kind), cost=cost)
    return Node(
        x=x, y=y, height=_LINE * (len(lines) + 1) + 18.0, lines=lines, sub=sub,
        colour=names.colour(limit.party), blocked=blocked, way_out=way_out, on_left=x == 0, label=limit.name,
    )  # fmt: skip


def _hubs(sets: Sequence[Sequence[str]], nodes: Mapping[str, Node], height: float) -> tuple[Hub, ...]:
    """Place hubs in the middle, near the mean height of their limits, and draw their links without crossing ports."""
    middle = _WIDTH / 2
    wanted = [sum(nodes[n].y + nodes[n].height / 2 for n in labels) / max(1, len(labels)) for labels in sets]
    order = sorted(range(len(sets)), key=lambda i: (wanted[i], i))
    step = height / max(1, len(sets))
    ys = dict.fromkeys(order, 0.0)
    for rank, i in enumerate(order):
        ys[i] = wanted[i] if len(sets) == 1 else step * (rank + 0.5)
    ports: dict[str, list[int]] = {}
    for i in order:
        for label in sets[i]:
            ports.setdefault(label, []).append(i)
    hubs = []
    for i, labels in enumerate(sets):
        links = []
        for label in labels:
            node = nodes[label]
            rank = ports[label].index(i) + 1
            y = node.y + node.height * rank / (len(ports[label]) + 1)
            bend = (node.port + middle) / 2
            links.append(
                f"M{node.port:.1f} {y:.1f}C{bend:.1f} {y:.1f} {bend:.1f} {ys[i]:.1f} {middle:.1f} {ys[i]:.1f}"
            )
        hubs.append(Hub(i + 1, middle, ys[i], tuple(links)))
    return tuple(hubs)
