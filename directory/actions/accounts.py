"""What an operator does to an account."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from directory.actions.errors import ActionError
from directory.actions.mails import write_mail
from directory.models import User
from directory.permissions import is_operator


@transaction.atomic
def reset_second_factor(*, user: User, by: User) -> None:
    """Take every second factor from somebody who has lost them; the holder is told, and signed out everywhere.

    Whoever can decide sets up a new one at the next sign-in. Raises `ActionError` for who is no operator.
    """
    if not is_operator(by):
        raise ActionError(_("Only an operator may reset a second factor."))
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user=user)
    write_mail(kind="account_notice", to=user.email, language=user.language, context={"what": "reset"})


def end_sessions(*, user: User) -> None:
    """Sign somebody out everywhere: sessions are tied to the password field, which gets a new unusable value."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
