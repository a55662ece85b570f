"""Somebody of a centre writes down what an initiative told them: a proposal like any other, and it says so."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from directory.actions.errors import ActionError
from directory.actions.receiving import receive
from directory.actions.secrets import new_secret
from directory.choices import Channel, Intent, Kind
from directory.models import Proposal, Submitter, User
from directory.permissions import may_curate

FIELD = "entry"
"""The field of the note by which a page says who entered it for whom."""


@transaction.atomic
def enter_on_behalf(
    *, document: dict[str, Any], by: User, on_behalf_of: str, email: str = "", language: str = "en"
) -> Proposal:
    """Put an entry into the queue that a curator entered for somebody; the public page will say so.

    With `email`, that person gets the decision by mail, in `language`. Raises `DocumentError`.
    """
    if not may_curate(by):
        raise ActionError(_("Only a member of a centre can enter something on behalf of somebody."))
    _secret, secret_hash = new_secret()
    submitter = None
    if email:
        submitter, _created = Submitter.objects.get_or_create(email=email.lower(), defaults={"language": language})
    proposal = Proposal.objects.create(
        secret_hash=secret_hash,
        intent=Intent.NEW,
        kind=Kind(document["kind"]),
        channel=Channel.CURATOR,
        title=str(document["title"])[:250],
        language=language,
        submitter=submitter,
        entered_by=by,
        on_behalf_of=on_behalf_of,
        rights_declared_at=timezone.now(),
        received_at=timezone.now(),
    )
    return receive(proposal=proposal, documents=[with_note(document, on_behalf_of)], by=by)


def with_note(document: dict[str, Any], on_behalf_of: str) -> dict[str, Any]:
    """The document with the note that its page shows, in the language of the entry where there is one."""
    language = str(document.get("language") or "und")
    with override(None if language == "und" else language):
        text = _("Entered by the competence centre on behalf of %(name)s.") % {"name": on_behalf_of}
    others = [note for note in document.get("notes") or [] if note["field"] != FIELD]
    return {**document, "notes": [*others, {"field": FIELD, "text": text[:600]}]}
