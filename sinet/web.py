"""`python -m sinet.web --host … --port … --workers …`: the web server; every option of granian may be added.

The application is read before the processes of the server begin. They begin as copies of this one, so what none of
them ever writes to (code, texts, addresses, forms) lies in memory once for all of them. Where the system makes no
copies (macOS), each reads it for itself.
"""

import gc
import sys
from importlib import import_module
from typing import Final

from django.urls import get_resolver
from granian.cli import entrypoint

_APPLICATION: Final = "sinet.wsgi"
_TURN: Final = 0.0005
"""Seconds that a thread may go on while another one waits: a page waits after each question to the database. With
Python's own 5 ms the slowest pages take half as long again while a curator decides (docs: performance)."""
# Measured: four threads answer more than eight, and enough that a slow search holds up nobody (docs: performance).
_ALWAYS: Final = (
    *("--interface", "wsgi", "--no-ws", "--blocking-threads", "4", "--blocking-threads-idle-timeout", "600"),
    *("--respawn-failed-workers", "--workers-kill-timeout", "5"),
)


def read_application() -> None:
    """Read all code and addresses, and keep the collector from what was read: it would write to each object."""
    gc.disable()
    import_module(_APPLICATION)
    # Addresses are else read with the first request, which is most of all code.
    get_resolver()._populate()
    gc.collect()
    gc.freeze()
    gc.enable()


def main() -> None:
    read_application()
    sys.setswitchinterval(_TURN)
    sys.argv[1:1] = [f"{_APPLICATION}:application", *_ALWAYS]
    entrypoint()  # type: ignore[no-untyped-call]  # a command of click, made without types


if __name__ == "__main__":
    main()
