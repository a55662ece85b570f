"""Alerts begin once: what became public in between is told, however often the link is pressed."""

import pytest

from directory.actions.alerts import ask_alert, confirm_alert
from directory.models import Mail
from tests.factories import publish

pytestmark = pytest.mark.django_db(transaction=True)


def test_confirming_again_does_not_begin_anew():
    ask_alert(
        email="kim@example.org", label="all", entry=None, query="", rhythm="daily", language="en", confirm_link="/"
    )
    secret = Mail.objects.get(kind="alert_confirm").context["link"].removeprefix("/")
    first = confirm_alert(secret=secret)

    publish(title="In between")
    again = confirm_alert(secret=secret)

    assert (again.seen, again.looked_at, again.confirmed_at) == (first.seen, first.looked_at, first.confirmed_at)
