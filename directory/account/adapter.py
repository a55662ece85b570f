"""How django-allauth is fitted to this site: mails go through the outbox, nobody signs up, sessions end."""

from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from directory.account.sealing import seal, unseal
from directory.actions.mails import write_mail
from directory.models import User
from directory.permissions import is_operator, may_curate
from sinet.common.network import client_network

# Its templates of mails → what our mail `account_notice` says has happened.
NOTICES: Final = {
    "mfa/email/totp_activated": "app_added",
    "mfa/email/totp_deactivated": "app_removed",
    "mfa/email/webauthn_added": "passkey_added",
    "mfa/email/webauthn_removed": "passkey_removed",
    "mfa/email/recovery_codes_generated": "recovery_codes_made",
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages: dict[str, Any] = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("This code is not right. Look at the newest mail, and type all of the code."),
        "too_many_login_attempts": _("That was tried too often. Wait five minutes, then try again."),
        "rate_limited": _("That was tried too often. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """What limits count as one client; one name for all where the server tells no address."""
        return client_network(request) or "unknown"

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in under a new session key; the session ends after `SIGNED_IN_FOR`, however busy it is."""
        super().login(request, user)
        request.session.set_expiry(timezone.now() + settings.SIGNED_IN_FOR)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where somebody lands: a curator at the queue, an operator at the admin, else at their account."""
        user = request.user
        if isinstance(user, User) and may_curate(user):
            try:
                return reverse("curate:queue")
            except NoReverseMatch:
                return reverse("account:overview")
        return reverse("admin:index" if isinstance(user, User) and is_operator(user) else "account:overview")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login")

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Keep what went wrong; that something went well is said by the page that follows."""
        if level >= messages.ERROR:
            super().add_message(request, level, message_template, message_context, extra_tags, message)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the mail into the outbox; the job sends it at once."""
        if template_prefix != "account/email/login_code":
            raise ValueError(f"no mail of ours for {template_prefix}")
        minutes = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60
        write_mail(
            kind="login_code",
            to=email,
            language=get_language() or "en",
            context={"code": context["code"], "minutes": minutes},
        )

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell the holder of an account that its second factor has changed."""
        what = NOTICES.get(template_prefix)
        if what:
            write_mail(kind="account_notice", to=user.email, language=user.language, context={"what": what})

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """Second factors only: there are no passwords here, even where the command line has set one."""
        return [method for method in super().get_reauthentication_methods(user) if method["id"] != "reauthenticate"]


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages: dict[str, Any] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. Codes of an app change every 30 seconds; each works once."),
        "incorrect_credential": _("The passkey was not accepted. Try again."),
    }

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def generate_authenticator_name(self, user: User, type: Any) -> str:  # noqa: A002  # the name is the library's
        return str(_("Passkey"))
