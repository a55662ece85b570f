"""The records of who funds what."""

from funding.models.grant import Grant, GrantImport
from funding.models.party import GrantCandidate, GrantParty

__all__ = ["Grant", "GrantCandidate", "GrantImport", "GrantParty"]
