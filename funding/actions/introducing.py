"""Brings together who looks for something and who offers it.

Both are asked, as soon as one of them is published or changed; each gets to know the other's address only after both
said yes. Every night those are asked who had to wait, and what nobody answered ends.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, Literal

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.actions.errors import ActionError
from directory.actions.mails import write_mail
from directory.actions.messages import receiver_of
from directory.actions.secrets import hash_of, new_secret
from directory.models import Entry, Term
from funding.matching.pairs import Pair, likely_pairs
from funding.models import Introduction

ANSWER_WITHIN: Final = timedelta(days=30)
MOST_WAITING: Final = 3
"""So many introductions of one entry wait for an answer at most; then it is left in peace."""
Side = Literal["seeker", "offerer"]


def introduce_all(*, site: str, at: datetime, among: Sequence[int] | None = None) -> int:
    """Ask those who could help each other; whoever has enough to answer is left in peace. Returns how many pairs.

    `site` is the public address, `among` that of `likely_pairs`. It may run twice: a pair is asked once for good.
    """
    _expire(at)
    return sum(introduce(pair=pair, site=site) is not None for pair in likely_pairs(among))


@transaction.atomic
def introduce(*, pair: Pair, site: str) -> Introduction | None:
    """Ask both by mail. None where one has no address, both have the same, or one has enough to answer."""
    entries = Entry.objects.public().select_for_update().order_by("pk").in_bulk([pair.seeker, pair.offerer])
    if len(entries) < 2 or any(_waiting(entry) >= MOST_WAITING for entry in entries):
        return None
    seeker, offerer = entries[pair.seeker], entries[pair.offerer]
    receivers = [receiver_of(seeker), receiver_of(offerer)]
    if not all(address for address, _language in receivers) or receivers[0][0] == receivers[1][0]:
        return None
    secrets = [new_secret(), new_secret()]
    introduction, made = Introduction.objects.get_or_create(
        seeker=seeker,
        offerer=offerer,
        defaults={"what": pair.what, "seeker_hash": secrets[0][1], "offerer_hash": secrets[1][1]},
    )
    if not made:
        return None
    for (address, language), (secret, _hash), own, other in zip(
        receivers, secrets, (seeker, offerer), (offerer, seeker), strict=True
    ):
        context = {
            "title": own.title,
            "other": other.title,
            "other_link": site + other.permanent_path,
            "link": f"{site}/{language}/funding/introductions/{secret}",
            "seeks": own == seeker,
            "need": needs_of(introduction, language),
        }
        write_mail(kind="introduction", to=address, language=language, context=context, batched=True)
    return introduction


def needs_of(introduction: Introduction, language: str) -> str:
    """All that the one looks for and the other offers, in words; what they were brought together for in any case."""
    offered = introduction.offerer.terms.filter(vocabulary="offers").values("key")
    shared = introduction.seeker.terms.filter(vocabulary="seeks", key__in=offered).values("pk")
    terms = Term.objects.filter(Q(key=introduction.what) | Q(pk__in=shared), vocabulary="seeks")
    return ", ".join(term.label(language) for term in terms) or introduction.what


def _waiting(entry: int) -> int:
    return Introduction.objects.filter(Q(seeker=entry) | Q(offerer=entry), state=Introduction.State.ASKED).count()


def find_introduction(*, secret: str) -> tuple[Introduction, Side] | None:
    """The introduction of a private link, and whose link it is."""
    key = hash_of(secret)
    links = Introduction.objects.select_related("seeker", "offerer")
    found = links.filter(Q(seeker_hash=key) | Q(offerer_hash=key)).first()
    if found is None:
        return None
    return found, "seeker" if found.seeker_hash == key else "offerer"


@transaction.atomic
def answer(*, secret: str, agrees: bool) -> Introduction:
    """Say yes or no. After the second yes each gets the other's address by mail; a no ends it without saying whose.

    Raises `ActionError` where the link leads nowhere or it is decided already.
    """
    found = find_introduction(secret=secret)
    if found is None:
        raise ActionError(_("This link leads nowhere, or not any more."))
    introduction = Introduction.objects.select_for_update().get(pk=found[0].pk)
    if introduction.state != Introduction.State.ASKED:
        raise ActionError(_("This has been decided already."))
    if not (introduction.seeker.is_public and introduction.offerer.is_public):
        raise ActionError(_("One of the two is no longer in the directory."))
    setattr(introduction, f"{found[1]}_agrees", agrees)
    if not agrees:
        introduction.state = Introduction.State.DECLINED
    elif introduction.seeker_agrees and introduction.offerer_agrees:
        introduction.state = Introduction.State.AGREED
        _pass_on(introduction)
    if introduction.state != Introduction.State.ASKED:
        introduction.decided_at = timezone.now()
    introduction.save()
    return introduction


def _pass_on(introduction: Introduction) -> None:
    """Mail each the other's address. Raises `ActionError` where one has none any more."""
    both = [introduction.seeker, introduction.offerer]
    receivers = [receiver_of(entry) for entry in both]
    if not all(address for address, _language in receivers):
        raise ActionError(_("The other one cannot be reached by mail any more."))
    for number in (0, 1):
        address, language = receivers[number]
        other = both[1 - number]
        context = {
            "title": both[number].title,
            "other": other.title,
            "other_link": settings.SITE_URL + other.permanent_path,
            "other_email": receivers[1 - number][0],
        }
        write_mail(kind="introduced", to=address, language=language, context=context)


def _expire(at: datetime) -> None:
    """End what nobody answered in time."""
    Introduction.objects.filter(state=Introduction.State.ASKED, created_at__lt=at - ANSWER_WITHIN).update(
        state=Introduction.State.EXPIRED, decided_at=at
    )
