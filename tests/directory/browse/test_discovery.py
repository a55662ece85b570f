"""What programs look for: sitemap, robots.txt, OpenSearch, security.txt."""

import xml.etree.ElementTree as ET

from django.test import override_settings

from directory.browse.sitemaps import STRETCH
from tests.factories.entries import publish

SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def locations(body: bytes) -> list[str]:
    return [place.text or "" for place in ET.fromstring(body).iterfind(".//s:loc", SITEMAP)]  # noqa: S314 - ours


def test_the_sitemap_lists_every_page_in_every_language(client):
    entry = publish(title="Trädgården", slug="trädgården")

    parts = locations(client.get("/sitemap.xml").content)
    pages = [url for part in parts for url in locations(client.get(part.removeprefix("http://127.0.0.1:8000")).content)]

    assert parts[0] == "http://127.0.0.1:8000/sitemaps/pages.xml"
    assert parts[1] == f"http://127.0.0.1:8000/sitemaps/entries-{entry.pk // STRETCH}.xml"
    assert "http://127.0.0.1:8000/sv/organisations/tr%C3%A4dg%C3%A5rden/" in pages
    assert "http://127.0.0.1:8000/da/terms/theme/health/" in pages
    assert {f"http://127.0.0.1:8000/sv/{page}/" for page in ("funding", "funding/match", "grants")} <= set(pages)
    assert len(pages) == len(set(pages))


def test_every_page_of_the_sitemap_is_there(client):
    publish(title="Garden")
    part = client.get("/sitemaps/pages.xml").content

    paths = [url.removeprefix("http://127.0.0.1:8000") for url in locations(part)]
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)


def test_a_part_without_entries_is_not_found(client):
    for part in ("entries-999999", "entries-x", "secrets", "entries--1"):
        assert client.get(f"/sitemaps/{part}.xml").status_code == 404


def test_robots_are_led_to_the_sitemap(client):
    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /admin/" in text
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in text


def test_a_browser_can_offer_the_search_in_the_language_of_the_page(client, read):
    assert 'href="/opensearch/da.xml"' in read("/da/")
    text = client.get("/opensearch/da.xml").content.decode()

    assert 'template="http://127.0.0.1:8000/da/search/?q={searchTerms}"' in text
    assert client.get("/opensearch/xx.xml").status_code == 404


def test_security_txt_is_there_once_a_contact_is_named(client):
    assert client.get("/.well-known/security.txt").status_code == 404
    with override_settings(SECURITY_CONTACT="https://example.org/security"):
        text = client.get("/.well-known/security.txt").content.decode()

    assert text.startswith("Contact: https://example.org/security\nExpires: 20")
    assert "Canonical: http://127.0.0.1:8000/.well-known/security.txt" in text
