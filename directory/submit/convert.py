"""Answers to documents and back. Whether a document is right, `directory.documents.validate` alone decides."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from directory.choices import UNDETERMINED, Channel, Intent, Kind
from directory.documents import DocumentError, FieldChange, compare, read, upgrade, validate
from directory.documents.references import References
from directory.documents.values import tags_from
from directory.extensions import registry
from directory.models import Proposal
from directory.submit import organisations, partners, pictures, places
from directory.submit.answers import Answers, Typed
from directory.submit.asks import Ask, all_asks
from directory.submit.moments import read_moment, typed_moment, zone_of
from sinet.common.ids import uuid7

Document = dict[str, Any]
_MANY = ("checks",)
_MOMENTS = {"starts_on": ("starts_at", "starts_time"), "ends_on": ("ends_at", "ends_time")}


def base_of(proposal: Proposal) -> Document | None:
    """What the proposal changes, as it was when it was begun; None for a new entry."""
    if proposal.base is not None:
        return upgrade(proposal.base.document)
    return read(proposal.entry, public=False) if proposal.entry else None


def answers_for(document: Document) -> dict[str, Typed]:
    """The answers that give this document, by step; hidden places show only what is public."""
    steps: dict[str, Typed] = {step: {} for step in ("what", "who", "themes", "evidence")}
    for ask in _asks(document):
        steps[ask.step][ask.name] = _shown(ask, document)
    steps["who"] |= places.typed_of(document["places"])
    steps["evidence"] |= pictures.typed_of(document.get("pictures") or [])
    for number, link in enumerate(document["links"]):
        steps["evidence"] |= {f"link-{number}-label": link["label"], f"link-{number}-url": link["url"]}
    if document["kind"] == Kind.ORGANISATION:
        steps["who"] |= organisations.typed_of(document["organisation"])
    if document["kind"] == Kind.EVENT:
        steps["who"] |= _moments_shown(document["event"])
    for part in registry.forms(document["kind"]):
        typed = part.typed_of(document)
        for ask in part.asks:
            if not ask.plain:
                steps[ask.step][ask.name] = typed.get(ask.name, "")
    return steps


def document_from(proposal: Proposal, answers: Answers) -> tuple[Document, places.Found]:
    """The document that the answers give, valid or not, and the rows of its places.

    What the form does not ask, and what was left as it was, stays as it stands in the base.
    """
    base = base_of(proposal)
    document: Document = {**base} if base else _empty(proposal, answers)
    if proposal.revision is not None:
        document["uid"] = proposal.revision.document["uid"]
    shown = Answers.of(answers_for(base)).values if base else {}
    for ask in _asks({"kind": proposal.kind}):
        if ask.name in answers.values and answers.values[ask.name] != shown.get(ask.name):
            _put(document, ask.path, _value(ask, answers, shown))
    found = places.places_from(answers, base["places"] if base else [])
    if answers.rows("place"):
        document["places"] = found.places
    if answers.rows("link"):
        document["links"] = [link for _row, link in links_of(answers)]
    if rows := picture_rows(proposal, answers):
        document["pictures"] = [row.named for row in rows if not row.is_removed]
    if proposal.kind == Kind.ORGANISATION:
        document["organisation"] = organisations.put(document.get("organisation") or {}, answers, shown)
    if proposal.kind == Kind.EVENT:
        _put_moments(document, answers, shown)
    _put_of_apps(document, answers, shown)
    return document, found


def _put_of_apps(document: Document, answers: Answers, shown: Typed) -> None:
    """What apps ask of the kind, where an answer is not what it was."""
    for part in registry.forms(document["kind"]):
        names = [ask.name for ask in part.asks if not ask.plain]
        if any(answers.values.get(name, "") != shown.get(name, "") for name in names):
            part.put(document, answers)


def picture_rows(proposal: Proposal, answers: Answers) -> list[pictures.Row]:
    """The pictures of the entry and those that were sent, with what is typed about them."""
    return pictures.rows_of(proposal, answers, (base_of(proposal) or {}).get("pictures") or [])


def _empty(proposal: Proposal, answers: Answers) -> Document:
    return {
        "schema_version": 1,
        "kind": proposal.kind,
        "uid": str(uuid7()),
        "language": answers.text("language") or UNDETERMINED,
        "title": "",
        "places": [],
        "links": [],
        "terms": {},
        "source": None,
        proposal.kind: {},
    }


def _asks(document: Document) -> list[Ask]:
    """The questions of a kind that stand for one field each."""
    return [
        ask
        for ask in all_asks()
        if ask.plain and document["kind"] in ask.kinds and ask.path not in ("event.starts_at", "event.ends_at")
    ]


def _value(ask: Ask, answers: Answers, shown: Typed) -> Any:
    if ask.name == "tags":
        return tags_from(answers.text("tags"), kept=str(shown.get("tags", "")).splitlines())
    if ask.path.startswith("terms."):
        return answers.many(ask.name)
    return answers.text(ask.name)


def _shown(ask: Ask, document: Document) -> str | list[str]:
    outer, _dot, inner = ask.path.partition(".")
    value: Any = document.get(outer)
    if inner:
        value = (value or {}).get(inner)
    value = value or ""
    if ask.name == "tags":
        return "\n".join(value)
    if ask.look in _MANY:
        return list(value)
    return str(value[0] if isinstance(value, list) and value else value or "")


def _put(document: Document, path: str, value: Any) -> None:
    outer, _dot, inner = path.partition(".")
    if not inner:
        document[outer] = value
        return
    part = {**document.get(outer, {})}
    part[inner] = value
    document[outer] = part


def links_of(answers: Answers) -> list[tuple[int, dict[str, str]]]:
    """The links that were typed, with the number of their row."""
    rows = [
        (number, {"label": answers.text(f"link-{number}-label"), "url": answers.text(f"link-{number}-url").strip()})
        for number in range(min(40, answers.rows("link")))
    ]
    return [(number, link) for number, link in rows if link["label"].strip() or link["url"]]


# --- moments of events ----------------------------------------------------------------------------


def _moments_shown(event: dict[str, Any]) -> Typed:
    """Day and time on the clock of the event's place."""
    shown: Typed = {}
    for name, (key, time_name) in _MOMENTS.items():
        typed = typed_moment(event.get(key), event.get("time_zone") or "", day_only=bool(event.get("all_day")))
        shown[name], shown[time_name] = typed
    return shown


