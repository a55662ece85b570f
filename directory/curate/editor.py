"""Any document as a form: an input for each field, and the document back from what was sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from directory.choices import UNDETERMINED, VOCABULARIES, Kind, Level
from directory.curate import fields, place_rows
from directory.curate.fields import Names
from directory.documents.labels import label
from directory.documents.parts import CasePart, EventPart, OrganisationPart, Part, ProjectPart, PublicationPart
from directory.models import Term
from sinet.common.languages import EU_LANGUAGES, language_name

_PARTS: Final[dict[str, type[Part]]] = {
    Kind.ORGANISATION: OrganisationPart,
    Kind.PROJECT: ProjectPart,
    Kind.CASE: CasePart,
    Kind.PUBLICATION: PublicationPart,
    Kind.EVENT: EventPart,
}
# What the editor leaves as it is: lists of records of their own, and the relation to a parent.
_UNEDITED: Final = frozenset({"organisation.registrations", "organisation.parent"})
_TEXTS: Final = ("title", "summary", "description")


@dataclass(slots=True)
class Input:
    """One field of the form. `look`: line, text, select, checks, tick or group; `value` as the input shows it."""

    name: str
    label: str
    look: str
    value: Any = ""
    choices: list[tuple[str, str]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    hint: str = ""


def inputs_of(document: Mapping[str, Any]) -> list[Input]:
    """The inputs of a document, filled with what it says."""
    kind = str(document["kind"])
    return [
        Input("title", label("title"), "line", document.get("title", "")),
        Input("summary", label("summary"), "text", document.get("summary", "")),
        Input("description", label("description"), "text", document.get("description", "")),
        Input("website", label("website"), "line", document.get("website", "")),
        Input("language", label("language"), "select", document.get("language", UNDETERMINED), _languages()),
        *_part_inputs(kind, document.get(kind) or {}),
        *_term_inputs(kind, document.get("terms") or {}),
        Input(
            "tags",
            label("tags"),
            "line",
            ", ".join(document.get("tags") or []),
            hint=_("Separated by commas."),
        ),
        Input(
            "links",
            label("links"),
            "text",
            "\n".join(f"{link['label']} | {link['url']}" for link in document.get("links") or []),
            hint=_("One in a line: what it is | its address."),
        ),
        *_translation_inputs(document.get("texts") or {}),
    ]


def _part_inputs(kind: str, part: Mapping[str, Any]) -> list[Input]:
    inputs = []
    for name in _PARTS[kind].model_fields:
        path = f"{kind}.{name}"
        if path in _UNEDITED:
            continue
        value = part.get(name) or ""
        if path == "case.level":
            levels = [("", _("Not said")), *((str(level.value), str(level.label)) for level in Level)]
            inputs.append(Input(path, label(path), "select", value, levels))
        elif path == "event.all_day":
            inputs.append(Input(path, label(path), "tick", bool(value)))
        else:
            inputs.append(Input(path, label(path), "text" if path in fields.LONG else "line", value))
    return inputs


def _term_inputs(kind: str, terms: Mapping[str, list[str]]) -> list[Input]:
    by_vocabulary: dict[str, list[tuple[str, str]]] = {}
    for term in Term.objects.current().select_related("vocabulary"):
        by_vocabulary.setdefault(term.vocabulary_id, []).append((term.key, term.label()))
    inputs = []
    for rule in VOCABULARIES:
        choices = by_vocabulary.get(rule.key, [])
        if not choices or kind not in rule.kinds:
            continue
        chosen = list(terms.get(rule.key, []))
        known = {key for key, _label in choices}
        choices = choices + [(key, key) for key in chosen if key not in known]
        if rule.single:
            value: Any = chosen[0] if chosen else ""
            inputs.append(Input(f"terms.{rule.key}", str(rule.label), "select", value, [("", _("Not said")), *choices]))
        else:
            inputs.append(Input(f"terms.{rule.key}", str(rule.label), "checks", chosen, choices))
    return inputs


def _translation_inputs(texts: Mapping[str, Mapping[str, str]]) -> list[Input]:
    return [
        Input(
            f"texts.{language}.{name}",
            f"{label(f'texts.{language}')}: {label(name)}",
            "line" if name == "title" else "text",
            text.get(name, ""),
        )
        for language, text in texts.items()
        for name in _TEXTS
    ]


def _languages() -> list[tuple[str, str]]:
    page = get_language() or "en"
    codes = sorted({*EU_LANGUAGES, *(code for code, _name in settings.LANGUAGES), "is", "nb", "uk", "tr", "ar"})
    named = sorted(((code, language_name(code, page)) for code in codes), key=lambda pair: pair[1].casefold())
    return [(UNDETERMINED, _("Not known")), *named]


# --- reading it back ------------------------------------------------------------------------------
def document_from(post: QueryDict, document: Mapping[str, Any]) -> dict[str, Any]:
    """The document with what was sent in its place, valid or not. Fields that were not sent stay as they are."""
    made = {**document}
    for one in inputs_of(document):
        if one.name not in post and one.look not in ("checks", "tick"):
            continue
        _put(made, one.name, _value(one, post))
    if place_rows.were_sent(post):
        made["places"] = place_rows.places_from(post, list(document.get("places") or []))
    if post.get("relations-sent"):
        kept = set(post.getlist("relation"))
        relations = list(document.get("relations") or [])
        made["relations"] = [one for number, one in enumerate(relations) if str(number) in kept]
    return made


def _value(one: Input, post: QueryDict) -> Any:
    text = post.get(one.name, "").replace("\0", "")
    if one.look == "tick":
        return one.name in post
    if one.look == "checks":
        return post.getlist(one.name)
    if one.name.startswith("terms."):
        return [text] if text else []
    if one.name == "tags":
        return [tag.strip() for tag in text.split(",") if tag.strip()]
    if one.name == "links":
        return [_link(line) for line in text.splitlines() if line.strip()]
    if one.name in ("event.starts_at", "event.ends_at"):
        return text.strip() or None
    return text


def _link(line: str) -> dict[str, str]:
    label, separator, url = line.rpartition("|")
    return {"label": label.strip() if separator else "", "url": url.strip()}


def _put(document: dict[str, Any], path: str, value: Any) -> None:
    """Put a value at "title", "terms.theme" or "texts.fi.title" without changing the parts of other documents."""
    name, _dot, rest = path.partition(".")
    if not rest:
        document[name] = value
        return
    part = {**(document.get(name) or {})}
    _put(part, rest, value)
    document[name] = part


def marked(inputs: list[Input], errors: Mapping[str, list[str]]) -> list[dict[str, str]]:
    """Put errors to their inputs; returns the list for the summary, each with the input to mend."""
    summary = []
    for path, texts in errors.items():
        one = next((i for i in inputs if path == i.name or path.startswith(f"{i.name}.")), None)
        if one:
            one.errors += texts
        anchor = f"#id-{one.name}" if one else place_rows.anchor_of(path)
        summary += [{"text": f"{one.label}: {text}" if one else text, "href": anchor} for text in texts]
    return summary


def relation_rows(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The relations in words, each with its number in the document."""
    names = Names.of([{**document, "uid": None}])
    shown = fields.items("relations", document.get("relations"), names)
    return [{"number": number, "text": text} for number, text in enumerate(shown)]
