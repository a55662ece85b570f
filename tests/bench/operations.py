"""What is measured: addresses of the whole stack. Several addresses of one operation are asked in turn."""

from dataclasses import dataclass
from itertools import islice
from typing import Final
from urllib.parse import quote

from directory.models import Entry
from tests.bench.generate import rare_word, uid, vocabulary

EMPTY: Final = "/health/live"
"""A view that does nothing but answer."""
_VARIED: Final = 400


@dataclass(frozen=True, slots=True)
class Operation:
    name: str
    paths: tuple[str, ...]
    kept: bool = False
    """Whether an answer that the process kept may be given; otherwise every one is worked out."""


def operations(count: int) -> list[Operation]:
    """Every operation; `count` entries are there."""
    numbers = range(0, count, max(1, count // _VARIED))
    entries = list(Entry.objects.public().filter(uid__in=[uid(number) for number in numbers]).order_by("pk"))
    words = islice(vocabulary("en")[0], 100, 100 + _VARIED)
    rare = islice(vocabulary("en")[0], 6000, 6000 + _VARIED)
    fields = vocabulary("en")[0][40:100]
    pairs = [f"{one}+{other}" for one in fields[:20] for other in fields[20:40]]
    last = max(1, min(1000, count // 25))
    return [
        Operation("empty view", (EMPTY,)),
        Operation("home page", ("/en/",)),
        Operation("list page, HTML", ("/en/search/",)),
        Operation("list page, HTML, kept", ("/en/search/",), kept=True),
        Operation("two filters, HTML", ("/en/search/?country=FR&theme=health-and-care",)),
        Operation(f"page {last:,}, HTML", (f"/en/search/?page={last}",)),
        Operation("by name, HTML", ("/sv/organisations/?sort=name",)),
        Operation("near a place, HTML", ("/en/search/?near=55.6,13.0",)),
        Operation("list, JSON", ("/api/v1/entries/",)),
        Operation("list, JSON, kept", ("/api/v1/entries/",), kept=True),
        Operation("two filters, JSON", ("/api/v1/entries/?country=FR&theme=health-and-care",)),
        Operation("common word, first time", tuple(f"/en/search/?q={word}" for word in fields)),
        Operation("other words, first time", tuple(f"/en/search/?q={quote(word)}" for word in words)),
        Operation("rare words, first time", tuple(f"/en/search/?q={quote(word)}" for word in rare)),
        Operation("two words, first time", tuple(f"/en/search/?q={pair}" for pair in pairs)),
        Operation("common word, again", ("/en/search/?q=community",)),
        Operation("rare word, again", (f"/en/search/?q={quote(rare_word())}",)),
        Operation("facet counts", ("/api/v1/facets/",)),
        Operation("facet counts, filtered", ("/api/v1/facets/?country=FR&theme=health-and-care&tag=garden",)),
        Operation("entry page, HTML", tuple(entry.get_absolute_url() for entry in entries)),
        Operation("entry, JSON", tuple(f"/api/v1/entries/{entry.uid}/" for entry in entries)),
        Operation("map of all", ("/api/v1/map/?bbox=-25,34,45,72",)),
        Operation("map viewport", ("/api/v1/map/?bbox=2,48,8,52&theme=health-and-care",)),
        Operation("suggestions", tuple(f"/api/v1/suggest/?q={word[:4]}" for word in fields)),
        Operation("did you mean", tuple(f"/en/search/?q={word[:-2]}xq{word[-1]}" for word in fields if len(word) > 6)),
    ]
