"""What a page says about what was just done, on the next page."""

from django.contrib import messages
from django.http import HttpRequest

_LEVELS = {"info": messages.INFO, "success": messages.SUCCESS, "warning": messages.WARNING, "error": messages.ERROR}


def say(request: HttpRequest, level: str, text: str) -> None:
    """Say something on the next page; `level` as in components/alert.html."""
    messages.add_message(request, _LEVELS[level], text)
