"""The records of who funds what."""

from funding.models.call import Call
from funding.models.funder import FunderProfile
from funding.models.grant import Grant, GrantImport
from funding.models.introduction import Introduction
from funding.models.opportunity import Match, Opportunity
from funding.models.party import GrantCandidate, GrantParty

__all__ = [
    "Call",
    "FunderProfile",
    "Grant",
    "GrantCandidate",
    "GrantImport",
    "GrantParty",
    "Introduction",
    "Match",
    "Opportunity",
]
