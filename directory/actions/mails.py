"""Mails are written in the transaction that causes them and sent after it, by a job that may run twice."""

from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from procrastinate.contrib.django import app

from directory.models import Mail, Submitter

SEND_JOB: Final = "directory.send_mail"
BATCH_EVERY: Final = timedelta(hours=1)


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
    app.configure_task(SEND_JOB, schedule_at=at, lock=f"mail-{mail.recipient}").defer(mail=mail.pk)


def deliver(*, mail: Mail) -> bool:
    """Send a mail, with the batched ones that wait for the same person. Returns whether it went out now.

    Sent again after a crash between sending and noting it, it carries the same Message-ID, so that the receiving
    server can drop the second.
    """
    with transaction.atomic():
        mail = Mail.objects.select_for_update().get(pk=mail.pk)
        if mail.state != Mail.State.WAITING:
            return False
        later = _when(mail)
        if later is not None:
            _enqueue(mail, later)
            return False
        together = [mail]
        if mail.is_batched:
            waiting = Mail.objects.select_for_update().filter(
                recipient=mail.recipient, is_batched=True, state=Mail.State.WAITING
            )
            together = list(waiting.order_by("pk"))
        Mail.objects.filter(pk=together[0].pk).update(attempts=together[0].attempts + 1)
        _message(together).send()
        _mark_sent(together)
    return True


def _mark_sent(mails: list[Mail]) -> None:
    first, *others = mails
    now = timezone.now()
    Mail.objects.filter(pk=first.pk).update(state=Mail.State.SENT, sent_at=now)
    Mail.objects.filter(pk__in=[mail.pk for mail in others]).update(
        state=Mail.State.MERGED, sent_at=now, sent_with=first
    )


def _message(mails: list[Mail]) -> EmailMessage:
    """One message of one mail or of several that wait for the same person; the oldest gives the Message-ID."""
    first = mails[0]
    with translation.override(first.language):
        texts = [render_to_string(f"mails/{mail.kind}.txt", _context(mail)).strip() for mail in mails]
        subjects, bodies = zip(*(text.split("\n", 1) for text in texts), strict=True)
        subject = subjects[0] if len(mails) == 1 else render_to_string("mails/_several.txt", {"count": len(mails)})
    domain = urlsplit(settings.SITE_URL).hostname or "localhost"
    return EmailMessage(
        subject=subject.strip(),
        body="\n\n-- \n\n".join(body.strip() for body in bodies) + "\n",
        to=[first.recipient],
        headers={"Message-ID": f"<{first.message_id}@{domain}>", "Auto-Submitted": "auto-generated"},
    )


def _context(mail: Mail) -> dict[str, Any]:
    return {**mail.context, "site": settings.SITE_NAME, "site_url": settings.SITE_URL, "language": mail.language}


@transaction.atomic
def note_bounce(*, message_id: str, reason: str) -> Mail | None:
    """Note that a mail came back, so that the curator sees it. `message_id` with or without <> and domain."""
    uid = message_id.strip("<> ").split(".", 1)[0]
    mail = Mail.objects.select_for_update().filter(uid=uid).first()
    if mail is None:
        return None
    mail.state = Mail.State.BOUNCED
    mail.error = reason[:250]
    mail.save(update_fields=["state", "error"])
    Submitter.objects.filter(email=mail.recipient).update(bounced_at=timezone.now())
    return mail
