"""Mails are written in the transaction that causes them, and sent after it (`directory.mailing`)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from procrastinate.contrib.django import app

from directory.models import Mail, Submitter

SEND_JOB: Final = "directory.send_mail"
BATCH_EVERY: Final = timedelta(hours=1)
KEPT: Final = frozenset({"title", "event", "proposal", "report", "what"})
"""What stays on record of a mail's values once it is out. Private links, codes and messages leave with it."""


def write_mail(*, kind: str, to: str, language: str, context: dict[str, Any], batched: bool = False) -> Mail | None:
    """Write a mail and enqueue its sending, both in the caller's transaction. None where there is no address.

    `context` holds plain values for `templates/mails/{kind}.txt`. Batched mails to one person go out together, at
    most once an hour.
    """
    if not to:
        return None
    mail = Mail.objects.create(kind=kind, recipient=to, language=language, context=context, is_batched=batched)
    enqueue(mail, earliest(mail))
    return mail


def earliest(mail: Mail) -> datetime | None:
    """When a batched mail may go: an hour after the last one that this person got."""
    if not mail.is_batched:
        return None
    last = (
        Mail.objects.filter(recipient=mail.recipient, is_batched=True, state=Mail.State.SENT)
        .order_by("-sent_at")
        .values_list("sent_at", flat=True)
        .first()
    )
    return last + BATCH_EVERY if last and last + BATCH_EVERY > timezone.now() else None


def enqueue(mail: Mail, at: datetime | None) -> None:
    """Mails to one person go one after the other. Those that wait for their hour hold up only each other."""
    person = salted_hmac("sinet.mails", mail.recipient, algorithm="sha256").hexdigest()[:32]
    lock = f"mail-{'batched' if mail.is_batched else 'now'}-{person}"
    app.configure_task(SEND_JOB, schedule_at=at, lock=lock).defer(mail=mail.pk)


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
