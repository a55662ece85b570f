"""The filters of grants, the same for pages, downloads and API. What cannot be used is told, never ignored."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.search.parameters import is_tracking, problem, shown, unknown_parameter
from directory.search.shapes import ParameterError
from funding.models import Grant
from funding.models.grant import GrantQuerySet
from funding.sources.standard import SCOPES
from sinet.common.money import currencies

LABELS: Final[dict[str, Promise]] = {
    "q": gettext_lazy("Words"),
    "funder": gettext_lazy("Funder"),
    "recipient": gettext_lazy("Recipient"),
    "programme": gettext_lazy("Programme"),
    "country": gettext_lazy("Country"),
    "since": gettext_lazy("Awarded since"),
    "until": gettext_lazy("Awarded until"),
    "amount_min": gettext_lazy("Amount from"),
    "amount_max": gettext_lazy("Amount to"),
    "currency": gettext_lazy("Currency"),
    "scope": gettext_lazy("Reach"),
    "source": gettext_lazy("Source"),
}
WORDS: Final = frozenset(LABELS)
SORTS: Final = {
    "newest": ("-awarded_on", "-pk"),
    "oldest": ("awarded_on", "pk"),
    "largest": ("-amount_in_euro", "-pk"),
}
_AMOUNT: Final = re.compile(r"\d{1,12}(\.\d{1,2})?")
_PARTIAL: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_MOST_WORDS: Final = 8


class _WrongValueError(ValueError):
    """The value of a filter means nothing; the text says what would."""


@dataclass
class GrantFilters:
    """The filters of one address."""

    chosen: dict[str, str] = field(default_factory=dict)
    errors: list[ParameterError] = field(default_factory=list)
    _condition: Q = field(default_factory=Q)

    @classmethod
    def read(cls, query: QueryDict, *, also: frozenset[str] = frozenset()) -> "GrantFilters":
        """Read an address; `also` are further parameters that its page has."""
        filters = cls()
        for word in query:
            value = query.get(word, "").replace("\0", "").strip()
            if word in WORDS:
                filters._add(word, value)
            elif word not in also and not is_tracking(word):
                filters.errors.append(unknown_parameter(word, value, sorted(WORDS | also)))
        return filters

    def _add(self, word: str, value: str) -> None:
        if not value:
            return
        try:
            self._condition &= _CONDITIONS[word](value[:200])
            self.chosen[word] = value[:200]
        except _WrongValueError as error:
            self.errors.append(problem(word, value, str(error), _valid(word)))

    def grants(self) -> GrantQuerySet:
        """The public grants that are left."""
        return Grant.objects.public().filter(self._condition)

    def query(self, **more: Any) -> str:
        """The filters as an address, with `more`; None takes one away."""
        kept = {**self.chosen, **more}
        pairs = [(word, kept[word]) for word in sorted(kept) if kept[word] not in (None, "")]
        return f"?{urlencode(pairs)}" if pairs else ""


def _valid(word: str) -> list[str]:
    return sorted(SCOPES) if word == "scope" else []


# --- conditions -----------------------------------------------------------------------------------
def _words(value: str) -> Q:
    condition = Q()
    for word in value.split()[:_MOST_WORDS]:
        condition &= (
            Q(title__icontains=word)
            | Q(record__description__icontains=word)
            | Q(recipient__name__icontains=word)
            | Q(funder__name__icontains=word)
        )
    return condition


def _party(role: str) -> Callable[[str], Q]:
    """The permanent identifier of an entry, or the identifier that the publisher gave."""

    def condition(value: str) -> Q:
        try:
            return Q(**{f"{role}__entry__uid": UUID(value)})
        except ValueError:
            return Q(**{f"{role}__identifier": value})

    return condition


def _country(value: str) -> Q:
    if not re.fullmatch("[A-Za-z]{2}", value):
        raise _WrongValueError(_("Give a country by its two letters, such as “GB” (ISO 3166-1)."))
    return Q(countries__contains=[value.upper()])


def _currency(value: str) -> Q:
    if value.upper() not in currencies():
        raise _WrongValueError(_("Give a currency by its three letters, such as “EUR” (ISO 4217)."))
    return Q(currency=value.upper())


def _scope(value: str) -> Q:
    if value not in SCOPES:
        raise _WrongValueError(_("Give a code of the standard's list of location scopes."))
    return Q(scope=value)


def _amount(lookup: str) -> Callable[[str], Q]:
    """In euro: amounts of several currencies compare in no other way."""

    def condition(value: str) -> Q:
        if not _AMOUNT.fullmatch(value):
            raise _WrongValueError(_("Give an amount in euro as a number, such as “10000”."))
        return Q(**{f"amount_in_euro__{lookup}": Decimal(value)})

    return condition


def _since(value: str) -> Q:
    return Q(awarded_on__gte=_period(value)[0])


def _until(value: str) -> Q:
    return Q(awarded_on__lt=_period(value)[1])


def _period(value: str) -> tuple[date, date]:
    """The first day of a year, month or day, and the day after its last."""
    found = _PARTIAL.fullmatch(value)
    try:
        if not found:
            raise ValueError(value)
        year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
        first = date(year, month, day)
        if found[3]:
            return first, date.fromordinal(first.toordinal() + 1)
        if found[2]:
            return first, date(year + month // 12, month % 12 + 1, 1)
        return first, date(year + 1, 1, 1)
    except (ValueError, OverflowError):
        message = _("“%(value)s” is no day. Write 2015, 2015-06 or 2015-06-10.") % {"value": shown(value)}
        raise _WrongValueError(message) from None


_CONDITIONS: Final[dict[str, Callable[[str], Q]]] = {
    "q": _words,
    "funder": _party("funder"),
    "recipient": _party("recipient"),
    "programme": lambda value: Q(programme=value),
    "country": _country,
    "since": _since,
    "until": _until,
    "amount_min": _amount("gte"),
    "amount_max": _amount("lte"),
    "currency": _currency,
    "scope": _scope,
    "source": lambda value: Q(source=value),
}
