"""A page that shows every component with made-up entries (demo and tests only; see sinet/urls.py)."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from sinet.common.gallery_samples import POINTS, SUGGESTIONS, samples


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component once, in its states."""
    addresses = {"points_url": reverse("gallery-points"), "suggest_url": reverse("gallery-suggestions")}
    return render(request, "components/gallery.html", samples() | addresses)


@require_safe
def points(_request: HttpRequest) -> JsonResponse:
    """What the gallery's map shows: one entry, a stack of two in one place, a cluster."""
    return JsonResponse({"type": "FeatureCollection", "features": POINTS})


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """The suggestions whose label holds what was typed."""
    typed = request.GET.get("q", "").casefold()
    found = [suggestion for suggestion in SUGGESTIONS if typed in suggestion["label"].casefold()]
    return JsonResponse({"results": found})
