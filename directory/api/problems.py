"""Errors as problem documents (RFC 9457), for every answer that is not the one asked for."""

import logging
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404
from rest_framework import status
from rest_framework.exceptions import APIException, MethodNotAllowed, NotAcceptable, NotFound, Throttled
from rest_framework.response import Response

from directory.search.shapes import ParameterError

CONTENT_TYPE: Final = "application/problem+json"
_TYPES: Final = "/api/v1/docs/#problem-"
_RETRY_SECONDS: Final = 5

logger = logging.getLogger(__name__)


class InvalidParameters(APIException):
    """The request has parameters that do not exist, or values that mean nothing. Nothing is ever ignored."""

    status_code = status.HTTP_400_BAD_REQUEST
    default_code = "invalid-parameter"

    def __init__(self, errors: Iterable[ParameterError]) -> None:
        self.errors = list(errors)
        super().__init__(" ".join(error.message for error in self.errors))


class Gone(APIException):
    """The entry was withdrawn."""

    status_code = status.HTTP_410_GONE
    default_detail = "This entry was withdrawn."
    default_code = "gone"


class Moved(APIException):
    """The entry was merged into another, which stands at this address."""

    status_code = status.HTTP_301_MOVED_PERMANENTLY

    def __init__(self, location: str) -> None:
        self.location = location
        super().__init__()


TITLES: Final[dict[str, str]] = {
    "invalid-parameter": "A parameter of the request is not valid",
    "not-found": "There is nothing at this address",
    "method-not-allowed": "This address can only be read",
    "not-acceptable": "The answer does not come in the format asked for",
    "gone": "The entry was withdrawn",
    "throttled": "Too many requests",
    "unavailable": "The directory cannot answer now",
    "error": "The directory made a mistake",
}
"""The kinds of problem, by the last part of their type; the documentation page lists them."""


def problem_response(error: Exception, context: dict[str, Any]) -> Response:
    """Turn what a view raised into its problem document (the exception handler of the API's views).

    A merged entry is no problem: it redirects to its survivor.
    """
    if isinstance(error, Moved):
        return Response(status=error.status_code, headers={"Location": error.location})
    kind, code, detail = _described(error)
    body: dict[str, Any] = {"type": _TYPES + kind, "title": TITLES[kind], "status": code, "detail": detail}
    headers: dict[str, str] = {}
    if isinstance(error, InvalidParameters):
        body["errors"] = [asdict(one) for one in error.errors]
    elif isinstance(error, Throttled):
        headers["Retry-After"] = str(_seconds(error))
    elif isinstance(error, MethodNotAllowed):
        headers["Allow"] = ", ".join(context["view"].allowed_methods)
    elif kind == "unavailable":
        headers["Retry-After"] = str(_RETRY_SECONDS)
    if code == status.HTTP_500_INTERNAL_SERVER_ERROR:
        logger.error("The API failed", exc_info=error)
    return Response(body, status=code, headers=headers, content_type=CONTENT_TYPE)


def _described(error: Exception) -> tuple[str, int, str]:
    """Give the kind of problem, its HTTP status and a sentence about this occurrence."""
    match error:
        case InvalidParameters() | Gone():
            return error.default_code, error.status_code, str(error.detail)
        case Throttled():
            return "throttled", error.status_code, f"Ask again in {_seconds(error)} seconds."
        case MethodNotAllowed():
            return "method-not-allowed", error.status_code, "Use GET, HEAD or OPTIONS."
        case NotAcceptable():
            return "not-acceptable", error.status_code, "Ask for application/json or for anything."
        case Http404() | NotFound() | PermissionDenied():
            return "not-found", status.HTTP_404_NOT_FOUND, str(error) or TITLES["not-found"]
        case OperationalError():
            return "unavailable", status.HTTP_503_SERVICE_UNAVAILABLE, "The database does not answer in time."
        case APIException():
            return "invalid-parameter", status.HTTP_400_BAD_REQUEST, str(error.detail)
    return "error", status.HTTP_500_INTERNAL_SERVER_ERROR, "It has been logged. Try again later."


def _seconds(error: Throttled) -> int:
    return max(1, round(getattr(error, "wait", None) or 1))
