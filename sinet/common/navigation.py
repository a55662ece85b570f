"""The links of header and footer, and the same page in the other languages.

A link whose address is not part of this installation is left out, so that error pages can be drawn whatever
the state of the address table.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Link:
    """A link of a menu; `section` marks the part of the site it opens."""

    section: str
    label: str
    url: str


@dataclass(frozen=True)
class LanguageLink:
    """The current page in one language; `name` is the language's own."""

    code: str
    name: str
    url: str
    absolute_url: str
    current: bool


# group -> (section, name of the address, label)
GROUPS: dict[str, tuple[tuple[str, str, str | Promise], ...]] = {
    "main": (
        ("explore", "directory:search", _("Explore")),
        ("map", "directory:map", _("Map")),
        ("funding", "funding:money", _("Funding")),
        ("how-it-works", "directory:how-it-works", _("How it works")),
        ("about", "directory:about", _("About")),
        ("api", "directory:api-guide", _("API")),
    ),
    "add": (("submit", "submit:start", _("Add an initiative")),),
    "contribute": (
        ("submit", "submit:start", _("Add an initiative")),
        ("mine", "submit:mine", _("Your proposals")),
        ("centres", "directory:centres", _("Competence centres")),
        ("reports", "contact:counts", _("Reports about content")),
        ("curate", "curate:queue", _("For competence centres: sign in")),
    ),
    "directory": (
        ("search", "directory:search", _("Search")),
        ("organisations", "directory:organisation-list", _("Organisations")),
        ("projects", "directory:project-list", _("Projects")),
        ("cases", "directory:case-list", _("Best-practice cases")),
        ("publications", "directory:publication-list", _("Publications")),
        ("events", "directory:event-list", _("Events")),
        ("calls", "directory:call-list", _("Calls")),
        ("funders", "directory:funder-list", _("Funders")),
        ("grants", "funding:grants", _("Grants")),
        ("match", "funding:match", _("What fits you?")),
        ("map", "directory:map", _("Map")),
    ),
    "data": (
        ("api", "directory:api-guide", _("API")),
        ("licences", "directory:licences", _("Sources and licences")),
    ),
    "about": (
        ("about", "directory:about", _("About")),
        ("how-it-works", "directory:how-it-works", _("How it works")),
        ("accessibility", "directory:accessibility", _("Accessibility statement")),
        ("privacy", "directory:privacy", _("Privacy")),
    ),
}


def links(group: str) -> list[Link]:
    """The links of a group, in the current language."""
    return list(_links(group, get_language(), get_urlconf()))


@lru_cache(maxsize=64)
def _links(group: str, _language: str | None, _addresses: str | None) -> tuple[Link, ...]:
    """Worked out once for each language and table of addresses."""
    found = []
    for section, name, label in GROUPS[group]:
        try:
            found.append(Link(section, str(label), reverse(name)))
        except NoReverseMatch:
            continue
    return tuple(found)


def home_url() -> str:
    """The home page in the current language."""
    try:
        return reverse("directory:home")
    except NoReverseMatch:
        return "/"


def language_links(request: HttpRequest | None) -> list[LanguageLink]:
    """The current address in every language that is offered; none where the address carries no language."""
    return languages_of(request.get_full_path()) if request else []


def languages_of(path: str) -> list[LanguageLink]:
    """An address of the site in every language that is offered; none where it carries no language.

    Words in paths are English in every language, so the prefix is all that changes.
    """
    codes = [code for code, _name in settings.LANGUAGES]
    match = re.match(rf"/({'|'.join(map(re.escape, codes))})(?=[/?]|$)", path)
    if not match:
        return []
    rest = path[match.end() :]
    return [
        LanguageLink(
            code=code,
            name=get_language_info(code)["name_local"],
            url=f"/{code}{rest}",
            absolute_url=f"{settings.SITE_URL}/{code}{rest}",
            current=code == get_language(),
        )
        for code in codes
    ]
