"""The form from its first page to the queue, as a browser without JavaScript goes through it."""

import pytest

from directory.choices import Intent
from directory.models import Entry, Proposal
from tests.directory.submit.walk import CONTACT, WHAT, WHERE, begun, filled, form_values
from tests.factories import publish

pytestmark = pytest.mark.usefixtures("centre")


def test_a_proposal_goes_from_the_first_page_into_the_queue_of_its_centre(client, link_in):
    draft = filled(client)
    assert client.post(f"{draft}check/")["Location"] == f"{draft}sent/"

    page = client.get(link_in("confirm"))
    assert b"Garden for all" in page.content
    assert Proposal.objects.get().state == "unconfirmed"
    client.post(link_in("confirm"))

    proposal = Proposal.objects.get()
    assert proposal.revision
    assert (proposal.state, proposal.centre_id, proposal.contact.name) == ("waiting", "se", "Kim")
    document = proposal.revision.document
    assert (document["title"], document["website"], document["terms"]) == (
        "Garden for all",
        "https://garden.example.se",
        {"theme": ["health"]},
    )
    place = document["places"][0]
    assert (place["country"], place["city"], place["precision"], place["main"]) == ("SE", "Malmö", "city", True)
    assert document["source"]["licence"] == "CC-BY-4.0"
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("kind", "who", "evidence", "field", "value"),
    [
        ("project", {"project_starts": "2019", "status": "running"}, {"helped": "People"}, "helped", "People"),
        ("case", {"level": "micro"}, {"pitfalls": "Rain"}, "pitfalls", "Rain"),
        ("publication", {"publisher": "House"}, {"file_url": "https://example.org/a.pdf"}, "publisher", "House"),
        (
            "event",
            {"starts_on": "2027-05-17", "starts_time": "10:00", "time_zone": "Europe/Stockholm", "venue": "Hall"},
            {},
            "starts_at",
            "2027-05-17T08:00:00Z",
        ),
    ],
)
def test_each_kind_has_its_own_questions(client, kind, who, evidence, field, value, link_in):
    draft = filled(client, kind, who={**WHERE, **who}, evidence=evidence)
    client.post(f"{draft}check/")
    client.post(link_in("confirm"))

    revision = Proposal.objects.get().revision
    assert revision
    assert revision.document[kind][field] == value


def test_a_project_brings_along_the_organisation_that_is_not_there_yet(client, link_in):
    draft = filled(client, "project", who={**WHERE, "organisation": "Roof gardeners"})
    client.post(f"{draft}check/")
    client.post(link_in("confirm"))

    proposal = Proposal.objects.get()
    assert proposal.change_set
    project, organisation = [revision.document for revision in proposal.change_set.revisions.order_by("pk")]
    assert (project["kind"], organisation["kind"], organisation["title"]) == (
        "project",
        "organisation",
        "Roof gardeners",
    )
    assert organisation["relations"][0]["object"] == project["uid"]


def test_an_organisation_of_the_directory_gets_the_relation_to_the_new_project(client, link_in):
    there = publish(title="Roof gardeners")
    draft = begun(client, "project")
    client.post(f"{draft}what/", WHAT)
    asked = client.post(f"{draft}who/", {**WHERE, "organisation": "Roof gardener"})
    assert asked.status_code == 422
    assert str(there.uid) in asked.content.decode()
    for step, typed in {
        "who": {**WHERE, "organisation": "Roof gardener", "organisation-uid": str(there.uid)},
        "themes": {},
        "evidence": {},
        "contact": CONTACT,
        "check": {},
    }.items():
        assert client.post(f"{draft}{step}/", typed).status_code == 302
    client.post(link_in("confirm"))

    proposal = Proposal.objects.get()
    assert proposal.revision
    assert proposal.change_set
    own, other = proposal.change_set.revisions.order_by("pk")
    assert (other.entry, other.document["relations"][0]["object"]) == (there, own.document["uid"])


def test_what_was_typed_stands_on_the_page_again_with_the_error_beside_it(client):
    draft = begun(client)
    response = client.post(f"{draft}what/", {**WHAT, "summary": "x" * 700, "website": "javascript:alert(1)"})
    page = response.content.decode()

    assert response.status_code == 422
    assert "<title>Error: What it is" in page
    assert "x" * 700 in page
    assert "javascript:alert(1)" in page
    assert 'href="#id_summary"' in page
    assert 'id="id_website_wrong"' in page
    assert Proposal.objects.get().answers["what"]["summary"] == "x" * 700


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"title": "   "}, "Write the name."),
        ({"title": "a" + "\u0301" * 2000}, "hardly more than signs and accents"),
        ({"title": "\u0301" * 2000}, "hardly more than signs and accents"),
        ({"title": "x" * 251}, "at most 250 characters"),
        ({"summary": "x" * 601}, "at most 600 characters"),
        ({"description": "x" * 50_001}, "at most 50000 characters"),
        ({"website": "javascript:alert(1)"}, "starts with http:// or https://"),
        ({"language": "klingon!"}, "not written in the form that is needed"),
    ],
)
def test_bad_input_of_the_first_step_gets_a_clear_message(client, typed, message):
    response = client.post(f"{begun(client)}what/", {**WHAT, **typed})

    assert response.status_code == 422
    assert message in response.content.decode()


