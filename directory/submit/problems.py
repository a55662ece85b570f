"""What is wrong, in the words of the document's rules, beside the question that it is about."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.choices import Intent, Kind
from directory.extensions import registry
from directory.models import Proposal
from directory.submit import convert, organisations, partners, pictures, places
from directory.submit.answers import Answers
from directory.submit.asks import all_asks, asks_of

_MOST_MARKS = 20
_MESSAGES: dict[str, Promise] = {
    "title": gettext_lazy("Write the name."),
    "summary": gettext_lazy("Say in two or three sentences what it is."),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `name` is the field, empty where no single field is meant."""

    step: str
    name: str
    text: str


def problems_of(proposal: Proposal, answers: Answers) -> list[Problem]:
    """Everything that stands in the way of sending, in the order of the steps (contact and rights apart)."""
    document, found = convert.document_from(proposal, answers)
    problems = _needed(proposal, answers)
    problems += [Problem("who", name, text) for name, texts in found.errors.items() for text in texts]
    named = {problem.name for problem in problems}
    sent = convert.picture_rows(proposal, answers)
    rows = {
        "places": found.row_of,
        "links": [row for row, _link in convert.links_of(answers)],
        "pictures": [row.number for row in sent if not row.is_removed],
        "organisation.registrations": [row for row, _one in organisations.registrations_of(answers)],
    }
    if without_file := pictures.described_only(sent, answers):
        text = _("Choose the file of this picture, or empty what is said about it.")
        problems.append(Problem("evidence", without_file, text))
    for path, texts in convert.errors_in(document).items():
        step, name = field_of(path, Kind(proposal.kind), rows=rows)
        if name not in named:
            problems += [Problem(step, name, text) for text in texts]
    problems += _companion(proposal, answers, document)
    unclear = organisations.problem_with_parent(answers) if proposal.kind == Kind.ORGANISATION else ""
    problems += [Problem("who", "parent", unclear)] if unclear else []
    order = {ask.name: number for number, ask in enumerate(all_asks())}
    return sorted(problems, key=lambda problem: order.get(problem.name, len(order)))


def _needed(proposal: Proposal, answers: Answers) -> list[Problem]:
    """What the form asks for although a document could do without it."""
    problems = [
        Problem(ask.step, ask.name, str(_MESSAGES[ask.name]))
        for step in ("what", "who")
        for ask in asks_of(Kind(proposal.kind), step)
        if ask.needed and not answers.text(ask.name).strip() and (proposal.intent == Intent.NEW or ask.name == "title")
    ]
    title = answers.text("title")
    if title.strip() and (not any(sign.isalnum() for sign in title) or _marks(title) > _MOST_MARKS):
        problems.append(
            Problem("what", "title", _("Write the name with letters; this is hardly more than signs and accents."))
        )
    must_be_placed = proposal.intent == Intent.NEW and proposal.kind in {Kind.ORGANISATION, Kind.PROJECT, Kind.CASE}
    if must_be_placed and all(row.is_empty for row in places.rows_of(answers)):
        text = _("Say where it is, at least the country: it decides which centre reads this.")
        problems.append(Problem("who", "place-0-query", text))
    return problems


def _marks(text: str) -> int:
    return sum("\u0300" <= sign <= "\u036f" for sign in text)


def _companion(proposal: Proposal, answers: Answers, document: convert.Document) -> list[Problem]:
    """What is wrong with the organisation that comes along."""
    if proposal.intent != Intent.NEW or proposal.kind not in partners.KINDS:
        return []
    if partners.must_choose(answers):
        return [
            Problem("who", "organisation", _("Is it one of these organisations? Choose one, or say that it is new."))
        ]
    other = partners.companion(answers, document)
    if other is None or partners.chosen(answers):
        return []
    names = {"title": "organisation", "website": "organisation-website"}
    return [
        Problem("who", names[path], text)
        for path, texts in convert.errors_in({**other, "places": []}).items()
        if path in names
        for text in texts
    ]


# Repeated groups: the list of a document, the step, the rows of the form, the field that stands for a whole row.
_GROUPS: Final = (
    ("places", "who", "place", "query"),
    ("links", "evidence", "link", "url"),
    ("pictures", "evidence", "picture", "text"),
    ("organisation.registrations", "who", "registration", "id"),
)


def field_of(path: str, kind: Kind, *, rows: Mapping[str, list[int]] | None = None) -> tuple[str, str]:
    """The step and the field in which what stands at this path of a document was typed; ("check", "") for no field.

    `rows`: for each list of a document, in which row of the form its items were typed.
    """
    if path == "pictures":
        return "evidence", "pictures"
    if path == "organisation.parent":
        return "who", "parent"
    for group, step, prefix, default in _GROUPS:
        if path == group or path.startswith(f"{group}."):
            rest = path.removeprefix(group).removeprefix(".")
            return step, _row_field(prefix, rest, (rows or {}).get(group), default=default)
    if path == kind.value:  # a rule about several fields of the part, such as the order of dates
        return "who", next((part.whole for part in registry.forms(kind)), _LAST_DATES.get(kind, ""))
    for ask in all_asks():
        if kind in ask.kinds and (path == ask.path or path.startswith(f"{ask.path}.")):
            return ask.step, ask.name
    return "check", ""


_LAST_DATES: Mapping[Kind, str] = {Kind.PROJECT: "project_ends", Kind.EVENT: "ends_on"}


def _row_field(prefix: str, rest: str, rows: list[int] | None, *, default: str) -> str:
    number, _dot, inner = rest.partition(".")
    position = int(number) if number.isdecimal() else 0
    row = rows[position] if rows and position < len(rows) else position
    names = "country city address latitude longitude label url role credit scheme id".split()
    name = default if inner in ("", "city") or inner not in names else inner
    return f"{prefix}-{row}-{name}"
