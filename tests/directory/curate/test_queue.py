from datetime import timedelta

import pytest
from django.utils import timezone

from directory.actions import decisions, spam
from directory.choices import ProposalState
from directory.curate import lines
from directory.models import Criterion, Proposal, SavedView
from tests.directory.curate.conftest import page, waiting
from tests.factories import document, publish
from tests.factories.people import person, sign_in

pytestmark = pytest.mark.django_db
QUEUE = "/en/curate/"


def titles(response):
    return [line.title for line in response.context["lines"]]


def test_the_queue_shows_ones_own_territory_oldest_first(signed_in, danish):
    waiting(document(title="Second", source=None, places=[{"country": "SE"}]))
    waiting(document(title="Theirs", source=None, places=[{"country": "DK"}]))
    first = waiting(document(title="First", source=None, places=[{"country": "SE"}]))
    Proposal.objects.filter(pk=first.pk).update(received_at=timezone.now() - timedelta(days=20))

    response = signed_in.get(QUEUE)

    assert titles(response) == ["First", "Second"]
    assert "20 days" in page(response)


def test_the_queue_is_private(client, signed_in):
    response = signed_in.get(QUEUE)

    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "same-origin"


def test_a_visitor_is_sent_to_sign_in_and_somebody_without_a_centre_is_refused(client, centre):
    assert client.get(QUEUE).status_code == 302

    sign_in(client, person("nobody@example.org"))

    assert client.get(QUEUE).status_code == 403


def test_a_curator_without_second_factor_does_not_get_in(client, curator):
    sign_in(client, curator, second_factor=False)

    assert client.get(QUEUE)["Location"].startswith("/en/account/second-factor/")


def test_a_line_names_duplicates_and_the_rules_of_the_score(signed_in, centre):
    publish(title="Shared kitchen", website="https://kitchen.example.se")
    waiting(document(title="CASINO KITCHEN OF POKER", website="https://kitchen.example.se", summary="", source=None))

    (line,) = signed_in.get(QUEUE).context["lines"]

    assert line.duplicates == 1
    assert line.score == sum(reason["points"] for reason in line.proposal.score_reasons) > 0
    assert "The name is written in capitals (+10)" in line.reasons


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("country=SE", ["Swedish"]),
        ("country=FI", ["Finnish project"]),
        ("kind=project", ["Finnish project"]),
        ("assigned=me", ["Swedish"]),
        ("assigned=nobody", ["Finnish project"]),
        ("score=30", []),
        ("age=7", ["Swedish"]),
        ("channel=import", []),
        ("state=rejected", []),
        ("sort=newest", ["Finnish project", "Swedish"]),
    ],
)
def test_each_filter_leaves_what_it_names(signed_in, centre, curator, query, found):
    old = waiting(document(title="Swedish", source=None, places=[{"country": "SE"}]))
    waiting(document("project", "Finnish project", source=None, places=[{"country": "FI"}]))
    Proposal.objects.filter(pk=old.pk).update(received_at=timezone.now() - timedelta(days=8), assigned_to=curator)

    assert titles(signed_in.get(f"{QUEUE}?{query}")) == found


def test_a_value_that_does_not_exist_is_said_and_not_ignored(signed_in, centre):
    response = signed_in.get(f"{QUEUE}?kind=unicorn&assigned=99&page=x")

    assert response.status_code == 200
    assert "There is no “unicorn” to filter by." in page(response)
    assert "There is no “99” to filter by." in page(response)


def test_an_open_appeal_is_counted_and_found(signed_in, centre, manager):
    from directory.actions.proposals import appeal

    proposal = waiting()
    decisions.reject(proposal=proposal, by=manager, criterion=Criterion.objects.first())
    appeal(proposal=proposal, text="It is not so.")

    assert signed_in.get(QUEUE).context["appeals"] == 1
    assert titles(signed_in.get(f"{QUEUE}?state=appealed")) == [proposal.title]


def test_filters_are_kept_under_a_name_and_forgotten_again(signed_in, curator):
    signed_in.post(f"{QUEUE}views/", {"name": "Old ones", "query": "age=14&kind=project&unknown=1"})

    view = SavedView.objects.get(user=curator)
    assert (view.name, view.query) == ("Old ones", "kind=project&age=14")
    assert "Old ones" in page(signed_in.get(QUEUE))

    signed_in.post(f"{QUEUE}views/{view.pk}/delete/")
    assert not SavedView.objects.exists()


def test_somebody_elses_view_cannot_be_deleted(signed_in, manager):
    view = SavedView.objects.create(user=manager, name="Theirs", query="")

    assert signed_in.post(f"{QUEUE}views/{view.pk}/delete/").status_code == 404


@pytest.mark.parametrize("count", [1, 5])
def test_the_number_of_queries_does_not_grow_with_the_lines(signed_in, django_assert_num_queries, count):
    for number in range(count):
        waiting(document(title=f"Kitchen {number}", source=None, places=[{"country": "SE"}]))
    signed_in.get(QUEUE)

    with django_assert_num_queries(13):
        signed_in.get(QUEUE)


def test_decided_proposals_leave_the_queue(signed_in, centre, curator):
    proposal = waiting()
    decisions.reject(proposal=proposal, by=curator, criterion=Criterion.objects.first())

    assert titles(signed_in.get(QUEUE)) == []
    assert Proposal.objects.get().state == ProposalState.REJECTED


def test_every_rule_of_the_score_has_its_words():
    assert set(lines.RULES) == set(spam.RULES)
