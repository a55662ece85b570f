"""A curator says whether an organisation that grants name is an entry."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.actions import ActionError
from directory.models import Entry, Notice, User
from funding.actions.matching import match
from funding.models import GrantCandidate, GrantParty

Decision = GrantCandidate.Decision


@transaction.atomic
def decide(*, candidates: dict[int, str], by: User) -> int:
    """Decide several candidates at once: primary key → "same", "different" or "later". Gives how many.

    Raises `ActionError` where one is not this person's to decide, is decided already, or two entries are said to be
    the same organisation; then nothing is decided.
    """
    found = list(
        GrantCandidate.objects.for_curator(by)
        .waiting()
        .filter(pk__in=candidates)
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    if len(found) != len(candidates):
        raise ActionError(_("One of the lines was decided by somebody else meanwhile, or is not yours. Look again."))
    if len({one.party_id for one in found if candidates[one.pk] == Decision.SAME}) != sum(
        candidates[one.pk] == Decision.SAME for one in found
    ):
        raise ActionError(_("One organisation cannot be two entries: choose “the same” once."))
    now = timezone.now()
    for one in found:
        one.decision, one.decided_by, one.decided_at = Decision(candidates[one.pk]), by, now
    GrantCandidate.objects.bulk_update(found, ["decision", "decided_by", "decided_at"], batch_size=500)
    match({one.party_id for one in found})
    Notice.objects.create(topic=Notice.Topic.NAMES)
    return len(found)


@transaction.atomic
def reopen(*, candidate: GrantCandidate, by: User) -> None:
    """Take a decision back, so that it waits again. Raises `ActionError` where it is not this person's."""
    found = GrantCandidate.objects.for_curator(by).select_for_update(of=("self",)).filter(pk=candidate.pk).first()
    if found is None or found.decision == Decision.OPEN:
        raise ActionError(_("There is no decision of yours to take back."))
    found.decision, found.decided_by, found.decided_at = Decision.OPEN, None, None
    found.save(update_fields=["decision", "decided_by", "decided_at"])
    match([found.party_id])
    Notice.objects.create(topic=Notice.Topic.NAMES)


def follow_merge(survivor: Entry, absorbed: Entry) -> None:
    """What grants say of an entry that was merged they say of its survivor, with what was decided about it."""
    ours = {one.party_id: one for one in GrantCandidate.objects.filter(entry=survivor)}
    for theirs in GrantCandidate.objects.filter(entry=absorbed):
        mine = ours.get(theirs.party_id)
        if mine is None:
            theirs.entry = survivor
            theirs.save(update_fields=["entry"])
            continue
        theirs.delete()
        if theirs.decision == Decision.SAME:
            mine.decision, mine.decided_by, mine.decided_at = theirs.decision, theirs.decided_by, theirs.decided_at
            mine.save(update_fields=["decision", "decided_by", "decided_at"])
    GrantParty.objects.filter(entry=absorbed).update(entry=survivor)


@transaction.atomic
def name_party(*, party: GrantParty, entry: Entry) -> None:
    """Say, as the operator, which entry an organisation is, where matching does not see it."""
    match([party.pk])
    party.refresh_from_db()
    if party.entry_id != entry.pk:
        now = timezone.now()
        GrantCandidate.objects.filter(party=party, decision=Decision.SAME).exclude(entry=entry).delete()
        GrantCandidate.objects.update_or_create(
            party=party, entry=entry, defaults={"decision": Decision.SAME, "decided_at": now}
        )
        match([party.pk])
    Notice.objects.create(topic=Notice.Topic.NAMES)
