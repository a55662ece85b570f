"""Against spam: a proof of work. The trap for programs and the limits are in `directory.access.limits`."""

import json
from datetime import timedelta
from typing import Final

from altcha import v1 as altcha
from django.utils import timezone
from django.utils.crypto import salted_hmac

from directory.models import Proposal

WORK: Final = 60_000
"""The most hashes that a browser computes, about a second; half of it on average."""
_GOOD_FOR: Final = timedelta(hours=2)


def challenge_for(proposal: Proposal) -> str:
    """A challenge of ALTCHA (JSON) that is good for this proposal only, for two hours."""
    challenge = altcha.create_challenge(
        algorithm="SHA-256",
        max_number=WORK,
        salt_length=12,
        hmac_key=_key(),
        salt="",
        number=None,
        expires=timezone.now() + _GOOD_FOR,
        params={"for": _purpose(proposal)},
    )
    return json.dumps(challenge.to_dict())


def is_solved(payload: str, proposal: Proposal) -> bool:
    """Whether the browser did the work for this proposal, and not too long ago."""
    if not payload or len(payload) > 2000:
        return False
    try:
        solved = altcha.Payload.from_base64(payload)
        good, _why = altcha.verify_solution(solved, _key(), check_expires=True)
        bound = altcha.extract_params(solved.to_dict()).get("for")
    except (ValueError, TypeError, KeyError, AttributeError):
        return False
    return good and bound == [_purpose(proposal)]


def _key() -> str:
    return salted_hmac("sinet.altcha", "key", algorithm="sha256").hexdigest()


def _purpose(proposal: Proposal) -> str:
    return proposal.uid.hex
