"""The case file of a proposal: who sent it, where it stands, what was said. What is proposed is a revision."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.choices import Channel, Intent, Kind, ProposalState
from directory.models.centre import Centre, in_territory
from directory.models.entry import Entry
from directory.models.revision import ChangeSet, Revision
from sinet.common.ids import uuid7

if TYPE_CHECKING:
    from directory.models.user import User

OPEN_STATES = (ProposalState.WAITING, ProposalState.IN_REVIEW)


class Submitter(models.Model):
    """Somebody who proposes without an account: an address, kept apart so that it can be erased."""

    email = models.EmailField(unique=True)
    language = models.CharField(max_length=12, default="en")
    created_at = models.DateTimeField(default=timezone.now)
    bounced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"submitter {self.pk}"


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def open(self) -> "ProposalQuerySet":
        """Those on which a centre has to decide."""
        return self.filter(state__in=OPEN_STATES)

    def for_curator(self, user: "User") -> "ProposalQuerySet":
        """What this person may see: what lies in their territory, and what another centre asked theirs about."""
        received = self.exclude(state__in=[ProposalState.DRAFT, ProposalState.UNCONFIRMED, ProposalState.EXPIRED])
        return received.filter(in_territory(user, "centre", "second_opinion"))


class Proposal(models.Model):
    """What somebody wants to see in the directory, from the first keystroke of a draft to the decision.

    Until it is confirmed it holds the answers as typed and no revision; from then on its revision is what is proposed.
    """

    # identity
    uid = models.UUIDField(unique=True, default=uuid7, editable=False)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    """SHA-256 of the secret in the private link; the secret itself is nowhere."""
    intent = models.CharField(max_length=10, choices=Intent, default=Intent.NEW)
    kind = models.CharField(max_length=20, choices=Kind)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals")
    """The entry to change; none for a new one until it is applied."""

    # what was sent
    answers = models.JSONField(default=dict, blank=True)
    """Each step's fields as they were typed: {step: {field: value}}."""
    documents = models.JSONField(default=list, blank=True)
    """What the answers gave when they were sent: the entry's document, then those of entries that come with it."""
    base = models.ForeignKey(Revision, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    revision = models.OneToOneField(Revision, on_delete=models.PROTECT, null=True, blank=True, related_name="proposal")
    change_set = models.ForeignKey(ChangeSet, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals")
    title = models.CharField(max_length=250, blank=True)
    channel = models.CharField(max_length=20, choices=Channel, default=Channel.FORM)
    language = models.CharField(_("language of mails"), max_length=12, default="en")
    licence = models.CharField(max_length=100, blank=True)
    rights_declared_at = models.DateTimeField(null=True, blank=True)

    # who
    submitter = models.ForeignKey(Submitter, on_delete=models.SET_NULL, null=True, blank=True, related_name="proposals")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    on_behalf_of = models.CharField(max_length=250, blank=True)

    # the work of the centre
    state = models.CharField(max_length=20, choices=ProposalState, default=ProposalState.DRAFT)
    centre = models.ForeignKey(Centre, on_delete=models.SET_NULL, null=True, blank=True, related_name="proposals")
    second_opinion = models.ForeignKey(
        Centre, on_delete=models.SET_NULL, null=True, blank=True, related_name="opinions_asked"
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="assigned_proposals"
    )
    countries = models.JSONField(default=list, blank=True)
    score = models.PositiveSmallIntegerField(_("spam score"), default=0)
    score_reasons = models.JSONField(default=list, blank=True)
    """A list of {"rule": key, "points": int, "text": what was found}."""
    duplicates = models.JSONField(default=list, blank=True)
    """Entries that may be the same, as found when it was received: a list of {"entry": pk, "reason": key}."""
    completeness = models.PositiveSmallIntegerField(default=0)

    # lifecycle
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
    received_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(state__in=ProposalState.values), name="proposal_state_known"),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "unconfirmed", "expired"]) | models.Q(received_at__isnull=False),
                name="proposal_received_before_decided",
            ),
            models.CheckConstraint(
                condition=models.Q(intent=Intent.NEW) | models.Q(entry__isnull=False),
                name="proposal_change_names_entry",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["centre", "received_at"],
                condition=models.Q(state__in=OPEN_STATES),
                name="proposal_queue",
            ),
            models.Index(fields=["submitter", "-created_at"], name="proposal_of_submitter"),
            models.Index(
                fields=["received_at", "id"],
                condition=models.Q(state__in=OPEN_STATES),
                name="proposal_open_oldest",
            ),
            models.Index(
                fields=["-score", "received_at", "id"],
                condition=models.Q(state__in=OPEN_STATES),
                name="proposal_open_by_score",
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.uid)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES


class ContactPerson(models.Model):
    """Whom the centre may ask about an entry. Never public, in no document and no export."""

    proposal = models.OneToOneField(Proposal, on_delete=models.CASCADE, related_name="contact")
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"contact of proposal {self.proposal_id}"


class Token(models.Model):
    """A link in a mail that works once, or until it expires. Only the hash of its secret is kept."""

    class Purpose(models.TextChoices):
        CONFIRM = "confirm", _("Confirm a proposal")
        MINE = "mine", _("See one's own proposals")

    secret_hash = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=20, choices=Purpose)
    submitter = models.ForeignKey(Submitter, on_delete=models.CASCADE, related_name="tokens")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, null=True, blank=True, related_name="tokens")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"


class ProposalEvent(models.Model):
    """One thing that happened to a proposal: what the submitter and the centre see as its course. Append-only."""

    class What(models.TextChoices):
        RECEIVED = "received", _("Received")
        ASSIGNED = "assigned", _("Assigned")
        CHANGES_REQUESTED = "changes_requested", _("Changes requested")
        ANSWERED = "answered", _("Answered")
        EDITED = "edited", _("Edited by the centre")
        APPLIED = "applied", _("Published")
        PARTLY_APPLIED = "partly_applied", _("Published in part")
        REJECTED = "rejected", _("Rejected")
        RETRACTED = "retracted", _("Taken back")
        APPEALED = "appealed", _("Appealed")
        UPHELD = "upheld", _("Decision upheld")
        REOPENED = "reopened", _("Decision taken back")
        OPINION_ASKED = "opinion_asked", _("Second opinion asked")
        OPINION_GIVEN = "opinion_given", _("Second opinion given")
        NOTE = "note", _("Internal note")

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="events")
    what = models.CharField(max_length=20, choices=What)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    criterion = models.ForeignKey(
        "directory.Criterion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    text = models.TextField(blank=True)
    """What the submitter is told; of a note, what only the centre sees."""
    field_notes = models.JSONField(default=dict, blank=True)
    """What is asked about single fields: {path: text}."""
    is_internal = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(fields=["proposal"], condition=models.Q(what="appealed"), name="event_appealed"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.proposal_id}"
