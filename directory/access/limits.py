"""How much one network or one address may send in a day. Whatever is refused is refused with a reason."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from directory.actions.limits import take
from sinet.common.network import client_network

TRAP: Final = "nickname"
"""A field that nobody sees; a program fills it in."""
_DAY: Final = timedelta(days=1)
_OF_DRAFTS: Final = frozenset({"draft", "picture", "draft-mail", "send", "mine"})

# What, who it is counted by (network or address), how often a day.
DRAFTS_A_DAY: Final = 60
PICTURES_A_DAY: Final = 100
SENT_A_DAY: Final = 30
SENT_WITHOUT_PROOF: Final = 5
"""Without JavaScript there is no proof of work: the confirmation by mail stands for it, and fewer may be sent."""
MAILS_TO_ONE_ADDRESS: Final = 8
MAILS_FROM_ONE_NETWORK: Final = 40


def refusal(request: HttpRequest, *, what: str, email: str = "", solved: bool = True) -> str:
    """Count an act; give the reason when it is one too many, empty when it may go on."""
    network = client_network(request) or "unknown"
    for kind, subject, most in _rules(what, network, email, solved=solved):
        if not take(what=kind, subject=subject, most=most, within=_DAY):
            return _too_many(what, solved=solved)
    return ""


def _rules(what: str, network: str, email: str, *, solved: bool) -> list[tuple[str, str, int]]:
    if what == "picture":
        return [("picture", network, PICTURES_A_DAY)]
    if what == "draft":
        return [("draft", network, DRAFTS_A_DAY)]
    rules = [(f"{what}-network", network, MAILS_FROM_ONE_NETWORK)]
    if email:
        rules.append((f"{what}-address", email, MAILS_TO_ONE_ADDRESS))
    if what == "send":
        rules[0] = ("send-network", network, SENT_A_DAY)
        if not solved:
            rules.append(("send-unproved", network, SENT_WITHOUT_PROOF))
    return rules


def _too_many(what: str, *, solved: bool) -> str:
    reasons = [_("More was sent from your network or to this address today than we take, as a guard against spam.")]
    if what in _OF_DRAFTS:
        reasons.append(_("Nothing is lost: your draft is kept. Please go on tomorrow."))
    if not solved:
        reasons.append(_("With JavaScript switched on you can send at once."))
    if settings.OPERATOR_EMAIL:
        reasons.append(_("Or write to %(email)s.") % {"email": settings.OPERATOR_EMAIL})
    return " ".join(reasons)
