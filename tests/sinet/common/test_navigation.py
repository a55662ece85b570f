import pytest
from django.test import RequestFactory
from django.utils import translation

from sinet.common import navigation


@pytest.mark.parametrize("group", navigation.GROUPS)
def test_every_link_of_the_menus_leads_somewhere(group: str) -> None:
    assert [link.section for link in navigation.links(group)] == [name for name, _, _ in navigation.GROUPS[group]]


def test_a_link_to_a_page_that_is_not_installed_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(navigation.GROUPS, "of this test", (("map", "nowhere:map", "Map"),))
    assert navigation.links("of this test") == []


def test_links_of_the_menus_carry_the_language_of_the_page() -> None:
    with translation.override("da"):
        assert all(link.url.startswith("/da/") for link in navigation.links("main"))
        assert navigation.home_url() == "/da/"


def test_the_same_address_is_offered_in_every_language() -> None:
    request = RequestFactory().get("/sv/search/?q=v%C3%A5rd&kind=case")
    with translation.override("sv"):
        found = navigation.language_links(request)
    assert [(link.code, link.name, link.url, link.current) for link in found] == [
        ("en", "English", "/en/search/?q=v%C3%A5rd&kind=case", False),
        ("sv", "svenska", "/sv/search/?q=v%C3%A5rd&kind=case", True),
        ("da", "dansk", "/da/search/?q=v%C3%A5rd&kind=case", False),
    ]
    assert found[0].absolute_url == "http://127.0.0.1:8000/en/search/?q=v%C3%A5rd&kind=case"


@pytest.mark.parametrize("address", ["/admin/", "/", "/english/", "/api/v1/entries/"])
def test_an_address_without_a_language_is_offered_in_none(address: str) -> None:
    assert navigation.language_links(RequestFactory().get(address)) == []


def test_without_a_request_no_language_is_offered() -> None:
    assert navigation.language_links(None) == []
