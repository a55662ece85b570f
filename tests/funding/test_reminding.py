"""Who watches a call is reminded once, about a week before it closes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from directory.actions import withdraw
from directory.alerting import due_readers, tell
from directory.models import Mail
from tests.directory.contact.test_alerts import follow
from tests.factories import publish

pytestmark = pytest.mark.django_db(transaction=True)


def said(days: float) -> list[str]:
    """What the mails say that are written so many days from now."""
    before = set(Mail.objects.filter(kind="alert").values_list("pk", flat=True))
    now = timezone.now() + timedelta(days=days)
    for submitter in due_readers(now=now):
        tell(submitter=submitter, now=now)
    found = Mail.objects.filter(kind="alert").exclude(pk__in=before)
    return [section["what"] for mail in found for section in mail.context["sections"]]


@pytest.mark.parametrize("rhythm", ["daily", "weekly"])
def test_the_close_is_told_once_in_the_week_before_it_on_the_calls_own_clock(client, rhythm):
    closes = (timezone.now() + timedelta(days=30)).replace(microsecond=0)
    call = publish("call", call={"closes_at": closes.isoformat(), "time_zone": "Europe/Riga"})
    follow(client, f"/en/alerts/call/{call.slug}/", rhythm=rhythm)

    step = 1 if rhythm == "daily" else 7
    told = {day: said(day) for day in range(step, 36, step)}
    days = [day for day, texts in told.items() if texts]
    assert len(days) == 1
    assert 1 <= 30 - days[0] <= 8
    assert "It closes:" in told[days[0]][0]
    assert str(closes.astimezone().year) in told[days[0]][0]


def test_who_asks_in_the_last_week_is_reminded_at_once_and_stages_count(client):
    closes = timezone.now() + timedelta(days=3)
    stage = datetime(2031, 1, 1, tzinfo=UTC)
    stages = [{"label": "Idea", "closes_at": closes.isoformat()}, {"label": "Plan", "closes_at": stage.isoformat()}]
    call = publish("call", call={"closes_at": closes.isoformat(), "stages": stages})
    follow(client, f"/en/alerts/call/{call.slug}/")
    [text] = said(1)
    assert text.startswith("It closes:")
    assert "Idea" not in text  # the same moment is said once
    assert said(2) == []


def test_of_a_call_that_was_withdrawn_only_that_is_told(client):
    closes = timezone.now() + timedelta(days=3)
    call = publish("call", call={"closes_at": closes.isoformat()})
    follow(client, f"/en/alerts/call/{call.slug}/")

    withdraw(entry=call, by=None, note="")

    assert said(1) == ["It is no longer in the directory."]


def test_a_call_without_a_close_reminds_of_nothing(client):
    call = publish("call", call={"rolling": True})
    follow(client, f"/en/alerts/call/{call.slug}/")
    assert said(5) == []
