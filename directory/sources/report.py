"""What became of every row: the printed account of a build."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Report:
    """The account of one source.

    `rows` counts the records read; each is either in `entries_of_rows` or in `skipped`. `derived` counts the
    entries that stand for something a row names (a lead organisation). `changes` counts what cleaning did, by
    kind; `noted` tells single records a reader may want to look at.
    """

    source: str
    rows: int = 0
    entries_of_rows: int = 0
    derived: int = 0
    skipped: list[tuple[str, str]] = field(default_factory=list)
    changes: Counter[str] = field(default_factory=Counter)
    noted: list[tuple[str, str]] = field(default_factory=list)
    pairs: list[tuple[str, str, str]] = field(default_factory=list)

    def skip(self, record: str, reason: str) -> None:
        self.skipped.append((record, reason))

    def change(self, what: str, times: int = 1) -> None:
        if times:
            self.changes[what] += times

    def note(self, record: str, what: str, detail: str = "") -> None:
        """Tell one record by name, and count its kind of event."""
        self.changes[what] += 1
        self.noted.append((record, f"{what}: {detail}" if detail else what))

    @property
    def adds_up(self) -> bool:
        return self.rows == self.entries_of_rows + len(self.skipped)

    def as_dict(self) -> dict[str, Any]:
        return {
            "rows": self.rows,
            "entries_of_rows": self.entries_of_rows,
            "derived_entries": self.derived,
            "skipped": [{"record": record, "reason": reason} for record, reason in self.skipped],
            "changes": dict(sorted(self.changes.items())),
            "noted": [{"record": record, "what": what} for record, what in self.noted],
            "possible_duplicates": [
                {"first": first, "second": second, "why": why} for first, second, why in self.pairs
            ],
        }

    def lines(self) -> list[str]:
        """The account in plain lines, reasons counted."""
        reasons = Counter(reason for _, reason in self.skipped)
        return [
            f"{self.source}: {self.rows} rows, {self.entries_of_rows} entries, {len(self.skipped)} left out",
            f"  further entries for what the rows name: {self.derived}",
            *(f"  left out, {reason}: {count}" for reason, count in sorted(reasons.items())),
            *(f"  {what}: {count}" for what, count in sorted(self.changes.items())),
            f"  possible duplicates listed: {len(self.pairs)}",
        ]
