"""Records of the standard as a spreadsheet (CSV) with the standard's own headings."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any, Final

from funding.sources.standard import GRANT, Field

_RISKY: Final = frozenset("=+-@\t")


def to_csv(records: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Lines of CSV: a heading for each path that any record has, in the order of the standard.

    A text that a spreadsheet would take for a formula gets an apostrophe before it, which reading takes off.
    """
    rows = [dict(_flat(record, GRANT)) for record in records]
    headings = sorted({heading for row in rows for heading in row}, key=_order)
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\r\n")
    for cells in ([_title(heading) for heading in headings], *([row.get(one, "") for one in headings] for row in rows)):
        writer.writerow([_safe(cell) for cell in cells])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


Path = tuple[tuple[int, int, str], ...]
"""Of each step: its place among the fields, its number in a list, its title."""


def _flat(record: dict[str, Any], fields: dict[str, Field], before: Path = ()) -> Iterator[tuple[Path, Any]]:
    for place, (name, field) in enumerate(fields.items()):
        value = record.get(name)
        if value is None:
            continue
        items = value if isinstance(value, list) else [value]
        for number, item in enumerate(items):
            path = (*before, (place, number if isinstance(value, list) else -1, field.title))
            if field.parts:
                parts = field.parts if field.is_list else {**field.parts, "name": Field("Name")}
                yield from _flat(item, parts, path)
            else:
                yield path, item


def _order(path: Path) -> tuple[tuple[int, int], ...]:
    return tuple((place, number) for place, number, _title in path)


def _title(path: Path) -> str:
    return ":".join(title if number < 0 else f"{title}:{number}" for _place, number, title in path)


def _safe(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in _RISKY else cell
