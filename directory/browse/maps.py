"""The map of any search, with its list beside it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from directory.browse import addresses
from directory.browse.listing import listing_context
from directory.search import search
from sinet.common.public import is_part, public_page

PAGE_SIZE = 25


@public_page
def map_page(request: HttpRequest) -> HttpResponse:
    """A search on the map. Takes the parameters of every list; without script the drawing and the list stand."""
    results = search(request.GET, language=get_language() or "en", page_size=PAGE_SIZE)
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
