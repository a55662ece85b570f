"""The answers of a draft as they were typed: {step: {name: text or list of texts}}."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from django.http import QueryDict

from directory.submit.asks import all_asks

Typed = dict[str, str | list[str]]

# The rows of places, links and pictures, and the answers that are no field of a document.
_ROW: Final = re.compile(
    r"place-\d{1,2}-(query|geoname|country|address|latitude|longitude|hidden|kept)|place-main|link-\d{1,2}-(label|url)"
    r"|registration-\d{1,2}-(scheme|id)"
    r"|picture-\d{1,2}-(role|text|credit|removed)"
)
_OTHERS: Final = frozenset(
    "organisation organisation-uid organisation-website parent parent-uid email contact_name contact_phone "
    "licence declared ended_on said".split()
)
_LONGEST: Final = 200_000
"""Characters of one answer; what is longer is over every limit, and is still shown up to here."""
_MOST_VALUES: Final = 100
_ALTOGETHER: Final = 800_000
"""Characters of one step; the longest honest one, a case with six texts of 50,000, is well below."""


@dataclass(slots=True)
class Answers:
    """All answers of a proposal by their names, whatever step they come from."""

    values: Typed = field(default_factory=dict)

    @classmethod
    def of(cls, steps: Mapping[str, Any]) -> "Answers":
        """Put the steps together. What begins with an underscore is a note of ours."""
        merged: Typed = {}
        for step, values in steps.items():
            if not step.startswith("_") and isinstance(values, dict):
                merged |= values
        return cls(merged)

    def text(self, name: str) -> str:
        value = self.values.get(name, "")
        return (value[0] if value else "") if isinstance(value, list) else value

    def many(self, name: str) -> list[str]:
        value = self.values.get(name, [])
        return [one for one in ([value] if isinstance(value, str) else value) if one]

    def rows(self, prefix: str) -> int:
        """How many rows of a repeated group ("place-0-query", "place-1-query") there are."""
        numbers = [name.split("-")[1] for name in self.values if name.startswith(f"{prefix}-")]
        return max((int(number) + 1 for number in numbers if number.isdecimal() and len(number) < 4), default=0)


def typed(post: QueryDict) -> Typed:
    """What was sent of what the form asks, as it was typed; several values where a name came several times."""
    left = _ALTOGETHER
    found: Typed = {}
    for name in post:
        if name not in _names() and not _ROW.fullmatch(name):
            continue
        values = [
            without_nul(value).replace("\r\n", "\n")[: min(left, _LONGEST)]
            for value in post.getlist(name)[:_MOST_VALUES]
        ]
        left -= sum(map(len, values))
        found[name] = values[0] if len(values) == 1 else values
    return found


@cache
def _names() -> frozenset[str]:
    return _OTHERS | {ask.name for ask in all_asks()}


def _clean(text: str) -> str:
    """Without NUL, and with the line ends that documents have; browsers send two signs."""
    return without_nul(text).replace("\r\n", "\n")


def without_nul(text: str) -> str:
    """PostgreSQL keeps no NUL in a text."""
    return text.replace("\0", "")
