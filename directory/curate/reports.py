"""Reports about published entries: the list, and one with its decision."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from directory.access.accounts import curator_required, person
from directory.actions import ActionError
from directory.actions.errors import NotAllowed
from directory.actions.reports import CORRECTED, STAYS, WITHDRAWN, decide_report, decide_report_appeal
from directory.curate.doors import number_of, text_of
from directory.curate.messages import say
from directory.models import Report
from directory.permissions import may_decide_report
from sinet.common.pager import pager

PAGE_SIZE = 50


@curator_required
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """Reports of one's territory: those to decide, oldest first; with ?state=all every one, newest first."""
    every = request.GET.get("state") == "all"
    found = Report.objects.for_curator(person(request)).select_related("entry", "centre")
    found = found.order_by("-pk") if every else found.open().order_by("pk")
    last = max(1, -(-found.count() // PAGE_SIZE))
    number = min(number_of(request.GET.get("page", "")) or 1, last)
    query = "state=all&" if every else ""
    context = {
        "section": "curate",
        "part": "reports",
        "heading": _("Reports"),
        "every": every,
        "reports": found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE],
        "pager": pager(number, last, lambda page: f"{request.path}?{query}page={page}"),
    }
    return render(request, "curate/reports.html", context)


@curator_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What was reported, and the decision with its statement of reasons to both sides."""
    user = person(request)
    found = get_object_or_404(Report.objects.for_curator(user).select_related("entry", "centre", "decided_by"), uid=uid)
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        if not may_decide_report(found, user):
            raise PermissionDenied
        errors = _decide(request, found)
        if not errors:
            say(request, "success", _("The report is decided. Both sides are told."))
            return HttpResponseRedirect(reverse("curate:reports"))
        found.refresh_from_db()
    context = {
        "section": "curate",
        "part": "reports",
        "heading": _("Report about “%(title)s”") % {"title": found.entry.title},
        "report": found,
        "is_open": found.state in (Report.State.RECEIVED, Report.State.APPEALED),
        "is_appeal": found.state == Report.State.APPEALED,
        "is_mine": found.decided_by_id == user.pk,
        "outcomes": [
            (STAYS, _("The content stays as it is.")),
            (CORRECTED, _("The content has been corrected.")),
            (WITHDRAWN, _("The entry is withdrawn now.")),
        ],
        "errors": errors,
        "typed": request.POST,
    }
    return render(request, "curate/report.html", context, status=422 if errors else 200)


def _decide(request: HttpRequest, found: Report) -> list[dict[str, str]]:
    """Carry it out; gives what stands in the way."""
    outcome, statement = request.POST.get("outcome", ""), text_of(request, "statement")
    try:
        if found.state == Report.State.APPEALED:
            decide_report_appeal(report=found, by=person(request), outcome=outcome, statement=statement)
        else:
            ground = text_of(request, "ground", 250)
            decide_report(report=found, by=person(request), outcome=outcome, statement=statement, ground=ground)
    except NotAllowed as error:
        return [{"text": str(error), "href": "#main"}]
    except ActionError as error:
        return [{"text": str(error), "href": "#statement" if outcome else "#outcome"}]
    return []
