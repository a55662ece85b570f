"""The competence centres in the open: territory, languages, criteria, and how they keep up with their queue."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from directory.browse import addresses
from directory.figures import figures_of
from directory.models import Centre
from sinet.common.languages import country_name, language_name


@require_safe
def centres(request: HttpRequest) -> HttpResponse:
    found = [
        {"centre": one, "url": reverse("directory:centre", args=[one.key]), **_words(one)}
        for one in Centre.objects.order_by("name")
    ]
    heading = _("Competence centres")
    return _page(request, "centres", heading, [{"label": heading, "url": ""}], centres=found)


@require_safe
def centre(request: HttpRequest, key: str) -> HttpResponse:
    """One centre with its criteria and the figures of its queue."""
    found = get_object_or_404(Centre, key=key)
    crumbs = [{"label": _("Competence centres"), "url": reverse("directory:centres")}, {"label": found.name, "url": ""}]
    criteria = [{"label": one.label(), "text": one.text()} for one in found.criteria_list.filter(is_retired=False)]
    return _page(
        request,
        "centre",
        found.name,
        crumbs,
        centre=found,
        criteria=criteria,
        figures=figures_of(found),
        **_words(found),
    )


def _words(centre: Centre) -> dict[str, list[str]]:
    page = get_language() or "en"
    return {
        "countries": sorted(country_name(code, page) for code in centre.countries),
        "languages": [language_name(code, page) for code in centre.languages],
    }


def _page(
    request: HttpRequest, template: str, heading: str, crumbs: list[dict[str, Any]], **context: Any
) -> HttpResponse:
    shared = {
        "section": "about",
        "heading": heading,
        "page_title": heading,
        "crumbs": crumbs,
        "canonical": addresses.absolute(request.path),
        "alternates": addresses.alternates(request.path),
    }
    return render(request, f"browse/{template}.html", shared | context)
