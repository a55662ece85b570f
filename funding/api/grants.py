"""Grants: a list in the API's shape, and whole files in the standard's (JSON and CSV)."""

from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from directory.api.base import ReadView
from directory.api.filter_parameters import LANG, PAGE_SIZE
from directory.api.openapi import describe
from directory.api.parameters import LARGEST_PAGE, USUAL_PAGE, read_number, refuse, unknown_parameters
from directory.search import data_version
from directory.search.parameters import problem
from funding.models import Grant, GrantParty
from funding.models.grant import GrantQuerySet
from funding.search.filters import GrantFilters
from funding.search.packages import MOST, package, records
from funding.sources.tables import to_csv

TAG: Final = "Grants"
_LIST_WORDS: Final = frozenset({"cursor", "page_size", "lang"})
_WORDS: Final = {
    "q": "Words in title, description, or the names of funder and recipient: all of them.",
    "funder": "Who gave: the `uid` of an entry, or the identifier that the publisher uses (`GB-CHC-327114`).",
    "recipient": "Who got it, in the same way.",
    "programme": "Title of the grant programme.",
    "country": "Country of the beneficiaries: ISO 3166-1 alpha-2.",
    "since": "Awarded since a day: `2015`, `2015-06` or `2015-06-10`.",
    "until": "Awarded until the end of a day, month or year.",
    "amount_min": "At least so many euro, by the rate of the award day.",
    "amount_max": "At most so many euro.",
    "currency": "Currency of the award: ISO 4217.",
    "scope": "Location scope: a code of the standard (`GLS010` to `GLS099`).",
    "source": "Key of the source.",
}
FILTERS: Final = tuple(OpenApiParameter(word, OpenApiTypes.STR, description=text) for word, text in _WORDS.items())
CURSOR: Final = OpenApiParameter(
    "cursor", OpenApiTypes.STR, description="Where the page begins, from `next` or `previous`."
)


@describe(
    "Grants",
    name="grants",
    tag=TAG,
    answer="GrantPage",
    parameters=(*FILTERS, PAGE_SIZE, CURSOR, LANG),
    problems=[400],
)
class GrantList(ReadView):
    """Grants that meet the filters, newest award first: each in the form of the 360Giving standard, with what is
    known here of funder and recipient. Follow `next` to read them all."""

    filters: GrantFilters
    size: int
    cursor: tuple[str, str, int] | None

    def prepare(self, request: Request) -> str:
        query = request._request.GET
        self.filters = GrantFilters.read(query, also=_LIST_WORDS)
        self.size, wrong_size = read_number(query, "page_size", usual=USUAL_PAGE, largest=LARGEST_PAGE)
        self.cursor = _cursor(query)
        given = query.get("cursor", "")
        wrong_cursor = (
            [problem("cursor", given, _("Take a cursor from “next” or “previous”."))]
            if given and not self.cursor
            else []
        )
        refuse([*self.filters.errors, *wrong_size, *wrong_cursor])
        return data_version()

    def read(self, request: Request, **where: Any) -> dict[str, Any]:
        found = self.filters.grants()
        rows, has_before, has_after = _slice(found, self.cursor, self.size)
        return {
            "count": found.count(),
            "next": _address(request, "after", rows[-1]) if rows and has_after else None,
            "previous": _address(request, "before", rows[0]) if rows and has_before else None,
            "results": [represent(grant, self.root) for grant in rows],
        }


def _cursor(query: QueryDict) -> tuple[str, str, int] | None:
    """("after" or "before", award day, primary key) of a cursor such as `after_2015-06-10_123`."""
    parts = query.get("cursor", "").split("_")
    if len(parts) != 3 or parts[0] not in {"after", "before"}:
        return None
    day = GrantFilters.read(QueryDict(f"since={parts[1]}")) if len(parts[1]) == 10 and parts[1].isascii() else None
    is_number = parts[2].isascii() and parts[2].isdecimal() and len(parts[2]) < 19
    return (parts[0], parts[1], int(parts[2])) if day and not day.errors and is_number else None


