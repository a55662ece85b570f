"""`/id/{uid}`: the address of an entry that never changes."""

from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from directory.models import Entry
from directory.search.addresses import entry_url

HTML: Final = "text/html"
JSON: Final = "application/json"


@require_safe
def permanent(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Redirect to the entry's page or, for a program that accepts JSON before HTML, to its document.

    A merged entry's address leads on to its survivor's, a withdrawn one answers 410.
    """
    entry = Entry.objects.select_related("merged_into").filter(uid=uid).first()
    if entry is None:
        raise Http404
    if entry.merged_into:
        return HttpResponsePermanentRedirect(entry.merged_into.permanent_path)
    wants_json = request.get_preferred_type([HTML, JSON]) == JSON
    if wants_json:
        answer: HttpResponse = _see_other(f"/api/v1/entries/{uid}/")
    elif entry.is_public:
        answer = _see_other(entry_url(entry.kind, entry.slug, get_language() or "en"))
    else:
        answer = render(request, "errors/410.html", status=410)
    patch_vary_headers(answer, ["Accept", "Accept-Language"])
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _see_other(path: str) -> HttpResponse:
    """The answer is about the entry, not the entry itself (httpRange-14)."""
    redirect = HttpResponseRedirect(path)
    redirect.status_code = 303
    return redirect
