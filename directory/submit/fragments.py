"""Pieces of the form that appear while somebody types. Each is on the page without JavaScript too."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from directory.submit import partners, places
from directory.submit.answers import without_nul
from directory.submit.same import with_entries


def _given(request: HttpRequest, name: str) -> str:
    return without_nul(request.GET.get(name, ""))[:300]


@require_safe
@never_cache
def duplicates(request: HttpRequest) -> HttpResponse:
    """Entries that may be the same: ?title=&website=."""
    document = {"title": _given(request, "title"), "website": _given(request, "website"), "places": []}
    return render(request, "submit/_duplicates.html", {"found": with_entries(document)})


@require_safe
@never_cache
def towns(request: HttpRequest) -> HttpResponse:
    """Towns of a row of places: ?row=0&place-0-query=Købe&place-0-country=DK."""
    number = _given(request, "row")
    number = number if number.isdecimal() and len(number) < 3 else "0"
    row = places.Row(query=_given(request, f"place-{number}-query"), country=_given(request, f"place-{number}-country"))
    context = {"matches": places.matches_for(row), "number": number, "row": row}
    return render(request, "submit/_towns.html", context)


@require_safe
@never_cache
def organisations(request: HttpRequest) -> HttpResponse:
    """Organisations of the directory that may be meant: ?organisation=, or ?parent= for one that it is part of."""
    field = "parent" if "parent" in request.GET else "organisation"
    name = _given(request, field)
    found = partners.organisations_called(name)
    context = {"organisation": {"field": field, "name": name, "uid": "", "found": found}}
    return render(request, "submit/_organisations.html", context)
