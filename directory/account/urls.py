"""The addresses below /{language}/account/. The library's names are kept, without its passwords and sign-up."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, include, path
from django.views.decorators.http import require_http_methods

from directory.access.accounts import keep_private
from directory.account import second_factor, views


def _private(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """No cache and no search engine keeps a page of an account; it knows only reading and sending a form."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def private(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        keep_private(response)
        return response

    return private


def _page(route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    return path(route, _private(view), name=name)


own = [
    _page("", views.overview, "overview"),
    _page("invitation/<str:secret>", views.invitation, "invitation"),
    _page("second-factor/skip/", views.skip_second_factor, "skip-second-factor"),
]
urlpatterns = [
    path("", include((own, "account"))),
    # the first step
    _page("sign-in/", account.request_login_code, "account_login"),
    _page("sign-in/", account.request_login_code, "account_request_login_code"),
    _page("sign-in/code/", account.confirm_login_code, "account_confirm_login_code"),
    _page("sign-in/passkey/", webauthn.login_webauthn, "mfa_login_webauthn"),
    _page("closed/", account.account_inactive, "account_inactive"),
    _page("sign-out/", account.logout, "account_logout"),
    # the second
    _page("sign-in/second-factor/", second_factor.Authenticate.as_view(), "mfa_authenticate"),
    _page("second-factor/", second_factor.Overview.as_view(), "mfa_index"),
    _page("second-factor/confirm/", base.reauthenticate, "mfa_reauthenticate"),
    _page("second-factor/confirm/passkey/", second_factor.ConfirmByPasskey.as_view(), "mfa_reauthenticate_webauthn"),
    _page("second-factor/app/", second_factor.AddApp.as_view(), "mfa_activate_totp"),
    _page("second-factor/app/remove/", totp.deactivate_totp, "mfa_deactivate_totp"),
    _page("second-factor/", second_factor.Overview.as_view(), "mfa_list_webauthn"),
    _page("second-factor/passkeys/", second_factor.AddPasskey.as_view(), "mfa_add_webauthn"),
    _page("second-factor/passkeys/<int:pk>/", webauthn.edit_webauthn, "mfa_edit_webauthn"),
    _page("second-factor/passkeys/<int:pk>/remove/", webauthn.remove_webauthn, "mfa_remove_webauthn"),
    _page("second-factor/recovery-codes/", second_factor.RecoveryCodes.as_view(), "mfa_view_recovery_codes"),
    _page("second-factor/recovery-codes/new/", recovery_codes.generate_recovery_codes, "mfa_generate_recovery_codes"),
    _page("second-factor/recovery-codes/file/", recovery_codes.download_recovery_codes, "mfa_download_recovery_codes"),
]
