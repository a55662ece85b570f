"""Completes what somebody types."""

from typing import Any, ClassVar

from rest_framework.request import Request

from directory.api import filter_parameters as known
from directory.api.base import ReadView
from directory.api.openapi import describe
from directory.api.parameters import read_language, read_number, refuse, unknown_parameters
from directory.search import data_version, suggest
from directory.search.shapes import Suggestion

_LARGEST = 20
_USUAL = 6


@describe(
    "Suggestions while typing",
    name="suggest",
    tag="Finding",
    answer="Suggestions",
    parameters=(known.BEGINNING, known.SUGGESTIONS, known.LANG),
    problems=[400],
)
class SuggestionList(ReadView):
    """Entries, terms, tags and places whose name begins with what was typed, at most `limit` of each."""

    asked: ClassVar[frozenset[str]] = frozenset({"q", "lang", "limit"})
    language: str
    limit: int

    def prepare(self, request: Request) -> str:
        query = request._request.GET
        self.language, wrong_language = read_language(query)
        self.limit, wrong_limit = read_number(query, "limit", usual=_USUAL, largest=_LARGEST)
        refuse([*unknown_parameters(query, self.asked), *wrong_language, *wrong_limit])
        return data_version()

    def read(self, request: Request, **where: Any) -> dict[str, Any]:
        beginning = request._request.GET.get("q", "")
        found = suggest(beginning, language=self.language or "en", limit=self.limit)
        groups = (found.entries, found.terms, found.tags, found.places)
        return {"results": [self._value(one) for group in groups for one in group]}

    def _value(self, suggestion: Suggestion) -> dict[str, Any]:
        return {
            "group": suggestion.group,
            "label": suggestion.label,
            "detail": suggestion.detail,
            "count": suggestion.count,
            "url": self.root + suggestion.url,
        }
