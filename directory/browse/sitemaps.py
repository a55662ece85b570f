"""sitemap.xml in parts: one for the pages of words, one for each stretch of entries, every language in each."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final
from urllib.parse import quote

from django.conf import settings
from django.db.models import F, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import override

from directory.choices import VOCABULARY_RULES, Kind
from directory.extensions import registry
from directory.models import Entry, Term, Vocabulary
from sinet.common.public import public_page

STRETCH: Final = 5000
"""Entry keys in one part: with three languages far below the 50,000 addresses that a part may hold."""
_PAGES: Final = "home search map vocabularies tags about how-it-works accessibility privacy licences api-guide".split()
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SCHEMA: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """The list of parts, each with the moment of its last change."""
    rows = (
        Entry.objects.public()
        .order_by()
        .annotate(part=F("pk") / STRETCH)
        .values_list("part")
        .annotate(changed=Max("updated_at"))
        .order_by("part")
    )
    parts = [_part_of_index("pages", None), *(_part_of_index(f"entries-{n}", at) for n, at in rows)]
    return _xml(f'<sitemapindex xmlns="{_SCHEMA}">\n{"".join(parts)}</sitemapindex>\n')


@public_page
def part(request: HttpRequest, part: str) -> HttpResponse:
    """The addresses of one part: "pages", or "entries-" and the number of a stretch."""
    name, _dash, number = part.partition("-")
    if part != "pages" and (name != "entries" or not number.isdecimal() or len(number) > 9):
        raise Http404
    addresses = _page_addresses() if part == "pages" else _entry_addresses(int(number))
    body = "".join(_address(languages, changed) for languages, changed in addresses)
    if not body:
        raise Http404
    names = f'xmlns="{_SCHEMA}" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    return _xml(f"<urlset {names}>\n{body}</urlset>\n")


Address = tuple[dict[str, str], datetime | None]
"""A page by language, and when it changed."""


def _page_addresses() -> Iterator[Address]:
    names: list[tuple[str, dict[str, str]]] = [(f"directory:{name}", {}) for name in _PAGES]
    names += [(f"directory:{kind.value}-list", {}) for kind in Kind]
    names += [(f"directory:{one.name}-list", {}) for one in registry.lists]
    names += [(name, {}) for name in registry.pages]
    keys = Vocabulary.objects.filter(key__in=VOCABULARY_RULES).values_list("key", flat=True)
    names += [("directory:vocabulary", {"key": key}) for key in keys]
    terms = Term.objects.current().values_list("vocabulary_id", "key")
    names += [("directory:term", {"vocabulary": vocabulary, "key": key}) for vocabulary, key in terms]
    for name, arguments in names:
        yield _in_languages(name, arguments), None


def _entry_addresses(stretch: int) -> Iterator[Address]:
    patterns = {kind.value: _in_languages(f"directory:{kind.value}-detail", {"slug": "-"}) for kind in Kind}
    rows = (
        Entry.objects.public()
        .filter(pk__gte=stretch * STRETCH, pk__lt=(stretch + 1) * STRETCH)
        .order_by("pk")
        .values_list("kind", "slug", "updated_at")
    )
    for kind, slug, changed in rows:
        yield {code: url[:-2] + quote(slug) + "/" for code, url in patterns[kind].items()}, changed


def _in_languages(name: str, arguments: dict[str, str]) -> dict[str, str]:
    found = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found[code] = settings.SITE_URL + reverse(name, kwargs=arguments)
    return found


def _address(languages: dict[str, str], changed: datetime | None) -> str:
    """One <url> for each language, each naming all of them."""
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{escape(url)}"/>' for code, url in languages.items()
    )
    return "".join(f"<url><loc>{escape(url)}</loc>{_changed(changed)}{others}</url>\n" for url in languages.values())


def _part_of_index(name: str, changed: datetime | None) -> str:
    url = settings.SITE_URL + reverse("site:sitemap-part", kwargs={"part": name})
    return f"<sitemap><loc>{escape(url)}</loc>{_changed(changed)}</sitemap>\n"


def _changed(moment: datetime | None) -> str:
    return f"<lastmod>{moment.isoformat(timespec='seconds')}</lastmod>" if moment else ""


def _xml(body: str) -> HttpResponse:
    return HttpResponse(_HEAD + body, content_type="application/xml; charset=utf-8")
