"""Draws flows between three columns, as wide as what flows; the page has the same numbers as a table."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

WIDTH: Final = 880.0
_BAR: Final = 12.0
_GAP: Final = 18.0
"""Between two bars: room for a name beside a thin one."""
_HEIGHT: Final = 420.0
_MOST: Final = 7
"""Named nodes of a column; what is smaller is one node together."""
_COLUMNS: Final = (0.0, (WIDTH - _BAR) / 2, WIDTH - _BAR)
_LONGEST: Final = 44
"""Characters of a name that are shown."""

Line = tuple[str, str, str, float]


@dataclass(slots=True)
class Node:
    """A bar with its name."""

    label: str
    x: float
    y: float
    height: float
    column: int

    @property
    def text_x(self) -> float:
        return round(self.x + (_BAR + 6 if self.column < 2 else -6), 1)

    @property
    def text_y(self) -> float:
        return round(self.y + self.height / 2, 1)

    @property
    def is_last(self) -> bool:
        return self.column == 2


@dataclass(frozen=True, slots=True)
class Band:
    """A curved band between two bars: an SVG path along its middle, and its width."""

    path: str
    width: float
    title: str


@dataclass(frozen=True, slots=True)
class Drawing:
    height: float
    nodes: list[Node]
    bands: list[Band]


def draw(lines: Sequence[Line]) -> Drawing | None:
    """The drawing; None where nothing flows."""
    lines = _together(lines)
    whole = sum(amount for *_names, amount in lines)
    if whole <= 0:
        return None
    columns = [_amounts(lines, column) for column in range(3)]
    scale = (_HEIGHT - _GAP * (max(map(len, columns)) - 1)) / whole
    nodes = [_placed(amounts, column, scale) for column, amounts in enumerate(columns)]
    bands = [*_bands(lines, nodes, 0, scale), *_bands(lines, nodes, 1, scale)]
    height = max(node.y + node.height for column in nodes for node in column.values()) + _GAP / 2
    return Drawing(round(height, 1), [node for column in nodes for node in column.values()], bands)


def _together(lines: Sequence[Line]) -> list[Line]:
    """The same with the smaller nodes of each column made one."""
    other = _("Others")
    named = [set(list(_amounts(lines, column))[:_MOST]) for column in range(3)]
    joined: dict[tuple[str, str, str], float] = defaultdict(float)
    for first, second, third, amount in lines:
        names = tuple(
            name if name in known else other for name, known in zip((first, second, third), named, strict=True)
        )
        joined[names[0], names[1], names[2]] += amount
    return [(*names, amount) for names, amount in joined.items()]


def _amounts(lines: Sequence[Line], column: int) -> dict[str, float]:
    """Name → what flows through it, the largest first."""
    found: dict[str, float] = defaultdict(float)
    for line in lines:
        found[str(line[column])] += line[3]
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _placed(amounts: dict[str, float], column: int, scale: float) -> dict[str, Node]:
    nodes, y = {}, _GAP / 2
    for name, amount in amounts.items():
        height = max(1.5, amount * scale)
        short = name if len(name) <= _LONGEST else name[: _LONGEST - 1].rstrip() + "…"
        nodes[name] = Node(short, round(_COLUMNS[column], 1), round(y, 1), round(height, 1), column)
        y += height + _GAP
    return nodes


def _bands(lines: Sequence[Line], nodes: list[dict[str, Node]], column: int, scale: float) -> list[Band]:
    flowing: dict[tuple[str, str], float] = defaultdict(float)
    for line in lines:
        flowing[str(line[column]), str(line[column + 1])] += line[3]
    left = {name: node.y for name, node in nodes[column].items()}
    right = {name: node.y for name, node in nodes[column + 1].items()}
    order = {name: place for place, name in enumerate(nodes[column + 1])}
    start = {name: place for place, name in enumerate(nodes[column])}
    bands = []
    for (first, second), amount in sorted(flowing.items(), key=lambda one: (start[one[0][0]], order[one[0][1]])):
        width = amount * scale
        x0, x1 = _COLUMNS[column] + _BAR, _COLUMNS[column + 1]
        y0, y1 = left[first] + width / 2, right[second] + width / 2
        left[first] += width
        right[second] += width
        middle = (x0 + x1) / 2
        path = f"M{x0:.1f},{y0:.1f}C{middle:.1f},{y0:.1f} {middle:.1f},{y1:.1f} {x1:.1f},{y1:.1f}"
        bands.append(Band(path, round(max(width, 0.5), 1), f"{first} → {second}"))
    return bands
