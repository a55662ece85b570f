"""A file in the 360Giving standard (JSON or CSV) → its rows, nested as in JSON."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson

from funding.sources.standard import GRANT, Field

MOST_BYTES: Final = 40 * 2**20
MOST_ROWS: Final = 100_000
MOST_COLUMNS: Final = 500
_PARTING: Final = re.compile(r"\s*[:/.]\s*")
_OTHER_TITLES: Final = {"phoneNumber": "telephone"}
_GUARDED: Final = re.compile(r"'(?=[=+\-@\t])")


class FileError(ValueError):
    """The file as a whole cannot be read; `what` says why: bytes, rows, columns, json, no-grants, csv, empty."""

    def __init__(self, what: str, detail: str = "") -> None:
        self.what = what
        self.detail = detail
        super().__init__(f"{what}: {detail}" if detail else what)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a file: anything at all, if it is JSON; text, if it is CSV."""

    rows: list[Any]
    columns: Mapping[str, str]
    """Path in the JSON form → heading in the file; empty for JSON."""


def read_file(content: bytes) -> Rows:
    """Read a file whose first character says what it is. Raises `FileError`."""
    if len(content) > MOST_BYTES:
        raise FileError("bytes", str(len(content)))
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if not start:
        raise FileError("empty")
    found = _read_json(content) if start in {b"{", b"["} else _read_csv(content)
    if not found.rows:
        raise FileError("empty")
    if len(found.rows) > MOST_ROWS:
        raise FileError("rows", str(len(found.rows)))
    return found


def _read_json(content: bytes) -> Rows:
    try:
        whole = orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise FileError("json", f"{error.msg}, line {error.lineno}") from error
    rows = whole.get("grants") if isinstance(whole, dict) else whole
    if not isinstance(rows, list):
        raise FileError("no-grants")
    return Rows(rows, {})


# --- spreadsheets ---------------------------------------------------------------------------------
def _read_csv(content: bytes) -> Rows:
    lines = io.StringIO(_decoded(content), newline="")
    first = lines.readline()
    lines.seek(0)
    reader = csv.reader(lines, delimiter=max(",;\t", key=first.count))
    try:
        headings = [heading.strip() for heading in next(reader)]
        if len(headings) > MOST_COLUMNS:
            raise FileError("columns", str(len(headings)))
        paths = [path_of(heading) for heading in headings]
        rows = list(_nested(reader, paths))
    except csv.Error as error:
        raise FileError("csv", f"{error}, line {reader.line_num}") from error
    if ("id",) not in paths:
        raise FileError("no-grants")
    return Rows(rows, {".".join(map(str, path)): heading for path, heading in zip(paths, headings, strict=True)})


def _decoded(content: bytes) -> str:
    """UTF-8, else what spreadsheets in Western Europe write."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _nested(reader: Iterator[list[str]], paths: list[tuple[str | int, ...]]) -> Iterator[dict[str, Any]]:
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        row: dict[str, Any] = {}
        for path, cell in zip(paths, cells, strict=False):
            if cell.strip():
                _put(row, path, _GUARDED.sub("", cell, count=1) if cell.startswith("'") else cell)
        for number, cell in enumerate(cells[len(paths) :], start=len(paths) + 1):
            if cell.strip():
                row[f"column {number}"] = cell
        yield _listed(row)


def _put(row: dict[str, Any], path: tuple[str | int, ...], cell: str) -> None:
    """Put a cell at its path; of two columns with one path the first counts."""
    place: Any = row
    for step in path[:-1]:
        place = place.setdefault(step, {})
        if not isinstance(place, dict):
            return
    place.setdefault(path[-1], cell)


def _listed(value: Any) -> Any:
    """With objects whose keys are numbers made lists, in the order of the numbers."""
    if not isinstance(value, dict):
        return value
    if value and all(isinstance(key, int) for key in value):
        return [_listed(value[key]) for key in sorted(value)]
    return {key: _listed(one) for key, one in value.items()}


def path_of(heading: str) -> tuple[str | int, ...]:
    """The path in JSON that a heading stands for: "Recipient Org:Identifier" is ("recipientOrganization", 0, "id").

    Also "Recipient Org:0:Identifier" and "recipientOrganization/0/id". What the standard does not have becomes a key
    of the same words.
    """
    steps = [step for step in _PARTING.split(heading.strip()) if step]
    if not steps:
        return (heading,)
    path: list[str | int] = []
    fields: Mapping[str, Field] | None = GRANT
    for step in steps:
        if step.isdecimal() and path:
            path.append(min(int(step), 10_000))
            continue
        if path and isinstance(path[-1], str) and _is_list(path):
            path.append(0)
        name = _name_of(step, fields or {})
        field = (fields or {}).get(name)
        path.append(name)
        fields = field.parts if field else None
    return tuple(path)


def _is_list(path: list[str | int]) -> bool:
    field = GRANT.get(str(path[0])) if len(path) == 1 else None
    return bool(field and field.parts and field.is_list)


def _name_of(step: str, fields: Mapping[str, Field]) -> str:
    plain = step.lower()
    for name, field in fields.items():
        if plain in {name.lower(), field.title.lower()}:
            return name
    words = re.sub(r"[^\w ]", "", step).split()
    camel = "".join(word.lower() if number == 0 else word.capitalize() for number, word in enumerate(words))
    joined = camel if len(words) > 1 else step
    return _OTHER_TITLES.get(joined, joined[:1].lower() + joined[1:])