def test_text_with_nul_is_kept_without_it(client):
    draft = begun(client)
    assert client.post(f"{draft}what/", {**WHAT, "title": "Gar\0den"}).status_code == 302
    assert Proposal.objects.get().answers["what"]["title"] == "Garden"


def test_an_unknown_term_is_named(client):
    draft = begun(client)
    client.post(f"{draft}what/", WHAT)
    response = client.post(f"{draft}themes/", {"theme": ["health", "no-such"]})

    assert response.status_code == 422
    assert "There is no term “no-such”." in response.content.decode()


@pytest.mark.parametrize(
    ("typed", "status", "message"),
    [
        ({"place-0-latitude": "58.5", "place-0-longitude": "20.0"}, 422, "may lie in the sea"),
        ({"place-0-latitude": "58.2", "place-0-longitude": "17.6", "place-0-country": "SE"}, 302, ""),
        ({"place-0-latitude": "58.5", "place-0-longitude": "20.5", "place-0-country": "SE"}, 422, "than 60 km from"),
        ({"place-0-latitude": "0", "place-0-longitude": "0", "place-0-country": "SE"}, 422, "than 60 km from"),
        (
            {"place-0-latitude": "13", "place-0-longitude": "55.6", "place-0-query": "Malmö"},
            422,
            "than 60 km from its land",
        ),
        ({"place-0-latitude": "north", "place-0-longitude": "20.0"}, 422, "Write degrees as a number"),
        ({"place-0-latitude": "nan", "place-0-longitude": "20"}, 422, "Write degrees as a number"),
        ({"place-0-latitude": "55.6"}, 422, "Write degrees as a number"),
        ({"place-0-query": "Nowhere"}, 422, "we know no town of this name"),
        ({"place-0-query": "Nowhere", "place-0-country": "SE"}, 302, ""),
        ({"place-0-country": "ZZ"}, 422, "There is no country"),
        ({}, 422, "Say where it is"),
    ],
)
def test_a_place_is_taken_or_refused_with_a_reason(client, typed, status, message):
    draft = begun(client)
    client.post(f"{draft}what/", WHAT)
    response = client.post(f"{draft}who/", typed)

    assert response.status_code == status
    assert message in response.content.decode()


@pytest.mark.parametrize("name", ["København", "Copenhagen", "Köpenhamn", "kobenh"])
def test_a_town_is_found_by_any_of_its_names(client, name):
    page = client.get("/en/submit/places", {"row": "0", "place-0-query": name}).content.decode()

    assert "Copenhagen, Denmark" in page
    assert 'value="2618425"' in page


def test_a_pin_near_a_town_gives_its_country(client):
    draft = filled(client, who={"place-0-latitude": "55.61", "place-0-longitude": "13.02"})
    client.post(f"{draft}check/")
    place = Proposal.objects.get().documents[0]["places"][0]

    assert (place["country"], place["precision"], place["city"]) == ("SE", "address", "")


def test_several_places_one_of_them_main_one_hidden(client):
    who = {
        **WHERE,
        "place-1-query": "Copenhagen",
        "place-1-geoname": "2618425",
        "place-1-hidden": "on",
        "place-main": "1",
    }
    draft = filled(client, who=who)
    client.post(f"{draft}check/")
    places = Proposal.objects.get().documents[0]["places"]

    assert [(place["city"], place["main"], place["hidden"]) for place in places] == [
        ("Malmö", False, False),
        ("Copenhagen", True, True),
    ]


def test_without_javascript_a_button_finds_towns_and_another_adds_a_place(client):
    draft = begun(client)
    found = client.post(f"{draft}who/", {"place-0-query": "køben", "do": "find-id_place-0-query"})
    assert found["Location"] == f"{draft}who/#id_place-0-query"
    assert "Copenhagen, Denmark" in client.get(f"{draft}who/").content.decode()

    client.post(f"{draft}who/", {"place-0-query": "Malmö", "do": "add-place"})
    assert 'name="place-1-query"' in client.get(f"{draft}who/").content.decode()


