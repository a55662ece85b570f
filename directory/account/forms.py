"""The forms of the account's own pages, and the library's without words inside the fields."""

import struct
from datetime import timedelta
from typing import Any, ClassVar, Final

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.adapter import get_adapter as get_second_factors
from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from cryptography.exceptions import InvalidSignature
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from directory.actions.limits import take
from directory.models import User
from sinet.common.network import client_network

CODES_AN_HOUR: Final = 10
"""Codes that one address can be sent; a network may ask for ten times as many."""
TRIES: Final = 20
"""Codes of an app, or recovery codes, that one person may try in a quarter of an hour."""


class InvitationForm(forms.Form):
    """Accepts an invitation; asks for a name where the account has none."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        help_text=_("Your colleagues see it, and who reads the history of an entry inside the centre."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Give your name.")},
    )

    def __init__(self, *args: Any, wants_name: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not wants_name:
            del self.fields["name"]


class AccountForm(forms.ModelForm):
    """What somebody may change of their own account."""

    class Meta:
        model = User
        fields: ClassVar = ["first_name", "language"]
        labels: ClassVar = {"first_name": _("Name"), "language": _("Language of mails")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"] = forms.ChoiceField(label=_("Language of mails"), choices=settings.LANGUAGES)


class _Plain:
    """A label stands above its field and stays there; a placeholder vanishes when it is needed."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class RequestCodeForm(_Plain, account.RequestLoginCodeForm):
    """Asks for a code. The library counts in each process; what costs a mail is counted for all of them."""

    def clean_email(self) -> str:
        email: str = super().clean_email()
        network = client_network(context.request)
        within = timedelta(hours=1)
        if not (
            take(what="login code", subject=email, most=CODES_AN_HOUR, within=within)
            and take(what="login codes", subject=network, most=10 * CODES_AN_HOUR, within=within)
        ):
            raise get_adapter().validation_error("too_many_login_attempts")
        return email


class ConfirmCodeForm(_Plain, account.ConfirmLoginCodeForm):
    pass


class _Counted(_Plain):
    """Counts the tries of one person in all processes; a right code does not start the count anew."""

    user: User

    def clean_code(self) -> str:
        within = timedelta(minutes=15)
        if not take(what="second factor", subject=str(self.user.pk), most=TRIES, within=within):
            raise get_adapter().validation_error("too_many_login_attempts")
        code: str = super().clean_code()  # type: ignore[misc]  # of the form it is mixed into
        return code


class AuthenticateForm(_Counted, base.AuthenticateForm):
    pass


class ReauthenticateForm(_Counted, base.ReauthenticateForm):
    pass


class AddAppForm(_Counted, totp.ActivateTOTPForm):
    pass


class _Sturdy(_Plain):
    """The library trusts what a browser answers; an answer that makes no sense is a wrong one, no failure of ours."""

    def full_clean(self) -> None:
        try:
            super().full_clean()  # type: ignore[misc]  # of the form it is mixed into
        except (ValueError, TypeError, LookupError, AttributeError, struct.error, InvalidSignature):
            wrong = get_second_factors().error_messages["incorrect_credential"]
            self.add_error("credential", wrong)  # type: ignore[attr-defined]  # of the same


class AddPasskeyForm(_Sturdy, webauthn.AddWebAuthnForm):
    pass


class SignInByPasskeyForm(_Sturdy, webauthn.LoginWebAuthnForm):
    pass


class AuthenticateByPasskeyForm(_Sturdy, webauthn.AuthenticateWebAuthnForm):
    pass


class ReauthenticateByPasskeyForm(_Sturdy, webauthn.ReauthenticateWebAuthnForm):
    pass
