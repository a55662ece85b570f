"""The library's pages of the second factor, fitted: scripts get their data from attributes, set-up leads on."""

import json
from typing import Any, Final

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView
from django.conf import settings
from django.forms import Form
from django.http import HttpRequest, HttpResponse

from directory.access.accounts import is_confirmed, person
from directory.permissions import needs_second_factor

NEXT: Final = "after_second_factor"
"""Key of the session: where somebody wanted to go who was sent to set up a second factor."""


def _confirm(request: HttpRequest, kind: str) -> None:
    """Note that whoever has just set a factor up has shown it; the session goes on under a new key."""
    record_authentication(request, person(request), "mfa", type=kind, reauthenticated=True)
    request.session.cycle_key()


def _onward(request: HttpRequest) -> str:
    address: str = request.session.get(NEXT) or get_adapter(request).get_login_redirect_url(request)
    return address


class Overview(IndexView):
    """Which second factors an account has; the way to set one up, and in the demo the way round it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wanted = get_next_redirect_url(request)
        if wanted:
            request.session[NEXT] = wanted
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        needed = needs_second_factor(person(self.request))
        confirmed = is_confirmed(self.request)
        return {
            **super().get_context_data(**kwargs),
            "is_needed": needed,
            "is_confirmed": confirmed,
            "may_skip": settings.SECOND_FACTOR_MAY_BE_SKIPPED and needed and not confirmed,
            "onward": _onward(self.request),
        }


class AddApp(ActivateTOTPView):
    def form_valid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        _confirm(self.request, "totp")
        return response


class AddPasskey(AddWebAuthnView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        # The library makes its context anew and drops the form that was filled in wrongly.
        context["form"] = kwargs.get("form") or context["form"]
        return {**context, "options": _options(context["js_data"]["creation_options"])}

    def form_valid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        _confirm(self.request, "webauthn")
        return response


class Authenticate(AuthenticateView):
    """The second step of signing in: a code of the app, a recovery code or a passkey."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "options": _options(context["js_data"]["request_options"])}


class ConfirmByPasskey(ReauthenticateWebAuthnView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "options": _options(context["js_data"]["request_options"])}


class RecoveryCodes(ViewRecoveryCodesView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "onward": _onward(self.request)}


def _options(options: dict[str, Any]) -> str:
    """What the browser's passkey interface is asked, as JSON for an attribute of the form."""
    return json.dumps(options, default=dict)
