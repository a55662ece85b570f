"""The queue: what waits for a decision, oldest first."""

from collections.abc import Sequence
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from directory.access.accounts import curator_required, person
from directory.actions.batches import MOST
from directory.curate.filters import LABELS, WORDS, Filters, appealed
from directory.curate.lines import lines_of, options_of, queue_fields
from directory.curate.messages import say
from directory.models import Centre, Criterion, Proposal, Report, SavedView, User
from sinet.common.pager import pager

PAGE_SIZE: Final = 25
_MOST_VIEWS: Final = 30


@curator_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """One page of the queue with its filters, saved views and what can be done with each line."""
    user = person(request)
    filters = Filters.of(request.GET, user)
    found = filters.proposals()
    total = found.count()
    last = max(1, -(-total // PAGE_SIZE))
    number = min(_number(request), last)
    start = (number - 1) * PAGE_SIZE
    shown = found.select_related("assigned_to").only(*queue_fields())[start : start + PAGE_SIZE]
    criteria = criteria_of(filters.centres)
    context = {
        "section": "curate",
        "part": "queue",
        "filters": _filter_rows(filters),
        "filter_query": filters.query,
        "is_filtered": bool(filters.chosen),
        "problems": filters.problems,
        "total": total,
        "lines": lines_of(shown, criteria),
        "may_decide": filters.state == "open",
        "whole": min(total, MOST) if total > PAGE_SIZE else 0,
        "options": options_of(criteria, with_centre=len(filters.centres) > 1),
        "views": list(user.saved_views.all()),
        "pager": pager(number, last, lambda page: filters.page_url(request.path, page)),
        **waiting_elsewhere(user),
    }
    return render(request, "curate/queue.html", context)


def _number(request: HttpRequest) -> int:
    text = request.GET.get("page", "")
    return max(1, int(text)) if text.isdecimal() and len(text) < 7 else 1


def criteria_of(centres: Sequence[Centre]) -> list[Criterion]:
    return list(Criterion.objects.current().filter(centre__in=centres).select_related("centre"))


def waiting_elsewhere(user: User) -> dict[str, int]:
    """What else waits for this person: appeals and reports."""
    return {
        "appeals": appealed(Proposal.objects.for_curator(user)).count(),
        "reports": Report.objects.for_curator(user).open().count(),
    }


def _filter_rows(filters: Filters) -> list[dict[str, Any]]:
    rows = []
    for word in WORDS:
        choices = filters.choices(word)
        chosen = filters.chosen.get(word, "")
        if len(choices) < 2 and not chosen and word != "opinion":
            continue
        default = {"state": "open", "sort": "oldest"}.get(word, "")
        options = [{"value": key, "label": words, "chosen": key == (chosen or default)} for key, words in choices]
        rows.append({"name": word, "label": LABELS[word], "options": options, "has_default": bool(default)})
    return rows


@curator_required
@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep the filters of the page under a name; the same name again replaces them."""
    user = person(request)
    name = request.POST.get("name", "").replace("\0", "").strip()[:60]
    filters = Filters.of(_query(request), user)
    address = f"{reverse('curate:queue')}?{filters.query}"
    if not name:
        say(request, "error", _("Give the view a name."))
    elif user.saved_views.count() >= _MOST_VIEWS and not user.saved_views.filter(name=name).exists():
        say(request, "error", _("At most %(count)d views can be kept. Delete one first.") % {"count": _MOST_VIEWS})
    else:
        SavedView.objects.update_or_create(user=user, name=name, defaults={"query": filters.query})
        say(request, "success", _("The view “%(name)s” is kept.") % {"name": name})
    return HttpResponseRedirect(address)


def _query(request: HttpRequest) -> QueryDict:
    return QueryDict(request.POST.get("query", "")[:1000])


@curator_required
@require_POST
def delete_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget one of one's own views."""
    view = get_object_or_404(SavedView, pk=pk, user=person(request))
    view.delete()
    say(request, "success", _("The view “%(name)s” is deleted.") % {"name": view.name})
    return HttpResponseRedirect(reverse("curate:queue"))
