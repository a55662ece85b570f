"""An editor changes what is public without a proposal."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from directory.actions.errors import Conflict, NotAllowed
from directory.actions.revise import apply, propose
from directory.choices import Channel
from directory.models import Entry, User
from directory.permissions import may_edit


@transaction.atomic
def change(*, entry: Entry, document: dict[str, Any], by: User, note: str, seen: int | None = None) -> Entry:
    """Make the entry what the document says, as a new revision on top of all others.

    `seen`: primary key of the revision that was the current one on the person's page; raises `Conflict` when
    another has been applied since. Raises `DocumentError` for a document that is not valid.
    """
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    if not may_edit(entry, by):
        raise NotAllowed(_("Only an editor of the centre in charge can do this."))
    if seen is not None and entry.revision_id != seen:
        raise Conflict(_("The entry has changed since you opened this page. Look at its history once more."))
    return apply(revision=propose(document=document, channel=Channel.CURATOR, by=by, note=note, entry=entry), by=by)
