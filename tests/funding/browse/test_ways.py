"""Who proposed an entry sees in the list of their own how many calls fit it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from directory.choices import Intent, ProposalState
from directory.models import Entry, Mail, Proposal, Submitter
from funding.matching.kept import keep_matches
from funding.models import Opportunity
from tests.factories import publish

pytestmark = pytest.mark.django_db
HEALTH = {"terms": {"theme": ["health"]}, "places": [{"country": "SE"}]}


def proposed(title: str, entry: Entry | None, state: str = ProposalState.APPLIED) -> Proposal:
    submitter, _made = Submitter.objects.get_or_create(email="kim@example.org")
    return Proposal.objects.create(
        secret_hash=title, title=title, intent=Intent.NEW, kind="project", entry=entry, submitter=submitter,
        state=state, received_at=timezone.now(), language="en",
    )  # fmt: skip


def call(title: str, opens: int = -1, closes: int = 10) -> None:
    moments = [(timezone.now() + timedelta(days=days)).isoformat() for days in (opens, closes)]
    publish("call", title, call=dict(zip(("opens_at", "closes_at"), moments, strict=True)), **HEALTH)


@pytest.fixture
def path(client: Client) -> str:
    """The private list of all that was proposed from the address."""
    proposed("A draft", None, ProposalState.WAITING)
    client.post("/en/submit/mine/", {"email": "kim@example.org"})
    link = str(Mail.objects.get(kind="mine").context["link"])
    return link[link.index("/", len("https://")) :]


def test_open_calls_are_counted_once_for_each_published_entry_and_lead_to_its_fits(client: Client, path: str) -> None:
    maker, far = publish("project", "Maker", **HEALTH), publish("project", "Far", places=[{"country": "LV"}])
    proposed("Maker", maker)
    proposed("Maker, again", maker)
    proposed("Far", far)
    proposed("Not taken over", publish("project", "Other", **HEALTH), ProposalState.REJECTED)
    for title, opens, closes in (("One", -1, 10), ("Two", -1, 20), ("Later", 5, 10)):
        call(title, opens, closes)
    keep_matches(at=timezone.now())

    answer = client.get(path)

    page = answer.content.decode()
    assert page.count("open calls fit") == 1
    assert f'href="/en/funding/match/project/{maker.slug}/">2 open calls fit</a>' in page
    assert page.index("Maker, again") < page.index("2 open calls fit") < page.index(">Maker<")
    assert "no-store" in answer["Cache-Control"]


def test_what_closed_since_the_night_does_not_count_and_nothing_is_said_of_none(client: Client, path: str) -> None:
    proposed("Maker", publish("project", "Maker", **HEALTH))
    call("One")
    keep_matches(at=timezone.now())
    assert "1 open call fits" in client.get(path).content.decode()

    Opportunity.objects.update(closes_at=timezone.now())

    assert "open call" not in client.get(path).content.decode()


def test_the_list_asks_as_often_for_many_entries_as_for_one(client: Client, path: str) -> None:
    call("One")
    counts = []
    for number in range(4):
        proposed(f"Maker {number}", publish("project", f"Maker {number}", **HEALTH))
        keep_matches(at=timezone.now())
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).content.decode().count("1 open call fits") == number + 1
        counts.append(len(asked))
    assert len(set(counts[1:])) == 1
