"""Mails are written in the transaction that causes them and sent after it, by a job that may run twice."""

from collections.abc import Callable
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any, Final
from uuid import UUID

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac
from procrastinate.contrib.django import app

from directory.models import Mail, Submitter

Compose = Callable[[list[Mail]], EmailMessage]
SEND_JOB: Final = "directory.send_mail"
BATCH_EVERY: Final = timedelta(hours=1)
_FOR_GOOD: Final = 500
"""From this code on a mail server says no for good (RFC 5321); below, it may be tried again."""


def write_mail(*, kind: str, to: str, language: str, context: dict[str, Any], batched: bool = False) -> Mail | None:
    """Write a mail and enqueue its sending, both in the caller's transaction. None where there is no address.

    `context` holds plain values for `templates/mails/{kind}.txt`. Batched mails to one person go out together, at
    most once an hour.
    """
    if not to:
        return None
    mail = Mail.objects.create(kind=kind, recipient=to, language=language, context=context, is_batched=batched)
    _enqueue(mail, _when(mail))
    return mail


def _when(mail: Mail) -> datetime | None:
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


def _enqueue(mail: Mail, at: datetime | None) -> None:
    """Mails to one person go one after the other. Those that wait for their hour hold up only each other."""
    person = salted_hmac("sinet.mails", mail.recipient, algorithm="sha256").hexdigest()[:32]
    lock = f"mail-{'batched' if mail.is_batched else 'now'}-{person}"
    app.configure_task(SEND_JOB, schedule_at=at, lock=lock).defer(mail=mail.pk)


def deliver(*, mail: Mail, compose: Compose) -> bool:
    """Send a mail, with the batched ones that wait for the same person. Returns whether it went out now.

    `compose` writes one message of the mails that go out together (`directory.mail_texts.message_of`).

    Sent again after a crash between sending and noting it, it is the same mails with the same Message-ID, so that the
    receiving server can drop the second. Raises what the mail server raised; the mail then stays waiting.
    """
    first = _claim(mail)
    if first is None:
        return False
    try:
        return _send(first, compose)
    except SMTPRecipientsRefused as error:
        if not all(code >= _FOR_GOOD for code, _answer in error.recipients.values()):
            _note_failure(first, error)
            raise
        answers = "; ".join(f"{code} {answer!r}" for code, answer in error.recipients.values())
        note_bounce(message_id=first.message_id, reason=answers)
        return False
    except Exception as error:
        _note_failure(first, error)
        raise


@transaction.atomic
def _claim(mail: Mail) -> Mail | None:
    """The mail to send, the oldest of those that go out together. What belongs together is kept from here on."""
    mail = Mail.objects.select_for_update().get(pk=mail.pk)
    if mail.state != Mail.State.WAITING:
        return None
    first = mail.sent_with or mail
    if first.is_batched and not first.attempts:
        later = _when(first)
        if later is not None:
            _enqueue(first, later)
            return None
        waiting = Mail.objects.select_for_update().filter(
            recipient=first.recipient, is_batched=True, state=Mail.State.WAITING
        )
        first, *others = waiting.order_by("pk")
        Mail.objects.filter(pk__in=[other.pk for other in others]).update(sent_with=first)
    Mail.objects.filter(pk=first.pk).update(attempts=F("attempts") + 1)
    return first


@transaction.atomic
def _send(first: Mail, compose: Compose) -> bool:
    first = Mail.objects.select_for_update().get(pk=first.pk)
    if first.state != Mail.State.WAITING:
        return False
    others = list(first.merged.filter(state=Mail.State.WAITING).order_by("pk"))
    compose([first, *others]).send()
    now = timezone.now()
    Mail.objects.filter(pk=first.pk).update(state=Mail.State.SENT, sent_at=now, error="")
    Mail.objects.filter(pk__in=[mail.pk for mail in others]).update(state=Mail.State.MERGED, sent_at=now)
    return True


def _note_failure(mail: Mail, error: Exception) -> None:
    Mail.objects.filter(pk=mail.pk).update(error=f"{type(error).__name__}: {error}"[:250])


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
    mail.state = Mail.State.BOUNCED
    mail.error = reason[:250]
    mail.save(update_fields=["state", "error"])
    mail.merged.filter(state=Mail.State.WAITING).update(state=Mail.State.BOUNCED, error=mail.error)
    Submitter.objects.filter(email=mail.recipient).update(bounced_at=timezone.now())
    return mail
