"""The addresses that a page says of itself: canonical, in the other languages, as a feed, on the map."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from sinet.common import navigation


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def joined(path: str, query: str) -> str:
    """A path with a query that may be "?" alone."""
    return path + ("" if query == "?" else query)


def alternates(path: str) -> list[navigation.LanguageLink]:
    """The same page in every language; the words of its address do not change."""
    return navigation.languages_of(path)


def feed_url(kinds: str = "entries", query: str = "?") -> str:
    """The Atom feed of a search in the language of the page; `kinds` is the plural word of the list."""
    return joined(reverse("site:feed", kwargs={"language": get_language() or "en", "kinds": kinds}), query)
