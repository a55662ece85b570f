"""The forms of the account's own pages, and the library's without words inside the fields."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from directory.models import User


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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():  # type: ignore[attr-defined]
            field.widget.attrs.pop("placeholder", None)


class RequestCodeForm(_Plain, account.RequestLoginCodeForm):
    pass


class ConfirmCodeForm(_Plain, account.ConfirmLoginCodeForm):
    pass


class AuthenticateForm(_Plain, base.AuthenticateForm):
    pass


class ReauthenticateForm(_Plain, base.ReauthenticateForm):
    pass


class AddAppForm(_Plain, totp.ActivateTOTPForm):
    pass
