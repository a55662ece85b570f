"""What surrounds a private page or a form that anybody may send: the secret of a link is the only key.

No cookie and no session has a part in it, so there is nothing that another site could make a browser send along:
who does not know the secret can forge no request, and who knows it has no need to. That is why these views are
exempt from the CSRF token, which would expire while somebody writes. A browser that says that a form was sent from
another site is refused all the same.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec, cast

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from directory.actions import ActionError

log = logging.getLogger(__name__)
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
_OWN: Final = frozenset({"same-origin", "none"})


class Lost(Exception):
    """The link leads to nothing, or not any more."""


def absolute(path: str) -> str:
    """An address as it stands in a mail."""
    return f"{settings.SITE_URL}{path}"


def is_address(email: str) -> bool:
    """Whether this can be an address for mail."""
    try:
        validate_email(email)
    except ValidationError:
        return False
    return len(email) <= 254


def private(view: View[P]) -> View[P]:
    """Keep a page out of caches, search engines and the Referer; and never lose what was typed."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = _answer(view, request, *args, **kwargs)
        add_never_cache_headers(response)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return cast("View[P]", csrf_exempt(guarded))


def _answer(view: View[P], request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
    if request.method == "POST" and request.headers.get("Sec-Fetch-Site", "none") not in _OWN:
        return unsaved(request, _("This form was sent from another site."), status=403)
    try:
        return view(request, *args, **kwargs)
    except Lost:
        return unsaved(request, _("This link leads nowhere, or not any more."), status=404)
    except ActionError as error:
        return unsaved(request, str(error), status=409)
    except (Http404, PermissionDenied):
        raise
    except Exception:
        if request.method != "POST":
            raise
        log.exception("a form could not be saved")
        return unsaved(request, _("Something went wrong here, and this was not saved."), status=503, again=True)


def unsaved(request: HttpRequest, message: str, *, status: int, again: bool = False) -> HttpResponse:
    """Say what happened, and give back every word that came with the request."""
    post = request.POST if request.method == "POST" else QueryDict()
    values = [(name, value) for name in post for value in post.getlist(name)]
    context = {
        "message": message,
        "again": again,
        "values": values,
        "texts": [value for name, value in values if len(value.strip()) > 2 and name != "altcha"],
        "action": request.path,
        "alternates": [],
    }
    return render(request, "submit/unsaved.html", context, status=status)
