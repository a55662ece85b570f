"""Which of the three modes this process runs in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from sinet.environment import Environment

PRODUCTION = "production"
DEMO = "demo"
TEST = "test"
MODES = (PRODUCTION, DEMO, TEST)
# `make demo` leaves this mark in the data folder, so that `manage.py` afterwards means the demo.
DEMO_MARK = "demo"


def current_mode(env: Environment, var: Path) -> str:
    """The mode that SINET_MODE names; without it the demo where one was started here, else production."""
    default = DEMO if (var / DEMO_MARK).exists() and not env.values.get("DATABASE_URL") else PRODUCTION
    return env.choice("SINET_MODE", MODES, default=default)
