"""Which features of a browser our pages may use (Permissions Policy, https://www.w3.org/TR/permissions-policy/)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

HEADER: Final = "Permissions-Policy"
_NOTHING: Final = "geolocation=(), camera=(), microphone=(), payment=(), usb=()"
_PLACE: Final = _NOTHING.replace("geolocation=()", "geolocation=(self)")

View = Callable[..., HttpResponse]


class FeaturesMiddleware:
    """No page, and nobody whose page it might show, may use what is not said here; a view may allow more."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault(HEADER, _NOTHING)
        return response


def may_locate(view: View) -> View:
    """The page may ask the browser where its reader is: after a click, and after the browser has asked them too."""

    @wraps(view)
    def allowed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers[HEADER] = _PLACE
        return response

    return allowed
