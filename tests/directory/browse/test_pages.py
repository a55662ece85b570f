"""What holds for every page of visitors."""

import html
import re

import pytest
from django.test import override_settings

from sinet.messages.catalogues import LOCALE, read_catalogue
from tests.factories.entries import VOCABULARIES, publish

PATHS = [
    "",
    "search/",
    "organisations/",
    "projects/",
    "cases/",
    "publications/",
    "events/",
    "map/",
    "terms/",
    "terms/theme/",
    "terms/theme/health/",
    "tags/",
    "tags/garden/",
    "about/",
    "how-it-works/",
    "accessibility/",
    "privacy/",
    "licences/",
    "api/",
    "organisations/garden/",
]
# The switcher names each language in itself; the vocabularies of the tests have no other title.
NOT_OURS = {"English"} | {row["title"]["en"] for row in VOCABULARIES}


@pytest.fixture(autouse=True)
def garden() -> None:
    publish(title="Garden", slug="garden", terms={"theme": ["health"]}, tags=["garden"])


@pytest.mark.parametrize("language", ["en", "sv", "da"])
@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_whole_in_every_language(client, path, language):
    response = client.get(f"/{language}/{path}")
    page = response.content.decode()

    assert response.status_code == 200
    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert f'<html lang="{language}"' in page
    assert f'<link rel="canonical" href="http://127.0.0.1:8000/{language}/{path}">' in page
    assert re.findall(r'<link rel="alternate" hreflang="(\w+)"', page) == ["en", "sv", "da"]
    assert " style=" not in page
    assert "<style" not in page
    assert re.findall(r"<script(?![^>]* src=)", page) == []
    assert re.findall(r' on\w+="', page) == []


@pytest.mark.parametrize("language", ["sv", "da"])
@pytest.mark.parametrize("path", [*PATHS, "search/?q=nothing&country=SE&colour=red"])
def test_no_word_of_the_interface_is_left_in_english(client, path, language):
    page = client.get(f"/{language}/{path}").content.decode()
    said = {html.unescape(text).strip() for text in re.findall(r">([^<>]+)<", page.split("<body>")[1])}
    said -= {""}
    said |= {html.unescape(text) for text in re.findall(r'(?:aria-label|placeholder|title)="([^"]+)"', page)}
    catalogue = read_catalogue(LOCALE / language / "LC_MESSAGES" / "django.po")
    ours = {message.string for message in catalogue} | NOT_OURS

    assert [message.id for message in catalogue if message.id in said and message.id not in ours] == []


@pytest.mark.parametrize("path", PATHS)
def test_a_reader_gets_no_cookie_and_pages_can_be_shared(client, path):
    response = client.get(f"/en/{path}")

    assert response.cookies == {}
    assert "public" in response["Cache-Control"]


@pytest.mark.parametrize("path", PATHS)
def test_an_unchanged_page_is_not_sent_again(client, path):
    first = client.get(f"/en/{path}")
    again = client.get(f"/en/{path}", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", [path for path in PATHS if path not in {"accessibility/", "privacy/", "api/"}])
def test_a_page_is_sent_anew_when_an_entry_has_changed(client, path):
    first = client.get(f"/en/{path}")
    publish(title="Another garden")
    later = client.get(f"/en/{path}", headers={"If-None-Match": first["ETag"]})

    assert later.status_code == 200
    assert later["ETag"] != first["ETag"]


def test_each_language_has_its_own_etag(client):
    assert client.get("/en/")["ETag"] != client.get("/sv/")["ETag"]


def test_the_home_page_counts_what_is_there_and_leads_everybody_on(client, read):
    publish("case", title="A case", terms={"element": ["realise"]})
    publish("project", title="No case", terms={"element": ["realise"]})

    page = read("/en/")

    assert "1 of 1 case" in page
    doors = page.split('id="doors-heading"')[1]
    links = re.findall(r'<h3><a href="([^"]+)"', doors)
    assert len(links) == 6
    assert [client.get(link).status_code for link in links] == [200] * 6


def test_the_accessibility_statement_is_honest_about_an_unknown_operator(read):
    page = read("/en/accessibility/")

    assert "has not yet been told who runs it" in page
    assert "Its name has not been entered in this installation yet." in page


@override_settings(
    OPERATOR_NAME="Centre X", OPERATOR_EMAIL="hello@example.org", ENFORCEMENT_NAME="Authority Y", ENFORCEMENT_URL=""
)
def test_the_accessibility_statement_names_operator_and_authority(read):
    page = read("/en/accessibility/")

    assert "Centre X is committed to making this website accessible" in page
    assert '<a href="mailto:hello@example.org">' in page
    assert "Authority Y" in page


def test_the_licences_page_counts_public_entries_by_source(read):
    assert "1 entry" in read("/en/licences/").split("The first list")[1].split("</li>")[0]
