"""The values of a long filter are found by their names."""

import re

import pytest

from directory.search.catalogue import FACETS
from tests.directory.search.conftest import publish_all
from tests.factories.entries import document, publish


def labels(page: str) -> list[str]:
    return re.findall(r'<a class="tag" href="[^"]*">(.*?)(?:&nbsp;|<span)', page)


@pytest.fixture
def tagged(db: None) -> None:
    publish(title="One", tags=["repair café", "food", "slow food"])
    publish_all(
        document("project", title="Two", tags=["food", "Café culture"]),
        document(title="Three", tags=["food", "seafood"]),
    )


def test_the_page_lists_every_value_most_used_first_with_the_search_for_it(read, tagged):
    page = read("/en/search/filter/tag/?q=")
    assert labels(page) == ["food", "Café culture", "repair café", "seafood", "slow food"]
    assert 'href="/en/search/?tag=food"' in page
    assert "noindex" in page


def test_a_value_is_found_by_the_beginning_of_any_of_its_words_accents_or_none(read, tagged):
    assert labels(read("/en/search/filter/tag/?find=cafe")) == ["Café culture", "repair café"]
    assert labels(read("/en/search/filter/tag/?find=food+sl")) == ["slow food"]
    assert "No value with this name" in read("/en/search/filter/tag/?find=zebra")


def test_the_rest_of_the_search_stays_in_force_and_counts(read, tagged):
    page = read("/en/search/filter/tag/?kind=project&find=food")
    assert labels(page) == ["food"]
    assert 'href="/en/search/?kind=project&amp;tag=food"' in page
    assert '<input type="hidden" name="kind" value="project">' in page


def test_what_is_chosen_stands_apart_and_can_be_taken_away(read, tagged):
    page = read("/en/search/filter/tag/?tag=food&find=cafe")
    assert labels(page.split("Chosen")[1])[1:] == ["Café culture", "repair café"]
    assert re.search(r'href="/en/search/\?"[^>]*>.*?food', page.split("Chosen")[1], re.DOTALL)


def test_the_panel_gets_boxes_of_its_form_without_what_is_chosen(read, tagged):
    part = read("/en/search/filter/tag/?tag=food&find=food", **{"HX-Request": "true"})
    assert re.findall(r'id="(found-tag-[^"]*)" name="tag"', part) == ["found-tag-slow-food"]
    assert 'form="filters"' in part
    assert "1 value found" in part
    assert "<html" not in part


def test_only_filters_have_such_a_page(client, tagged):
    assert client.get("/en/search/filter/q/").status_code == 404
    for facet in FACETS:
        assert client.get(f"/en/search/filter/{facet}/").status_code == 200


@pytest.mark.parametrize("text", ["%00", "x" * 3000, "%F0%9F%98%80", "' OR 1=1", "%D9%85"])
def test_no_text_is_an_error(client, tagged, text):
    assert client.get(f"/en/search/filter/tag/?find={text}").status_code == 200


def test_only_a_filter_that_is_folded_has_a_field_to_find_in(read, tagged):
    assert "data-find-value" not in read("/en/search/")
    publish_all(*(document(title=f"More {n}", tags=[f"tag {n}"]) for n in range(9)))
    page = read("/en/organisations/?country=")
    (address,) = re.findall(r'hx-get="([^"]*)" hx-trigger="input', page)
    assert address == "/en/search/filter/tag/?kind=organisation"
    assert "Find among 13" in page
    assert page.index('href="/en/search/filter/tag/?kind=organisation"') > 0
