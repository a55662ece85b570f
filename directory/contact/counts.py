"""The public yearly count of reports (Regulation (EU) 2022/2065, Art. 15 and 24), computed."""

from typing import Any

from django.db.models import Avg, Count, F, Q
from django.db.models.functions import ExtractYear
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from directory.models import Report

State, Reason = Report.State, Report.Reason
_WENT = (State.UPHELD, State.APPEAL_UPHELD)


@require_safe
def counts(request: HttpRequest) -> HttpResponse:
    heading = _("Reports about content, by year")
    context = {"heading": heading, "crumbs": [{"label": heading, "url": ""}], "years": years()}
    return render(request, "contact/counts.html", context)


def years() -> list[dict[str, Any]]:
    """For each year, newest first: reports received, by reason, and what became of them; `days` to the decision."""
    found = (
        Report.objects.order_by()
        .annotate(year=ExtractYear("created_at"))
        .values("year")
        .annotate(
            received=Count("pk"),
            open=Count("pk", filter=Q(state__in=[State.RECEIVED, State.APPEALED])),
            acted=Count("pk", filter=Q(state__in=_WENT)),
            stays=Count("pk", filter=Q(state__in=[State.DISMISSED, State.APPEAL_DISMISSED])),
            appeals=Count("pk", filter=Q(appealed_at__isnull=False)),
            took=Avg(F("decided_at") - F("created_at")),
            **{f"of_{reason.value}": Count("pk", filter=Q(reason=reason)) for reason in Reason},
        )
        .order_by("-year")
    )
    rows: list[dict[str, Any]] = [dict(row) for row in found]
    return [
        {
            **row,
            "days": round(row["took"].total_seconds() / 86400, 1) if row["took"] is not None else None,
            "reasons": [(reason.label, row[f"of_{reason.value}"]) for reason in Reason],
        }
        for row in rows
    ]
