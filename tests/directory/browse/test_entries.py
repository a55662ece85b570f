"""The page of an entry."""

import re

import pytest

from directory.actions import apply_bulk
from directory.browse.origin import bibtex
from directory.choices import Channel, Kind
from directory.models import Source
from tests.factories.entries import document, publish


def test_an_old_address_leads_to_the_new_one(client):
    entry = publish(title="Old name", slug="old-name")
    renamed = document(title="New name", uid=str(entry.uid), slug="new-name")
    apply_bulk(documents=[renamed], channel=Channel.CURATOR, by=None, title="Rename")

    response = client.get("/da/organisations/old-name/")

    assert (response.status_code, response["Location"]) == (301, "/da/organisations/new-name/")


def test_an_address_of_nothing_is_not_found(client):
    assert client.get("/en/organisations/nobody/").status_code == 404


def test_an_entry_is_found_under_its_own_kind_only(client):
    publish("project", title="Example")

    assert client.get("/en/organisations/example/").status_code == 404


@pytest.mark.parametrize("kind", Kind.values)
def test_an_entry_with_nothing_but_a_title_has_a_whole_page(client, kind):
    publish(kind, title="Only a title", language="und", summary="", source=None)

    page = client.get(f"/en/{kind}s/only-a-title/").content.decode()

    assert re.findall(r"<h1[^>]*>(.*?)</h1>", page) == ["Only a title"]
    assert "None" not in page
    assert "No more has been written down about this entry." in page


def test_texts_come_in_the_visitors_language_and_offer_the_others(read):
    publish(
        title="Köket",
        language="sv",
        summary="Ett kök som delas.",
        texts={"en": {"title": "The kitchen", "summary": "A shared kitchen.", "origin": "human"}},
        slug="koket",
    )

    english, swedish = read("/en/organisations/koket/"), read("/sv/organisations/koket/")

    assert '<h1 dir="auto">The kitchen</h1>' in english
    assert "This text is shown in English. It was translated by a person." in " ".join(
        re.sub(r"<[^>]+>", " ", english).split()
    )
    assert '<a href="/en/organisations/koket/?lang=sv" hreflang="sv" lang="sv">svenska</a>' in english
    assert '<h1 dir="auto">Köket</h1>' in swedish
    assert '<h1 dir="auto" lang="sv">Köket</h1>' in read("/en/organisations/koket/?lang=sv")


def test_a_field_without_translation_stays_in_its_own_language(read):
    publish(title="Köket", language="sv", summary="Ett kök.", slug="koket", texts={"en": {"summary": "A kitchen."}})

    page = read("/en/organisations/koket/")

    assert '<h1 dir="auto" lang="sv">Köket</h1>' in page
    assert '<p class="lead" dir="auto">A kitchen.</p>' in page


def test_a_page_says_when_only_a_part_of_it_is_translated(read):
    texts = {"sv": {"title": "Kitchen", "summary": "Ett kök."}}
    publish(title="Kitchen", summary="A kitchen.", slug="whole", texts=texts)
    publish(title="Kitchen", summary="A kitchen.", description="With a stove.", slug="part", texts=texts)

    assert "Det som inte är översatt visas på engelska." in read("/sv/organisations/part/")
    assert "Det som inte är översatt" not in read("/sv/organisations/whole/")


def test_a_language_without_text_is_said_to_be_missing(read):
    publish(title="Example", slug="example")

    assert "no text in the language you asked for" in read("/en/organisations/example/?lang=fi")


def test_markdown_of_strangers_is_made_safe(read):
    publish(
        title="Example",
        slug="example",
        description='**Bold** <script>alert(1)</script> [x](javascript:alert(1)) <img src="https://a.example/b.png">',
    )

    page = read("/en/organisations/example/")

    assert "<strong>Bold</strong>" in page
    assert "<script>alert" not in page
    assert 'href="javascript:' not in page
    assert "<img" not in page


