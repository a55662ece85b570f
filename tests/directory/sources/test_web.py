import pytest

from directory.sources.web import address, addresses, host


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("www.bilsp.org", "http://www.bilsp.org"),
        ("hedona.hr", "http://hedona.hr"),
        ("WWW.INTERFACEFLOR.EU", "http://www.interfaceflor.eu"),
        ("http://www.gemeinschaftsgärten.tirol/gaerten/", "http://www.gemeinschaftsgärten.tirol/gaerten/"),
        ("www.http://naehcafe-innsbruck.blogspot.co.at/", "http://naehcafe-innsbruck.blogspot.co.at/"),
        ("www.facebook.com/Crumbs-Bakes.", "http://www.facebook.com/Crumbs-Bakes"),
        ("https://Example.org:8443/A?b=C", "https://example.org:8443/A?b=C"),
        ("update6", None),
        ("-", None),
        ("www.sozialmarkt.kufstein.a", None),
        ("info@example.org", None),
        ("javascript:alert(1)", None),
        ("http://user@example.org/", None),
        ("http://[broken/", None),
    ],
)
def test_a_word_becomes_an_address_with_a_scheme_or_nothing(typed: str, url: str | None) -> None:
    assert address(typed) == url


@pytest.mark.parametrize(
    ("field", "urls"),
    [
        ("www.patim.org https://www.facebook.com/patim.org/ @patimcs", 2),
        ("https://www.facebook.com/unpisoadelante/ ; www.unpisoadelante.com", 2),
        ("Place2Be, 13/14 Angel Gate, 326 City Road, London EC1V 2PT", 0),
        ("\xa0", 0),
        ("https://example.org/a,b;c?x=1;jsessionid=2", 1),
        ("https://a.example.org;https://b.example.org;https://a.example.org", 2),
    ],
)
def test_every_address_of_a_field_is_found_once(field: str, urls: int) -> None:
    assert len(addresses(field).urls) == urls


def test_what_stands_beside_an_address_is_told_but_not_a_handle():
    assert addresses("https://www.facebook.com/setempv @setempv").rest == ""
    assert addresses("Essbare Stadt Wels").rest == "Essbare Stadt Wels"


def test_a_quoted_passage_is_no_part_of_an_address():
    assert addresses("https://example.org/a#:~:text=Abstract,European%20Convention").urls == ["https://example.org/a"]


def test_the_host_is_named_without_www():
    assert host("https://www.example.org/x") == "example.org"
