from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinet.common.urls import MAX_LENGTH, clean_url, display_host


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("https://example.org", "https://example.org"),
        (" HTTP://Example.ORG:80/Path?q=1#a ", "http://example.org/Path?q=1#a"),
        ("www.example.org/om", "https://www.example.org/om"),
        ("example.org:8080/x", "https://example.org:8080/x"),
        ("https://smørrebrød.dk/ål", "https://smørrebrød.dk/%C3%A5l"),
        ("https://xn--smrrebrd-64af.dk/", "https://xn--smrrebrd-64af.dk/"),
        ("https://пример.рф/%20?x=%C3%A5", "https://пример.рф/%20?x=%C3%A5"),
    ],
)
def test_an_address_of_the_web_is_kept_in_its_normal_form(text: str, cleaned: str) -> None:
    assert clean_url(text) == cleaned
    assert clean_url(cleaned) == cleaned


@pytest.mark.parametrize(
    "text",
    [
        *("", "update6", "http://localhost/", "https://user:pw@example.org/", "https://example.org@evil.org"),
        *(
            "javascript:alert(1)",
            "mailto:a@example.org",
            "ftp://example.org",
            "//",
            "http://",
            "https://a..b",
        ),
        *("http://127.0.0.1/", "http://[::1]/", "http://1.2.3.4", "http://a b.org", "http://a.org\\@b.org"),
        *(
            "http://-a.org",
            "http://a-.org",
            "http://example.org:99999",
            "http://a.org/\nb",
            "http://a.org/<b>",
        ),
        *("http://exa\u202emple.org", "https://a.org/" + "x" * MAX_LENGTH, "http://[", "http://a.123"),
    ],
)
def test_anything_else_is_no_address(text: str) -> None:
    assert clean_url(text) is None


@given(st.one_of(st.text(), st.text().map("https://{}".format), st.text().map("https://a.org/{}".format)))
def test_what_is_kept_is_always_a_short_web_address(text: str) -> None:
    cleaned = clean_url(text)

    if cleaned is not None:
        parts = urlsplit(cleaned)
        assert parts.scheme in {"http", "https"}
        assert "." in (parts.hostname or "")
        assert parts.username is None
        assert len(cleaned) <= MAX_LENGTH
        assert clean_url(cleaned) == cleaned


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://www.example.org/a", "example.org"),
        ("https://xn--smrrebrd-64af.dk/", "smørrebrød.dk"),
        ("https://xn--pypal-4ve.com", "xn--pypal-4ve.com"),
        ("http://[", ""),
    ],
)
def test_a_host_is_shown_as_people_know_it(url: str, shown: str) -> None:
    assert display_host(url) == shown
