"""The answers of a draft as they were typed: {step: {name: text or list of texts}}."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import QueryDict

Typed = dict[str, str | list[str]]

# What the form sends along that is no answer.
_NOT_ANSWERS: Final = frozenset({"do", "altcha", "nickname", "csrfmiddlewaretoken"})
_MOST_FIELDS: Final = 700
_LONGEST: Final = 200_000
"""Characters of one answer; what is longer is over every limit, and is still shown up to here."""


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
    """What was sent, as it was typed: several values where a name came several times or ends in brackets."""
    names = [name for name in post if name not in _NOT_ANSWERS][:_MOST_FIELDS]
    return {clean_name(name): _value(post.getlist(name)) for name in names}


def clean_name(name: str) -> str:
    return without_nul(name)[:80]


def without_nul(text: str) -> str:
    """PostgreSQL keeps no NUL in a text."""
    return text.replace("\0", "")


def _value(values: Iterable[str]) -> str | list[str]:
    cleaned = [without_nul(value)[:_LONGEST] for value in values]
    return cleaned[0] if len(cleaned) == 1 else cleaned
