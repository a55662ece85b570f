"""The addresses of the API, version 1."""

from django.urls import path, re_path

from directory.api.base import Missing
from directory.api.docs import reference
from directory.api.json_schemas import DocumentSchema
from directory.api.openapi import OpenAPISchema
from directory.api.vocabularies import VocabularyDetail, VocabularyList

app_name = "api"
urlpatterns = [
    path("vocabularies/", VocabularyList.as_view(), name="vocabulary-list"),
    path("vocabularies/<str:key>/", VocabularyDetail.as_view(), name="vocabulary-detail"),
    path("schemas/<str:kind>.json", DocumentSchema.as_view(), name="document-schema"),
    path("schema/", OpenAPISchema.as_view(), name="schema"),
    path("docs/", reference, name="docs"),
    re_path(r"^", Missing.as_view(), name="missing"),
]
