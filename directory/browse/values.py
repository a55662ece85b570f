"""All values of one filter: a page to choose from, and what the panel of a search shows while a name is typed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from directory.browse import addresses
from directory.search import search
from directory.search.catalogue import FACETS
from directory.search.values import MOST_FOUND, find_values
from sinet.common.cards import Option
from sinet.common.numbers import decimal
from sinet.common.public import is_part, public_page

_FIND = "find"
_IN_PANEL = 20


@public_page
def facet_values(request: HttpRequest, key: str) -> HttpResponse:
    """The values of a filter for a search, `find` in their names; to htmx only the boxes, without what is chosen."""
    if key not in FACETS:
        raise Http404
    language = get_language() or "en"
    results = search(request.GET, language=language, also=frozenset({_FIND}))
    text = request.GET.get(_FIND, "").strip()
    found = find_values(results, key, text, most=_IN_PANEL if is_part(request) else MOST_FOUND)
    if is_part(request):
        # What is chosen stands in the panel already.
        values = [Option(one.value, one.label, one.count) for one in found.values if not one.selected]
        return render(request, "browse/_facet_values.html", {"facet": key, "values": values, "more": found.more})
    action = reverse("directory:search")
    title = found.label
    context = {
        "section": "explore",
        "page_title": title,
        "heading": title,
        "crumbs": [
            {"label": _("Search"), "url": addresses.joined(action, results.query)},
            {"label": title, "url": ""},
        ],
        "robots": "noindex, follow",
        "alternates": addresses.alternates(request.path),
        "facet": key,
        "find": text,
        "given": [{"name": name, "value": value} for name, value in results.asked.given],
        "chosen": [{"label": one.label, "url": action + one.query} for one in found.values if one.selected],
        "values": [
            {"label": one.label, "count": one.count, "url": action + one.query}
            for one in found.values
            if not one.selected
        ],
        "more": decimal(found.more) if found.more else "",
        "messages_of_search": [error.message for error in (*results.errors, *results.remarks)],
        "back_url": addresses.joined(action, results.query),
    }
    return render(request, "browse/facet_values.html", context)


def values_url(facet: str, query: str) -> str:
    """The address of the page for a search."""
    return addresses.joined(reverse("directory:facet-values", kwargs={"key": facet}), query)
