"""The fields of a document by name, in the words of the page: for curators, and in mails to submitters."""

from functools import lru_cache
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from directory.choices import VOCABULARY_RULES
from directory.extensions import Field, Section, Table, registry
from sinet.common.languages import language_name

LABELS: Final[dict[str, Promise]] = {
    "title": gettext_lazy("Name"),
    "summary": gettext_lazy("Summary"),
    "description": gettext_lazy("Description"),
    "website": gettext_lazy("Website"),
    "links": gettext_lazy("Links"),
    "pictures": gettext_lazy("Pictures"),
    "language": gettext_lazy("Language of the text"),
    "tags": gettext_lazy("Tags"),
    "places": gettext_lazy("Places"),
    "relations": gettext_lazy("Relations"),
    "state": gettext_lazy("State"),
    "merged_into": gettext_lazy("Merged into"),
    "slug": gettext_lazy("Word in the address"),
    "centre": gettext_lazy("Competence centre"),
    "source": gettext_lazy("Source"),
    "verified_on": gettext_lazy("Last confirmed"),
    "notes": gettext_lazy("Notes on the page"),
}


def part_fields() -> dict[str, Field]:
    """The fields of what kinds and sections have, by their path, in the order in which they stand in forms."""
    return _fields_of(registry.all_tables)


def part_labels() -> dict[str, Promise]:
    """The names of the same, and of the sections themselves, each before its fields."""
    return _labels_of(registry.all_tables)


@lru_cache(maxsize=8)
def _fields_of(tables: tuple[Table, ...]) -> dict[str, Field]:
    return {f"{table.key}.{field.name}": field for table in tables for field in table.fields}


@lru_cache(maxsize=8)
def _labels_of(tables: tuple[Table, ...]) -> dict[str, Promise]:
    labels: dict[str, Promise] = {}
    for table in tables:
        if isinstance(table, Section):
            labels[table.key] = table.label
        labels |= {f"{table.key}.{field.name}": field.label for field in table.fields}
    return labels


def label(path: str) -> str:
    """The name of a field in the language of the page."""
    if path in LABELS:
        return str(LABELS[path])
    part = part_labels().get(path)
    if part is not None:
        return str(part)
    name, _dot, inner = path.partition(".")
    if name == "terms" and inner in VOCABULARY_RULES:
        return str(VOCABULARY_RULES[inner].label)
    if name == "texts":
        return _("Text in %(language)s") % {"language": language_name(inner, get_language() or "en")}
    return path
