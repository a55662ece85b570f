"""Who sends it, whom the centre may ask, and on what terms it may be published."""

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.access.links import is_address
from directory.choices import Intent
from directory.models import Proposal
from directory.submit.answers import Answers
from directory.submit.problems import Problem

_LICENCES: Final[dict[str, tuple[str | Promise, str | Promise]]] = {
    "CC-BY-4.0": (
        gettext_lazy("CC BY 4.0: everybody may use it and must name the source"),
        "https://creativecommons.org/licenses/by/4.0/",
    ),
    "CC0-1.0": (
        gettext_lazy("CC0: everybody may use it without conditions"),
        "https://creativecommons.org/publicdomain/zero/1.0/",
    ),
}


@dataclass(frozen=True, slots=True)
class Licence:
    key: str
    label: str
    url: str


def licences(proposal: Proposal) -> list[Licence]:
    """The licences to choose from; a change is published on the terms of its entry."""
    keys: list[str] = list(settings.SUBMIT_LICENCES)
    if proposal.intent != Intent.NEW and proposal.entry and proposal.entry.licence:
        keys = [proposal.entry.licence]
    return [Licence(key, str(_LICENCES.get(key, (key, ""))[0]), str(_LICENCES.get(key, ("", ""))[1])) for key in keys]


def chosen_licence(proposal: Proposal, answers: Answers) -> str:
    """The licence that was chosen, the first where none was; empty for one that is not offered."""
    keys = [licence.key for licence in licences(proposal)]
    typed = answers.text("licence") or keys[0]
    return typed if typed in keys else ""


def contact_of(answers: Answers) -> dict[str, str]:
    """The person whom the centre may ask."""
    return {
        "name": " ".join(answers.text("contact_name").split()),
        "email": answers.text("email").strip(),
        "phone": answers.text("contact_phone").strip(),
    }


def contact_problems(proposal: Proposal, answers: Answers) -> list[Problem]:
    """What is missing or wrong about address, contact person, licence and declaration."""
    contact = contact_of(answers)
    problems = []
    message = email_problem(contact["email"])
    if message:
        problems.append(Problem("contact", "email", message))
    for name, key, most in (("contact_name", "name", 200), ("contact_phone", "phone", 40)):
        if len(contact[key]) > most:
            problems.append(Problem("contact", name, _("Write at most %(most)d characters.") % {"most": most}))
    if not chosen_licence(proposal, answers):
        problems.append(Problem("contact", "licence", _("Choose one of these licences.")))
    if not answers.text("declared"):
        problems.append(
            Problem("contact", "declared", _("Say that you may give this: without it we may not publish anything."))
        )
    return problems


def email_problem(email: str) -> str:
    """What is wrong with an address for mail; empty when nothing is."""
    if not email:
        return _("Write your e-mail address: we send you a link there, to confirm and to follow your proposal.")
    return "" if is_address(email) else _("Write an e-mail address like name@example.org.")
