"""Reads what a mail server sends back about a mail that it could not deliver (RFC 3464)."""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Final

_OURS: Final = re.compile(rb"^Message-ID:\s*<([0-9a-f-]{36}\.[a-z_]+@[^>\s]+)>", re.IGNORECASE | re.MULTILINE)
_MOST: Final = 10_000_000
"""Bytes of a bounce that are read."""


@dataclass(frozen=True, slots=True)
class Bounce:
    message_id: str
    """Of the mail that came back."""
    reason: str
    """Status and words of the server, such as "5.1.1 smtp; 550 no such user"."""


def read_bounce(raw: bytes) -> Bounce | None:
    """The bounce in a mail; None where it is no bounce, not for good, or of no mail of ours."""
    message = message_from_bytes(raw[:_MOST], policy=policy.default)
    reason = _failure(message)
    if not reason:
        return None
    top = message.as_bytes().split(b"\n\n", 1)[0]
    inside = [found for found in _OURS.findall(raw[:_MOST]) if b"<" + found + b">" not in top]
    return Bounce(inside[-1].decode(), reason) if inside else None


def _failure(message: EmailMessage) -> str:
    """Why a receiver was given up, empty where none was: a delay is no failure."""
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for block in part.iter_parts() if part.is_multipart() else ():
            if str(block.get("Action", "")).strip().lower() == "failed":
                words = f"{block.get('Status', '')} {block.get('Diagnostic-Code', '')}"
                return " ".join(words.split()) or "failed"
    return ""
