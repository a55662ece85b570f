"""A notice about something published: sent in, followed, appealed (Regulation (EU) 2022/2065, Art. 16, 17 and 20)."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from directory.access.limits import TRAP, refusal
from directory.access.links import Lost, absolute, private
from directory.actions import ActionError
from directory.actions.reports import appeal_report, find_report, receive_report
from directory.contact.forms import ReportForm
from directory.models import Entry, Report


def public_entry(kind: str, slug: str) -> Entry:
    entry = Entry.objects.public().filter(kind=kind, slug=slug).first()
    if entry is None:
        raise Http404
    return entry


def status_link() -> str:
    """The address of the status page, ending where the secret goes."""
    return absolute(reverse("contact:report-status", args=["-"])[:-1])


@private
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """The form; sent, it leads to the private page of the report."""
    entry = public_entry(kind, slug)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("reason", "place", "text", "email", "good_faith")}
        message = refusal(request, what="report", email=values["email"])
        if not message:
            language = get_language() or "en"
            _report, secret = receive_report(entry=entry, language=language, status_link=status_link(), **values)
            return redirect("contact:report-status", secret)
        form.add_error(None, message)
    context = {
        "heading": _("Report this entry"),
        "entry": entry,
        "form": form,
        "errors": form.problems(),
        "trap": TRAP,
        "operator_email": settings.OPERATOR_EMAIL,
    }
    return render(request, "contact/report.html", context, status=422 if form.is_bound else 200)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest, secret: str) -> HttpResponse:
    """Where a report stands, its decision, and the appeal; for who reported and for those whose entry it is."""
    found, is_affected = find_report(secret)
    if found is None:
        raise Lost
    errors = []
    if request.method == "POST":
        if not _can_appeal(found, is_affected=is_affected):
            raise ActionError(_("This decision cannot be appealed here, or has been appealed before."))
        text = request.POST.get("text", "").replace("\0", "").strip()
        if 10 <= len(text) <= 5000:
            appeal_report(report=found, text=text)
            return redirect("contact:report-status", secret)
        errors = [{"text": _("Say in 10 to 5,000 characters why the decision is wrong."), "href": "#id_text"}]
    return render(
        request,
        "contact/report_status.html",
        _shown(request, found, is_affected=is_affected) | {"errors": errors},
        status=422 if errors else 200,
    )


def _can_appeal(report: Report, *, is_affected: bool) -> bool:
    """Once: who reported, against any decision; those whose entry it is, when it went or was changed."""
    return report.state == Report.State.UPHELD or (report.state == Report.State.DISMISSED and not is_affected)


def _shown(request: HttpRequest, report: Report, *, is_affected: bool) -> dict[str, Any]:
    """What either side sees. Those who are reported do not see who reported, nor their words."""
    return {
        "report": report,
        "is_affected": is_affected,
        "can_appeal": _can_appeal(report, is_affected=is_affected),
        "text": request.POST.get("text", ""),
        "entry_url": report.entry.get_absolute_url() if report.entry.is_public else "",
    }
