"""Spreadsheets: what a jury or an office goes on working with."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final

import xlsxwriter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from funding.browse.matching import initiative_rows, opportunity_of

_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST: Final = 1000
_WIDEST: Final = 60
"""Characters."""


@never_cache
@require_safe
def initiatives_sheet(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """The initiatives that fit a call or funder, a line each, with empty columns for the jury."""
    entry, opportunity = opportunity_of(kind, slug)
    head = [
        _("Name"), _("Kind"), _("Where"), _("Points"), _("Met"), _("Missed"), _("Evidence"), _("Last confirmed"),
        _("Changed"), _("Summary"), _("Address"), _("Jury: points"), _("Jury: remarks"),
    ]  # fmt: skip
    lines = (
        [
            row["title"],
            row["kind_label"],
            row["place"],
            row["score"],
            ", ".join(row["met"]),
            ", ".join(row["missed"]),
            row["evidence"],
            row["verified_on"],
            row["updated_at"].date(),
            row["summary"],
            settings.SITE_URL + row["url"],
            "",
            "",
        ]
        for row in initiative_rows(opportunity, get_language() or "en", most=_MOST)
    )
    return sheet(f"sinet-{entry.slug[:60]}", _("Initiatives that fit"), head, lines)


def sheet(name: str, title: str, head: Sequence[str], lines: Iterable[Sequence[Any]]) -> HttpResponse:
    """A workbook of one sheet. Texts stay texts, whatever they begin with: none of them is taken for a formula."""
    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        page = book.add_worksheet(title[:31])
        page.freeze_panes(1, 1)
        page.write_row(0, 0, head, bold)
        widths = [len(text) for text in head]
        for number, line in enumerate(lines, start=1):
            for column, value in enumerate(line):
                _write(page, number, column, value, day)
                widths[column] = min(_WIDEST, max(widths[column], len(str(value or ""))))
        for column, width in enumerate(widths):
            page.set_column(column, column, width + 2)
    response = HttpResponse(file.getvalue(), content_type=_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name.encode("ascii", "ignore").decode()}.xlsx"'
    return response


def _write(page: Any, row: int, column: int, value: Any, day: Any) -> None:
    if isinstance(value, date) and not isinstance(value, datetime):
        page.write_datetime(row, column, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001 - a day
    elif isinstance(value, int | float):
        page.write_number(row, column, value)
    elif value:
        page.write_string(row, column, str(value))
