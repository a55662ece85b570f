"""The history of an entry, and what was done together. An older state comes back as a new revision."""

from typing import Any, Final
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from directory.access.accounts import curator_required, person
from directory.actions import ActionError
from directory.actions.restoring import restore, undo_together
from directory.choices import Channel, RevisionState
from directory.curate import rows
from directory.curate.doors import entry_of, number_of, text_of
from directory.curate.fields import Names
from directory.curate.filters import name_of
from directory.curate.messages import say
from directory.documents import DocumentError, upgrade
from directory.models import ChangeSet, Entry, Revision, User
from directory.permissions import centres_of, may_edit
from sinet.common.pager import pager

PAGE_SIZE: Final = 20


@curator_required
@require_safe
def entry_history(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Each applied revision of an entry, newest first: who, when, why, by which way, and what it changed."""
    entry = entry_of(request, uid)
    found = entry.revisions.applied().order_by("-decided_at", "-pk")
    last = max(1, -(-found.count() // PAGE_SIZE))
    number = min(number_of(request.GET.get("page", "")) or 1, last)
    start = (number - 1) * PAGE_SIZE
    people = found.select_related("author", "decided_by", "change_set", "base")
    shown = list(people[start : start + PAGE_SIZE])
    names = Names.of(upgrade(one.document) for revision in shown for one in (revision, revision.base) if one)
    context = {
        "section": "curate",
        "heading": _("History of “%(title)s”") % {"title": entry.title},
        "entry": entry,
        "revisions": [_revision(one, entry, names) for one in shown],
        "may_edit": may_edit(entry, person(request)),
        "pager": pager(number, last, lambda page: f"{request.path}?page={page}"),
    }
    return render(request, "curate/history.html", context)


def _revision(revision: Revision, entry: Entry, names: Names) -> dict[str, Any]:
    document = upgrade(revision.document)
    old = upgrade(revision.base.document) if revision.base else None
    return {
        "revision": revision,
        "is_current": revision.pk == entry.revision_id,
        "is_first": old is None,
        "channel": Channel(revision.channel).label,
        "author": name_of(revision.author) if revision.author else "",
        "decided_by": name_of(revision.decided_by) if revision.decided_by else "",
        "rows": rows.changed_rows(old, document, names) if old else rows.whole_rows(document, names),
    }


@curator_required
@require_POST
def restore_revision(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Bring an older state back as a new revision."""
    revision = get_object_or_404(Revision.objects.applied().select_related("entry"), uid=uid)
    entry = entry_of(request, revision.entry.uid) if revision.entry else None
    if entry is None or not may_edit(entry, person(request)):
        raise PermissionDenied
    note = text_of(request, most=1000) or _("An older state restored.")
    seen = number_of(request.POST.get("seen", ""))
    _try(
        request,
        lambda: restore(revision=revision, by=person(request), note=note, seen=seen),
        _("The older state is public again, as a new revision."),
    )
    return HttpResponseRedirect(reverse("curate:entry-history", args=[entry.uid]))


def _try(request: HttpRequest, act: Any, done: str) -> None:
    try:
        act()
    except ActionError as error:
        say(request, "error", str(error))
    except DocumentError as error:
        say(request, "error", " ".join(text for texts in error.errors.values() for text in texts))
    else:
        say(request, "success", done)


# --- what was done together -----------------------------------------------------------------------
@curator_required
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """The newest change sets of one's centres: bulks, proposals with what came along, imports, undoings."""
    found = _change_sets(person(request)).select_related("created_by", "undoes", "undone_by").order_by("-pk")[:50]
    keys = [one.pk for one in found]
    applied = Count("revisions", filter=Q(revisions__state=RevisionState.APPLIED))
    counts = dict(ChangeSet.objects.filter(pk__in=keys).order_by().annotate(n=applied).values_list("pk", "n"))
    sets = [
        {"set": one, "count": counts[one.pk], "by": name_of(one.created_by) if one.created_by else ""} for one in found
    ]
    context = {"section": "curate", "part": "changes", "heading": _("What was done together"), "sets": sets}
    return render(request, "curate/changes.html", context)


def _change_sets(user: User) -> QuerySet[ChangeSet]:
    """Those with something of one's own centres in them; all for a coordinator."""
    if user.is_coordinator:
        return ChangeSet.objects.all()
    ours = Revision.objects.applied().filter(entry__centre__in=centres_of(user), change_set__isnull=False)
    return ChangeSet.objects.filter(Q(pk__in=ours.values("change_set")) | Q(created_by=user))


@curator_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_set(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What a change set changed; undone on the button, as a change set of its own."""
    found = get_object_or_404(_change_sets(person(request)), uid=uid)
    if request.method == "POST":
        note = text_of(request, most=240)
        _try(
            request,
            lambda: undo_together(change_set=found, by=person(request), note=note),
            _("It is undone: every entry is again what it was before."),
        )
        return HttpResponseRedirect(reverse("curate:change-set", args=[uid]))
    revisions = found.revisions.applied().select_related("entry").order_by("pk")
    shown = revisions[:200]
    context = {
        "section": "curate",
        "part": "changes",
        "heading": found.title,
        "set": found,
        "channel": Channel(found.channel).label,
        "by": name_of(found.created_by) if found.created_by else "",
        "revisions": shown,
        "count": revisions.count(),
        "undone_by": ChangeSet.objects.filter(undoes=found).first(),
    }
    return render(request, "curate/change_set.html", context)
