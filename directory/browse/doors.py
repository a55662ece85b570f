"""A way in for each kind of visitor: one click to a page that does what they came for."""

from dataclasses import dataclass
from typing import Final

from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Door:
    """Who it is for, what they find, and where."""

    who: Promise
    text: Promise
    link: Promise
    url: Promise
    icon: str


DOORS: Final = (
    Door(
        _("Citizen"),
        _("See what is done near you, on the map or by the name of your town."),
        _("Open the map"),
        reverse_lazy("directory:map"),
        "map-pin",
    ),
    Door(
        _("Social entrepreneur"),
        _("Find organisations that work on the same question, and write to them."),
        _("Find partners"),
        reverse_lazy("directory:organisation-list"),
        "building-2",
    ),
    Door(
        _("Municipal officer"),
        _("Read how others went about it, step by step, before you start."),
        _("Read best-practice cases"),
        reverse_lazy("directory:case-list"),
        "file-text",
    ),
    Door(
        _("Adviser in a competence centre"),
        _("Look up the methods that support each step, and where they are used."),
        _("Browse the support methods"),
        reverse_lazy("directory:vocabulary", kwargs={"key": "method"}),
        "list",
    ),
    Door(
        _("Researcher or policy maker"),
        _("Count by country, theme, sector or goal: every filter shows its numbers."),
        _("Search with all filters"),
        reverse_lazy("directory:search"),
        "search",
    ),
    Door(
        _("Programmer of a partner site"),
        _("Read every entry as JSON by an open API, without a key."),
        _("Read the API guide"),
        reverse_lazy("directory:api-guide"),
        "code-xml",
    ),
)
"""The ways in, each in the language of the page that shows it."""
