"""Pages of words: what this is, how it works, and on what terms."""

from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from directory.browse import addresses
from directory.browse.home import steps
from directory.browse.origin import licence_of
from directory.browse.vendored import vendored
from directory.choices import Kind
from directory.models import Centre, Entry, Source
from directory.search import overview
from sinet.common.public import public_page


@public_page
def about(request: HttpRequest) -> HttpResponse:
    return _page(request, "about", _("About"), section="about", centres=list(Centre.objects.all()))


@public_page
def how_it_works(request: HttpRequest) -> HttpResponse:
    counted = overview(get_language() or "en")
    process = steps(counted.elements, counted.kinds.get(Kind.CASE, 0))
    return _page(request, "how_it_works", _("How it works"), section="how-it-works", steps=process)


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    return _page(request, "accessibility", _("Accessibility statement"), section="about")


@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    return _page(request, "privacy", _("Privacy"), section="about")


@public_page
def licences(request: HttpRequest) -> HttpResponse:
    """The sources of the entries, and the work of others that the site is built from."""
    public = Count("entry", filter=Q(entry__in=Entry.objects.public()))
    sources = list(Source.objects.annotate(entries=public))
    return _page(
        request,
        "licences",
        _("Sources and licences"),
        section="about",
        sources=[{"source": source, "licence": licence_of(source.licence)} for source in sources],
        vendored=vendored(),
    )


@public_page
def api_guide(request: HttpRequest) -> HttpResponse:
    return _page(request, "api_guide", _("API"), section="api", api_root=f"{settings.SITE_URL}/api/v1")


def _page(request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
    shared = {
        "page_title": title,
        "heading": title,
        "crumbs": [{"label": title, "url": ""}],
        "canonical": addresses.absolute(request.path),
        "alternates": addresses.alternates(request.path),
        "operator": {
            "name": settings.OPERATOR_NAME,
            "email": settings.OPERATOR_EMAIL,
            "address": settings.OPERATOR_ADDRESS,
        },
        "site": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "enforcement": {"name": settings.ENFORCEMENT_NAME, "url": settings.ENFORCEMENT_URL},
    }
    return render(request, f"browse/{template}.html", shared | context)
