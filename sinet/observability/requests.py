"""One id for each request, one access line, one measurement."""

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from sinet.observability.logs import REQUEST_ID, route_of
from sinet.observability.measures import observe_request

HEADER = "X-Request-ID"
ACCEPTED_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
access = logging.getLogger("sinet.access")


class RequestMiddleware:
    """Outermost: sets the request's id (a well-formed one of a proxy is kept), logs and measures."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        request_id = given if ACCEPTED_ID.fullmatch(given) else uuid.uuid4().hex
        token = REQUEST_ID.set(request_id)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            seconds = time.perf_counter() - started
            route = route_of(request)
            observe_request(request.method or "", route, response.status_code, seconds)
            level = logging.ERROR if response.status_code >= 500 else logging.INFO
            access.log(
                level,
                "request",
                extra={
                    "method": request.method,
                    "route": route,
                    "status": response.status_code,
                    "milliseconds": round(seconds * 1000, 1),
                },
            )
        finally:
            REQUEST_ID.reset(token)
        response[HEADER] = request_id
        return response
