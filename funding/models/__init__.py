"""The records of who funds what."""

from funding.models.call import CLOSING, Call, Standing, standing
from funding.models.funder import FunderProfile
from funding.models.grant import Grant, GrantImport
from funding.models.opportunity import Match, Opportunity
from funding.models.party import GrantCandidate, GrantParty

__all__ = [
    "CLOSING",
    "Call",
    "FunderProfile",
    "Grant",
    "GrantCandidate",
    "GrantImport",
    "GrantParty",
    "Match",
    "Opportunity",
    "Standing",
    "standing",
]
