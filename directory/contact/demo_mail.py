"""The mails that the demo has written into a folder instead of sending them. This page is in the demo only."""

from email import message_from_bytes, policy
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from directory.access.links import private

_RULE: Final = b"\n" + b"-" * 79 + b"\n"
"""What Django's backend writes after each mail of a file."""
_MOST: Final = 100


@private
@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """The newest mails, as they would have been sent."""
    context = {"heading": _("Mails of the demo"), "mails": newest(Path(settings.EMAIL_FILE_PATH)), "errors": []}
    return render(request, "contact/demo_mail.html", context)


def newest(folder: Path) -> list[dict[str, Any]]:
    """The mails of a folder, newest first, at most 100: date, receiver, subject and text of each."""
    files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)[:_MOST]
    found: list[dict[str, Any]] = []
    for path in files:
        parts = [part for part in path.read_bytes().split(_RULE) if part.strip()]
        found += [_shown(part) for part in reversed(parts)]
    return found[:_MOST]


def _shown(raw: bytes) -> dict[str, Any]:
    message = message_from_bytes(raw, policy=policy.default)
    body = message.get_body(("plain",))
    return {
        "date": message["Date"],
        "to": message["To"],
        "subject": message["Subject"],
        "text": body.get_content() if body else "",
    }
