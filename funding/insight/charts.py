"""Each chart states its finding, draws it, and has the numbers beside it as a table and as a file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import partial
from operator import attrgetter
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.search.follower import reading
from funding.insight import figures
from funding.insight.flows import Drawing, draw
from sinet.common.languages import country_name
from sinet.common.money import EURO, display
from sinet.common.numbers import decimal

_BARS: Final = 12
_ELEMENTS: Final = ("identify", "mobilise", "ideate", "realise", "change")
_MOST_LINES: Final = 1000


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    value: str
    percent: float
    """Of the longest bar, 0 to 100."""
    part: float | None = None
    """Of the longest bar: the darker piece at its beginning."""
    element: int | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """One figure. Lines hold plain values, as a file gives them; pages show them in the reader's language."""

    key: str
    finding: str
    note: str
    head: Sequence[str]
    lines: Sequence[Sequence[Any]]
    bars: Sequence[Bar] = ()
    legend: Sequence[str] = ()
    drawing: Drawing | None = None
    country: str = ""
    """The one that it is about, if it is about one only."""
    cells: list[list[str]] = field(default_factory=list)

    @property
    def words(self) -> int:
        """So many columns, the first ones, hold words; the others hold numbers."""
        first = self.lines[0] if self.lines else ()
        return max(1, next((at for at, value in enumerate(first) if not isinstance(value, str)), len(first)))

    @property
    def csv_url(self) -> str:
        url = reverse("funding:money-data", args=[self.key])
        return f"{url}?country={self.country}" if self.country else url


def euro(amount: Decimal, language: str) -> str:
    return display(Decimal(amount).quantize(Decimal(1)), EURO, language)


def _named(word: str, value: str, language: str) -> str:
    if not value:
        return _("Not known")
    if word == "country":
        return country_name(value, language)
    return reading().catalogue.label(word, value, language)


def _share(part: int, whole: int) -> str:
    return f"{decimal(100 * part / whole, 1)} %" if whole else "–"


def gap(word: figures.Word, at: datetime, language: str, country: str) -> Chart:
    """Initiatives, and how many of them have known funding, by country, theme or step."""
    rows = figures.by_value(word, at, country)
    if word == "element":
        rows.sort(key=lambda row: _ELEMENTS.index(row.value) if row.value in _ELEMENTS else len(_ELEMENTS))
    columns = _columns_of_gap(word, language)
    return Chart(
        key=word,
        finding=_finding_of_gap(word, rows, language),
        note=_(
            "Organisations and projects, and among them those with known funding: a grant, or an entry that funds them."
        ),
        head=[heading for heading, _value in columns],
        lines=[tuple(value(row) for _heading, value in columns) for row in rows],
        bars=_bars_of_gap(word, rows, language, country),
        country=country,
        legend=[_("With known funding"), _("All initiatives")],
    )


def _columns_of_gap(word: figures.Word, language: str) -> list[tuple[str, Callable[[figures.Row], Any]]]:
    """The columns of the table: heading, and what stands below it."""
    heading = {"country": _("Country"), "theme": _("Theme"), "element": _("Process step")}[word]
    return [
        (heading, lambda row: _named(word, row.value, language)),
        (_("Initiatives"), attrgetter("initiatives")),
        (_("With known funding"), attrgetter("funded")),
        (_("Share (%)"), attrgetter("share")),
        (_("Funders"), attrgetter("funders")),
        (_("Open calls"), attrgetter("calls")),
        (_("Grants"), attrgetter("grants")),
        (_("Grants (euro)"), attrgetter("euro")),
    ]


def _bars_of_gap(word: figures.Word, rows: list[figures.Row], language: str, country: str) -> list[Bar]:
    """A bar for each of the first values that have initiatives, each leading to them."""
    longest = max((row.initiatives for row in rows), default=0) or 1
    search = f"{reverse('directory:search')}?" + (f"country={country}&" if country else "")
    return [
        _bar_of_gap(row, _named(word, row.value, language), longest, f"{search}{word}={row.value}")
        for row in [row for row in rows if row.initiatives][:_BARS]
    ]


def _bar_of_gap(row: figures.Row, label: str, longest: int, url: str) -> Bar:
    return Bar(
        label=label,
        value=f"{decimal(row.funded)} / {decimal(row.initiatives)} · {_share(row.funded, row.initiatives)}",
        percent=100 * row.initiatives / longest,
        part=100 * row.funded / longest,
        element=_ELEMENTS.index(row.value) + 1 if row.value in _ELEMENTS else None,
        url=url,
    )


