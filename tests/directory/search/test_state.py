"""What a process goes by between two looks at the data."""

from typing import Any

import pytest

from directory.search.state import State
from tests.factories import publish

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _long_looks(settings: Any) -> None:
    settings.DATA_LOOKED_AT_EVERY = 60


def test_the_next_state_is_the_present_one_only_when_answers_are_ready_for_it():
    state = State()
    former = state.now()
    publish(title="A kitchen")

    with state.next() as coming:
        assert state.now() == former != coming
        assert state.names() == (former, coming)
    assert state.names() == (coming, coming)


def test_who_looked_later_is_right():
    state = State()
    state.now()
    publish(title="A kitchen")

    with state.next() as coming:
        publish(title="Another kitchen")
        state.forget()
        latest = state.now()
        assert state.names() == (latest, latest)
    assert latest != coming
    assert state.names() == (latest, latest)


def test_where_making_ready_fails_the_data_are_looked_at_again():
    state = State()
    former = state.now()
    publish(title="A kitchen")

    with pytest.raises(ZeroDivisionError), state.next() as coming:
        raise ZeroDivisionError
    assert state.now() == former
    state.forget()
    assert state.now() == coming
