"""What happens to a draft besides being filled in: it gets a new link, or becomes a change of an entry."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.actions.errors import ActionError
from directory.actions.secrets import new_secret
from directory.choices import Channel, Intent, Kind, ProposalState
from directory.models import Entry, Proposal, Source
from directory.models.source import FORM_TITLE


@transaction.atomic
def renew_secret(*, proposal: Proposal) -> str:
    """Give a proposal a new private link; the former one ends. Returns the secret."""
    secret, secret_hash = new_secret()
    Proposal.objects.filter(pk=proposal.pk).update(secret_hash=secret_hash)
    proposal.secret_hash = secret_hash
    return secret


@transaction.atomic
def turn_into_change(*, proposal: Proposal, entry: Entry, answers: dict[str, Any]) -> None:
    """Let a draft of a new entry go on as a change of one that is there already."""
    locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if locked.state != ProposalState.DRAFT or not entry.is_public:
        raise ActionError(_("This proposal can no longer be changed here."))
    locked.intent = Intent.CHANGE
    locked.kind = Kind(entry.kind)
    locked.entry = entry
    locked.base = entry.revision
    locked.answers = answers
    locked.title = entry.title
    locked.updated_at = timezone.now()
    locked.save(update_fields=["intent", "kind", "entry", "base", "answers", "title", "updated_at"])
    proposal.refresh_from_db()


def set_language(*, proposal: Proposal, language: str) -> None:
    """Write mails about this proposal in another language from now on."""
    Proposal.objects.filter(pk=proposal.pk).update(language=language)
    proposal.language = language


def form_source() -> Source:
    """The source that entries name which were sent in here; each says its licence itself."""
    source, _created = Source.objects.get_or_create(
        key=Channel.FORM.value,
        defaults={
            "title": FORM_TITLE,
            "note": "Each entry has the licence that its sender gave.",
        },
    )
    return source