def _slice(found: GrantQuerySet, cursor: tuple[str, str, int] | None, size: int) -> tuple[list[Grant], bool, bool]:
    """A page of the newest first, and whether there is one before and one after it."""
    rows = found.select_related("funder__entry", "recipient__entry", "source")
    if cursor is None:
        page = list(rows.newest()[: size + 1])
        return page[:size], False, len(page) > size
    direction, day, key = cursor
    if direction == "after":
        page = list(rows.filter(Q(awarded_on__lt=day) | Q(awarded_on=day, pk__lt=key)).newest()[: size + 1])
        return page[:size], True, len(page) > size
    later = rows.filter(Q(awarded_on__gt=day) | Q(awarded_on=day, pk__gt=key))
    page = list(later.order_by("awarded_on", "pk")[: size + 1])
    return page[:size][::-1], len(page) > size, True


def _address(request: Request, direction: str, grant: Grant) -> str:
    kept = [(name, value) for name, value in request._request.GET.items() if name != "cursor"]
    cursor = f"{direction}_{grant.awarded_on.isoformat()}_{grant.pk}"
    return request.build_absolute_uri(f"{request.path}?{urlencode([*kept, ('cursor', cursor)])}")


def represent(grant: Grant, root: str) -> dict[str, Any]:
    """A grant as the API gives it: the standard's record, and what is known here."""
    return {
        "uid": str(grant.uid),
        "url": f"{root}{reverse('funding:grant', kwargs={'uid': grant.uid})}",
        "api_url": f"{root}{reverse('funding-api:grant-detail', kwargs={'uid': grant.uid})}",
        "source": {"key": grant.source.key, "licence": grant.source.licence, "credit": grant.source.credit},
        "funder": _party(grant.funder, root),
        "recipient": _party(grant.recipient, root) if grant.recipient else None,
        "amount_in_euro": None if grant.amount_in_euro is None else str(grant.amount_in_euro),
        "rate_on": grant.rate_on.isoformat() if grant.rate_on else None,
        "grant": grant.record,
    }


def _party(party: GrantParty, root: str) -> dict[str, Any]:
    entry = party.entry if party.entry and party.entry.is_public else None
    return {
        "identifier": party.identifier,
        "name": party.name,
        "entry": str(entry.uid) if entry else None,
        "entry_url": f"{root}{entry.permanent_path}" if entry else None,
        "matched_by": party.ground if entry else "",
    }


@describe("One grant", name="grant", tag=TAG, answer="Grant", parameters=(LANG,), problems=[400, 404])
class GrantDetail(ReadView):
    """One grant, with its addresses."""

    def prepare(self, request: Request) -> str:
        refuse(unknown_parameters(request._request.GET, {"lang"}))
        return data_version()

    def read(self, request: Request, **where: Any) -> dict[str, Any]:
        uid: UUID = where["uid"]
        rows = Grant.objects.public().select_related("funder__entry", "recipient__entry", "source")
        found = rows.filter(uid=uid).first()
        if found is None:
            raise Http404(f"There is no grant {uid}.")
        return represent(found, self.root)


class _Whole(ReadView):
    """A file of all grants that the filters leave."""

    filters: GrantFilters

    def prepare(self, request: Request) -> str:
        self.filters = GrantFilters.read(request._request.GET, also=frozenset({"lang"}))
        refuse(self.filters.errors)
        if self.filters.grants().count() > MOST:
            words = _("More than %(most)s grants: narrow them down.") % {"most": MOST}
            refuse([problem("since", "", words)])
        return data_version()


@describe(
    "Grants as a file of the standard",
    name="grants_file",
    tag=TAG,
    answer="GrantPackage",
    parameters=(*FILTERS, LANG),
    problems=[400],
)
class GrantsPackage(_Whole):
    """The grants that meet the filters as a package of the 360Giving Data Standard, version 1.4."""

    def read(self, request: Request, **where: Any) -> dict[str, Any]:
        page = self.root + reverse("funding:grants") + self.filters.query()
        return package(self.filters.grants(), address=request.build_absolute_uri(), page=page)


class GrantsTable(_Whole):
    """The same as a spreadsheet (CSV) with the standard's headings."""

    schema = None

    def read(self, request: Request, **where: Any) -> Iterable[str]:
        return to_csv(records(self.filters.grants()))

    def get(self, request: Request, **where: Any) -> HttpResponse:
        self.prepare(request)
        answer = HttpResponse("".join(self.read(request)), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="grants.csv"'
        answer["Cache-Control"] = "public, no-cache"
        return answer
