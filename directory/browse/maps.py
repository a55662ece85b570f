"""The map of any search, with its list beside it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from directory.browse import addresses
from directory.browse.caching import conditional
from directory.browse.listing import is_part, listing_context
from directory.search import search

PAGE_SIZE = 25


@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    """A search on the map. Takes the parameters of every list; without script the drawing and the list stand."""
    results = search(request.GET, language=get_language() or "en", page_size=PAGE_SIZE)

    def make() -> HttpResponse:
        context = listing_context(results, request.path)
        title = _("Map")
        context |= {
            "section": "map",
            "page_title": f"“{results.q}” – {title}" if results.q else title,
            "heading": title,
            "crumbs": [{"label": title, "url": ""}],
            "list_url": addresses.joined(reverse("directory:search"), results.query),
        }
        template = "browse/_map_listing.html" if is_part(request) else "browse/map.html"
        return render(request, template, context)

    response = conditional(request, results.version, make)
    patch_vary_headers(response, ("HX-Request",))
    return response