def test_a_likely_duplicate_is_asked_about_and_becomes_a_change_of_that_entry(client):
    there = publish(title="Garden for all", summary="Old words.")
    draft = begun(client)
    response = client.post(f"{draft}what/", WHAT)
    assert response["Location"] == f"{draft}same/"
    assert client.post(f"{draft}same/").status_code == 422

    client.post(f"{draft}same/", {"same": str(there.uid)})

    proposal = Proposal.objects.get()
    assert (proposal.intent, proposal.entry, proposal.base) == (Intent.CHANGE, there, there.revision)
    assert proposal.answers["what"]["summary"] == WHAT["summary"]


def test_a_likely_duplicate_can_be_something_new_and_is_asked_about_once(client):
    publish(title="Garden for all")
    draft = begun(client)
    client.post(f"{draft}what/", WHAT)
    assert client.post(f"{draft}same/", {"same": "new"})["Location"] == f"{draft}who/"

    assert client.post(f"{draft}what/", WHAT)["Location"] == f"{draft}who/"


def test_likely_duplicates_show_while_one_types(client):
    publish(title="Återbruket", website="https://aterbruket.example.se")
    page = client.get("/en/submit/duplicates", {"title": "Aterbruket"}).content.decode()

    assert "/en/submit/change/organisation/" in page
    assert client.get("/en/submit/duplicates", {"title": "Quite another"}).content.strip() == b""


def test_a_step_saves_itself_while_one_writes_right_or_wrong(client):
    draft = begun(client)
    secret = draft.split("/")[-2]
    response = client.post(f"/en/submit/draft/{secret}/save/what/", {"title": "Half", "website": "http"})

    assert response.json()["saved_at"]
    assert Proposal.objects.get().answers["what"]["website"] == "http"
    assert Proposal.objects.get().title == "Half"


def test_what_is_unticked_counts_as_empty(client):
    draft = begun(client)
    client.post(f"{draft}themes/", {"theme": ["health", "work"]})
    client.post(f"{draft}themes/", {})

    assert Proposal.objects.get().answers["themes"]["theme"] == ""


def test_a_draft_is_closed_and_taken_up_again_from_the_mail(client, link_in):
    draft = begun(client)
    assert client.post(f"{draft}what/", {**WHAT, "do": "later"})["Location"] == f"{draft}later/"
    assert client.post(f"{draft}later/", {"email": "kim"}).status_code == 422
    client.post(f"{draft}later/", {"email": "kim@example.org"})

    response = client.get(link_in("draft"), follow=True)
    assert response.redirect_chain[-1][0] == f"{draft}what/"


def test_a_change_is_taken_up_again_where_it_was_left(client, centre):
    entry = publish("organisation", "A garden", places=[{"country": "SE"}])
    begun_change = client.post(f"/en/submit/change/organisation/{entry.slug}/")["Location"]
    draft = begun_change.removesuffix("what/")

    def resumed() -> str:
        return client.get(draft, follow=True).redirect_chain[-1][0]

    assert resumed() == f"{draft}what/"
    shown = {name: value for name, [value] in form_values(client.get(f"{draft}what/")).items()}
    assert client.post(f"{draft}what/", shown)["Location"] == f"{draft}who/"
    assert resumed() == f"{draft}who/"
    assert client.post(f"{draft}themes/", {"do": "later"}).status_code == 302
    assert resumed() == f"{draft}themes/"
    assert client.post(f"{draft}what/", {**shown, "title": ""}).status_code == 422
    assert resumed() == f"{draft}what/"


def test_nothing_is_sent_without_declaration_address_and_licence(client):
    draft = begun(client)
    response = client.post(f"{draft}contact/", {"email": "", "licence": "GPL"})
    page = response.content.decode()

    assert response.status_code == 422
    assert all(f'href="#id_{name}"' in page for name in ("email", "licence", "declared"))
    assert client.post(f"{draft}check/").status_code == 422
    assert Proposal.objects.get().state == "draft"


def test_words_of_ones_own_are_written_one_in_a_line_or_with_commas_and_checked_in_one(client, link_in):
    draft = filled(client, themes={"theme": "health", "tags": "garden\r\nrepair café, bees; kitchen"})

    assert 'class="lines"' in (shown := client.get(f"{draft}themes/")).content.decode()
    assert form_values(shown)["tags"] == ["garden\r\nrepair café, bees; kitchen"]
    assert "garden, repair café, bees; kitchen" in client.get(f"{draft}check/").content.decode()
    assert client.post(f"{draft}check/").status_code == 302
    client.post(link_in("confirm"))
    assert Proposal.objects.get().revision.document["tags"] == ["bees", "garden", "kitchen", "repair café"]
