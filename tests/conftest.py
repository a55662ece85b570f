"""How every test runs: mode `test`, the embedded PostgreSQL unless DATABASE_URL names another, no network."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sinet.settings")
os.environ.setdefault("SINET_MODE", "test")

import django
import pytest
from django.conf import settings

django.setup()
# WhiteNoise warns where there is none, and warnings are errors.
settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what touches SQL: CI runs it once more on Debian's PostgreSQL 15."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db"}:
            item.add_marker("sql")
