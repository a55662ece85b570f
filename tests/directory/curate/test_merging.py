import pytest

from directory.actions import accepting
from directory.choices import ProposalState
from directory.models import Proposal
from tests.directory.curate.conftest import change, page
from tests.factories import publish

pytestmark = pytest.mark.django_db


def url(proposal: Proposal) -> str:
    return f"/en/curate/proposals/{proposal.uid}/merge/"


@pytest.fixture
def conflict(centre, curator):
    """An entry of which somebody changed title and website after both were proposed otherwise, with a summary."""
    entry = publish(title="Old", website="https://old.example", places=[{"country": "SE"}])
    mine = change(entry, title="Mine", summary="Mine.")
    theirs = change(entry, title="Theirs", website="https://theirs.example")
    accepting.accept(proposal=theirs, by=curator)
    entry.refresh_from_db()
    return entry, mine


def test_a_clash_must_be_chosen_and_the_rest_is_chosen_already(signed_in, conflict):
    entry, mine = conflict

    response = signed_in.get(url(mine))

    wins = {row["choice"].label: row["choice"].wins for row in response.context["choices"]}
    assert wins == {"Name": "", "Summary": "proposed", "Website": "current"}
    refused = signed_in.post(url(mine), {"current": entry.revision_id})
    assert refused.status_code == 422
    assert "Choose one for “Name”." in page(refused)


@pytest.mark.parametrize(("choice", "title"), [("current", "Theirs"), ("proposed", "Mine")])
def test_what_is_chosen_is_published_and_nothing_else_is_overwritten(signed_in, conflict, choice, title):
    entry, mine = conflict

    signed_in.post(url(mine), {"current": entry.revision_id, "choice-title": choice})

    entry.refresh_from_db()
    mine.refresh_from_db()
    assert (entry.title, entry.summary, entry.website) == (title, "Mine.", "https://theirs.example")
    assert mine.state == ProposalState.APPLIED


def test_a_change_while_somebody_chooses_is_not_overwritten(signed_in, conflict, curator):
    entry, mine = conflict
    seen = entry.revision_id
    accepting.accept(proposal=change(entry, title="Newest"), by=curator)

    response = signed_in.post(url(mine), {"current": seen, "choice-title": "proposed"})

    assert response.status_code == 422
    assert "The entry has changed once more while you chose." in page(response)
    entry.refresh_from_db()
    assert entry.title == "Newest"


def test_there_is_nothing_to_merge_once_it_is_decided(signed_in, conflict, curator):
    mine = conflict[1]
    accepting.accept_merged(proposal=mine, by=curator, document=mine.revision.document)

    assert signed_in.get(url(mine)).status_code == 302
