"""The box of facts names only what is public."""

import pytest

from directory.actions import withdraw
from tests.factories import publish

pytestmark = pytest.mark.django_db


def test_a_parent_is_named_and_linked_while_it_is_public(client):
    parent = publish(title="Garden federation")
    child = publish(title="Garden", organisation={"parent": str(parent.uid)})
    assert "Garden federation" in client.get(f"/en{child.get_absolute_url()[3:]}").content.decode()

    withdraw(entry=parent, by=None, note="")

    assert "Garden federation" not in client.get(f"/en{child.get_absolute_url()[3:]}").content.decode()
