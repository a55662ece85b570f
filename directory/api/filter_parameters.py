"""The filters as the OpenAPI description names them; the words are those of `directory.search`."""

from typing import Final

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from directory.api.parameters import LARGEST_FACET, LARGEST_PAGE, USUAL_PAGE
from directory.choices import VOCABULARIES, Kind, Standing
from directory.extensions import PRESENT, registry
from directory.search import windows
from directory.search.filters import SORTS

_SEVERAL: Final = {
    "kind": "Kind of entry.",
    **{
        rule.key: f"Key of a term of `vocabularies/{rule.key}/`; a broader term includes the narrower ones."
        for rule in VOCABULARIES
    },
    windows.WORD: "How a call stands in time; `open` includes what closes within 14 days (`closing`).",
    **{section.key: f"`{PRESENT}`: entries that have the part `{section.key}`." for section in registry.all_sections},
    "country": "Country where it is or works: ISO 3166-1 alpha-2, `XK` for Kosovo.",
    "region": "Region, as scheme and code: `NUTS:SE224`.",
    **{
        territory.word: "Where a funder gives: a country (`SE`), which includes its regions, or a region (`NUTS:SE22`)."
        for territory in registry.territories
    },
    "tag": "Slug of a tag.",
    "language": "Language in which the entry has a text: a tag of BCP 47.",
    "source": "Key of the source that the entry comes from.",
    "centre": "Key of the competence centre that is responsible.",
}
_ONCE: Final = {
    "q": 'Words to search for, in any language: all of them; `"a phrase"`, `-without`, `one OR other`, `country:SE`.',
    "bbox": "Has a place in this rectangle: west, south, east, north in degrees, such as `12.5,55.3,13.5,56`.",
    "near": "Has a place near `latitude,longitude,kilometres` or a town (`Malmö,25`); 100 km if not said.",
    "without_point": "`1`: only what has no point on the map (only its country is known, or it is hidden).",
    "updated_since": "Changed since a day or moment: `2026`, `2026-05`, `2026-05-17`, `2026-05-17T10:00:00Z`.",
    "verified_since": "Confirmed since a day: `2026`, `2026-05` or `2026-05-17`.",
    "exact": "`1`: only the words of `q` as typed, not the other names of terms and towns that they name.",
}
_VIEW: Final = {
    "sort": "Order. Usual is `match` with `q`, `near` with `near`, `deadline` of calls, else `newest`.",
    "page": "Number of the page, from 1. To read everything follow `next` instead.",
    "cursor": "Where the page begins, from `next` or `previous`.",
}
_VALUES: Final = {
    "kind": list(Kind.values),
    "sort": list(SORTS),
    windows.WORD: list(Standing.values),
    **{section.key: [PRESENT] for section in registry.all_sections},
}


def _once(name: str, description: str) -> OpenApiParameter:
    kind = OpenApiTypes.INT if name == "page" else OpenApiTypes.STR
    return OpenApiParameter(name, kind, description=description, enum=_VALUES.get(name))


FILTERS: Final = (
    *(_once(name, description) for name, description in _ONCE.items() if name == "q"),
    *(
        OpenApiParameter(name, OpenApiTypes.STR, many=True, description=description, enum=_VALUES.get(name))
        for name, description in _SEVERAL.items()
    ),
    *(_once(name, description) for name, description in _ONCE.items() if name != "q"),
)
"""Every filter. Several values of one mean "any of"."""
VIEW: Final = tuple(_once(name, description) for name, description in _VIEW.items())
LANG: Final = OpenApiParameter("lang", OpenApiTypes.STR, description="Language of texts and names: a tag of BCP 47.")
FIELDS: Final = OpenApiParameter(
    "fields", OpenApiTypes.STR, description="Fields wanted, parted by commas; `uid` and `source` always come."
)
PAGE_SIZE: Final = OpenApiParameter(
    "page_size", OpenApiTypes.INT, description=f"Results of a page, 1 to {LARGEST_PAGE}; {USUAL_PAGE} if not said."
)

LIMIT: Final = OpenApiParameter(
    "limit",
    OpenApiTypes.INT,
    description=f"Values of the long filters (tag, region), the most used first: 1 to {LARGEST_FACET}.",
)
BEGINNING: Final = OpenApiParameter("q", OpenApiTypes.STR, description="What was typed; two characters or more.")
SUGGESTIONS: Final = OpenApiParameter("limit", OpenApiTypes.INT, description="Suggestions of each sort, 1 to 20.")
ZOOM: Final = OpenApiParameter("zoom", OpenApiTypes.INT, description="How near the map is, from 1 (the world) to 20.")


def of_one_kind(kind: Kind) -> tuple[OpenApiParameter, ...]:
    """Give the filters of a list of one kind: those that its entries can have."""
    others = {rule.key for rule in VOCABULARIES if kind not in rule.kinds | rule.counted}
    others |= {section.key for section in registry.all_sections if section.kind != kind}
    if registry.shape(kind).window is None:
        others.add(windows.WORD)
    return tuple(one for one in FILTERS if one.name != "kind" and one.name not in others)
