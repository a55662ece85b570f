"""Every centre says in the open what it looks at and how it keeps up, computed from what happened."""

from datetime import timedelta

from django.utils import timezone

from directory.actions.accepting import accept
from directory.actions.decisions import reject
from directory.models import Criterion, Proposal
from tests.directory.curate.conftest import page, waiting


def test_the_list_leads_to_each_centre(client, danish):
    shown = page(client.get("/en/centres/"))
    assert 'href="/en/centres/dk/"' in shown
    assert 'href="/en/centres/se/"' in shown
    assert client.get("/en/centres/xx/").status_code == 404


def test_a_centre_shows_criteria_territory_and_figures(client, curator):
    made = [waiting(email=f"{number}@example.org") for number in range(4)]
    Proposal.objects.filter(pk__in=[one.pk for one in made]).update(received_at=timezone.now() - timedelta(days=2))
    accept(proposal=made[0], by=curator)
    reject(proposal=made[1], by=curator, criterion=Criterion.objects.get(key="real"))
    Criterion.objects.filter(key="scope").update(is_retired=True)

    shown = " ".join(page(client.get("/en/centres/se/")).split())

    assert "Sweden" in shown
    assert "<strong>It can be checked</strong>" in shown
    assert "It is social innovation" not in shown
    assert "<dt>Waiting now</dt><dd>2</dd>" in shown
    assert "<dt>Days to a decision, median</dt><dd>2" in shown
    assert "<dt>Accepted</dt><dd>50 %</dd>" in shown
    assert "It can be checked: 1" in shown
    assert "@example.org" not in shown


def test_a_centre_without_decisions_claims_no_figures(client, centre):
    assert "<dt>Accepted</dt><dd>–</dd>" in " ".join(page(client.get("/en/centres/se/")).split())
