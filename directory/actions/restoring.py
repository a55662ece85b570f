"""An older state of an entry comes back as a new revision; what was done together is undone together."""

from django.db import transaction
from django.utils.translation import gettext as _

from directory.actions import batches
from directory.actions.bulk import undo
from directory.actions.changing import change
from directory.actions.errors import ActionError, NotAllowed
from directory.choices import RevisionState
from directory.models import ChangeSet, Entry, Revision, User
from directory.permissions import may_edit


@transaction.atomic
def restore(*, revision: Revision, by: User, note: str, seen: int | None = None) -> Entry:
    """Make an entry again what it was after this revision; `seen` as for a change."""
    if revision.entry is None or revision.state != RevisionState.APPLIED:
        raise ActionError(_("Only what was public once can be restored."))
    if revision.entry.revision_id == revision.pk:
        raise ActionError(_("This is the current state of the entry already."))
    return change(entry=revision.entry, document=revision.document, by=by, note=note, seen=seen)


@transaction.atomic
def undo_together(*, change_set: ChangeSet, by: User, note: str) -> ChangeSet:
    """Undo a change set, by somebody who may edit each of its entries. A batch that still adds to it is stopped."""
    batches.stop(change_set=change_set)
    entries = Entry.objects.filter(revisions__change_set=change_set, revisions__state=RevisionState.APPLIED).distinct()
    if not all(may_edit(entry, by) for entry in entries):
        raise NotAllowed(_("Some of these entries are in the charge of another centre."))
    return undo(change_set=change_set, by=by, note=note)
