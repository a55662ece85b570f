from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models import Entry
from directory.permissions import in_territory

if TYPE_CHECKING:
    from directory.models import User


class GrantParty(models.Model):
    """An organisation that grants name, as giver or receiver; one for all grants that mean the same.

    It stays when grants go or come again, so that what curators decided about it stays too.
    """

    class State(models.TextChoices):
        MATCHED = "matched", _("Is an entry")
        DOUBTFUL = "doubtful", _("May be an entry")
        NONE = "none", _("Has no entry")

    class Ground(models.TextChoices):
        """What says that it is the entry."""

        REGISTRATION = "registration", _("the same registration number")
        WEBSITE = "website", _("the same website")
        NAME_AND_PLACE = "name_and_place", _("the same name and place")
        CURATOR = "curator", _("a curator's decision")

    # identity, as the newest import has it
    key = models.CharField(max_length=300, unique=True)
    """The identifier where it is a public one (org-id.guide), else source, name and identifier."""
    identifier = models.CharField(max_length=250)
    name = models.CharField(max_length=1_000)
    website = models.CharField(max_length=500, blank=True)
    city = models.CharField(max_length=1_000, blank=True)
    country = models.CharField(max_length=2, blank=True)

    # what it is compared by (`funding.actions.matching`)
    folded = models.CharField(max_length=3_000)
    host = models.CharField(max_length=253, blank=True)
    folded_city = models.CharField(max_length=3_000, blank=True)
    registrations = ArrayField(models.CharField(max_length=300), default=list)
    """Scheme and number, "GB-CHC:1136419"."""

    # what it is
    entry = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, related_name="grant_parties")
    state = models.CharField(max_length=10, choices=State, default=State.NONE)
    ground = models.CharField(max_length=20, choices=Ground, blank=True)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        verbose_name_plural = "grant parties"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(models.Q(state="matched") & ~models.Q(ground=""))
                | (~models.Q(state="matched") & models.Q(ground="", entry=None)),
                name="grant_party_matched_has_ground",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state"], name="grant_party_state")]

    def __str__(self) -> str:
        return self.name


class CandidateQuerySet(models.QuerySet["GrantCandidate"]):
    def waiting(self) -> "CandidateQuerySet":
        """Those that nobody has decided, of parties that are not matched otherwise."""
        return self.filter(decision__in=["", "later"], party__state=GrantParty.State.DOUBTFUL)

    def for_curator(self, user: "User") -> "CandidateQuerySet":
        """Those whose entry lies in this person's territory. The only definition of who decides them."""
        return self.filter(in_territory(user, "entry__"))


class GrantCandidate(models.Model):
    """An entry that a party of grants may be, with what speaks for it and what a curator decided."""

    class Decision(models.TextChoices):
        OPEN = "", _("Not decided")
        SAME = "same", _("The same")
        DIFFERENT = "different", _("Not the same")
        LATER = "later", _("Later")

    party = models.ForeignKey(GrantParty, on_delete=models.CASCADE, related_name="candidates")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")

    # evidence
    same_registration = models.BooleanField(default=False)
    same_host = models.BooleanField(default=False)
    same_place = models.BooleanField(default=False)
    likeness = models.FloatField(default=0)
    """Of the folded names by their trigrams, 0 to 1."""

    # decision
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.OPEN, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["party", "entry"], name="grant_candidate_once"),
            models.UniqueConstraint(
                fields=["party"], condition=models.Q(decision="same"), name="grant_candidate_one_is_the_same"
            ),
            models.CheckConstraint(
                condition=models.Q(decision="", decided_at=None)
                | (~models.Q(decision="") & models.Q(decided_at__isnull=False)),
                name="grant_candidate_decided_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} = {self.entry_id}?"
