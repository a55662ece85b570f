"""What is said about a row that was read: each verdict names its column and value."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

SHOWN: Final = 200
"""Characters of a value that a verdict repeats."""
EXAMPLES: Final = 20
"""Rows that are named for one sort of remark; the count is of all."""


class What(StrEnum):
    """What is said. Those above the line refuse the row, the others are remarks."""

    MISSING = "missing"
    NO_NUMBER = "no-number"
    NEGATIVE = "negative"
    TOO_LARGE = "too-large"
    NO_DAY = "no-day"
    NO_CURRENCY = "no-currency"
    NO_OBJECT = "no-object"
    TOO_LONG = "too-long"
    TWICE = "twice"
    TWO_RECIPIENTS = "two-recipients"
    # --- remarks
    UNKNOWN_COLUMN = "unknown-column"
    NOT_KEPT = "not-kept"
    PERSONAL = "personal"
    LETTERS = "letters"
    ADDRESS = "address"
    MONTH_ONLY = "month-only"
    ZERO = "zero"
    LEFT_OUT = "left-out"
    REWRITTEN = "rewritten"
    SEVERAL = "several"


REFUSING: Final = frozenset(
    (
        What.MISSING, What.NO_NUMBER, What.NEGATIVE, What.TOO_LARGE, What.NO_DAY, What.NO_CURRENCY, What.NO_OBJECT,
        What.TOO_LONG, What.TWICE, What.TWO_RECIPIENTS,
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """One thing said about a row."""

    column: str
    """As the file has it: the heading of a spreadsheet, the path of a JSON value (`recipientOrganization.0.id`)."""
    value: str
    what: What

    @classmethod
    def on(cls, column: str, value: Any, what: What) -> "Verdict":
        """The value of anything personal is not repeated."""
        shown = "" if value is None or what is What.PERSONAL else str(value).replace("\0", "")[:SHOWN]
        return cls(column, shown, what)


@dataclass
class Account:
    """What became of every row: `rows` = those accepted + those refused."""

    rows: int = 0
    accepted: int = 0
    refused: list[dict[str, Any]] = field(default_factory=list)
    """{"row": number from 1, "grant": id or "", "problems": [{"column", "value", "what"}]}"""
    _remarks: "Counter[tuple[What, str]]" = field(default_factory=Counter)
    _examples: dict[tuple[What, str], list[dict[str, Any]]] = field(default_factory=dict)

    def add(self, row: int, grant: str, verdicts: Iterable[Verdict], *, is_accepted: bool) -> None:
        """Take up one row. Of a refused one only what refuses it is told."""
        self.rows += 1
        problems = []
        for verdict in verdicts:
            if verdict.what in REFUSING:
                problems.append({"column": verdict.column, "value": verdict.value, "what": verdict.what.value})
            elif is_accepted:
                self._remark(row, grant, verdict)
        if is_accepted:
            self.accepted += 1
        else:
            self.refused.append({"row": row, "grant": grant, "problems": problems})

    def _remark(self, row: int, grant: str, verdict: Verdict) -> None:
        key = (verdict.what, verdict.column)
        self._remarks[key] += 1
        examples = self._examples.setdefault(key, [])
        if len(examples) < EXAMPLES:
            examples.append({"row": row, "grant": grant, "value": verdict.value})

    @property
    def adds_up(self) -> bool:
        return self.rows == self.accepted + len(self.refused)

    def as_dict(self) -> dict[str, Any]:
        """As JSON, the most frequent remark first."""
        return {
            "refused": self.refused,
            "remarks": [
                {"what": what.value, "column": column, "count": count, "examples": self._examples[what, column]}
                for (what, column), count in sorted(self._remarks.items(), key=lambda one: (-one[1], one[0]))
            ],
        }
