"""What stands in the directory, counted for the home page."""

from django.http import QueryDict

from directory.choices import Kind
from directory.models import Relation
from directory.search.follower import Reading
from directory.search.relations import count_relations
from directory.search.results import Results, search
from directory.search.shapes import FacetCount, Overview


def overview(language: str) -> Overview:
    """Figures over all that is public. Every one is counted, none is estimated."""
    results = search(QueryDict(), language=language)
    kinds = {value.value: value.count for value in results.facet("kind").values}
    return Overview(
        total=results.total,
        kinds={kind: kinds.get(kind, 0) for kind in Kind.values},
        countries=len(results.facet("country").values),
        relations=_relations(results.asked.basis),
        elements=_elements(search(QueryDict(), kind=Kind.CASE.value, language=language)),
    )


def _relations(basis: Reading) -> int:
    if basis.bitmaps is None:
        return Relation.objects.public().count()
    return count_relations(basis.bitmaps)


def _elements(results: Results) -> tuple[FacetCount, ...]:
    """All five with what documents them, also those that nothing does."""
    found = {value.value: value for value in results.facet("element").values}
    return tuple(
        found[key] if key in found else results.panel.count("element", key, 0, selected=False)
        for key in results.asked.basis.catalogue.valid("element")
    )
