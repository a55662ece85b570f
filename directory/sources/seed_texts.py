"""Our own words for the facts of the founding documents: short, and saying no more than they do."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

_MONTHS: Final = {
    "en": "January February March April May June July August September October November December".split(),
    "sv": "januari februari mars april maj juni juli augusti september oktober november december".split(),
    "da": "januar februar marts april maj juni juli august september oktober november december".split(),
}

STRATEGY_SUMMARY: Final = (
    "Questions for municipalities and regions that want to work with social innovation, starting from the welfare "
    "challenge to be solved."
)
FINLAND_SUMMARY: Final = (
    "Report by Demos Helsinki, which supports the preparation of a national competence centre for social innovation in "
    "Finland."
)
CLINIC_SUMMARY: Final = (
    "One of three peer-learning clinics that the Finnish Ministry of Economic Affairs and Employment named in March "
    "2022. Only the day is known."
)
_CLINICS: Final = {
    "sv": (
        "Klinik för kollegialt lärande, {}",
        (
            "En av tre kliniker för kollegialt lärande som Finlands arbets- och näringsministerium nämnde i mars 2022. "
            "Endast dagen är känd."
        ),
    ),
    "da": (
        "Klinik for gensidig læring, {}",
        (
            "En af tre klinikker for gensidig læring, som Finlands arbejds- og erhvervsministerium nævnte i marts "
            "2022. Kun dagen er kendt."
        ),
    ),
}


def in_english(on: str) -> str:
    """A day as English writes it."""
    return _written(on, "en")


def clinic_in(language: str, on: str) -> dict[str, str]:
    """Title and summary of a clinic in Swedish or Danish."""
    title, summary = _CLINICS[language]
    return {
        "title": title.format(_written(on, language)),
        "summary": summary,
        "description": "",
        "origin": "human",
    }


def dsi4eu_summary(facts: dict[str, Any]) -> str:
    says = facts["says"]
    return (
        f"Report of the project {facts['project']} on digital social innovation in Europe. It counts "
        f"{says['organisations']} organisations and {says['projects']} projects, densest in "
        f"{_listed(says['densest'])}; few reach scale, and they are weakly connected."
    )


def dsi4eu_description(facts: dict[str, Any]) -> str:
    return (
        f"The report covers {_listed(facts['areas'])}.\n\nIt recommends:\n\n{_bullets(facts['recommends'])}\n\n"
        f"It gives guidelines for practitioners on {_listed(facts['guidelines_for_practitioners_on'])}."
    )


def growth_summary(facts: dict[str, Any]) -> str:
    return f"Rapport ({facts['serial_number']}) om sociala innovationer med internationella exempel."


def growth_summary_in_english(facts: dict[str, Any]) -> str:
    examples = _listed(facts["international_examples"])
    return f"Report ({facts['serial_number']}) on social innovations with international examples: {examples}."


def growth_description(facts: dict[str, Any]) -> str:
    return f"The report calls for:\n\n{_bullets(facts['calls_for'])}"


def strategy_description(facts: dict[str, Any]) -> str:
    questions = _bullets(question["en"] for question in facts["questions"])
    actors = _listed(facts["non_public_actors"])
    return (
        f"The questions, in our own wording (the source announces eight and prints seven):\n\n{questions}\n\n"
        f"Solutions are carried out with or by non-public actors: {actors}."
    )


def finland_description(facts: dict[str, Any]) -> str:
    return f"Its conclusions:\n\n{_bullets(facts['conclusions'])}"


def _bullets(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _listed(items: list[str]) -> str:
    return f"{', '.join(items[:-1])} and {items[-1]}" if len(items) > 1 else items[0]


def _written(on: str, language: str) -> str:
    day = date.fromisoformat(on)
    number = f"{day.day}." if language == "da" else str(day.day)
    return f"{number} {_MONTHS[language][day.month - 1]} {day.year}"
