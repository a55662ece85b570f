"""Who may do what with grants, beside the rules of `directory.permissions`."""

from directory.models import CentreMember, User
from directory.permissions import EDITING_ROLES
from funding.models import GrantImport


def may_import(user: User) -> bool:
    """Whether this person may publish files of grants: an editor or manager of any centre, or a coordinator.

    What a file says is its publisher's word, of no one territory; which entry it is about is decided where that lies.
    """
    if not user.is_active:
        return False
    return user.is_coordinator or CentreMember.objects.filter(user=user, role__in=EDITING_ROLES).exists()


def may_take_back(grant_import: GrantImport, user: User) -> bool:
    """Whether this person may take an import back: who did it, while they may import, or a coordinator."""
    return may_import(user) and (user.is_coordinator or grant_import.created_by_id == user.pk)
