"""Where days and moments begin: what changed at the moment that is asked for is found."""

from datetime import timedelta

import pytest

from tests.directory.search.conftest import publish_all, titles
from tests.factories import document

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_was_updated_at_the_very_moment_is_found_and_a_moment_later_no_more(both: str) -> None:
    entry = publish_all(document(title="Kitchen"))[0]
    moment = entry.updated_at

    def since(at) -> list[str]:
        return titles(f"updated_since={at.isoformat().replace('+00:00', 'Z')}")

    assert since(moment) == ["Kitchen"]
    assert since(moment + timedelta(microseconds=1)) == []