def _put_moments(document: Document, answers: Answers, shown: Typed) -> None:
    names = [*_MOMENTS, "starts_time", "ends_time", "time_zone"]
    if all(answers.values.get(name, "") == shown.get(name, "") for name in names) and shown:
        return
    zone = zone_of(answers.text("time_zone"))
    for name, (key, time_name) in _MOMENTS.items():
        _put(document, f"event.{key}", read_moment(answers.text(name), answers.text(time_name), zone))
    _put(document, "event.all_day", bool(answers.text("starts_on")) and not answers.text("starts_time").strip())


# --- all that is sent -----------------------------------------------------------------------------


def errors_in(document: Document) -> dict[str, list[str]]:
    """What is wrong with a document, by path; empty when it is right."""
    try:
        References.load().check(validate(document))
    except DocumentError as error:
        return error.errors
    return {}


def documents_to_send(proposal: Proposal, answers: Answers, *, licence: str) -> list[Document]:
    """The entry's document in its canonical form, then that of an organisation that comes along.

    Raises `DocumentError`; the companion's paths begin with "companion.".
    """
    document, _found = document_from(proposal, answers)
    base = base_of(proposal)
    if proposal.intent == Intent.NEW:
        document["source"] = _origin(licence)
    References.load().check(valid := validate(document))
    made = [_with_origin(valid.to_json(), base)]
    if proposal.intent == Intent.NEW and proposal.kind in partners.KINDS:
        other = partners.companion(answers, made[0])
        known = partners.chosen(answers)
        if other is not None:
            made.append(_with_origin(_companion(other), read(known, public=False) if known else None))
    return made


def _companion(document: Document) -> Document:
    try:
        References.load().check(valid := validate(document))
    except DocumentError as error:
        raise DocumentError({f"companion.{path}": messages for path, messages in error.errors.items()}) from None
    return valid.to_json()


def _origin(licence: str) -> Document:
    return {"key": Channel.FORM.value, "licence": licence, "retrieved_on": timezone.localdate().isoformat()}


def _with_origin(document: Document, base: Document | None) -> Document:
    """Say of each field that was changed that it comes from the form, whatever the entry's source is."""
    if base is None:
        return document
    today = {"source": Channel.FORM.value, "confirmed_on": timezone.localdate().isoformat()}
    paths = [change.path for change in compare(validate(base).to_json(), document) if change.after is not None]
    return {**document, "provenance": {**document["provenance"], **dict.fromkeys(paths, today)}}


def ended(document: Document, *, ended_on: str, said: str) -> Document:
    """The document of an initiative that is over; its page stays."""
    changed = {**document}
    if document["kind"] in (Kind.PROJECT, Kind.CASE):
        _put(changed, "terms.status", ["ended"])
    if document["kind"] == Kind.PROJECT and ended_on:
        _put(changed, "project.ends_on", ended_on)
    words = " ".join(filter(None, [_("It has ended."), ended_on, said.strip()]))
    changed["notes"] = [*document["notes"], {"field": "state", "text": words}]
    return changed


def ended_document(proposal: Proposal, answers: Answers) -> Document:
    """What is sent by "it has ended". Raises `DocumentError`."""
    base = base_of(proposal) or {}
    changed = ended(base, ended_on=answers.text("ended_on").strip(), said=answers.text("said"))
    References.load().check(valid := validate(changed))
    return _with_origin(valid.to_json(), base)


def changes_of(proposal: Proposal, answers: Answers) -> list[FieldChange]:
    """What a change changes, as far as the answers are a valid document."""
    base = base_of(proposal)
    if base is None:
        return []
    document, _found = document_from(proposal, answers)
    try:
        return [
            change
            for change in compare(validate(base).to_json(), validate(document).to_json())
            if change.path != "provenance"
        ]
    except DocumentError:
        return []
