"""How every test runs: mode `test`, the embedded PostgreSQL unless DATABASE_URL names another, no network."""

import os
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sinet.settings")
os.environ.setdefault("SINET_MODE", "test")

import django
import hypothesis
import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models.signals import post_migrate
from django.dispatch import receiver
from django.utils import translation

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

from directory.models import Centre, Criterion, User
from tests.factories import reference
from tests.factories.people import person

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def centre(db: None) -> Centre:
    """The centre of Sweden, which also takes what lies in no territory, with two criteria."""
    reference()
    made = Centre.objects.create(key="se", name="Centre Sweden", countries=["SE"], languages=["sv"], is_default=True)
    Criterion.objects.create(centre=made, key="scope", labels={"en": "It is social innovation"}, position=0)
    Criterion.objects.create(centre=made, key="real", labels={"en": "It can be checked"}, position=1)
    return made


@pytest.fixture
def danish(centre: Centre) -> Centre:
    return Centre.objects.create(key="dk", name="Centre Denmark", countries=["DK"], languages=["da"])


@pytest.fixture
def curator(centre: Centre) -> User:
    return person("curator@example.org", role="reviewer", at=centre, first_name="Kim")


@pytest.fixture(scope="module")
def chromium() -> Iterator["Browser"]:
    from tests.browsers import launched

    with launched() as browser:
        yield browser


@pytest.fixture(autouse=True)
def _search_reads_anew() -> None:
    """A test that commits is followed by emptied tables, of which the change log says nothing."""
    from directory.browse import caching
    from directory.search.follower import forget

    forget()
    caching.forget()
    cache.clear()


@receiver(post_migrate, sender=apps.get_app_config("procrastinate"))
def _the_queue_is_emptied_too(**_: object) -> None:
    """`flush` leaves the queue's tables alone, which belong to no model of ours, and says so when it is done."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


@pytest.fixture(autouse=True)
def _speaks_english() -> None:
    """A request leaves its language with the thread that answered it."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def _served_to_the_end(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a browser asked for last may still be worked out when the test ends: the tables are emptied after it."""
    if "live_server" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    for _ in range(100):
        with connection.cursor() as cursor:
            cursor.execute(_OTHERS_AT_WORK)
            if not cursor.fetchone():
                return
        time.sleep(0.1)


_OTHERS_AT_WORK = """
    SELECT FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
      AND state <> 'idle' LIMIT 1
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what touches SQL: CI runs it once more on Debian's PostgreSQL 15."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db"}:
            item.add_marker("sql")
