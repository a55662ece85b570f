"""Sends what waits in the outbox, by a job that may run twice; a mail is its template (docs/reference/mails.md)."""

import re
from smtplib import SMTPRecipientsRefused
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation

from directory.actions.mails import close, earliest, enqueue, note_bounce
from directory.documents.labels import label
from directory.models import Mail, ProposalEvent

_GAPS: Final = re.compile(r"\n[ \n]*\n")
"""Empty lines, as conditions in a template leave them behind."""
_FOR_GOOD: Final = 500
"""From this code on a mail server says no for good (RFC 5321); below, it may be tried again."""


def deliver(*, mail: Mail) -> bool:
    """Send a mail, with the batched ones that wait for the same person. Returns whether it went out now.

    Sent again after a crash between sending and noting it, it is the same mails with the same Message-ID, so that the
    receiving server can drop the second. Raises what the mail server raised; the mail then stays waiting.
    """
    first = _claim(mail)
    if first is None:
        return False
    try:
        return _send(first)
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
        if earliest([first]):
            enqueue([first])
            return None
        waiting = Mail.objects.select_for_update().filter(
            recipient=first.recipient, is_batched=True, state=Mail.State.WAITING
        )
        first, *others = waiting.order_by("pk")
        Mail.objects.filter(pk__in=[other.pk for other in others]).update(sent_with=first)
    Mail.objects.filter(pk=first.pk).update(attempts=F("attempts") + 1)
    return first


@transaction.atomic
def _send(first: Mail) -> bool:
    first = Mail.objects.select_for_update().get(pk=first.pk)
    if first.state != Mail.State.WAITING:
        return False
    others = list(first.merged.filter(state=Mail.State.WAITING).order_by("pk"))
    message_of([first, *others]).send()
    now = timezone.now()
    close([first], state=Mail.State.SENT, sent_at=now, error="")
    close(others, state=Mail.State.MERGED, sent_at=now)
    return True


def _note_failure(mail: Mail, error: Exception) -> None:
    Mail.objects.filter(pk=mail.pk).update(error=f"{type(error).__name__}: {error}"[:250])


# --- texts -------------------------------------------------------------------------------------------
def message_of(mails: list[Mail]) -> EmailMessage:
    """One message of one mail, or of several that wait for the same person; the first gives language and Message-ID."""
    first = mails[0]
    with translation.override(first.language):
        texts = [text_of(mail) for mail in mails]
        subject = texts[0][0]
        if len(mails) > 1:
            subject = render_to_string("mails/_several.txt", {"count": len(mails), "site": settings.SITE_NAME})
    return EmailMessage(
        subject=" ".join(subject.split()),
        body="\n\n-- \n\n".join(body for _subject, body in texts) + "\n",
        to=[first.recipient],
        headers={
            "Message-ID": f"<{first.message_id}@{_domain()}>",
            "Auto-Submitted": "auto-generated",
            **_unsubscribing(first),
        },
    )


def _unsubscribing(mail: Mail) -> dict[str, str]:
    """What lets a mail program stop news with one click (RFC 8058)."""
    link = mail.context.get("unsubscribe")
    if not link:
        return {}
    return {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def text_of(mail: Mail) -> tuple[str, str]:
    """Subject and body of a mail, in the language that is active."""
    text = _GAPS.sub("\n\n", render_to_string(f"mails/{mail.kind}.txt", _context(mail)).strip())
    subject, _newline, body = text.partition("\n")
    return subject, body.strip()


def _domain() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def _context(mail: Mail) -> dict[str, Any]:
    shared = {
        "site": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "language": mail.language,
        "operator_email": settings.OPERATOR_EMAIL,
    }
    more = _of_event(mail.context.get("event")) if mail.kind == "decision" else {}
    return {**mail.context, **shared, **more}


def _of_event(key: Any) -> dict[str, Any]:
    """What a centre has said: the outcome, the criterion that is not met, its words, and what it asks of fields."""
    event = ProposalEvent.objects.select_related("criterion", "proposal__entry").filter(pk=key).first()
    if event is None:
        return {"what": ""}
    entry = event.proposal.entry
    return {
        "what": event.what,
        "text": event.text,
        "criterion": event.criterion.label() if event.criterion else "",
        "criterion_text": event.criterion.text() if event.criterion else "",
        "notes": [{"label": label(path), "text": text} for path, text in event.field_notes.items()],
        "entry_path": entry.permanent_path if entry and entry.is_public else "",
    }
