"""An older state of an entry comes back as a new revision; what was done together is undone together."""

from django.db import transaction
from django.utils.translation import gettext as _

from directory.actions.bulk import undo
from directory.actions.decisions import NotAllowed
from directory.actions.errors import ActionError, Conflict
from directory.actions.revise import apply, propose
from directory.choices import Channel, RevisionState
from directory.models import ChangeSet, Entry, Revision, User
from directory.permissions import may_edit


@transaction.atomic
def restore(*, revision: Revision, by: User, note: str, seen: int | None = None) -> Entry:
    """Make an entry again what it was after this revision, as a new revision on top of all others.

    `seen`: primary key of the revision that was the current one on the person's page; raises `Conflict` when
    another has been applied since.
    """
    if revision.entry_id is None or revision.state != RevisionState.APPLIED:
        raise ActionError(_("Only what was public once can be restored."))
    entry = Entry.objects.select_for_update().get(pk=revision.entry_id)
    if not may_edit(entry, by):
        raise NotAllowed(_("Only an editor of the centre in charge can do this."))
    if seen is not None and entry.revision_id != seen:
        raise Conflict(_("The entry has changed since you opened this page. Look at its history once more."))
    if entry.revision_id == revision.pk:
        raise ActionError(_("This is the current state of the entry already."))
    new = propose(document=revision.document, channel=Channel.CURATOR, by=by, note=note, entry=entry)
    return apply(revision=new, by=by)


@transaction.atomic
def undo_together(*, change_set: ChangeSet, by: User, note: str) -> ChangeSet:
    """Undo a change set, by somebody who may edit each of its entries."""
    entries = Entry.objects.filter(revisions__change_set=change_set, revisions__state=RevisionState.APPLIED).distinct()
    if not all(may_edit(entry, by) for entry in entries):
        raise NotAllowed(_("Some of these entries are in the charge of another centre."))
    return undo(change_set=change_set, by=by, note=note)
