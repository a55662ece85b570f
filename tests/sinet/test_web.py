"""The web server reads the application once, before its processes begin."""

import os
import subprocess
import sys

_LOOKS = """
import gc, threading
from sinet.web import read_application
read_application()
from django.db import connections
from django.urls import get_resolver
print(threading.active_count(), any(one.connection for one in connections.all(initialized_only=True)))
print(gc.get_freeze_count() > 100_000, gc.isenabled(), get_resolver()._populated)
"""


def test_what_processes_begin_with_holds_the_addresses_but_no_thread_and_no_connection() -> None:
    """A process that begins as a copy has no threads of the former one, and must not share its connections."""
    environ = {**os.environ, "DJANGO_SETTINGS_MODULE": "sinet.settings"}
    said = subprocess.run(
        [sys.executable, "-c", _LOOKS], env=environ, capture_output=True, text=True, check=True, timeout=120
    )
    assert said.stdout.split() == ["1", "False", "True", "True", "True"], said.stderr


def test_the_server_asks_for_what_the_caller_adds_and_for_what_it_always_needs(monkeypatch) -> None:
    from sinet import web

    asked: list[list[str]] = []
    monkeypatch.setattr(web, "read_application", lambda: None)
    monkeypatch.setattr(web, "entrypoint", lambda: asked.append(sys.argv[1:]))
    monkeypatch.setattr(sys, "argv", ["web", "--port", "8000"])
    web.main()
    (said,) = asked
    assert said[0] == "sinet.wsgi:application"
    assert said[-2:] == ["--port", "8000"]
    assert "--no-ws" in said
