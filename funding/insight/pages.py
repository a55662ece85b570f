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
from sinet.common.money import EURO, short
from sinet.common.numbers import decimal
from sinet.common.public import QUARTER, public_page, this_quarter

_MOST_CELLS: Final = 60
"""Lines of a table that the page shows; the file has them all."""


@public_page
def money(request: HttpRequest) -> HttpResponse:
    language, at = get_language() or "en", _now()
    found = figures.totals(at)
    title = _("Where the money goes")
    charts = [_with_cells(make(at, language), language) for make in CHARTS.values()]
    context = {
        "section": "funding",
        "page_title": title,
        "heading": title,
        "crumbs": [{"label": title, "url": ""}],
        "canonical": addresses.absolute(request.path),
        "alternates": addresses.alternates(request.path),
        "share": f"{decimal(100 * found.funded / found.initiatives, 1)} %" if found.initiatives else "–",
        "totals": found,
        "euro": euro(found.euro, language),
        "euro_in_short": short(found.euro, EURO, language),
        "charts": charts,
        "most": _MOST_CELLS,
        "on": at.date(),
    }
    return render(request, "funding/money.html", context)


@public_page
def data(request: HttpRequest, key: str) -> HttpResponse:
    """The numbers of one chart as CSV (RFC 4180, UTF-8 with a mark that spreadsheets look for)."""
    if key not in CHARTS:
        raise Http404
    chart = CHARTS[key](_now(), get_language() or "en")
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(chart.head)
    writer.writerows([[_plain(value) for value in line] for line in chart.lines])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="sinet-funding-{key}.csv"'
    return response


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
    return decimal(value) if isinstance(value, int) and not 1500 < value < 2200 else str(value)
