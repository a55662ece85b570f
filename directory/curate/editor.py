"""Any document as a form: an input for each field, and the document back from what was sent."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from directory.choices import UNDETERMINED, VOCABULARIES
from directory.curate import picture_rows, place_rows, relation_rows
from directory.curate.fields import row_of
from directory.curate.inputs import Input, input_of, value_of, was_sent, with_chosen
from directory.documents.labels import LABELS, label, part_fields
from directory.documents.values import tags_from
from directory.extensions import Field, Section, Table, registry
from directory.models import Term
from sinet.common.languages import EU_LANGUAGES, language_name

_TEXTS: Final = ("title", "summary", "description")


LINKS: Final = Field(
    name="links",
    label=LABELS["links"],
    look="records",
    columns=(Field(name="label", label=gettext_lazy("What it is")), Field(name="url", label=gettext_lazy("Address"))),
)


def inputs_of(document: Mapping[str, Any], post: QueryDict | None = None) -> list[Input]:
    """The inputs of a document, filled with what it says, and with names of entries as they were typed."""
    kind = str(document["kind"])
    sent = post or QueryDict()
    return [
        Input("title", label("title"), "line", document.get("title", "")),
        Input("summary", label("summary"), "text", document.get("summary", "")),
        Input("description", label("description"), "text", document.get("description", "")),
        Input("website", label("website"), "line", document.get("website", "")),
        Input("language", label("language"), "select", document.get("language", UNDETERMINED), _languages()),
        *_part_inputs(registry.shape(kind), document.get(kind) or {}, sent),
        *_term_inputs(kind, document.get("terms") or {}),
        *(
            one
            for section in registry.sections(kind)
            for one in _section_inputs(section, document.get(section.key), sent)
        ),
        Input(
            "tags",
            label("tags"),
            "lines",
            "\n".join(document.get("tags") or []),
            hint=_("One in a line; commas or semicolons between them will do as well."),
        ),
        input_of("links", LINKS, document.get("links"), sent),
        *_translation_inputs(document.get("texts") or {}),
    ]


def _part_inputs(table: Table, part: Mapping[str, Any], sent: QueryDict) -> list[Input]:
    """The inputs of what a kind or a section has."""
    return [input_of(f"{table.key}.{one.name}", one, part.get(one.name), sent, kind=table.kind) for one in table.fields]


def _section_inputs(section: Section, part: Mapping[str, Any] | None, sent: QueryDict) -> list[Input]:
    """Whether there is the section, then its inputs."""
    has = Input(section.key, str(section.label), "tick", part is not None)
    return [has, *_part_inputs(section, part or {}, sent)]


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
        choices = with_chosen(choices, chosen)
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
        elif was_sent(one, post):
            _put(made, one.name, _value(one, post))
    if place_rows.were_sent(post):
        made["places"] = place_rows.places_from(post, list(document.get("places") or []))
    if relation_rows.were_sent(post):
        made["relations"] = relation_rows.relations_from(post)
    return made


def open_questions(inputs: Iterable[Input]) -> dict[str, list[str]]:
    """What must be chosen before the form can be used, by path."""
    found = {}
    for one in inputs:
        if one.look == "pick" and one.value.is_open:
            found[one.name] = [one.value.question()]
        for number, row in enumerate(one.value if one.look == "rows" else ()):
            asked = open_questions(row.inputs)
            found |= {path.replace(f"-{number}-", f".{number}.", 1): texts for path, texts in asked.items()}
    return found


def _value(one: Input, post: QueryDict) -> Any:
    text = post.get(one.name, "").replace("\0", "")
    if one.name.startswith("terms."):
        return post.getlist(one.name) if one.look == "checks" else [text] if text else []
    if one.name == "tags":
        return tags_from(text, kept=one.value.splitlines())
    field = LINKS if one.name == LINKS.name else part_fields().get(one.name)
    return value_of(one.name, field, post) if field else text


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
    """Put errors to their inputs; returns the list for the summary in the form's order, each with the input to mend."""
    summary = []
    for path, texts in sorted(errors.items(), key=lambda pair: _position(pair[0], inputs)):
        name, anchor, found = _place_of(path, inputs)
        found += texts
        summary += [{"text": f"{name}: {text}" if name else text, "href": anchor} for text in texts]
    return summary


def _position(path: str, inputs: list[Input]) -> int:
    """Where on the form it is: what is wrong with the whole first, rows with a form of their own last."""
    names = (one.name for one in inputs)
    found = (
        n for n, name in enumerate(names) if path == name or path.startswith(f"{name}.") or name.startswith(f"{path}.")
    )
    return next(found, len(inputs)) if path else -1


def _place_of(path: str, inputs: list[Input]) -> tuple[str, str, list[str]]:
    """Of an error: the name of its field, the input to mend, and where its texts are shown.

    What is wrong with a part as a whole stands at its first field; rows with a form of their own show theirs.
    """
    one = next((i for i in inputs if path == i.name or path.startswith(f"{i.name}.")), None)
    one = one or next((i for i in inputs if i.name.startswith(f"{path}.")), None)
    if one is None:
        own = relation_rows.anchor_of(path) or picture_rows.anchor_of(path) or place_rows.anchor_of(path)
        return place_rows.name_of(path), own, []
    found = row_of(path, one.name) if one.look == "rows" else None
    if found is None or found[0] >= len(one.value):
        return one.label, one.anchor, one.errors
    number, column = found
    row = one.value[number]
    inner = next((i for i in row.inputs if column and i.name.endswith(f"-{column}")), None)
    words = f"{one.label} ({number + 1})"
    if inner is None:
        return words, row.inputs[0].anchor, row.errors
    return f"{words}, {inner.label}", inner.anchor, inner.errors
