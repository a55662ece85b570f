"""The map of the first page shows towns of public entries whose place may be shown."""

import pytest

from directory.actions import withdraw
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
