"""What a centre works with: its criteria, replies and figures; its members are on a page of their own."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from directory.access.accounts import curator_required, person
from directory.curate.doors import number_of
from directory.curate.filters import name_of
from directory.curate.forms import CriterionForm, ReplyForm
from directory.curate.messages import say
from directory.figures import figures_of
from directory.models import CannedReply, Centre, CentreMember, Criterion
from directory.permissions import centres_of, may_manage


@curator_required
@require_safe
def centres(request: HttpRequest) -> HttpResponse:
    """One's centres; straight to it where there is one."""
    found = list(centres_of(person(request)))
    if len(found) == 1:
        return HttpResponseRedirect(reverse("curate:centre", args=[found[0].key]))
    context = {"section": "curate", "part": "centres", "heading": _("Competence centres"), "centres": found}
    return render(request, "curate/centres.html", context)


@curator_required
@require_safe
def centre(request: HttpRequest, key: str) -> HttpResponse:
    """A centre with its figures, criteria, replies and people; a manager can change them."""
    return _page(request, _found(request, key))


def _found(request: HttpRequest, key: str) -> Centre:
    return get_object_or_404(centres_of(person(request)), key=key)


def _page(request: HttpRequest, found: Centre, status: int = 200, **forms: Any) -> HttpResponse:
    members = CentreMember.objects.filter(centre=found).select_related("user").order_by("role", "user__email")
    context = {
        "section": "curate",
        "part": "centres",
        "heading": found.name,
        "centre": found,
        "may_manage": may_manage(found, person(request)),
        "figures": figures_of(found),
        "criteria": found.criteria_list.filter(is_retired=False),
        "replies": found.replies.all(),
        "members": [{"name": name_of(one.user), "role": one.get_role_display()} for one in members],
        "criterion_form": CriterionForm(),
        "reply_form": ReplyForm(initial={"language": (found.languages or [settings.LANGUAGE_CODE])[0]}),
        **forms,
    }
    return render(request, "curate/centre.html", context, status=status)


def _managed(request: HttpRequest, key: str) -> Centre:
    found = _found(request, key)
    if not may_manage(found, person(request)):
        raise PermissionDenied
    return found


@curator_required
@require_http_methods(["POST"])
def save_criterion(request: HttpRequest, key: str) -> HttpResponse:
    """Write a criterion down, or change its words. One that was used stays under its key."""
    found = _managed(request, key)
    old = Criterion.objects.filter(centre=found, pk=number_of(request.POST.get("pk", "")) or 0).first()
    criterion = old or Criterion(centre=found, position=found.criteria_list.count())
    form = CriterionForm(request.POST, instance=criterion)
    return _keep(request, found, "criteria", _("The criterion is kept."), criterion_form=form)


@curator_required
@require_POST
def retire_criterion(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Use a criterion no more; rejections that named it still do."""
    found = _managed(request, key)
    criterion = get_object_or_404(Criterion, pk=pk, centre=found)
    criterion.is_retired = True
    criterion.save(update_fields=["is_retired"])
    say(request, "success", _("The criterion is used no more."))
    return _back(found, "criteria")


@curator_required
@require_POST
def save_reply(request: HttpRequest, key: str) -> HttpResponse:
    """Keep a reply that is written often, or change it."""
    found = _managed(request, key)
    old = CannedReply.objects.filter(centre=found, pk=number_of(request.POST.get("pk", "")) or 0).first()
    form = ReplyForm(request.POST, instance=old or CannedReply(centre=found))
    return _keep(request, found, "replies", _("The reply is kept."), reply_form=form)


@curator_required
@require_POST
def delete_reply(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Forget a reply."""
    found = _managed(request, key)
    get_object_or_404(CannedReply, pk=pk, centre=found).delete()
    say(request, "success", _("The reply is deleted."))
    return _back(found, "replies")


def _keep(
    request: HttpRequest, found: Centre, part: str, said: str, **forms: CriterionForm | ReplyForm
) -> HttpResponse:
    """Keep what was written into a form of the page, or show the page with what is wrong."""
    if not all(form.is_valid() for form in forms.values()):
        return _page(request, found, 422, **forms)
    for form in forms.values():
        form.save()
    say(request, "success", said)
    return _back(found, part)


def _back(found: Centre, part: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("curate:centre", args=[found.key]) + f"#{part}")
