"""The addresses of the visitors' pages, below /{language}/."""

from django.urls import URLPattern, URLResolver, path, register_converter

from directory.browse import centres, entries, history, home, listing, maps, pages, terms, values
from directory.browse.converters import Word
from directory.choices import Kind
from directory.extensions import registry

register_converter(Word, "word")
app_name = "directory"


def _kind_paths(kind: Kind) -> list[URLPattern]:
    """The list and the entry pages of a kind."""
    extra = {"kind": kind.value}
    return [
        path(f"{kind.path}/", listing.results_page, extra, name=f"{kind.value}-list"),
        path(f"{kind.path}/<word:slug>/", entries.detail, extra, name=f"{kind.value}-detail"),
        path(f"{kind.path}/<word:slug>/history/", history.history, extra, name=f"{kind.value}-history"),
    ]


urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("search/", listing.results_page, name="search"),
    path("search/filter/<slug:key>/", values.facet_values, name="facet-values"),
    *(pattern for kind in Kind for pattern in _kind_paths(kind)),
    *(path(f"{one.path}/", listing.results_page, {"one": one}, name=f"{one.name}-list") for one in registry.lists),
    path("map/", maps.map_page, name="map"),
    path("terms/", terms.vocabularies, name="vocabularies"),
    path("terms/<slug:key>/", terms.vocabulary, name="vocabulary"),
    path("terms/<slug:vocabulary>/<word:key>/", terms.term, name="term"),
    path("tags/", terms.tags, name="tags"),
    path("tags/<word:slug>/", terms.tag, name="tag"),
    path("centres/", centres.centres, name="centres"),
    path("centres/<slug:key>/", centres.centre, name="centre"),
    path("about/", pages.about, name="about"),
    path("how-it-works/", pages.how_it_works, name="how-it-works"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("licences/", pages.licences, name="licences"),
    path("api/", pages.api_guide, name="api-guide"),
]
