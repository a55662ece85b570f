"""The map of the first page shows towns of public entries whose place may be shown."""

import time

import pytest

from directory.actions import withdraw
from directory.browse import europe
from directory.browse.europe import most_places
from tests.directory.search.conftest import MALMO, PARIS
from tests.factories import publish

pytestmark = pytest.mark.django_db
HELSINKI = {"country": "FI", "city": "Helsinki", "latitude": 60.17, "longitude": 24.94, "precision": "city"}


def test_towns_are_drawn_of_public_entries_and_of_no_hidden_place():
    publish(title="Kitchen", places=[MALMO])
    publish(title="A shelter", places=[HELSINKI | {"hidden": True}])
    withdraw(entry=publish(title="Jardin", places=[PARIS]), by=None, note="")

    assert len(most_places().dots) == 1


def test_towns_are_counted_anew_when_the_data_changed_and_a_minute_has_passed(monkeypatch):
    clock = [time.time()]
    monkeypatch.setattr(time, "time", lambda: clock[0])
    counted: list[int] = []
    count = europe._count_towns
    monkeypatch.setattr(europe, "_count_towns", lambda: counted.append(1) or count())
    publish(title="Kitchen", places=[MALMO])
    assert len(most_places().dots) == 1

    clock[0] += 61
    assert len(most_places().dots) == 1
    assert len(counted) == 1  # nothing changed

    publish(title="Cuisine", places=[PARIS])
    assert len(most_places().dots) == 2
    publish(title="Keittiö", places=[HELSINKI])
    clock[0] += 59
    assert len(most_places().dots) == 2
    clock[0] += 1
    assert len(most_places().dots) == 3
