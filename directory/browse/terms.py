"""Pages of vocabularies, terms and tags: what a word means here, and the entries that bear it."""

from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import quote

from django.core.cache import cache
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from directory.browse import addresses, alphabet
from directory.browse.cards import card_of, term_url
from directory.choices import VOCABULARY_RULES
from directory.models import Entry, Tag, Term, Vocabulary
from directory.search import Results, data_version, search
from sinet.common.cards import Label
from sinet.common.numbers import decimal
from sinet.common.public import public_page

_HITS: Final = 12
_MOST_USED: Final = 120
_KEPT: Final = 3600  # seconds
# Lists whose own order says something (steps, sizes, goals...); the others stand in A–Z.
_ORDERED: Final = frozenset("element method sdg size status evidence scale esf activity sector".split())


@public_page
def vocabularies(request: HttpRequest) -> HttpResponse:
    """All lists of terms with their sources."""
    rows = Vocabulary.objects.annotate(count=Count("terms")).in_bulk(list(VOCABULARY_RULES))
    context = {"vocabularies": [rows[key] for key in VOCABULARY_RULES if key in rows and rows[key].count]}
    return _page(request, "vocabulary_list", _("Terms"), [], context)


@public_page
def vocabulary(request: HttpRequest, key: str) -> HttpResponse:
    """The terms of one list, each with the number of its entries."""
    found = get_object_or_404(Vocabulary, key=key)
    terms = Term.objects.current().filter(vocabulary=found).select_related("broader")
    title = found.title()
    context = {"vocabulary": found, "rows": _rows(found.key, terms)}
    return _page(request, "vocabulary_detail", title, [_all_terms()], context)


@public_page
def term(request: HttpRequest, vocabulary: str, key: str) -> HttpResponse:
    """One term: what it means, what is narrower and broader, and the newest entries with it."""
    terms = Term.objects.select_related("vocabulary", "broader", "replacement")
    found = get_object_or_404(terms, vocabulary=vocabulary, key=key)
    title = found.vocabulary.title()
    url = reverse("directory:vocabulary", kwargs={"key": vocabulary})
    context = {
        "term": found,
        "broader": {"label": found.broader.label(), "url": term_url(found.broader)} if found.broader else None,
        "narrower": [Label(one.label(), term_url(one)) for one in found.narrower.all()],
        "other_names": [(language, name) for language, names in found.alternatives.items() for name in names],
        "same_as": [*found.exact_matches, *found.close_matches],
        **_entries(QueryDict(f"{vocabulary}={quote(key)}")),
    }
    return _page(request, "term_detail", found.label(), [_all_terms(), {"label": title, "url": url}], context)


@public_page
def tags(request: HttpRequest) -> HttpResponse:
    """The tags that are most used, or with `letter` all that begin with it."""
    language = get_language() or "en"
    counted: list[tuple[str, str, int]] = cache.get_or_set(f"tags-{data_version()}", _counted_tags, _KEPT) or []
    letters = alphabet.letters_of((name for name, _slug, _count in counted), language)
    letter = request.GET.get("letter", "")
    shown = counted[:_MOST_USED]
    if letter in letters:
        shown = [row for row in counted if alphabet.letter_of(row[0], language) == letter]
    shown = alphabet.in_order(shown, name=lambda row: row[0], language=language)
    context = {
        "letters": [_letter(request.path, one, letter) for one in letters],
        "letter": letter if letter in letters else "",
        "unknown_letter": letter if letter and letter not in letters else "",
        "tags": [{"label": name, "count": n, "url": _tag_url(slug)} for name, slug, n in shown],
        "total": len(counted),
    }
    return _page(request, "tag_list", _("Tags"), [], context)


@public_page
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """One tag and the newest entries with it; 404 where no public entry bears it."""
    found = get_object_or_404(_public_tags(), slug=slug)
    query = QueryDict(mutable=True)
    query["tag"] = slug
    crumb = {"label": _("Tags"), "url": reverse("directory:tags")}
    return _page(request, "tag_detail", found.name, [crumb], _entries(query))


def _page(
    request: HttpRequest, template: str, title: str, above: list[dict[str, str]], context: dict[str, Any]
) -> HttpResponse:
    shared = {
        "section": "explore",
        "page_title": title,
        "heading": title,
        "crumbs": [*above, {"label": title, "url": ""}],
        "canonical": addresses.absolute(request.path),
        "alternates": addresses.alternates(request.path),
    }
    return render(request, f"browse/{template}.html", shared | context)


def _all_terms() -> dict[str, str]:
    return {"label": _("Terms"), "url": reverse("directory:vocabularies")}


def _entries(query: QueryDict) -> dict[str, Any]:
    """The newest entries of a search, how many there are of each kind, and where all of them are."""
    results: Results = search(query, language=get_language() or "en", page_size=_HITS)
    facet = results.facet("kind")
    all_url = addresses.joined(reverse("directory:search"), results.query)
    return {
        "total": results.total,
        "hits": [card_of(card, results.language) for card in results.cards()],
        "kinds": [
            {"label": value.label, "count": value.count, "url": reverse("directory:search") + value.query}
            for value in facet.values
        ],
        "all_url": all_url,
        "all_label": ngettext("%(count)s entry in all", "All %(count)s entries", results.total)
        % {"count": decimal(results.total)},
        "feed_url": addresses.feed_url(query=results.query),
        "map_url": addresses.joined(reverse("directory:map"), results.query),
    }


def _rows(key: str, terms: QuerySet[Term]) -> list[dict[str, Any]]:
    """The terms as bars with the numbers of their entries; in A–Z where the list has no order of its own."""
    language = get_language() or "en"
    facet = search(QueryDict(), language=language).facet(key)
    counts = {value.value: value.count for value in facet.values}
    most = max(counts.values(), default=1)
    ordered: Iterable[Term] = terms.order_by("position", "key")
    if key not in _ORDERED:
        ordered = alphabet.in_order(ordered, name=lambda one: one.label(), language=language)
    return [
        {
            "label": one.label(),
            "value": counts.get(one.key, 0),
            "percent": round(100 * counts.get(one.key, 0) / most, 1),
            "url": term_url(one),
        }
        for one in ordered
    ]


def _public_tags() -> QuerySet[Tag]:
    tags: QuerySet[Tag] = Tag.objects.filter(tagged__content_object__in=Entry.objects.public()).distinct()
    return tags


def _counted_tags() -> list[tuple[str, str, int]]:
    """Name, slug and number of public entries of each tag, most used first; one query."""
    rows = (
        Tag.objects.filter(tagged__content_object__in=Entry.objects.public())
        .annotate(entries=Count("tagged"))
        .order_by("-entries", "name", "pk")
    )
    return [(row.name, row.slug, row.entries) for row in rows]


def _tag_url(slug: str) -> str:
    return reverse("directory:tag", kwargs={"slug": slug})


def _letter(path: str, letter: str, current: str) -> dict[str, Any]:
    return {"letter": letter, "url": f"{path}?letter={quote(letter)}", "current": letter == current}
