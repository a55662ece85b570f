"""Against spam: proof of work, a trap for programs, and limits. Whatever is refused is refused with a reason."""

import json
from datetime import timedelta
from typing import Any, Final

from altcha import v1 as altcha
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from directory.actions.limits import take
from directory.models import Proposal
from sinet.common.network import client_network

TRAP: Final = "nickname"
"""A field that nobody sees; a program fills it in."""
WORK: Final = 60_000
"""The most hashes that a browser computes, about a second; half of it on average."""
_GOOD_FOR: Final = timedelta(hours=2)
_DAY: Final = timedelta(days=1)

# What, who it is counted by (network or address), how often a day.
DRAFTS_A_DAY: Final = 60
SENT_A_DAY: Final = 30
SENT_WITHOUT_PROOF: Final = 5
"""Without JavaScript there is no proof of work: the confirmation by mail stands for it, and fewer may be sent."""
MAILS_TO_ONE_ADDRESS: Final = 8
MAILS_FROM_ONE_NETWORK: Final = 40


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


def refusal(request: HttpRequest, *, what: str, email: str = "", solved: bool = True) -> str:
    """Count an act; give the reason when it is one too many, empty when it may go on."""
    network = client_network(request) or "unknown"
    for kind, subject, most in _rules(what, network, email, solved=solved):
        if not take(what=kind, subject=subject, most=most, within=_DAY):
            return _too_many(solved=solved)
    return ""


def _rules(what: str, network: str, email: str, *, solved: bool) -> list[tuple[str, str, int]]:
    if what == "draft":
        return [("draft", network, DRAFTS_A_DAY)]
    rules = [(f"{what}-network", network, MAILS_FROM_ONE_NETWORK), (f"{what}-address", email, MAILS_TO_ONE_ADDRESS)]
    if what == "send":
        rules[0] = ("send-network", network, SENT_A_DAY)
        if not solved:
            rules.append(("send-unproved", network, SENT_WITHOUT_PROOF))
    return rules


def _too_many(*, solved: bool) -> str:
    reasons: list[Any] = [
        _("More was sent from your network or to this address today than we take, as a guard against spam."),
        _("Nothing is lost: your draft is kept. Please go on tomorrow."),
    ]
    if not solved:
        reasons.append(_("With JavaScript switched on you can send at once."))
    if settings.OPERATOR_EMAIL:
        reasons.append(_("Or write to %(email)s.") % {"email": settings.OPERATOR_EMAIL})
    return " ".join(reasons)
