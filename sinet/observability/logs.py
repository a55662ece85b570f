"""Structured logs: one JSON object a line, with the id of the request and without personal data.

Neither addresses of visitors nor the text of queries are written: the access line of a request names its
route, not its address.
"""

import logging
from contextvars import ContextVar
from typing import Any

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
# What Django and the server attach to records and may hold a visitor's address, cookies or words.
PERSONAL_ATTRIBUTES = frozenset({"request", "params", "sql"})


class RequestIdFilter(logging.Filter):
    """Adds the request's id and takes away what may be personal."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = REQUEST_ID.get()
        for name in PERSONAL_ATTRIBUTES & record.__dict__.keys():
            delattr(record, name)
        return True


def logging_settings(level: str) -> dict[str, Any]:
    """Django's LOGGING: everything to standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request_id": {"()": "sinet.observability.logs.RequestIdFilter"}},
        "formatters": {
            "json": {
                "()": "pythonjsonlogger.orjson.OrjsonFormatter",
                "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s %(request_id)s",
                "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
            }
        },
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["request_id"]}
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Django repeats the address (with the visitor's query) in these; the access line says it without.
            "django.request": {"level": "CRITICAL"},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            "django": {"handlers": [], "propagate": True},
            "procrastinate.blueprints": {"level": "WARNING"},
            "fido2": {"level": "WARNING"},  # it names the keys of people
        },
    }
