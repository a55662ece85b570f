"""Where the API begins, and what lies at none of its addresses."""

from typing import Any

from django.http import Http404
from django.urls import resolve, reverse
from rest_framework.request import Request

from directory.api.base import ReadView
from directory.api.openapi import describe
from directory.api.problems import Moved
from directory.choices import Kind
from directory.extensions import registry


@describe("Where to begin", name="root", tag="Entries", answer="Root")
class Root(ReadView):
    """The addresses of the lists and of the description."""

    def read(self, request: Request, **where: Any) -> dict[str, str]:
        lists = {kind.path: f"{kind.value}-list" for kind in Kind}
        lists |= {one.path: f"{one.name}-list" for one in registry.lists}
        names = {
            "entries": "entry-list",
            **lists,
            "vocabularies": "vocabulary-list",
            **{name: name for name in ("facets", "suggest", "map", "schema", "docs")},
        }
        found = {word: f"api:{name}" for word, name in names.items()} | dict(registry.api_lists)
        return {word: self.root + reverse(name) for word, name in found.items()}


class Missing(ReadView):
    """Every address below the API that does not exist. One that lacks only its last slash redirects."""

    schema = None

    def read(self, request: Request, **where: Any) -> Any:
        corrected = f"{request.path_info}/"
        if resolve(corrected).url_name != "missing":
            query = request.META.get("QUERY_STRING", "")
            raise Moved(f"{self.root}{corrected}{'?' if query else ''}{query}")
        raise Http404(f"The addresses of the API stand at {self.root}{reverse('api:docs')}.")
