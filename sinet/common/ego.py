"""The small drawing of an entry and the entries it is related to: where each stands, and where its name goes.

Partners stand on a curve around the entry in the order given, so that those of one role are side by side.
Names stand outside the curve, one row apart, so that they never meet.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

LONGEST_NAME = 30  # characters that fit beside a node
MOST = 16  # partners that can be told apart in the drawing; the list below it has them all
ROW = 34  # units between two nodes of a side
EDGE = 26  # units between the outermost nodes and the edge


@dataclass(frozen=True)
class Partner:
    """What is drawn of an entry; `role` is in the visitor's language."""

    title: str
    url: str
    kind: str
    role: str


@dataclass(frozen=True)
class Node:
    """A partner with its place: x, y and the label's in units of the view box, `anchor` as in SVG."""

    title: str
    url: str
    kind: str
    role: str
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str
    outline: str
    short: str


@dataclass(frozen=True)
class Drawing:
    """What components/network.html draws. `shape` is wide (for desks) or narrow (for phones)."""

    shape: str
    width: int
    height: int
    centre: Node
    partners: list[Node] = field(default_factory=list)


def outline(kind: str, x: float, y: float, r: float) -> str:
    """The path of a node, a shape for each kind, so that colour is not the only sign."""
    if kind == "project":
        s = r * 0.88
        return f"M{x - s:.1f} {y - s:.1f}h{2 * s:.1f}v{2 * s:.1f}h{-2 * s:.1f}z"
    if kind == "case":
        a, b = r * 1.2, r * 0.75
        return f"M{x:.1f} {y - a:.1f}L{x + a:.1f} {y + b:.1f}H{x - a:.1f}z"
    if kind == "publication":
        a = r * 1.2
        return f"M{x:.1f} {y - a:.1f}L{x + a:.1f} {y:.1f}L{x:.1f} {y + a:.1f}L{x - a:.1f} {y:.1f}z"
    if kind == "event":
        corners = [
            (x + r * 1.1 * math.sin(t * math.tau / 6), y - r * 1.1 * math.cos(t * math.tau / 6)) for t in range(6)
        ]
        return "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in corners) + "z"
    return f"M{x - r:.1f} {y:.1f}a{r:.1f} {r:.1f} 0 1 0 {2 * r:.1f} 0a{r:.1f} {r:.1f} 0 1 0 {-2 * r:.1f} 0z"


def shorten(title: str, longest: int = LONGEST_NAME) -> str:
    """A name that fits, cut at a word where that leaves enough of it."""
    if len(title) <= longest:
        return title
    cut = title[: longest - 1].rstrip()
    at_word = cut.rsplit(" ", 1)[0]
    return (at_word if len(at_word) > longest // 2 else cut).rstrip(" ,;:-") + "…"


def _node(partner: Partner, x: float, y: float, *, side: int, radius: float, longest: int) -> Node:
    """Place a node; its name stands to the right (side 1), to the left (-1) or below (0)."""
    beside = radius + 7
    return Node(
        title=partner.title,
        url=partner.url,
        kind=partner.kind,
        role=partner.role,
        x=round(x, 1),
        y=round(y, 1),
        label_x=round(x + side * beside, 1),
        label_y=round(y + (5 if side else radius + 19), 1),
        anchor={1: "start", -1: "end", 0: "middle"}[side],
        outline=outline(partner.kind, x, y, radius),
        short=shorten(partner.title, longest),
    )


def _column(count: int, height: float) -> list[tuple[float, float]]:
    """For each node of one side: its y, and how far out it stands (1 in the middle, less at the ends)."""
    if count == 1:
        return [(height / 2, 1.0)]
    step = (height - 2 * EDGE) / (count - 1)
    ys = [EDGE + n * step for n in range(count)]
    return [(y, 0.45 + 0.55 * math.sqrt(1 - ((y - height / 2) / (height / 2)) ** 2)) for y in ys]


def draw_wide(centre: Partner, partners: Sequence[Partner]) -> Drawing:
    """The entry in the middle, its partners clockwise on both sides (760 units wide)."""
    shown = partners[:MOST]
    right = (len(shown) + 1) // 2
    height = max(140, ROW * right + 2 * EDGE)
    middle = _node(centre, 380, height / 2, side=0, radius=12, longest=LONGEST_NAME)
    nodes = [
        _node(p, 380 + 165 * out, y, side=1, radius=8, longest=LONGEST_NAME)
        for p, (y, out) in zip(shown[:right], _column(right, height), strict=True)
    ]
    left = list(reversed(shown[right:]))
    others = [
        _node(p, 380 - 165 * out, y, side=-1, radius=8, longest=LONGEST_NAME)
        for p, (y, out) in zip(left, _column(len(left), height) if left else [], strict=True)
    ]
    return Drawing("wide", 760, int(height), middle, nodes + others[::-1])


def draw_narrow(centre: Partner, partners: Sequence[Partner]) -> Drawing:
    """The entry at the left, its partners as a fan to the right (360 units wide, for phones)."""
    shown = partners[:MOST]
    height = max(120, ROW * len(shown) + 2 * EDGE)
    nodes = [
        _node(p, 60 + 60 * out, y, side=1, radius=8, longest=30)
        for p, (y, out) in zip(shown, _column(len(shown), height) if shown else [], strict=True)
    ]
    middle = _node(centre, 22, height / 2, side=0, radius=11, longest=LONGEST_NAME)
    return Drawing("narrow", 360, int(height), replace(middle, short=""), nodes)
