"""Who gets past the door of a page that is not public: signed in, allowed, and with a second factor.

`directory.permissions` says who may do what; this module answers requests of those who may not.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from directory.models import User
from directory.permissions import may_curate

SKIPPED = "second_factor_skipped"
"""Key of the session: in the demo, this person went on without a second factor."""

View = Callable[..., HttpResponseBase]


def is_confirmed(request: HttpRequest) -> bool:
    """Whether this session has shown a second factor that the account still has."""
    user = request.user
    if not isinstance(user, User):
        return False
    if settings.SECOND_FACTOR_MAY_BE_SKIPPED and request.session.get(SKIPPED):
        return True
    shown = any(record.get("method") == "mfa" for record in get_authentication_records(request, user))
    return shown and get_adapter().is_mfa_enabled(user)


def person(request: HttpRequest) -> User:
    """Give the signed-in user. Raises `PermissionDenied` where there is none."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def turn_away(request: HttpRequest, test: Callable[[User], bool]) -> HttpResponse | None:
    """Where somebody has to go first, or None for whoever may come in.

    Sign-in for a visitor, the set-up of a second factor for who lacks it. Raises `PermissionDenied` (the 403 page)
    where no signing in would help.
    """
    user = request.user
    if not isinstance(user, User):
        return _send(request, "account_login", status=401)
    if not test(user):
        raise PermissionDenied
    return None if is_confirmed(request) else _send(request, "mfa_index", status=403)


def _send(request: HttpRequest, name: str, *, status: int) -> HttpResponse:
    """On to another page and then back here; a script (htmx) is told so in its own words."""
    asked_by_script = request.headers.get("HX-Request") == "true"
    back = "" if asked_by_script or request.method not in {"GET", "HEAD"} else request.get_full_path()
    address = reverse(name) + (f"?{urlencode({'next': back})}" if back else "")
    if asked_by_script:
        return HttpResponse(status=status, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def keep_private(response: HttpResponseBase) -> None:
    """No copy in a cache, no line in a search engine, no address of it told to other sites."""
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"


def only_for(test: Callable[[User], bool]) -> Callable[[View], View]:
    """Make the decorator of views that are open to whom `test` accepts, with a second factor."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response = turn_away(request, test) or view(request, *args, **kwargs)
            keep_private(response)
            return response

        return guarded

    return decorate


curator_required = only_for(may_curate)
