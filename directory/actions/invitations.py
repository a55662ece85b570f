"""How somebody comes to work for a centre: invited by mail, by a manager or the first time by a command."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.actions.errors import ActionError
from directory.actions.mails import write_mail
from directory.actions.members import NotManager, add_member
from directory.actions.secrets import hash_of, new_secret
from directory.models import Centre, Invitation, User
from directory.permissions import may_manage

GOOD_FOR: Final = timedelta(days=7)
MOST_A_DAY: Final = 50
"""Invitations of one centre in 24 hours: each costs a mail to somebody who did not ask."""


class WrongInvitation(ActionError):
    """The link was used already, has expired, was taken back or never existed."""


@transaction.atomic
def invite(*, email: str, centre: Centre, role: str, by: User | None, link: str, language: str) -> Invitation:
    """Ask somebody by mail to work for a centre; an older open invitation to the same address stops working.

    `link` is the address of the page, ending where the secret goes. `by` is None on the command line alone.
    Raises `NotManager`, or `ActionError` when the centre has sent too many today.
    """
    if by is not None and not may_manage(centre, by):
        raise NotManager(_("Only a manager of the centre may invite."))
    now = timezone.now()
    if Invitation.objects.filter(centre=centre, created_at__gt=now - timedelta(days=1)).count() >= MOST_A_DAY:
        raise ActionError(_("This centre has sent many invitations today. Try again tomorrow."))
    email = email.strip().lower()
    Invitation.objects.open().filter(email=email, centre=centre).update(expires_at=now)
    secret, secret_hash = new_secret()
    invitation = Invitation.objects.create(
        secret_hash=secret_hash,
        email=email,
        centre=centre,
        role=role,
        language=language,
        invited_by=by,
        created_at=now,
        expires_at=now + GOOD_FOR,
    )
    write_mail(
        kind="invitation",
        to=email,
        language=language,
        context={
            "link": link + secret,
            "centre": centre.name,
            "role": role,
            "by": by.get_full_name() if by else "",
            "days": GOOD_FOR.days,
        },
    )
    return invitation


def find_invitation(*, secret: str) -> Invitation | None:
    """The invitation of a link while it is good."""
    return Invitation.objects.open().select_related("centre").filter(secret_hash=hash_of(secret)).first()


@transaction.atomic
def accept_invitation(*, secret: str, name: str = "") -> User:
    """Use an invitation once: its address has an account afterwards, which is a member of the centre.

    `name` is taken over where the account has none yet. A member keeps a higher role. Raises `WrongInvitation`.
    """
    invitation = Invitation.objects.select_for_update().open().filter(secret_hash=hash_of(secret)).first()
    if invitation is None:
        raise WrongInvitation(_("This invitation was used already, was taken back or is older than seven days."))
    user = User.objects.filter(email=invitation.email).first()
    if user is None:
        user = User.objects.create_user(email=invitation.email, language=invitation.language)
    if not user.is_active:
        raise WrongInvitation(_("This account has been closed. Ask the operator of this site."))
    if name.strip() and not user.get_full_name():
        user.first_name = name.strip()[:150]
        user.save(update_fields=["first_name"])
    add_member(centre=invitation.centre, user=user, role=invitation.role)
    invitation.used_at = timezone.now()
    invitation.save(update_fields=["used_at"])
    return user


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User) -> None:
    """Let the link of an open invitation stop working. Raises `NotManager`."""
    if not may_manage(invitation.centre, by):
        raise NotManager(_("Only a manager of the centre may take an invitation back."))
    Invitation.objects.open().filter(pk=invitation.pk).update(expires_at=timezone.now())
