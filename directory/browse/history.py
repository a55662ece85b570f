"""The public history of an entry: when, by which way, in which role, and what changed. Persons are not named."""

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from directory.browse import addresses
from directory.browse.cards import kind_list_url
from directory.choices import Channel, Kind
from directory.documents import upgrade
from directory.documents.compare import compare
from directory.documents.labels import label
from directory.models import Entry, Revision
from sinet.common.pager import pager

PAGE_SIZE: Final = 50
_ROLES: Final[dict[str, Promise]] = {
    Channel.FORM: gettext_lazy("Proposed by a visitor, accepted by the competence centre"),
    Channel.CURATOR: gettext_lazy("Changed by the competence centre"),
    Channel.IMPORT: gettext_lazy("Taken over from a source"),
    Channel.HARVEST: gettext_lazy("Taken over from another directory"),
    Channel.API: gettext_lazy("Sent in by a partner, accepted by the competence centre"),
}


@require_safe
def history(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Each applied revision of a public entry, newest first."""
    entry = Entry.objects.filter(kind=kind, slug=slug).first()
    if entry is None:
        raise Http404
    if not entry.is_public:
        return render(request, "errors/410.html", status=410)
    found = entry.revisions.applied().select_related("base").order_by("-decided_at", "-pk")
    last = max(1, -(-found.count() // PAGE_SIZE))
    typed = request.GET.get("page", "")
    number = min(int(typed) if typed.isdecimal() and len(typed) < 6 else 1, last) or 1
    start = (number - 1) * PAGE_SIZE
    context = {
        "section": "explore",
        "entry": entry,
        "heading": _("History of “%(title)s”") % {"title": entry.title},
        "crumbs": [
            {"label": Kind(kind).plural, "url": kind_list_url(kind)},
            {"label": Truncator(entry.title).chars(60), "url": entry.get_absolute_url()},
            {"label": _("History"), "url": ""},
        ],
        "revisions": [_shown(revision) for revision in found[start : start + PAGE_SIZE]],
        "canonical": addresses.absolute(request.path),
        "alternates": addresses.alternates(request.path),
        "pager": pager(number, last, lambda page: f"{request.path}?page={page}"),
        "report_url": reverse("contact:report", args=[kind, slug]),
    }
    return render(request, "browse/history.html", context)


def _shown(revision: Revision) -> dict[str, Any]:
    document = upgrade(revision.document)
    changes = compare(upgrade(revision.base.document), document) if revision.base else []
    return {
        "at": revision.decided_at,
        "role": _ROLES[revision.channel],
        "is_first": revision.base is None,
        "fields": [label(change.path) for change in changes],
    }
