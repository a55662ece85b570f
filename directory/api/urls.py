"""The addresses of the API, version 1."""

from django.urls import path, re_path

from directory.api.docs import reference
from directory.api.entries import KIND_LISTS, OWN_LISTS, EntryDetail, EntryList
from directory.api.facets import FacetList
from directory.api.json_schemas import DocumentSchema
from directory.api.map import MapPoints
from directory.api.openapi import OpenAPISchema
from directory.api.root import Missing, Root
from directory.api.suggestions import SuggestionList
from directory.api.vocabularies import VocabularyDetail, VocabularyList

app_name = "api"
urlpatterns = [
    path("", Root.as_view(), name="root"),
    path("entries/", EntryList.as_view(), name="entry-list"),
    path("entries/<uuid:uid>/", EntryDetail.as_view(), name="entry-detail"),
    *(path(f"{kind.path}/", view.as_view(), name=f"{kind.value}-list") for kind, view in KIND_LISTS.items()),
    *(path(f"{one.path}/", view.as_view(), name=f"{one.name}-list") for one, view in OWN_LISTS.items()),
    path("facets/", FacetList.as_view(), name="facets"),
    path("suggest/", SuggestionList.as_view(), name="suggest"),
    path("map/", MapPoints.as_view(), name="map"),
    path("vocabularies/", VocabularyList.as_view(), name="vocabulary-list"),
    path("vocabularies/<str:key>/", VocabularyDetail.as_view(), name="vocabulary-detail"),
    path("schemas/<str:kind>.json", DocumentSchema.as_view(), name="document-schema"),
    path("schema/", OpenAPISchema.as_view(), name="schema"),
    path("docs/", reference, name="docs"),
    re_path(r"^", Missing.as_view(), name="missing"),
]
