"""The work of others that stands in static/vendor, from its manifest."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders


@dataclass(frozen=True, slots=True)
class Vendored:
    name: str
    version: str
    licence: str


@cache
def vendored() -> list[Vendored]:
    """Name, version and licence of each package, in A–Z."""
    manifest = Path(str(finders.find("vendor/VENDOR.json")))
    packages = json.loads(manifest.read_text(encoding="utf-8"))["packages"]
    return sorted((Vendored(p["name"], p["version"], p["licence"]) for p in packages), key=lambda p: p.name)
