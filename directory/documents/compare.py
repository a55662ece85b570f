"""What one document changes in another."""

from dataclasses import dataclass
from typing import Any

from directory.extensions import registry

# Their parts are fields of their own: a title in Finnish, a theme; so are those of what a kind has, and of sections.
_SPLIT = frozenset({"terms", "texts"})
# About the document, not about what it describes.
_ABOUT = frozenset({"schema_version", "uid", "provenance"})


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after; None on a side where the field is missing or empty."""

    path: str
    before: Any
    after: Any


def fields_of(document: dict[str, Any]) -> dict[str, Any]:
    """The fields that have a value, by their path: "title", "terms.theme", "case.pitfalls", "texts.fi".

    A section that is there is a field itself, for it may say nothing yet: its path is its name, its value true.
    """
    split = _SPLIT | registry.parts
    sections = {section.key for section in registry.sections(document.get("kind", ""))}
    fields: dict[str, Any] = {}
    for name, value in document.items():
        if name in _ABOUT:
            continue
        if name in split and isinstance(value, dict):
            if name in sections:
                fields[name] = True
            fields |= {f"{name}.{inner}": one for inner, one in value.items()}
        else:
            fields[name] = value
    return {path: value for path, value in fields.items() if value not in ("", None, [], {}, False)}


def compare(old: dict[str, Any], new: dict[str, Any]) -> list[FieldChange]:
    """The fields that differ between two canonical documents, in the order of the new one."""
    before, after = fields_of(old), fields_of(new)
    return [
        FieldChange(path, before.get(path), after.get(path))
        for path in [*after, *(path for path in before if path not in after)]
        if before.get(path) != after.get(path)
    ]


def set_field(document: dict[str, Any], path: str, source: dict[str, Any]) -> dict[str, Any]:
    """The document with one field ("title", "terms.theme") as it is in another; absent there, it is taken out."""
    name, _dot, inner = path.partition(".")
    if not inner:
        return {**document, name: source.get(name)}
    part = {**(document.get(name) or {})}
    if inner in (source.get(name) or {}):
        part[inner] = source[name][inner]
    else:
        part.pop(inner, None)
    return {**document, name: part}


def without_field(document: dict[str, Any], path: str) -> dict[str, Any]:
    """The document without one field, as if it had never been filled in."""
    name, _dot, inner = path.partition(".")
    if inner:
        part = document.get(name) or {}
        return {**document, name: {key: value for key, value in part.items() if key != inner}}
    return {key: value for key, value in document.items() if key != name}
