"""The members of a centre and the invitations that are open, for its managers."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from directory.access.accounts import curator_required, person
from directory.actions import ActionError
from directory.actions.invitations import invite, withdraw_invitation
from directory.actions.members import change_role, remove_member
from directory.curate.doors import text_of
from directory.curate.filters import name_of
from directory.curate.messages import say
from directory.models import Centre, CentreMember, Invitation
from directory.permissions import centres_of, may_manage


@curator_required
@require_safe
def people(request: HttpRequest, key: str) -> HttpResponse:
    """Who works for a centre, and who is invited."""
    return _page(request, _managed(request, key))


def _page(request: HttpRequest, found: Centre, errors: list[dict[str, str]] | None = None) -> HttpResponse:
    members = CentreMember.objects.filter(centre=found).select_related("user").order_by("role", "user__email")
    context = {
        "section": "curate",
        "part": "centres",
        "heading": _("People of %(centre)s") % {"centre": found.name},
        "centre": found,
        "members": [{"member": one, "name": name_of(one.user), "email": one.user.email} for one in members],
        "invitations": Invitation.objects.open().filter(centre=found),
        "roles": CentreMember.Role.choices,
        "languages": settings.LANGUAGES,
        "errors": errors or [],
        "typed": request.POST,
    }
    return render(request, "curate/people.html", context, status=422 if errors else 200)


def _managed(request: HttpRequest, key: str) -> Centre:
    found = get_object_or_404(centres_of(person(request)), key=key)
    if not may_manage(found, person(request)):
        raise PermissionDenied
    return found


@curator_required
@require_POST
def invite_somebody(request: HttpRequest, key: str) -> HttpResponse:
    """Invite somebody by mail."""
    found = _managed(request, key)
    email, role = text_of(request, "email", 254), request.POST.get("role", "")
    language = request.POST.get("language", "")
    try:
        validate_email(email)
    except ValidationError:
        return _page(request, found, [{"text": _("This is not an e-mail address."), "href": "#email"}])
    if role not in CentreMember.Role.values or language not in dict(settings.LANGUAGES):
        return _page(request, found, [{"text": _("Choose a role and a language."), "href": "#role"}])
    with override(language):
        link = settings.SITE_URL + reverse("account:invitation", args=["-"]).removesuffix("-")
    try:
        invite(email=email, centre=found, role=role, by=person(request), link=link, language=language)
    except ActionError as error:
        return _page(request, found, [{"text": str(error), "href": "#email"}])
    say(request, "success", _("%(email)s is invited by mail.") % {"email": email})
    return _back(found)


@curator_required
@require_POST
def change_member(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Give a member another role, or take them out of the centre."""
    found = _managed(request, key)
    member = get_object_or_404(CentreMember.objects.select_related("user"), pk=pk, centre=found)
    role = request.POST.get("role", "")
    words: dict[str, Any] = {"name": name_of(member.user)}
    try:
        if request.POST.get("do") == "remove":
            remove_member(member=member, by=person(request))
            say(request, "success", _("%(name)s is no member any more.") % words)
        elif role in CentreMember.Role.values:
            change_role(member=member, role=role, by=person(request))
            say(request, "success", _("The role of %(name)s is changed.") % words)
    except ActionError as error:
        say(request, "error", str(error))
    return _back(found)


@curator_required
@require_POST
def withdraw(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Take an invitation back."""
    found = _managed(request, key)
    invitation = get_object_or_404(Invitation.objects.open(), pk=pk, centre=found)
    withdraw_invitation(invitation=invitation, by=person(request))
    say(request, "success", _("The invitation of %(email)s works no more.") % {"email": invitation.email})
    return _back(found)


def _back(found: Centre) -> HttpResponse:
    return HttpResponseRedirect(reverse("curate:people", args=[found.key]))
