"""Many decisions at once: first what they would do, line by line, then doing it."""

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_http_methods, require_POST

from directory.access.accounts import curator_required, person
from directory.actions.batches import AT_ONCE, MOST, begin, plan, stop
from directory.curate.messages import say
from directory.curate.planning import LONG, Planned, decisions_of, planned
from directory.models import Batch, Decision, Proposal, User

_LONGEST: Final = 2000
_SHOWN: Final = 100
"""Lines on a page; of more, those that say something are shown first."""


@curator_required
@require_POST
def together(request: HttpRequest) -> HttpResponse:
    """Keep the decisions of the queue's form, and show what they would do."""
    user = person(request)
    query = QueryDict(request.POST.get("query", "")[:1000]).urlencode()
    decisions = decisions_of(request.POST, user)
    if not decisions:
        say(request, "error", _("Nothing is chosen yet. Choose a decision in at least one line."))
        return HttpResponseRedirect(_queue(query))
    return _to(plan(decisions=decisions, by=user, query=query))


def _course(request: HttpRequest, uid: UUID) -> str:
    """How far one's own decisions have come, as an ETag: who looks again gets the page only where that has changed."""
    batch = person(request).batches.filter(uid=uid)
    outstanding = Decision.objects.outstanding().filter(batch__in=batch).count()
    return f'"{outstanding} {batch.filter(finished_at=None).exists()}"'


@curator_required
@require_http_methods(["GET", "HEAD", "POST"])
@condition(etag_func=_course)
def batch(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What one's own decisions would do or have done; a POST carries them out, with `do=stop` no more of them."""
    user = person(request)
    found = get_object_or_404(user.batches.select_related("change_set"), uid=uid)
    if request.method == "POST":
        if request.POST.get("do") == "stop":
            stop(pk=found.pk)
        else:
            begin(batch=found, text=request.POST.get("text", "").replace("\0", "").strip()[:_LONGEST])
        return _to(found)
    lines = _lines(found, user)
    context = {"section": "curate", "batch": found, "back": _queue(found.query), **_shown(lines)}
    if found.begun_at is None:
        return render(request, "curate/together.html", context | _plan_of(lines))
    return render(request, "curate/together_done.html", context | _sums(found, lines))


def _to(batch: Batch) -> HttpResponse:
    return HttpResponseRedirect(reverse("curate:batch", args=[batch.uid]))


def _queue(query: str) -> str:
    """The filters to go back to; they are checked when the queue reads them."""
    return reverse("curate:queue") + (f"?{query}" if query else "")


def _lines(batch: Batch, user: User) -> list[Planned]:
    """The decisions about proposals that the person may see."""
    seen = Proposal.objects.for_curator(user)
    rows = batch.decisions.filter(proposal__in=seen)
    rows = rows.select_related("proposal__entry", "proposal__revision", "criterion", "to")
    return [_line(decision) for decision in rows.defer(*(f"proposal__{name}" for name in LONG))]


def _line(decision: Decision) -> Planned:
    line = planned(decision)
    line.problem = decision.problem
    return line


def _shown(lines: list[Planned]) -> dict[str, Any]:
    if len(lines) > _SHOWN:
        lines = sorted(lines, key=lambda line: (not line.problem, not line.warnings))
    return {"lines": lines[:_SHOWN], "more": max(0, len(lines) - _SHOWN)}


def _plan_of(lines: list[Planned]) -> dict[str, Any]:
    ready = [line for line in lines if not line.problem]
    return {
        "ready": len(ready),
        "warned": sum(bool(line.warnings) for line in ready),
        "rejects": any(line.decision.do == Decision.Do.REJECT for line in ready),
        "most": MOST if len(lines) >= MOST else 0,
        "waits": len(ready) <= AT_ONCE,
    }


def _sums(batch: Batch, lines: list[Planned]) -> dict[str, Any]:
    done = [line.decision for line in lines if line.decision.done_at]
    left = sum(bool(line.problem) for line in lines)
    accepted = sum(decision.do == Decision.Do.ACCEPT for decision in done)
    return {
        "done": len(done),
        "left": left,
        "settled": len(done) + left,
        "waits": len(lines) <= AT_ONCE,
        "waiting": len(lines) - len(done) - left,
        "total": len(lines),
        "change_set": batch.change_set if accepted > 1 else None,
    }
