"""Lists of each kind, and the search over all kinds."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from directory.browse import addresses
from directory.browse.beside import DrawnMap, beside
from directory.browse.cards import card_of
from directory.browse.filters import Filters, filters_of
from directory.choices import Kind
from directory.extensions import ListOf, registry
from directory.search import Results, search
from sinet.common.features import may_locate
from sinet.common.numbers import decimal
from sinet.common.pager import pager
from sinet.common.public import is_part, public_page

PAGE_SIZE = 25
_LONGEST_REPEATED: Final = 100


@public_page
@may_locate
def results_page(request: HttpRequest, kind: str | None = None, one: ListOf | None = None) -> HttpResponse:
    """A page of results, of every kind, of one, or of one list; to htmx only the part that changes.

    The same address gives both.
    """
    kind, fixed = (one.kind.value, one.fixed) if one else (kind, ())
    results = search(request.GET, kind=kind, fixed=fixed, language=get_language() or "en", page_size=PAGE_SIZE)
    template = "browse/_listing.html" if is_part(request) else "browse/entry_list.html"
    response = render(request, template, listing_context(results, request.path, one))
    if results.took_too_long:
        response.status_code = 503  # explained on the page, and kept by no cache
        response["Retry-After"] = "10"
    return response


def listing_context(results: Results, path: str, one: ListOf | None = None) -> dict[str, Any]:
    """All that the page of a search draws; `path` is the page's own."""
    kind = Kind(results.kind) if results.kind else None
    filters, around = filters_of(results, path), beside(results)
    title = str(one.title if one else kind.plural if kind else _("Search"))
    hits = [card_of(card, results.language) for card in results.cards()]
    return {
        "section": "explore",
        "action": path,
        "page_title": _page_title(results, title),
        "heading": title,
        "crumbs": [{"label": title, "url": ""}],
        "results": results,
        "total_heading": total_heading(results),
        "hits": hits,
        "filters": filters,
        "facet_panel": around.facets,
        "hidden": around.hidden,
        "empty": _ways_out(results, path),
        "also": _also_searched(results, path),
        "meant": _meant(results, path),
        "pager": pager(results.page.number, results.page.count, lambda number: path + results.page_query(number)),
        "map": results_map(results, around.map),
        "map_page_url": addresses.joined(reverse("directory:map"), _any_kind_query(results)),
        "feed_url": addresses.feed_url(one.path if one else kind.path if kind else "entries", results.query),
        "calendar_url": _calendar_url(results),
        "alert_url": addresses.joined(reverse("contact:alert-search"), _any_kind_query(results)),
        "suggest_url": reverse("api:suggest") + f"?lang={results.language}",
        **_address_context(results, path, filters),
    }


def total_heading(results: Results) -> str:
    """ "214 results for “employment”", or how many entries there are where nothing is asked."""
    total, count = results.total, decimal(results.total)
    if results.q:
        words = ngettext("%(count)s result for “%(words)s”", "%(count)s results for “%(words)s”", total)
        return words % {"count": count, "words": in_short(results.q)}
    if results.is_filtered:
        return ngettext("%(count)s result", "%(count)s results", total) % {"count": count}
    return ngettext("%(count)s entry", "%(count)s entries", total) % {"count": count}


def in_short(words: str) -> str:
    """What is searched for as headings repeat it; the field shows the whole of it."""
    return Truncator(words).chars(_LONGEST_REPEATED)


def results_map(results: Results, drawn: DrawnMap) -> dict[str, Any]:
    """The drawn map of a search with the address from which the script reads more."""
    query = _any_kind_query(results)
    joint = "" if query == "?" else "&"
    return {
        "dots": drawn.dots,
        "summary": drawn.summary,
        "data_url": f"{reverse('api:map')}{query}{joint}lang={results.language}",
        "without_point": drawn.without_point,
        "shown": drawn.shown,
    }


def _any_kind_query(results: Results) -> str:
    """The search as an address of the pages that show every kind."""
    return results.with_query(kind=results.kind, **results.asked.fixed) if results.kind else results.query


def _calendar_url(results: Results) -> str:
    """The list as iCalendar, of a kind that is told by time."""
    name = registry.shape(results.kind).calendar if results.kind else ""
    return addresses.joined(reverse(name), results.with_query(sort=None)) if name else ""


def _ways_out(results: Results, path: str) -> dict[str, Any] | None:
    if results.total:
        return None
    words = results.q
    heading = _("Nothing found for “%(words)s”") % {"words": in_short(words)} if words else _("Nothing found")
    ways = [{"label": way.label, "url": path + way.query, "count": way.count} for way in results.wider()]
    text = _("This would find something:") if ways else _("Try fewer or other words, or fewer filters.")
    return {"heading": heading, "text": text, "suggestions": ways}


def _also_searched(results: Results, path: str) -> dict[str, Any] | None:
    """The other names that are searched for, with the link that switches them off, or on again."""
    if not results.also_searched:
        return None
    switch = results.with_query(exact=None if results.is_exact else "1")
    return {"names": ", ".join(results.also_searched), "exact": results.is_exact, "switch_url": path + switch}


def _meant(results: Results, path: str) -> dict[str, Any] | None:
    way = results.meant()
    return {"label": way.label, "url": path + way.query, "count": way.count} if way else None


def _page_title(results: Results, title: str) -> str:
    parts = [f"“{in_short(results.q)}”" if results.q else "", title]
    if results.page.number > 1:
        parts.append(_("page %(number)s") % {"number": decimal(results.page.number)})
    return " – ".join(part for part in parts if part)


def _address_context(results: Results, path: str, filters: Filters) -> dict[str, Any]:
    """Canonical address and neighbours; searches and deep combinations of filters stay out of search engines."""
    page = results.page
    canonical = path + results.page_query(page.number) if page.number > 1 else addresses.joined(path, results.query)
    deep = bool(results.q) or len(filters.chips) > 1 or bool(results.errors)
    return {
        "canonical": addresses.absolute(canonical),
        "alternates": addresses.alternates(canonical),
        "robots": "noindex, follow" if deep else "",
        "previous_url": path + results.page_query(page.number - 1) if page.has_previous else "",
        "next_url": path + results.page_query(page.number + 1) if page.has_next else "",
    }
