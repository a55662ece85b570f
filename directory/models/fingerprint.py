from typing import ClassVar

from django.db import models

from directory.models.proposal import Proposal


class Fingerprint(models.Model):
    """What of a proposal is compared with later ones: the host of its website and a hash of its summary."""

    proposal = models.OneToOneField(Proposal, on_delete=models.CASCADE, primary_key=True, related_name="fingerprint")
    host = models.CharField(max_length=255, blank=True, db_index=True)
    text = models.CharField(max_length=64, blank=True, db_index=True)

    class Meta:
        ordering: ClassVar = ["proposal"]

    def __str__(self) -> str:
        return f"fingerprint of proposal {self.proposal_id}"
