"""Request ids, access lines and figures: useful to an operator, silent on persons."""

import json
import logging

import pytest
from django.test import Client

from sinet.observability.logs import REQUEST_ID, logging_settings

SECRET = "kvindeligt-krisecenter"


class Lines(logging.Handler):
    """Keeps the lines that would be written."""

    def __init__(self) -> None:
        super().__init__()
        config = logging_settings("INFO")
        factory = config["formatters"]["json"]
        from pythonjsonlogger.orjson import OrjsonFormatter

        from sinet.observability.logs import RequestIdFilter

        self.setFormatter(OrjsonFormatter(factory["fmt"], rename_fields=factory["rename_fields"]))
        self.addFilter(RequestIdFilter())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def lines() -> "Lines":
    handler = Lines()
    logger = logging.getLogger("sinet.access")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield handler
    logger.removeHandler(handler)
    logger.setLevel(level)


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
