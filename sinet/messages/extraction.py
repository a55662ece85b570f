"""Finds the texts to translate in Python modules and templates, without GNU gettext.

Templates are first turned by Django's own `templatize` into text in which only calls such as `gettext('...')`
are left; those are read with Babel's forgiving reader.
"""

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from django.utils.translation.template import templatize

PACKAGES = ("sinet", "directory", "funding")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
COMMENT_TAGS = ("Translators:",)


def extract_catalogue(root: Path) -> Catalog:
    """Every text of the project below `root`, with the files where it stands."""
    catalogue = Catalog(project="sinet", charset="utf-8")
    for path, source, method in _sources(root):
        found = extract(method, io.BytesIO(source.encode()), KEYWORDS, COMMENT_TAGS, {"encoding": "utf-8"})
        for _line, text, comments, context in found:
            catalogue.add(text, locations=[(str(path.relative_to(root)), 0)], auto_comments=comments, context=context)
    return catalogue


def _sources(root: Path) -> Iterator[tuple[Path, str, str]]:
    for path in _files(root, PACKAGES, "*.py"):
        if "migrations" not in path.parts:
            yield path, path.read_text(encoding="utf-8"), "python"
    for pattern in ("*.html", "*.txt", "*.xml"):
        for path in _files(root, ("templates",), pattern):
            yield path, templatize(path.read_text(encoding="utf-8"), origin=str(path)), "javascript"


def _files(root: Path, folders: Iterable[str], pattern: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((root / folder).rglob(pattern))
