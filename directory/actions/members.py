"""Who works for a centre, and as what. What somebody may do follows at once."""

from django.db import transaction
from django.utils.translation import gettext as _

from directory.actions.errors import ActionError
from directory.models import Centre, CentreMember, User
from directory.permissions import may_manage

RANKS = (CentreMember.Role.REVIEWER, CentreMember.Role.EDITOR, CentreMember.Role.MANAGER)


class NotManager(ActionError):
    """The person does not look after this centre."""


class LastManager(ActionError):
    """A centre is never left without a manager."""


def add_member(*, centre: Centre, user: User, role: str) -> CentreMember:
    """Take somebody in; whoever is a member already keeps the higher role. Called by accepting an invitation."""
    member, created = CentreMember.objects.get_or_create(centre=centre, user=user, defaults={"role": role})
    if not created and RANKS.index(CentreMember.Role(role)) > RANKS.index(CentreMember.Role(member.role)):
        member.role = role
        member.save(update_fields=["role"])
    return member


@transaction.atomic
def change_role(*, member: CentreMember, role: str, by: User) -> CentreMember:
    """Give a member another role. Raises `NotManager` or `LastManager`."""
    member = _locked(member, by)
    if member.role == CentreMember.Role.MANAGER and role != CentreMember.Role.MANAGER:
        _check_another_manager(member)
    member.role = CentreMember.Role(role)
    member.save(update_fields=["role"])
    return member


@transaction.atomic
def remove_member(*, member: CentreMember, by: User) -> None:
    """Take somebody out of a centre; the account and what it did stay. Raises `NotManager` or `LastManager`."""
    member = _locked(member, by)
    if member.role == CentreMember.Role.MANAGER:
        _check_another_manager(member)
    member.delete()


def _locked(member: CentreMember, by: User) -> CentreMember:
    centre = Centre.objects.select_for_update().get(pk=member.centre_id)
    if not may_manage(centre, by):
        raise NotManager(_("Only a manager of the centre may change its members."))
    return CentreMember.objects.select_for_update().get(pk=member.pk)


def _check_another_manager(member: CentreMember) -> None:
    managers = CentreMember.objects.filter(centre=member.centre_id, role=CentreMember.Role.MANAGER)
    if not managers.exclude(pk=member.pk).filter(user__is_active=True).exists():
        raise LastManager(_("A centre needs a manager. Make somebody else a manager first."))
