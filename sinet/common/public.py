"""Pages that are the same for everybody who is not signed in, and so may be kept.

Whatever is not declared here is private: it is sent with `no-store` unless its view says otherwise.
"""

import time
from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

View = Callable[..., HttpResponse]
QUARTER: Final = 900  # seconds: every time zone's midnight falls on the edge of a quarter of an hour
_PUBLIC: Final[set[Any]] = set()


def public_page(view: View) -> View:
    """Declare a view whose answer depends on nothing but its address, the public data and `is_part`.

    It must not read cookies, session or user, nor the clock more exactly than to a quarter of an hour. It is asked by
    GET and HEAD only. The outermost decorator of a view.
    """
    public: View = require_safe(view)
    _PUBLIC.add(public)
    return public


def this_quarter() -> int:
    """The quarter of an hour in which it is now; what is kept of a page is kept for that long at most."""
    return int(time.time()) // QUARTER


def is_public_page(view: Any) -> bool:
    return view in _PUBLIC


def is_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page, not to restore one from history."""
    return "HTTP_HX_REQUEST" in request.META and "HTTP_HX_HISTORY_RESTORE_REQUEST" not in request.META
