"""The form of the few questions by which somebody without an entry says what they need."""

from typing import Any

from django.utils.translation import gettext as _

from directory.search.follower import reading
from funding.matching.answers import LISTS, Answers


def questions(answers: Answers, language: str, *, for_entry: bool) -> dict[str, Any]:
    """What the form draws: lists of options, and the typed values."""
    words = ("funding",) if for_entry else (*LISTS, "funding")
    lists = [_list(word, answers, language) for word in words]
    return {
        "lists": [one for one in lists if one["options"]],
        "amount": answers.amount,
        "currency": answers.currency,
        "currencies": ["EUR", "SEK", "DKK", "NOK", "GBP", "PLN", "CZK", "HUF", "RON", "CHF", "BGN", "ISK"],
        "own_share": answers.share,
        "wrong": {error["href"].removeprefix("#q-"): error["text"] for error in answers.errors},
    }


def _list(word: str, answers: Answers, language: str) -> dict[str, Any]:
    catalogue = reading().catalogue
    chosen = set(answers.support if word == "funding" else answers.chosen.get(word, ()))
    options = [
        {"value": value, "label": catalogue.label(word, value, language), "chosen": value in chosen}
        for value in catalogue.valid(word)
    ]
    if word == "country":
        known = catalogue.by_facet["country"].values()
        options = [option for option in options if option["value"] in known or option["chosen"]]
        options.sort(key=lambda option: str(option["label"]))
    return {
        "name": word,
        "label": _label_of(word),
        "options": options,
        "is_select": word == "country",
        "is_open": bool(chosen) or word == "theme",
        "count": len(chosen),
    }


def _label_of(word: str) -> str:
    return {
        "country": _("Where do you work?"),
        "applicant": _("Who are you?"),
        "theme": _("What is it about?"),
        "element": _("Which step are you at?"),
        "challenge": _("Which challenge do you answer?"),
        "sdg": _("Which goals does it serve?"),
        "esf": _("Which objectives of ESF+ does it serve?"),
        "funding": _("What kind of support do you look for?"),
    }[word]
