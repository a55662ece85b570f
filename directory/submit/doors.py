"""How the page of a proposal is found by the secret of its private link."""

from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from directory.access.links import Lost
from directory.actions import ActionError
from directory.actions.proposals import find_token
from directory.actions.secrets import hash_of
from directory.choices import ProposalState
from directory.models import Proposal, Token

CAN_CHANGE: Final = (ProposalState.DRAFT, ProposalState.UNCONFIRMED, ProposalState.CHANGES_REQUESTED)
"""In these a proposal may still be filled in."""
_BETWEEN: Final = "~"
"""Between the secret of a mail's link to all proposals and the identifier of one of them."""


def find_proposal(secret: str) -> Proposal:
    """The proposal of a private link: of its own, or of the mailed link to all of one's proposals ("secret~uid").

    Raises `Lost`.
    """
    all_mine, between, uid = secret.partition(_BETWEEN)
    found = Proposal.objects.select_related("entry", "base", "revision", "centre", "submitter")
    proposal = _of_submitter(all_mine, uid) if between else found.filter(secret_hash=hash_of(secret)).first()
    if proposal is None or proposal.state == ProposalState.EXPIRED:
        raise Lost
    return proposal


def draft_of(secret: str) -> Proposal:
    """The proposal of a link while it may be filled in. Raises `Lost` or `ActionError`."""
    proposal = find_proposal(secret)
    if proposal.state not in CAN_CHANGE:
        raise ActionError(_("This proposal has been sent and can no longer be changed here."))
    return proposal


def _of_submitter(secret: str, uid: str) -> Proposal | None:
    token = find_token(secret=secret, purpose=Token.Purpose.MINE)
    try:
        identifier = UUID(uid)
    except ValueError:
        return None
    return Proposal.objects.filter(uid=identifier, submitter=token.submitter_id).first() if token else None


def is_lasting(secret: str) -> bool:
    """Whether the link is the proposal's own, and not one that ends after a day."""
    return _BETWEEN not in secret


def link_of(mine_secret: str, proposal: Proposal) -> str:
    return f"{mine_secret}{_BETWEEN}{proposal.uid}"
