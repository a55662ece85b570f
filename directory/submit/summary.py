"""All that was typed, once more, as questions and answers: for the page on which it is checked."""

from dataclasses import dataclass, field

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from directory.choices import Intent, Kind, ProposalState
from directory.models import Proposal
from directory.submit import organisations, partners, pictures, places, rights
from directory.submit.answers import Answers
from directory.submit.asks import STEP_TITLES
from directory.submit.convert import answers_for, base_of, links_of, picture_rows
from directory.submit.forms import StepForm
from directory.submit.pages import step_url, steps_of
from sinet.common.languages import country_name


@dataclass(frozen=True, slots=True)
class Line:
    """A question with its answer."""

    label: str
    text: str
    url: str
    """Where it can be changed."""
    is_changed: bool = False
    picture: str = ""
    """The address of a picture that the answer is about."""


@dataclass(slots=True)
class Part:
    """A step with its lines."""

    title: str
    url: str
    lines: list[Line] = field(default_factory=list)


def summary_of(proposal: Proposal, answers: Answers, secret: str) -> list[Part]:
    """The steps with what was answered in each; of a change, what differs from the entry is marked."""
    base = base_of(proposal) if proposal.intent == Intent.CHANGE else None
    before = Answers.of(answers_for(base)) if base else None
    parts = []
    for step in steps_of(proposal)[:-1]:
        url = step_url(secret, step)
        compared = before if step != "contact" else None
        lines = [
            Line(label, text, f"{url}#id_{name}", compared is not None and _differs(name, answers, compared))
            for name, label, text in _lines(proposal, step, answers)
        ]
        if step == "evidence":
            lines += [
                Line(label, text, f"{url}#id_{name}", compared is not None and _differs(name, answers, compared), src)
                for name, label, text, src in pictures.lines_of(picture_rows(proposal, answers), secret)
            ]
        parts.append(Part(str(STEP_TITLES[step]), url, [line for line in lines if line.text]))
    return parts


def _differs(name: str, answers: Answers, before: Answers) -> bool:
    if name.startswith(("place", "link", "picture", "registration")):
        prefix = name.rsplit("-", 1)[0] + "-"
        names = {key for key in (*answers.values, *before.values) if key.startswith(prefix)}
        return any(answers.text(key) != before.text(key) for key in names)
    return sorted(answers.many(name)) != sorted(before.many(name))


def _lines(proposal: Proposal, step: str, answers: Answers) -> list[tuple[str, str, str]]:
    """(field, question, answer) of a step."""
    if step == "contact":
        return _contact(proposal, answers)
    if step == "ended":
        return [
            ("ended_on", _("When it ended"), answers.text("ended_on")),
            ("said", _("How you know"), answers.text("said")),
        ]
    lines = _asked(proposal, step, answers)
    if step == "who":
        lines += _organisation(answers) if proposal.kind in partners.KINDS else []
        lines += organisations.lines_of(answers) if proposal.kind == Kind.ORGANISATION else []
        lines += _places(answers)
    if step == "evidence":
        lines += [
            (f"link-{row}-url", _("Link"), " ".join(filter(None, [link["label"], link["url"]])))
            for row, link in links_of(answers)
        ]
    return lines


def _asked(proposal: Proposal, step: str, answers: Answers) -> list[tuple[str, str, str]]:
    form = StepForm(Kind(proposal.kind), step, answers, {})
    lines = []
    for row in form.rows:
        bound = row["field"]
        labels = {str(value): str(label) for value, label in getattr(bound.field, "choices", [])}
        values = answers.text(bound.name).split("\n") if row["ask"].look == "lines" else answers.many(bound.name)
        texts = [labels.get(value, value) for value in values if value]
        lines.append((bound.name, str(bound.label), ", ".join(texts)))
    return lines


def _organisation(answers: Answers) -> list[tuple[str, str, str]]:
    one = partners.chosen(answers)
    name = one.title if one else answers.text("organisation")
    return [("organisation", _("Organisation behind it"), name)]


def _places(answers: Answers) -> list[tuple[str, str, str]]:
    here = get_language() or "en"
    lines = []
    for number, row in enumerate(places.rows_of(answers)):
        pin = f"{row.latitude}, {row.longitude}" if row.latitude or row.longitude else ""
        city = places.town_of(row)
        code = row.country or (city.country_id if city else "")
        name = city.name if city else row.query
        hidden = _("exact place hidden") if row.hidden else ""
        words = [row.address, name, country_name(code, here) if code else "", pin, hidden]
        if not row.is_empty:
            lines.append((f"place-{number}-query", _("Place"), ", ".join(filter(None, words))))
    return lines


def _contact(proposal: Proposal, answers: Answers) -> list[tuple[str, str, str]]:
    if proposal.state == ProposalState.CHANGES_REQUESTED:
        return []
    contact = rights.contact_of(answers)
    return [
        ("email", _("Your e-mail address"), contact["email"]),
        ("contact_name", _("Contact person"), " ".join(filter(None, [contact["name"], contact["phone"]]))),
        ("licence", _("Licence"), rights.chosen_licence(proposal, answers)),
        ("declared", _("I may give this"), _("Yes") if answers.text("declared") else ""),
    ]
