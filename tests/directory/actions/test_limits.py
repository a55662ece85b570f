from datetime import timedelta

import pytest
from django.utils import timezone

from directory.actions.limits import forget_tallies, take
from directory.models import Tally

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def taken(subject: str = "kim@example.org", what: str = "mail") -> bool:
    return take(what=what, subject=subject, most=2, within=DAY)


def test_one_more_than_the_most_is_refused_for_this_act_and_this_subject_only():
    assert [taken(), taken("KIM@example.org "), taken()] == [True, True, False]
    assert taken("other@example.org")
    assert taken(what="draft")


def test_a_new_window_begins_at_nothing(monkeypatch):
    assert [taken(), taken(), taken()] == [True, True, False]
    tomorrow = timezone.now() + DAY
    monkeypatch.setattr("directory.actions.limits.timezone.now", lambda: tomorrow)

    assert taken()


def test_what_counts_no_more_is_forgotten(monkeypatch):
    taken()
    forget_tallies()
    assert Tally.objects.count() == 1
    later = timezone.now() + 2 * DAY
    monkeypatch.setattr("directory.actions.limits.timezone.now", lambda: later)
    forget_tallies()

    assert not Tally.objects.exists()
