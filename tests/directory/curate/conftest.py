"""What every test of the pages for centres needs: people who are signed in, and proposals that wait."""

from typing import Any

import pytest

from directory.actions.proposals import start_draft
from directory.actions.receiving import receive
from directory.choices import Intent, Kind
from directory.documents import read
from directory.models import Entry, Proposal, Submitter
from tests.factories import document
from tests.factories.people import person, sign_in


@pytest.fixture
def manager(centre):
    return person("manager@example.org", role="manager", at=centre)


@pytest.fixture
def signed_in(client, curator):
    return sign_in(client, curator)


@pytest.fixture
def managing(client, manager):
    return sign_in(client, manager)


def waiting(*documents: dict[str, Any], entry: Entry | None = None, email: str = "sender@example.org") -> Proposal:
    """A proposal in the queue: a new organisation in Sweden, or what is given."""
    made = list(documents) or [document(source=None, places=[{"country": "SE"}])]
    intent = Intent.CHANGE if entry else Intent.NEW
    proposal, _secret = start_draft(kind=Kind(made[0]["kind"]), intent=intent, language="sv", entry=entry)
    proposal.submitter = Submitter.objects.get_or_create(email=email)[0]
    return receive(proposal=proposal, documents=made)


def change(entry: Entry, **fields: Any) -> Proposal:
    """A proposal to change some fields of an entry."""
    entry.refresh_from_db()
    return waiting({**read(entry, public=False), **fields}, entry=entry)


def page(response: Any) -> str:
    """The text of an answer."""
    return response.content.decode()
