"""What lies in a part of the map, as GeoJSON (RFC 7946). The pages' own map asks here too."""

from collections.abc import Sequence
from typing import Any

from rest_framework.request import Request

from directory.api import filter_parameters as known
from directory.api.base import ReadView
from directory.api.openapi import describe
from directory.api.parameters import read_search
from directory.api.rendering import GeoJSONRenderer, JSONRenderer
from directory.search import Results
from directory.search.addresses import page_url
from directory.search.shapes import Marker, Pin
from directory.towns import names_of

_DEEPEST = 20
_USUAL_ZOOM = 4


@describe(
    "Points of a part of the map",
    name="map",
    tag="Finding",
    answer="FeatureCollection",
    parameters=(*known.FILTERS, *known.VIEW, known.ZOOM, known.LANG),
    problems=[400],
)
class MapPoints(ReadView):
    """At most 60 points: an entry, entries on one spot (`entries`), or a cluster (`bbox` says where it comes apart).

    `bbox` says what part is looked at; the results are those of the search without it: `shown` have a point in the
    rectangle, `outside` elsewhere, `without_point` none that may be shown (hidden places, places of which only the
    country is known). An entry with several places stands at each of them: the points' counts together are `shown`
    and `repeated`.
    """

    renderer_classes = (GeoJSONRenderer, JSONRenderer)
    results: Results
    zoom: int

    def prepare(self, request: Request) -> str:
        self.results, self.zoom = read_search(request._request.GET, "zoom", usual=_USUAL_ZOOM, largest=_DEEPEST)
        return self.results.version

    def read(self, request: Request, **where: Any) -> dict[str, Any]:
        view = self.results.points(zoom=self.zoom)
        return {
            "type": "FeatureCollection",
            "bbox": view.bbox,
            "shown": view.shown,
            "repeated": view.repeated,
            "outside": view.outside,
            "without_point": view.without_point,
            "features": list(map(self._feature, view.markers, _towns(view.markers))),
        }

    def _feature(self, marker: Marker, town: str) -> dict[str, Any]:
        return {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [marker.longitude, marker.latitude]},
            "properties": self._properties(marker, town),
        }

    def _properties(self, marker: Marker, town: str) -> dict[str, Any]:
        if marker.bbox is not None:
            return {"count": marker.count, "bbox": marker.bbox, "town": town}
        pins = [self._pin(pin) for pin in marker.entries]
        if marker.count == 1 and pins:
            return pins[0]
        return {"count": marker.count, "entries": pins, "url": self._list_url(marker)}

    def _list_url(self, marker: Marker) -> str:
        """The page that lists all that stand there."""
        area = ",".join(f"{edge:.6f}".rstrip("0").rstrip(".") for edge in marker.area)
        return self.root + page_url("search", self.results.language) + self.results.with_query(bbox=area)

    def _pin(self, pin: Pin) -> dict[str, Any]:
        given = {
            "title": pin.title,
            "url": self.root + pin.url,
            "kind": pin.kind,
            "precision": pin.precision,
            "place": pin.place,
        }
        return given if pin.distance_km is None else {**given, "distance_km": round(pin.distance_km, 1)}


def _towns(markers: Sequence[Marker]) -> list[str]:
    """What each cluster is called after; nothing for what has names of its own."""
    names = iter(names_of([marker.bbox for marker in markers if marker.bbox]))
    return [next(names) if marker.bbox else "" for marker in markers]
