"""What stands in a mail: its template, filled in, in the reader's language (docs/reference/mails.md)."""

import re
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from directory.documents.labels import label
from directory.models import Mail, ProposalEvent

_GAPS: Final = re.compile(r"\n[ \n]*\n")
"""Empty lines, as conditions in a template leave them behind."""


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
        headers={"Message-ID": f"<{first.message_id}@{_domain()}>", "Auto-Submitted": "auto-generated"},
    )


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
