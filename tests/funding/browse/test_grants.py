"""The pages of grants, and what an organisation's page shows of them."""

import re

import pytest
from django.test import Client

from directory.actions import withdraw
from directory.models import Entry
from funding.actions.importing import take_back
from funding.models import Grant
from tests.factories import publish
from tests.factories.grants import record, take_in
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def page(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def entry_of(title: str, number: str) -> Entry:
    return publish(title=title, organisation={"registrations": [{"scheme": "GB-CHC", "id": number}]})


def test_the_sum_is_in_euro_and_says_by_which_rates() -> None:
    take_in(record(1, amountAwarded=15_000), record(2, currency="EUR", amountAwarded=100), record(3, currency="KES"))

    text = page("/en/grants/")

    assert "3 grants" in text
    assert "€20,693 converted, each grant by the European Central Bank's reference rate of its award day" in text
    assert "rates of 10 June 2015" in text
    assert "1 grant is not in the sum: the bank has no rate for its currency or day." in text


def test_a_filter_that_means_nothing_is_told_and_the_others_count() -> None:
    take_in(record(1), record(2, awardDate="2012-01-01"))

    text = page("/en/grants/?since=2015&until=soon")

    assert "Awarded until: “soon” is no day." in text
    assert "1 grant " in text


def test_a_grant_shows_what_it_is_for_its_source_and_its_terms() -> None:
    funder = entry_of("Example Trust", "900001")
    take_in(record(1, awardDate="08/2013"))

    grant = Grant.objects.public().get()
    answer = Client().get(f"/en/grants/{grant.uid}/").content.decode()
    text = page(f"/en/grants/{grant.uid}/")

    assert f'href="{funder.get_absolute_url()}"' in answer or f'href="/en{funder.get_absolute_url()[3:]}"' in answer
    assert "Towards a shared kitchen." in text
    assert "August 2013 (the source knows no day)" in text
    assert "CC BY 4.0" in text
    assert "By example-trust" in text


def test_a_description_cannot_bring_markup() -> None:
    take_in(record(1, title="<b>x</b>", description="<script>alert(1)</script>"))

    answer = Client().get(f"/en/grants/{Grant.objects.public().get().uid}/").content.decode()

    assert "<script>alert" not in answer
    assert "<b>x</b>" not in answer


def test_an_organisation_shows_grants_given_and_received() -> None:
    giver, receiver = entry_of("Example Trust", "900001"), entry_of("Example kitchen", "1000001")
    take_in(*(record(n) for n in range(1, 8)))

    given, received = page(giver.get_absolute_url()), page(receiver.get_absolute_url())

    assert "Grants given" in given
    assert "Grants received" not in given
    assert "All 7 grants" in given
    assert "Grants received" in received
    assert "from Example Trust" in received


def test_an_organisation_without_grants_shows_no_panel() -> None:
    entry = publish(title="Nobody's friend")
    take_in(record(1))

    text = page(entry.get_absolute_url())
    assert "Grants given" not in text
    assert "Grants received" not in text


def test_a_party_whose_entry_is_withdrawn_is_named_but_not_linked() -> None:
    entry = entry_of("Our name for it", "900001")
    take_in(record(1))
    assert "Our name for it" in page("/en/grants/")

    withdraw(entry=entry, by=person("x@example.org"), note="")

    text = page("/en/grants/")
    assert "Our name for it" not in text
    assert "Example Trust" in text


def test_what_was_taken_back_is_on_no_page() -> None:
    found = take_in(record(1))
    uid = Grant.objects.public().get().uid
    take_back(grant_import=found, by=None)

    assert "No grant fits" in page("/en/grants/")
    assert Client().get(f"/en/grants/{uid}/").status_code == 404
