import re

import pytest

from directory.actions import accepting
from directory.documents import read
from directory.models import Mail, Proposal
from tests.directory.curate.conftest import page

pytestmark = pytest.mark.django_db
ENTER = "/en/curate/enter/"
FILLED = {
    "kind": "project",
    "title": "Street theatre",
    "summary": "Neighbours play.",
    "language": "en",
    "on_behalf_of": "The Theatre Club",
    "place-0-country": "SE",
    "place-0-city": "Lund",
}


def test_what_is_entered_for_somebody_waits_and_its_document_says_so(signed_in, curator):
    response = signed_in.post(ENTER, FILLED)

    proposal = Proposal.objects.get()
    assert response["Location"] == f"/en/curate/proposals/{proposal.uid}/"
    assert (proposal.state, proposal.channel, proposal.entered_by, proposal.centre_id) == (
        "waiting",
        "curator",
        curator,
        "se",
    )

    entry = accepting.accept(proposal=proposal, by=curator)

    text = "Entered by the competence centre on behalf of The Theatre Club."
    assert read(entry, public=True)["notes"] == [{"field": "entry", "text": text}]


def test_with_an_address_they_get_the_decision(signed_in, curator):
    signed_in.post(ENTER, {**FILLED, "email": "club@example.org"})

    accepting.accept(proposal=Proposal.objects.get(), by=curator)

    assert Mail.objects.get(kind="decision").recipient == "club@example.org"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"on_behalf_of": ""}, "Say on whose behalf you enter it."),
        ({"email": "no address"}, "This is not an e-mail address."),
        ({"title": " "}, "Write the name."),
        ({"website": "javascript:x"}, "Write a web address that starts with http://"),
        ({"summary": "x" * 601}, "Write at most 600 characters."),
        ({"place-0-latitude": "north"}, "Place 1, Latitude: Write a number here."),
        ({"project.starts_on": "some day"}, "Write a year, a month or a day: 2019, 2019-05 or 2019-05-17."),
        ({"place-0-latitude": "95", "place-0-longitude": "1"}, "Give a number of at most 90."),
        ({"place-0-latitude": "58.5", "place-0-longitude": "20.5"}, "it is farther than 60 km from its land"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(signed_in, centre, wrong, message):
    response = signed_in.post(ENTER, FILLED | wrong)

    assert response.status_code == 422
    assert message in page(response)
    assert "Neighbours play." in page(response) or "summary" in wrong
    assert not Proposal.objects.exists()


def test_what_is_wrong_is_listed_in_the_order_of_the_form(signed_in, centre):
    wrong = {"place-0-latitude": "north", "project.ends_on": "later", "website": "javascript:x"}

    shown = page(signed_in.post(ENTER, FILLED | wrong)).split('class="error-summary"')[1]

    assert re.findall(r'href="#([^"]+)"', shown.split("</ul>")[0]) == [
        "id-website",
        "id-project.ends_on",
        "place-0-latitude",
    ]


def test_first_the_kind_is_chosen(signed_in):
    assert "?kind=project" in page(signed_in.get(ENTER))
    assert "?kind=project" in page(signed_in.get(f"{ENTER}?kind=unicorn"))


@pytest.mark.parametrize("kind", ["organisation", "project", "case", "publication", "event"])
def test_each_kind_has_its_form(signed_in, kind):
    assert f'name="kind" value="{kind}"' in page(signed_in.get(f"{ENTER}?kind={kind}"))
