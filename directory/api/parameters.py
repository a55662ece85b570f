"""Parameters that the API has beside the filters: fields, lang, page_size, cursor."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final, Self

from django.http import QueryDict
from django.utils.translation import gettext as _

from directory.api.problems import InvalidParameters
from directory.api.representation import FIELDS
from directory.search import Results, search
from directory.search.parameters import MOST_ERRORS, is_tracking, problem, shown, unknown_parameter
from directory.search.shapes import ParameterError

LANGUAGE_TAG: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")
LARGEST_PAGE: Final = 100
LARGEST_FACET: Final = 1000
USUAL_FACET: Final = 30
USUAL_PAGE: Final = 25


@dataclass(frozen=True, slots=True)
class Asked:
    """How the reader wants the answer."""

    fields: list[str]
    language: str
    page_size: int
    errors: list[ParameterError]

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        fields, wrong_fields = read_fields(query)
        language, wrong_language = read_language(query)
        page_size, wrong_size = read_number(query, "page_size", usual=USUAL_PAGE, largest=LARGEST_PAGE)
        return cls(fields, language, page_size, [*wrong_fields, *wrong_language, *wrong_size])


def unknown_parameters(query: QueryDict, known: Collection[str]) -> list[ParameterError]:
    """Give an error for each parameter that a view without filters does not have."""
    return [
        unknown_parameter(name, query.get(name) or "", sorted(known))
        for name in query
        if name not in known and not is_tracking(name)
    ][:MOST_ERRORS]


def read_fields(query: QueryDict) -> tuple[list[str], list[ParameterError]]:
    """Read `fields`, repeated or parted by commas."""
    wanted = [name.strip() for part in query.getlist("fields") for name in part.split(",") if name.strip()]
    wrong = [
        problem("fields", name, _("There is no field “%(name)s”.") % {"name": shown(name)}, FIELDS)
        for name in wanted
        if name not in FIELDS
    ]
    return wanted, wrong[:MOST_ERRORS]


def read_language(query: QueryDict) -> tuple[str, list[ParameterError]]:
    """Read `lang`, a language tag (BCP 47)."""
    tag = query.get("lang", "")
    if not tag or LANGUAGE_TAG.fullmatch(tag):
        return tag, []
    return "", [problem("lang", tag, _("Give a language as a tag of BCP 47, such as “sv” or “pt-BR”."))]


def read_number(query: QueryDict, name: str, *, usual: int, largest: int) -> tuple[int, list[ParameterError]]:
    """Read a whole number from 1 to `largest`."""
    text = query.get(name, "")
    if not text:
        return usual, []
    if text.isascii() and text.isdigit() and len(text) < 9 and 1 <= int(text) <= largest:
        return int(text), []
    return usual, [problem(name, text, _("Give a whole number from 1 to %(largest)d.") % {"largest": largest})]


def read_search(query: QueryDict, name: str, *, usual: int, largest: int) -> tuple[Results, int]:
    """Search by the filters, in `lang`, and read a view's one number. Raise `InvalidParameters` with every mistake."""
    language, wrong_language = read_language(query)
    number, wrong_number = read_number(query, name, usual=usual, largest=largest)
    results = search(query, language=language or "en", also=frozenset({"lang", name}))
    refuse([*results.errors, *wrong_language, *wrong_number])
    return results, number


def refuse(errors: Iterable[ParameterError]) -> None:
    """Raise `InvalidParameters` when there is any error."""
    found = list(errors)
    if found:
        raise InvalidParameters(found)
