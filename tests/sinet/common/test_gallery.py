"""Every component is shown, under our policy: nothing inline, valid references, made-up entries only."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

COMPONENTS = settings.ROOT / "templates" / "components"


@pytest.fixture(scope="module")
def page() -> str:
    response = Client().get("/en/gallery/")
    assert response.status_code == 200
    return response.content.decode()


def test_the_gallery_shows_every_component() -> None:
    frame = {"gallery.html", "site_header.html", "site_footer.html"}
    shown = set(re.findall(r'include "components/([\w.]+)"', (COMPONENTS / "gallery.html").read_text()))
    assert shown == {path.name for path in COMPONENTS.glob("*.html")} - frame


def test_nothing_is_inline(page: str) -> None:
    assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|javascript:", page) == []


def test_every_identifier_is_given_once(page: str) -> None:
    assert [name for name, times in Counter(re.findall(r'\sid="([^"]+)"', page)).items() if times > 1] == []


def test_every_reference_to_an_identifier_leads_to_one(page: str) -> None:
    known = set(re.findall(r'\sid="([^"]+)"', page))
    pattern = r'\s(?:for|form|aria-labelledby|aria-controls|data-copy)="([^"]+)"'
    assert set(re.findall(pattern, page)) - known == set()


def test_a_reader_gets_no_cookie() -> None:
    assert Client().get("/en/gallery/").cookies == {}


def test_the_map_of_the_gallery_has_an_entry_a_stack_and_a_cluster() -> None:
    features = Client().get("/gallery/points.json").json()["features"]
    assert [min(feature["properties"]) for feature in features] == ["kind", "count", "bbox"]


def test_the_suggestions_of_the_gallery_hold_what_was_typed() -> None:
    results = Client().get("/gallery/suggestions.json", {"q": "EMPL"}).json()["results"]
    assert [result["label"] for result in results] == ["Employment", "Employment kitchen"]


@pytest.mark.parametrize("path", sorted(COMPONENTS.glob("*.html")), ids=lambda path: path.name)
def test_a_component_says_what_it_takes_and_stays_short(path: Path) -> None:
    text = path.read_text()
    assert "{% comment %}" in text
    assert text.count("\n") < (130 if path.name == "gallery.html" else 80)
