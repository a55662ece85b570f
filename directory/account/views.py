"""The account's own pages: overview, invitation, and in the demo the way round the second factor."""

from allauth.account.adapter import get_adapter
from allauth.account.utils import get_next_redirect_url, perform_login
from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from directory.access.accounts import SKIPPED, is_confirmed, person
from directory.account.forms import AccountForm, InvitationForm
from directory.actions.errors import ActionError
from directory.actions.invitations import accept_invitation, find_invitation
from directory.models import CentreMember, User
from directory.permissions import is_operator, may_curate, needs_second_factor


@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest) -> HttpResponse:
    """Who is signed in, as what, and what they can go on to."""
    if not isinstance(request.user, User):
        return HttpResponseRedirect(f"{reverse('account_login')}?next={request.path}")
    user = person(request)
    form = AccountForm(request.POST if request.method == "POST" else None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        return HttpResponseRedirect(reverse("account:overview"))
    memberships = CentreMember.objects.filter(user=user).select_related("centre")
    return render(
        request,
        "account/overview.html",
        {
            "form": form,
            "memberships": memberships,
            "may_curate": may_curate(user),
            "is_operator": is_operator(user),
            "needs_second_factor": needs_second_factor(user),
            "is_confirmed": is_confirmed(request),
        },
    )


@require_POST
def skip_second_factor(request: HttpRequest) -> HttpResponse:
    """Go on without a second factor: in the demo alone."""
    if not settings.SECOND_FACTOR_MAY_BE_SKIPPED:
        raise Http404
    person(request)
    request.session[SKIPPED] = True
    return HttpResponseRedirect(get_next_redirect_url(request) or _landing(request))


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Show an invitation and, on the button (mail scanners follow links), accept it and sign in."""
    found = find_invitation(secret=secret)
    if found is None:
        return render(request, "account/invitation_over.html", status=410)
    known = User.objects.filter(email=found.email).exclude(first_name="").exists()
    form = InvitationForm(request.POST if request.method == "POST" else None, wants_name=not known)
    if request.method == "POST" and form.is_valid():
        return _accept(request, secret, form.cleaned_data.get("name", ""))
    shown = {"invitation": found, "form": form, "role": CentreMember.Role(found.role).label}
    return render(request, "account/invitation.html", shown)


def _accept(request: HttpRequest, secret: str, name: str) -> HttpResponse:
    try:
        user = accept_invitation(secret=secret, name=name)
    except ActionError as error:
        return render(request, "account/invitation_over.html", {"reason": str(error)}, status=410)
    if request.user.is_authenticated and request.user.pk != user.pk:
        logout(request)
    if request.user.is_authenticated:
        return HttpResponseRedirect(_landing(request))
    # The link came to the account's address, as a code would; a second factor is asked for where there is one.
    response: HttpResponse = perform_login(request, user)
    return response


def _landing(request: HttpRequest) -> str:
    address: str = get_adapter(request).get_login_redirect_url(request)
    return address
