"""Structured logs: one JSON object a line, with the id of the request and without personal data.

Neither addresses of visitors nor the text of queries are written: lines about a request name its route, not
its address, and what PostgreSQL quotes of a row in its messages is left out.
"""

import logging
import re
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest
from pythonjsonlogger.orjson import OrjsonFormatter

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
# What Django and the server attach to records and may hold a visitor's address, cookies or words.
PERSONAL_ATTRIBUTES = frozenset({"request", "params", "sql"})
# The lines of a message of PostgreSQL that quote values or the statement.
QUOTING_LINES = re.compile(r"^(DETAIL|CONTEXT|LINE \d+|HINT):?.*\n?( +\^\n?)?", re.MULTILINE)


class JsonFormatter(OrjsonFormatter):
    """Tracebacks keep their frames; values of rows are taken out of them."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name is logging's
        text = super().formatException(ei)
        return QUOTING_LINES.sub("", text if isinstance(text, str) else "\n".join(text))


class RequestIdFilter(logging.Filter):
    """Adds the request's id and takes away what may be personal."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = REQUEST_ID.get()
        request = getattr(record, "request", None)
        if record.name == "django.request" and isinstance(request, HttpRequest):
            record.msg, record.args = "%s: %s", (getattr(record, "status_code", ""), route_of(request))
        for name in PERSONAL_ATTRIBUTES & record.__dict__.keys():
            delattr(record, name)
        return True


def route_of(request: HttpRequest) -> str:
    """The pattern of the address, never the address itself: that may hold what a visitor searched for."""
    match = request.resolver_match
    return match.route if match else "(none)"


def logging_settings(level: str) -> dict[str, Any]:
    """Django's LOGGING: everything to standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request_id": {"()": "sinet.observability.logs.RequestIdFilter"}},
        "formatters": {
            "json": {
                "()": "sinet.observability.logs.JsonFormatter",
                "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s %(request_id)s",
                "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["request_id"]}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            # The access line says what was answered; this one adds the traceback of a failure.
            "django.request": {"level": "ERROR"},
            # The name of a host that is not ours is whatever a stranger sent.
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            "procrastinate.blueprints": {"level": "WARNING"},
            "procrastinate.periodic": {"level": "WARNING"},
            "fido2": {"level": "WARNING"},  # it names the keys of people
        },
    }
