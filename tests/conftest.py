"""How every test runs: mode `test`, the embedded PostgreSQL unless DATABASE_URL names another, no network."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sinet.settings")
os.environ.setdefault("SINET_MODE", "test")

import django
import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache

from sinet.messages.catalogues import compile_catalogues, stale_catalogues

# Translations are read once, at the start.
if stale_catalogues():
    compile_catalogues()
django.setup()
# A machine that is busy says nothing about the rule under test.
hypothesis.settings.register_profile("sinet", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("sinet")
# WhiteNoise warns where there is none, and warnings are errors.
settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def _search_reads_anew() -> None:
    """A test that commits is followed by emptied tables, of which the change log says nothing."""
    from directory.browse import caching
    from directory.search.follower import forget

    forget()
    caching.forget()
    cache.clear()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what touches SQL: CI runs it once more on Debian's PostgreSQL 15."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db"}:
            item.add_marker("sql")
