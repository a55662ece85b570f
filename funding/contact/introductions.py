"""The private page of an introduction: who the other one is, yes or no."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from directory.access.links import Lost, private
from funding.actions.introducing import answer, find_introduction, needs_of


@private
@require_http_methods(["GET", "HEAD", "POST"])
def introduction(request: HttpRequest, secret: str) -> HttpResponse:
    """Looking at it, as scanners of mail do, answers nothing; a button does."""
    found = find_introduction(secret=secret)
    if found is None:
        raise Lost
    shown, side = found
    said = request.POST.get("answer", "") if request.method == "POST" else ""
    if said in ("yes", "no"):
        answer(secret=secret, agrees=said == "yes")
        return redirect(request.path)
    own, other = (shown.seeker, shown.offerer) if side == "seeker" else (shown.offerer, shown.seeker)
    context: dict[str, Any] = {
        "introduction": shown,
        "own": own,
        "other": other if other.is_public else None,
        "need": needs_of(shown, get_language() or "en"),
        "seeks": side == "seeker",
        "answered": shown.seeker_agrees if side == "seeker" else shown.offerer_agrees,
        "errors": [],
    }
    return render(request, "funding/introduction.html", context)
