"""The content security policy of answers (https://www.w3.org/TR/CSP3/), put together once and not for each of them."""

from functools import cached_property

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.http import HttpRequest
from django.http.response import HttpResponseBase

_OWN = "_csp"
"""Begins the names under which django-csp keeps what a view, or the nonce of its page, changes of the policy."""


class PolicyMiddleware(CSPMiddleware):
    """The policy of the settings; django-csp writes that of a view which has one of its own."""

    @cached_property
    def usual(self) -> str:
        return str(build_policy())

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if any(name.startswith(_OWN) for name in (*vars(response), *vars(request))):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self.usual)
        return response
