"""Any document as a form: an input for each field, and the document back from what was sent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from directory.choices import UNDETERMINED, VOCABULARIES
from directory.curate import picture_rows, place_rows, relation_rows
from directory.curate.picking import Pick
from directory.documents.labels import label, part_fields
from directory.extensions import Field, Section, Table, registry
from directory.models import Term
from sinet.common.languages import EU_LANGUAGES, language_name

_TEXTS: Final = ("title", "summary", "description")


@dataclass(slots=True)
class Input:
    """One field of the form. `look`: line, text, select, checks, tick or pick; `value` as the input shows it."""

    name: str
    label: str
    look: str
    value: Any = ""
    choices: list[tuple[str, str]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    hint: str = ""


def inputs_of(document: Mapping[str, Any], post: QueryDict | None = None) -> list[Input]:
    """The inputs of a document, filled with what it says, and with names of entries as they were typed."""
    kind = str(document["kind"])
    return [
        Input("title", label("title"), "line", document.get("title", "")),
        Input("summary", label("summary"), "text", document.get("summary", "")),
        Input("description", label("description"), "text", document.get("description", "")),
        Input("website", label("website"), "line", document.get("website", "")),
        Input("language", label("language"), "select", document.get("language", UNDETERMINED), _languages()),
        *_part_inputs(registry.shape(kind), document.get(kind) or {}, post),
        *_term_inputs(kind, document.get("terms") or {}),
        *(
            one
            for section in registry.sections(kind)
            for one in _section_inputs(section, document.get(section.key), post)
        ),
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


def _part_inputs(table: Table, part: Mapping[str, Any], post: QueryDict | None = None) -> list[Input]:
    """The inputs of what a kind or a section has; records that are more than a line are left as they are."""
    inputs = []
    for one in table.fields:
        path, value = f"{table.key}.{one.name}", part.get(one.name)
        if one.look == "entry":
            pick = Pick.of(path, post.dict() if post else {}, kind=table.kind, uid=value or "")
            inputs.append(Input(path, str(one.label), "pick", pick))
        elif one.look != "records" or one.keys:
            inputs.append(_own_input(path, one, value))
    return inputs


def _section_inputs(section: Section, part: Mapping[str, Any] | None, post: QueryDict | None) -> list[Input]:
    """Whether there is the section, then its inputs."""
    has = Input(section.key, str(section.label), "tick", part is not None)
    return [has, *_part_inputs(section, part or {}, post)]


def _own_input(path: str, field: Field, value: Any) -> Input:
    if field.look == "tick":
        return Input(path, str(field.label), "tick", bool(value))
    if field.look == "checks":
        return Input(path, str(field.label), "checks", list(value or []), _choices_of(field, value or []))
    if field.choices:
        return Input(path, str(field.label), "select", value or "", [("", _("Not said")), *field.choices()])
    if field.look == "records":
        lines = "\n".join(" | ".join(one[key] for key in field.keys) for one in value or [])
        return Input(path, str(field.label), "text", lines, hint=str(field.hint))
    if field.look == "lines":
        return Input(path, str(field.label), "text", "\n".join(value or []), hint=_("One in a line."))
    return Input(path, str(field.label), "text" if field.look == "text" else "line", "" if value is None else value)


def _choices_of(field: Field, chosen: Sequence[str]) -> list[tuple[str, str]]:
    """The terms of a vocabulary, and what is chosen though it is no longer among them."""
    terms = Term.objects.current().filter(vocabulary=field.vocabulary)
    choices = [(term.key, term.label()) for term in terms]
    known = {key for key, _label in choices}
    return choices + [(key, key) for key in chosen if key not in known]


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
    kind = str(document["kind"])
    absent = {section.key for section in registry.sections(kind) if section.key not in post}
    for one in inputs_of(document):
        head = one.name.partition(".")[0]
        if head in absent:
            made[head] = None
        elif one.name in registry.parts:
            made[head] = document.get(head) or {}
        elif one.name in post or one.look in ("checks", "tick") or f"{one.name}-object" in post:
            _put(made, one.name, _value(one, post))
    if place_rows.were_sent(post):
        made["places"] = place_rows.places_from(post, list(document.get("places") or []))
    if relation_rows.were_sent(post):
        made["relations"] = relation_rows.relations_from(post)
    return made


def open_questions(inputs: Iterable[Input]) -> dict[str, list[str]]:
    """What must be chosen before the form can be used, by path."""
    return {one.name: [one.value.question()] for one in inputs if one.look == "pick" and one.value.is_open}


def _value(one: Input, post: QueryDict) -> Any:
    text = post.get(one.name, "").replace("\0", "")
    if one.look == "tick":
        return one.name in post
    if one.look == "checks":
        return post.getlist(one.name)
    if one.look == "pick":
        return post.get(f"{one.name}-object", "").replace("\0", "").strip() or None
    if one.name.startswith("terms."):
        return [text] if text else []
    if one.name == "tags":
        return [tag.strip() for tag in text.split(",") if tag.strip()]
    if one.name == "links":
        return [_link(line) for line in text.splitlines() if line.strip()]
    field = part_fields().get(one.name)
    if field is not None and field.look in ("moment", "number"):
        return text.strip() or None
    if field is not None and field.look == "records":
        return [_record(line, field.keys) for line in text.splitlines() if line.strip()]
    if field is not None and field.look == "lines":
        return [line.strip() for line in text.splitlines() if line.strip()]
    return text


def _link(line: str) -> dict[str, str]:
    label, separator, url = line.rpartition("|")
    return {"label": label.strip() if separator else "", "url": url.strip()}


def _record(line: str, keys: Sequence[str]) -> dict[str, str]:
    values = [value.strip() for value in line.split("|", len(keys) - 1)]
    return dict(zip(keys, [*values, *[""] * len(keys)], strict=False))


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
        row = relation_rows.anchor_of(path) or picture_rows.anchor_of(path) or place_rows.anchor_of(path)
        anchor = f"#id-{one.name}" if one else row
        summary += [{"text": f"{one.label}: {text}" if one else text, "href": anchor} for text in texts]
    return summary
