"""Lists and search."""

import re

import pytest

from tests.factories.entries import publish

SWEDEN = {"country": "SE", "city": "Malmö", "latitude": 55.6, "longitude": 13.0, "precision": "city"}
DENMARK = {"country": "DK", "city": "Aarhus", "latitude": 56.16, "longitude": 10.2, "precision": "city"}


@pytest.fixture
def gardens() -> None:
    publish(title="Garden of Malmö", slug="garden-of-malmö", places=[SWEDEN], tags=["garden"])
    publish(title="Garden of Aarhus", places=[DENMARK], tags=["garden"])
    publish("project", title="Kitchen project", places=[SWEDEN])


def titles(page: str) -> list[str]:
    """The results of a list, in order."""
    hits = page.split('<ol class="hits">')[1].split("</ol>", maxsplit=1)[0]
    found = re.findall(r"<h3[^>]*><a[^>]*>(.*?)</a></h3>", hits)
    return [re.sub(r"<[^>]+>", "", title) for title in found]


@pytest.mark.usefixtures("gardens")
def test_the_search_shows_every_kind_and_a_list_only_its_own(read):
    assert sorted(titles(read("/en/search/"))) == ["Garden of Aarhus", "Garden of Malmö", "Kitchen project"]
    assert titles(read("/en/projects/")) == ["Kitchen project"]


@pytest.mark.usefixtures("gardens")
def test_the_heading_counts_all_results(read):
    assert ">2 results for “garden”</h2>" in read("/en/search/?q=garden")
    assert ">2 träffar på ”garden”</h2>" in read("/sv/search/?q=garden")
    assert ">1 result</h2>" in read("/en/organisations/?country=SE")
    assert ">3 entries</h2>" in read("/en/search/")


@pytest.mark.usefixtures("gardens")
def test_a_box_says_how_many_results_its_value_has(read):
    page = read("/en/search/?country=SE")

    boxes = re.findall(r'name="country" value="(\w+)" form="filters"( checked)?', page)
    assert sorted(boxes) == [("DK", ""), ("SE", " checked")]


@pytest.mark.usefixtures("gardens")
def test_a_chip_leads_to_the_search_without_its_filter(read):
    page = read("/en/search/?q=garden&country=SE")

    assert re.findall(r'<a class="chip" href="([^"]+)"', page) == ["/en/search/?q=garden"]
    assert '<a class="chips-clear" href="/en/search/?q=garden"' in page


@pytest.mark.usefixtures("gardens")
@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/en/search/?country=QQ", "“QQ” is no value of the filter “Country”."),
        ("/en/search/?colour=red", "There is no parameter “colour”."),
        ("/en/organisations/?page=99", "There is no page 99"),
        ("/sv/search/?colour=red", "Det finns ingen parameter ”colour”."),
    ],
)
def test_what_cannot_be_understood_is_said(read, address, words):
    page = read(address)

    assert words in page
    assert '<meta name="robots" content="noindex, follow">' in page


def test_of_a_long_search_the_page_says_how_much_is_searched_for(read):
    said = "Only the first 24 words and 400 characters are searched for."

    assert said in read(f"/en/search/?q={'garden+' * 60}")
    assert said not in read("/en/search/?q=garden")


@pytest.mark.usefixtures("gardens")
def test_words_that_only_follow_visitors_are_ignored(read):
    page = read("/en/search/?utm_source=letter&fbclid=x&q=project")

    assert titles(page) == ["Kitchen project"]
    assert "There is no parameter" not in page
    assert "utm_source" not in page


@pytest.mark.usefixtures("gardens")
def test_htmx_gets_the_part_of_the_page_that_changes(client):
    whole = client.get("/en/search/?q=garden")
    part = client.get("/en/search/?q=garden", headers={"HX-Request": "true"})

    assert titles(part.content.decode()) == titles(whole.content.decode())
    assert "<html" in whole.content.decode()
    assert "<html" not in part.content.decode()
    assert 'id="facets"' in part.content.decode()
    assert "HX-Request" in whole["Vary"]
    assert whole["ETag"] != part["ETag"]


@pytest.mark.usefixtures("gardens")
def test_an_empty_result_shows_ways_that_lead_somewhere(read):
    page = read("/en/organisations/?q=garden&country=SE&tag=garden&type=ngo")

    ways = page.split('<div class="empty">')[1].split("</div>")[0]
    links = re.findall(r'href="([^"]+)"', ways)
    assert 1 <= len(links) <= 3
    for link in links:
        assert titles(read(link.replace("&amp;", "&"))) != []


@pytest.mark.usefixtures("gardens")
def test_a_list_names_its_feed_its_map_and_its_address(read):
    page = read("/en/organisations/?country=SE&utm_source=x")

    assert 'href="/feeds/en/organisations.atom?country=SE"' in page
    assert (
        'href="/en/map/?country=SE&amp;kind=organisation"' in page
        or 'href="/en/map/?kind=organisation&amp;country=SE"' in page
    )
    assert '<link rel="canonical" href="http://127.0.0.1:8000/en/organisations/?country=SE">' in page
    assert 'hreflang="da" href="http://127.0.0.1:8000/da/organisations/?country=SE"' in page


def test_long_lists_come_in_pages_of_25_that_know_their_neighbours(read):
    for number in range(51):
        publish(title=f"Entry {number:02}")

    second = read("/en/organisations/?sort=name&page=2")

    assert titles(second) == [f"Entry {number:02}" for number in range(25, 50)]
    assert re.findall(r'<link rel="(prev|next)" href="([^"]+)"', second) == [
        ("prev", "/en/organisations/?sort=name"),
        ("next", "/en/organisations/?sort=name&amp;page=3"),
    ]


@pytest.mark.usefixtures("gardens")
def test_a_form_without_script_keeps_what_no_field_shows(read):
    page = read("/en/search/?q=garden&updated_since=2020-01-01")

    assert '<input type="hidden" form="filters" name="updated_since" value="2020-01-01">' in page


@pytest.mark.usefixtures("gardens")
def test_words_of_the_search_are_marked_and_nothing_else_is_markup(read):
    publish(title="Garden <b>bold</b>")

    page = read("/en/search/?q=garden")

    assert "<mark>Garden</mark>" in page
    assert "<b>bold</b>" not in page
    assert "&lt;b&gt;" in page


@pytest.mark.usefixtures("gardens")
def test_the_map_of_a_search_has_its_list_beside_it(read):
    page = read("/en/map/?q=garden")

    assert sorted(titles(page)) == ["Garden of Aarhus", "Garden of Malmö"]
    assert "Map of Europe with 2 results that have a place" in page
    assert 'data-map="/api/v1/map/?q=garden&amp;lang=en"' in page
