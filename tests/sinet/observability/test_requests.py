"""Request ids, access lines and figures: useful to an operator, silent on persons."""

import json
import logging
from collections.abc import Iterator

import pytest
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from sinet.observability.logs import REQUEST_ID, JsonFormatter, RequestIdFilter, logging_settings

SECRET = "kvindeligt-krisecenter"


class Lines(logging.Handler):
    """Keeps the lines that would be written."""

    def __init__(self) -> None:
        super().__init__()
        settings = logging_settings("INFO")["formatters"]["json"]
        self.setFormatter(JsonFormatter(settings["fmt"], rename_fields=settings["rename_fields"]))
        self.addFilter(RequestIdFilter())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def lines() -> Iterator[Lines]:
    handler = Lines()
    access, failures = logging.getLogger("sinet.access"), logging.getLogger("django.request")
    level = access.level
    access.setLevel(logging.INFO)
    for logger in (access, failures):
        logger.addHandler(handler)
    yield handler
    for logger in (access, failures):
        logger.removeHandler(handler)
    access.setLevel(level)


def fail(_request: HttpRequest, name: str) -> HttpResponse:
    """A view that fails as the database would."""
    raise DatabaseError(f"duplicate key\nDETAIL:  Key (email)=({name}@{SECRET}.example) already exists.\n")


class Failing:
    """Addresses of which one fails."""

    urlpatterns = (path("fail/<str:name>/", fail),)


def test_an_answer_carries_a_request_id(client: Client) -> None:
    first, second = client.get("/health/live"), client.get("/health/live")

    assert len(first["X-Request-ID"]) == 32
    assert first["X-Request-ID"] != second["X-Request-ID"]


def test_a_well_formed_id_of_a_proxy_is_kept_and_another_is_not(client: Client) -> None:
    kept = client.get("/health/live", headers={"x-request-id": "abc-DEF_12345"})
    replaced = client.get("/health/live", headers={"x-request-id": 'x"}\n{"forged": 1'})

    assert kept["X-Request-ID"] == "abc-DEF_12345"
    assert len(replaced["X-Request-ID"]) == 32


def test_the_access_line_names_the_route_and_nothing_of_the_visitor(client: Client, lines: Lines) -> None:
    response = client.get(
        f"/health/live?q={SECRET}",
        REMOTE_ADDR="203.0.113.77",
        headers={"user-agent": SECRET, "x-forwarded-for": "198.51.100.9", "referer": f"https://x.example/{SECRET}"},
    )

    (line,) = lines.lines
    entry = json.loads(line)
    assert (entry["route"], entry["method"], entry["status"]) == ("health/live", "GET", 200)
    assert entry["request_id"] == response["X-Request-ID"]
    for personal in (SECRET, "203.0.113.77", "198.51.100.9"):
        assert personal not in line


def test_an_unknown_address_is_not_written_either(client: Client, lines: Lines) -> None:
    client.get(f"/{SECRET}/")

    (line,) = lines.lines
    assert json.loads(line)["status"] == 404
    assert SECRET not in line


def test_a_failure_is_written_with_its_traceback_and_without_values(lines: Lines) -> None:
    client = Client(raise_request_exception=False)

    with override_settings(ROOT_URLCONF=Failing):
        response = client.get(f"/fail/anna/?q={SECRET}")

    assert response.status_code == 500
    failure, access = (json.loads(line) for line in lines.lines)
    assert (failure["message"], access["route"]) == ("500: fail/<str:name>/", "fail/<str:name>/")
    assert "DatabaseError: duplicate key" in failure["exc_info"]
    assert failure["request_id"] == access["request_id"] == response["X-Request-ID"]
    assert SECRET not in "".join(lines.lines)


def test_outside_a_request_there_is_no_id(client: Client) -> None:
    client.get("/health/live")

    assert REQUEST_ID.get() == ""


def test_metrics_count_by_route_and_an_invented_method_adds_no_label(client: Client) -> None:
    client.get("/health/live")
    client.generic("BREW", "/health/live")

    text = client.get("/metrics").content.decode()

    assert 'sinet_requests_total{method="GET",route="health/live",status="200"}' in text
    assert 'method="other",route="health/live",status="405"' in text
    assert "BREW" not in text
