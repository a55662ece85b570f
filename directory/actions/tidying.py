"""What is forgotten when its time is over."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from directory.actions.limits import forget_tallies
from directory.choices import ProposalState
from directory.models import Alert, Batch, Invitation, Mail, Message, Proposal, Submitter, Token

KEEP_TOKENS = timedelta(days=30)
KEEP_INVITATIONS = timedelta(days=30)
KEEP_MAILS = timedelta(days=180)
KEEP_MESSAGES = timedelta(days=180)
KEEP_UNCONFIRMED_ALERTS = timedelta(days=7)
KEEP_BATCHES = timedelta(days=30)


@transaction.atomic
def expire_drafts(*, before: datetime) -> int:
    """Delete what was never sent or confirmed since `before`, old mails, and addresses that nothing needs any more.

    Returns the number of proposals that went.
    """
    now = timezone.now()
    unsent = Proposal.objects.filter(
        state__in=[ProposalState.DRAFT, ProposalState.UNCONFIRMED, ProposalState.EXPIRED], updated_at__lt=before
    )
    count = unsent.count()
    unsent.delete()
    Token.objects.filter(Q(expires_at__lt=now - KEEP_TOKENS) | Q(used_at__lt=now - KEEP_TOKENS)).delete()
    Invitation.objects.filter(expires_at__lt=now - KEEP_INVITATIONS).delete()
    Session.objects.filter(expire_date__lt=now).delete()
    Mail.objects.exclude(state=Mail.State.WAITING).filter(created_at__lt=now - KEEP_MAILS).delete()
    Message.objects.filter(created_at__lt=now - KEEP_MESSAGES, reported_at=None).delete()
    Alert.objects.filter(confirmed_at=None, created_at__lt=now - KEEP_UNCONFIRMED_ALERTS).delete()
    over = Q(begun_at=None) | Q(finished_at__isnull=False)
    Batch.objects.filter(over, created_at__lt=now - KEEP_BATCHES).delete()
    forget_tallies()
    Submitter.objects.filter(proposals=None, tokens=None, alerts=None, created_at__lt=before).delete()
    return count