def test_a_hidden_place_is_named_by_its_country_only(read):
    place = {
        "country": "SE",
        "city": "Lund",
        "address": "Storgatan 1",
        "latitude": 55.7047,
        "longitude": 13.191,
        "precision": "address",
        "hidden": True,
    }
    publish(title="Shelter", slug="shelter", places=[place])

    for address in ("/en/organisations/shelter/", "/en/search/", "/en/map/"):
        page = read(address)
        assert "Lund" not in page
        assert "Storgatan" not in page
        assert "55.70" not in page
    assert "Sweden" in read("/en/organisations/shelter/")


def test_partners_stand_on_both_pages_by_their_role(read):
    project = publish("project", title="The project", slug="the-project")
    publish(title="The leader", slug="the-leader", relations=[{"role": "leads", "object": str(project.uid)}])

    leader, led = read("/en/organisations/the-leader/"), read("/en/projects/the-project/")

    assert "<h3>Leads</h3>" in leader
    assert '<a href="/en/projects/the-project/" dir="auto">The project</a>' in leader
    assert "<h3>Is led by</h3>" in led
    assert '<a href="/en/organisations/the-leader/" dir="auto">The leader</a>' in led


def test_an_editorial_reading_is_marked(read):
    publish(
        "case",
        title="Case",
        slug="case",
        terms={"element": ["realise"]},
        notes=[{"field": "terms.element", "text": "editorial reading, to be confirmed by the centre"}],
    )

    assert "Process step: editorial reading, to be confirmed by the centre" in read("/en/cases/case/")
    assert "Processteg: redaktionell tolkning, ska bekräftas av centret" in read("/sv/cases/case/")


def test_source_licence_and_credit_stand_on_the_page(read):
    publish(title="Example", slug="example")

    page = read("/en/organisations/example/")

    assert "The first list" in page
    assert "By first" in page
    assert '<a href="https://creativecommons.org/publicdomain/zero/1.0/" rel="license">CC0 1.0</a>' in page
    assert "Where each fact comes from" in page


def test_what_was_sent_in_here_names_its_source_in_the_language_of_the_page(read):
    Source.objects.create(key="form", title="Sent in by the form of this site")
    entry = publish(title="Garden", source={"key": "form", "licence": "CC0-1.0"})
    said = "Sendt ind gennem formularen på dette websted"

    assert said in read(f"/da/organisations/{entry.slug}/")
    assert read("/da/search/").count(said) == 2  # on the card and in the panel
    assert said in read("/da/licences/")
    assert "Sent in by the form" not in read("/da/search/")


def test_a_page_holds_what_is_most_possible(read):
    organisations = [document(title=f"Partner {n}", slug=f"partner-{n}") for n in range(300)]
    apply_bulk(documents=organisations, channel=Channel.IMPORT, by=None, title="Many")
    countries = ["SE", "DK", "FI", "FR", "LV"]
    publish(
        "project",
        title="Ä" * 250,
        slug="big",
        places=[{"country": countries[n % 5], "city": f"Town {n}"} for n in range(60)],
        relations=[{"role": "partner", "object": row["uid"]} for row in organisations],
    )

    page = read("/en/projects/big/")

    assert "Ä" * 250 in page
    assert "300 partners are on record" in page
    assert "Town 59" in page
    assert page.count('/en/organisations/partner-299/"') == 1


def test_a_citation_cannot_break_out_of_bibtex():
    entry = publish(title="A } b \\input{x}", slug="odd")

    record = bibtex(entry, entry.title)

    assert "title = {{A  b inputx}}," in record


@pytest.mark.parametrize("wrong", ["post", "put", "delete", "patch"])
def test_a_page_can_only_be_read(client, wrong):
    publish(title="Example", slug="example")

    assert getattr(client, wrong)("/en/organisations/example/").status_code == 405


@pytest.mark.django_db
def test_the_description_does_not_repeat_the_summary_above_it(client):
    entry = publish(summary="We cook together.", description="We cook together. Everybody brings something.")

    page = client.get(entry.get_absolute_url()).content.decode()

    assert page.count("We cook together.") - page.split("</head>")[0].count("We cook together.") == 1
    assert "Everybody brings something." in page
