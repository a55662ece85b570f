"""Vocabularies: the words by which entries are classified, with their sources."""

from typing import Any

from django.http import Http404
from rest_framework.request import Request

from directory.api.base import ReadView
from directory.api.openapi import describe
from directory.choices import VOCABULARY_RULES
from directory.models import Term, Vocabulary

TAG = "Vocabularies and schemas"


@describe("All vocabularies", name="vocabularies", tag=TAG, answer="VocabularySummaryPage")
class VocabularyList(ReadView):
    """Every vocabulary, without its terms. Its key is also the word of its filter."""

    parameters = frozenset({"lang"})

    def read(self, request: Request, **where: Any) -> dict[str, Any]:
        vocabularies = list(Vocabulary.objects.all())
        root = request.build_absolute_uri("/api/v1/vocabularies/")
        results = [_vocabulary(vocabulary, root) for vocabulary in vocabularies]
        return {"count": len(results), "next": None, "previous": None, "results": results}


@describe("One vocabulary", name="vocabulary", tag=TAG, answer="Vocabulary", problems=[404])
class VocabularyDetail(ReadView):
    """One vocabulary with its terms in their order, the retired ones too."""

    def read(self, request: Request, **where: Any) -> dict[str, Any]:
        vocabulary = Vocabulary.objects.filter(key=where["key"]).first()
        if vocabulary is None:
            valid = ", ".join(Vocabulary.objects.values_list("key", flat=True))
            raise Http404(f"There are the vocabularies: {valid}.")
        terms = vocabulary.terms.select_related("broader", "replacement")
        root = request.build_absolute_uri("/api/v1/vocabularies/")
        return {**_vocabulary(vocabulary, root), "terms": [_term(term) for term in terms]}


def _vocabulary(vocabulary: Vocabulary, root: str) -> dict[str, Any]:
    rule = VOCABULARY_RULES.get(vocabulary.key)
    return {
        "key": vocabulary.key,
        "titles": vocabulary.titles,
        "source": vocabulary.source,
        "uri": vocabulary.uri,
        "single": bool(rule and rule.single),
        "kinds": sorted(rule.kinds) if rule else [],
        "api_url": f"{root}{vocabulary.key}/",
    }


def _term(term: Term) -> dict[str, Any]:
    return {
        "key": term.key,
        "broader": _reference(term.broader),
        "labels": term.labels,
        "alternatives": term.alternatives,
        "definitions": term.definitions,
        "exact_matches": term.exact_matches,
        "close_matches": term.close_matches,
        "note": term.note,
        "retired": term.retired_at is not None,
        "replacement": _reference(term.replacement),
    }


def _reference(term: Term | None) -> dict[str, str] | None:
    """Name another term; it may stand in another vocabulary (a method's broader term is an element)."""
    return {"vocabulary": term.vocabulary_id, "key": term.key} if term else None
