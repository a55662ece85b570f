"""The values of every filter, with the number of results each would have."""

from typing import Any

from rest_framework.request import Request

from directory.api import filter_parameters as known
from directory.api.base import ReadView
from directory.api.openapi import describe
from directory.api.parameters import LARGEST_FACET, USUAL_FACET, read_search
from directory.search import Results
from directory.search.shapes import Facet


@describe(
    "Values of the filters, counted",
    name="facets",
    tag="Finding",
    answer="Facets",
    parameters=(*known.FILTERS, *known.VIEW, known.LIMIT, known.LANG),
    problems=[400],
)
class FacetList(ReadView):
    """For each filter its values with the number of results.

    The counts of a filter ignore its own values, since several values of one filter are "any of": each number is
    what one gets by choosing that value alone. Values without results are left out unless they are chosen.
    """

    results: Results
    limit: int

    def prepare(self, request: Request) -> str:
        asked = request._request.GET
        self.results, self.limit = read_search(asked, "limit", usual=USUAL_FACET, largest=LARGEST_FACET)
        return self.results.version

    def read(self, request: Request, **where: Any) -> dict[str, Any]:
        return {"count": self.results.total, "facets": [_facet(one) for one in self.results.facets(limit=self.limit)]}


def _facet(facet: Facet) -> dict[str, Any]:
    return {
        "key": facet.key,
        "label": facet.label,
        "more": facet.more,
        "values": [
            {
                "value": one.value,
                "label": one.label,
                "count": one.count,
                "selected": one.selected,
                "depth": one.depth,
            }
            for one in facet.values
        ],
    }
