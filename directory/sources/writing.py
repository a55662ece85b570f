"""Files that are the same bytes at every build."""

import csv
import gzip
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def write_compressed(path: Path, content: bytes) -> None:
    """Write a gzip file without name and time in its head."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as file:
        file.write(content)


def write_documents(path: Path, documents: Iterable[dict[str, Any]]) -> None:
    """Write documents as JSON Lines, compressed."""
    lines = (json.dumps(entry, ensure_ascii=False, separators=(",", ":")) + "\n" for entry in documents)
    write_compressed(path, "".join(lines).encode())


def write_table(path: Path, source: Path, renamed: dict[str, str]) -> None:
    """Copy a CSV file compressed, with some columns renamed."""
    with source.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([renamed.get(column, column) for column in header])
    writer.writerows(rows)
    write_compressed(path, out.getvalue().encode())


def write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_documents(path: Path) -> list[dict[str, Any]]:
    """Read what `write_documents` wrote."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]
