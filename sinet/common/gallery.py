"""A page that shows every component with made-up entries (demo and tests only; see sinet/urls.py)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sinet.common.gallery_samples import samples


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component once, in its states."""
    return render(request, "components/gallery.html", samples())
