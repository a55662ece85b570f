"""Mails are written in the transaction that causes them, and sent after it (`directory.mailing`)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.crypto import salted_hmac
from procrastinate.contrib.django import app

from directory.actions.queueing import add_jobs
from directory.models import Mail, Submitter

SEND_JOB: Final = "directory.send_mail"
KEPT: Final = frozenset({"title", "event", "proposal", "report", "what"})
"""What stays on record of a mail's values once it is out. Private links, codes and messages leave with it."""


def write_mail(*, kind: str, to: str, language: str, context: dict[str, Any], batched: bool = False) -> Mail | None:
    """Write a mail and enqueue its sending, both in the caller's transaction. None where there is no address.

    `context` holds plain values for `templates/mails/{kind}.txt`. Batched mails to one person go out together, at
    most once an hour.
    """
    mail = Mail(kind=kind, recipient=to, language=language, context=context, is_batched=batched)
    return next(iter(write_mails([mail])), None)


def write_mails(mails: Iterable[Mail]) -> list[Mail]:
    """Write the mails that have an address, and enqueue their sending; see `write_mail`."""
    written = Mail.objects.bulk_create(mail for mail in mails if mail.recipient)
    enqueue(written)
    return written


def enqueue(mails: Sequence[Mail]) -> None:
    """Have mails sent. Those to one person go one after the other; what waits for its hour holds up only its like."""
    at = earliest(mails)
    add_jobs(
        app.configure_task(SEND_JOB, schedule_at=at.get(mail.pk), lock=_lock(mail)).make_new_job(mail=mail.pk)
        for mail in mails
    )


def earliest(mails: Iterable[Mail]) -> dict[int, datetime]:
    """When batched mails may go, by key: an hour after the last one that the person got. Others may go at once."""
    batched = [mail for mail in mails if mail.is_batched]
    if not batched:
        return {}
    people = {mail.recipient for mail in batched}
    sent = Mail.objects.filter(recipient__in=people, is_batched=True, state=Mail.State.SENT)
    wait = settings.MAILS_WAIT
    last = dict(
        sent.filter(sent_at__gt=timezone.now() - wait).values_list("recipient").annotate(last=Max("sent_at")).order_by()
    )
    return {mail.pk: last[mail.recipient] + wait for mail in batched if mail.recipient in last}


def _lock(mail: Mail) -> str:
    person = salted_hmac("sinet.mails", mail.recipient, algorithm="sha256").hexdigest()[:32]
    return f"mail-{'batched' if mail.is_batched else 'now'}-{person}"


def close(mails: Iterable[Mail], *, state: Mail.State, **fields: Any) -> None:
    """Give mails a state in which they are never sent again, and forget what nobody needs to read any more."""
    for mail in mails:
        mail.state = state
        mail.context = {name: value for name, value in mail.context.items() if name in KEPT}
        for name, value in fields.items():
            setattr(mail, name, value)
        mail.save(update_fields=["state", "context", *fields])


@transaction.atomic
def note_bounce(*, message_id: str, reason: str) -> Mail | None:
    """Note that a mail came back, so that the curator sees it. `message_id` with or without <> and domain."""
    try:
        uid = UUID(message_id.strip("<> ").split(".", 1)[0])
    except ValueError:
        return None
    mail = Mail.objects.select_for_update().filter(uid=uid).first()
    if mail is None:
        return None
    unsent = mail.merged.filter(state=Mail.State.WAITING)
    close([mail, *unsent], state=Mail.State.BOUNCED, error=reason[:250])
    Submitter.objects.filter(email=mail.recipient).update(bounced_at=timezone.now())
    return mail