def _finding_of_gap(word: figures.Word, rows: list[figures.Row], language: str) -> str:
    there = [row for row in rows if row.initiatives]
    without = sum(not row.funded for row in there)
    if not there:
        return {
            "country": _("No initiatives yet"),
            "theme": _("No initiative with a theme yet"),
            "element": _("No initiative with a process step yet"),
        }[word]
    most = max(there, key=lambda row: (row.funded, row.initiatives))
    name = _named(word, most.value, language)
    if word == "country" and not without:
        return _("In every country with initiatives at least one has known funding")
    if word == "country":
        text = ngettext(
            "In %(n)d of %(all)d country no initiative has known funding",
            "In %(n)d of %(all)d countries no initiative has known funding",
            len(there),
        )
        return text % {"n": without, "all": len(there)}
    if not most.funded:
        return {
            "theme": _("No theme has an initiative with known funding"),
            "element": _("No process step has an initiative with known funding"),
        }[word]
    text = _("“%(name)s” has the most initiatives with known funding: %(n)s of %(all)s")
    return text % {"name": name, "n": decimal(most.funded), "all": decimal(most.initiatives)}


def years(_at: datetime, language: str, country: str) -> Chart:
    """Grants by the year of their award."""
    rows = figures.by_year(country)
    longest = max((row.euro for row in rows), default=Decimal(0)) or Decimal(1)
    best = max(rows, key=lambda row: row.euro, default=None)
    finding = _("No grants yet")
    if best is not None:
        text = _("Most was granted in %(year)s: %(amount)s")
        finding = text % {"year": best.year, "amount": euro(best.euro, language)}
    return Chart(
        key="years",
        finding=finding,
        note=_(
            "Grants in the directory by the year of their award, in euro by the European Central Bank's rates of the "
            "day. What funders have not published is missing."
        ),
        head=[_("Year"), _("Grants"), _("Grants (euro)")],
        lines=[(str(row.year), row.grants, row.euro) for row in rows],
        bars=[Bar(str(row.year), euro(row.euro, language), float(100 * row.euro / longest)) for row in rows],
        country=country,
    )


def spots(at: datetime, language: str, country: str) -> Chart:
    """Themes and challenges in countries with initiatives and no open call."""
    rows = figures.white_spots(at, country)[:_MOST_LINES]
    longest = max((row.initiatives for row in rows), default=1)
    finding = _("No theme or challenge of an initiative is without an open call")
    if rows:
        first = rows[0]
        text = ngettext(
            "The largest white spot: %(topic)s in %(country)s, %(n)s initiative and no open call",
            "The largest white spot: %(topic)s in %(country)s, %(n)s initiatives and no open call",
            first.initiatives,
        )
        finding = text % {
            "topic": _named(first.facet, first.value, language),
            "country": _named("country", first.country, language),
            "n": decimal(first.initiatives),
        }
    return Chart(
        key="spots",
        finding=finding,
        note=_(
            "Themes and challenges with initiatives in a country, and no open call in the directory that names both."
        ),
        head=[_("Theme or challenge"), _("Country"), _("Initiatives")],
        lines=[
            (_named(row.facet, row.value, language), _named("country", row.country, language), row.initiatives)
            for row in rows
        ],
        bars=[
            Bar(
                f"{_named(row.facet, row.value, language)}, {_named('country', row.country, language)}",
                decimal(row.initiatives),
                100 * row.initiatives / longest,
                url=f"{reverse('directory:search')}?{row.facet}={row.value}&country={row.country}",
            )
            for row in rows[:_BARS]
        ],
        country=country,
    )


def flow(_at: datetime, language: str, country: str) -> Chart:
    """From funders over themes to countries."""
    rows = figures.flows(country)
    named = [
        (
            row.funder,
            _named("theme", row.theme, language),
            _named("country", row.country, language),
            row.grants,
            row.euro,
        )
        for row in rows
    ]
    finding = _("No grants yet")
    if rows:
        whole = sum((row.euro for row in rows), Decimal(0))
        known = sum((row.euro for row in rows if row.theme), Decimal(0))
        text = _("For %(share)s of the money that was granted the theme is known")
        finding = text % {"share": _share(int(known), int(whole))}
    return Chart(
        key="flows",
        finding=finding,
        note=_(
            "Grants in euro from funder over theme to country. The theme is the first one of the entry that received "
            "the grant; where the recipient has no entry it is not known."
        ),
        head=[_("Funder"), _("Theme"), _("Country"), _("Grants"), _("Grants (euro)")],
        lines=named[:_MOST_LINES],
        drawing=draw([(funder, theme, to, float(amount)) for funder, theme, to, _n, amount in named]),
        country=country,
    )


CHARTS: Final[dict[str, Callable[[datetime, str, str], Chart]]] = {
    "country": lambda at, language, _country: gap("country", at, language, ""),
    "theme": partial(gap, "theme"),
    "element": partial(gap, "element"),
    "years": years,
    "spots": spots,
    "flows": flow,
}
"""Key → how a chart is made of a moment, a language and a country or none, in the order of the page."""
