"""Where the money goes: one page of charts, each with its table and its file."""

import csv
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from directory.browse import addresses
from funding.insight import figures
from funding.insight.charts import CHARTS, Chart, euro
from sinet.common.collation import collation_for, sort_key
from sinet.common.languages import country_name
from sinet.common.money import EURO, short
from sinet.common.numbers import decimal
from sinet.common.public import QUARTER, public_page, this_quarter

_MOST_CELLS: Final = 60
"""Lines of a table that the page shows; the file has them all."""


@public_page
def money(request: HttpRequest) -> HttpResponse:
    language, at, country = get_language() or "en", _now(), _country(request)
    found = figures.totals(at, country)
    title = _("Where the money goes")
    heading = f"{title}: {country_name(country, language)}" if country else title
    shown = [key for key in CHARTS if not (country and key == "country")]
    path = f"{request.path}?country={country}" if country else request.path
    context = {
        "section": "funding",
        "page_title": heading,
        "heading": heading,
        "crumbs": [{"label": title, "url": request.path}, {"label": country_name(country, language), "url": ""}]
        if country
        else [{"label": title, "url": ""}],
        "canonical": addresses.absolute(path),
        "alternates": addresses.alternates(path),
        "country": country,
        "countries": _countries(at, language),
        "share": f"{decimal(100 * found.funded / found.initiatives, 1)} %" if found.initiatives else "–",
        "totals": found,
        "euro": euro(found.euro, language),
        "euro_in_short": short(found.euro, EURO, language),
        "charts": [_with_cells(CHARTS[key](at, language, country), language) for key in shown],
        "most": _MOST_CELLS,
        "on": at.date(),
    }
    return render(request, "funding/money.html", context)


@public_page
def data(request: HttpRequest, key: str) -> HttpResponse:
    """The numbers of one chart as CSV (RFC 4180, UTF-8 with a mark that spreadsheets look for)."""
    if key not in CHARTS:
        raise Http404
    chart = CHARTS[key](_now(), get_language() or "en", _country(request))
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(chart.head)
    writer.writerows([[_plain(value) for value in line] for line in chart.lines])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    name = "-".join(filter(None, ("sinet-funding", key, chart.country)))
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _country(request: HttpRequest) -> str:
    """The country that is asked for, or "" for all. Raises Http404 where there is no such country."""
    code = request.GET.get("country", "").upper()
    if code and country_name(code, "en") == code:
        raise Http404
    return code


def _countries(at: datetime, language: str) -> list[tuple[str, str]]:
    """The countries that something is known of, by name."""
    named = [(row.value, country_name(row.value, language)) for row in figures.by_value("country", at)]
    return sorted(named, key=lambda pair: sort_key(pair[1], collation_for(language)))


def _now() -> datetime:
    """The beginning of this quarter of an hour: so exactly the page says which calls are open."""
    return datetime.fromtimestamp(this_quarter() * QUARTER, UTC)


def _plain(value: Any) -> Any:
    """As a file gives it. A text that a spreadsheet would take for a formula begins with an apostrophe."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@"):
        return f"'{value}"
    return "" if value is None else value


def _with_cells(chart: Chart, language: str) -> Chart:
    for line in chart.lines[:_MOST_CELLS]:
        chart.cells.append([_shown(value, language) for value in line])
    return chart


def _shown(value: Any, language: str) -> str:
    if value is None:
        return "–"
    if isinstance(value, Decimal):
        return euro(value, language)
    if isinstance(value, float):
        return decimal(value, 1)
    return decimal(value) if isinstance(value, int) else str(value)
