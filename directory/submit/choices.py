"""The lists that one chooses from in the form, in the language of the page."""

from typing import Final

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from directory.choices import UNDETERMINED, Level
from directory.models import Country, Term
from sinet.common.collation import collation_for, sort_key
from sinet.common.languages import EU_LANGUAGES, country_name, language_name

Choices = list[tuple[str, str]]

_FURTHER_LANGUAGES: Final = ("is", "nb", "nn", "uk", "tr", "ar", "sq", "sr", "mk", "bs", "ca", "eu", "gl", "cy", "ru")
# One zone for each clock of Europe, by a town that people know.
_ZONES: Final = (
    "Europe/London Europe/Dublin Europe/Lisbon Atlantic/Reykjavik Atlantic/Canary Europe/Amsterdam Europe/Berlin "
    "Europe/Brussels Europe/Copenhagen Europe/Madrid Europe/Oslo Europe/Paris Europe/Prague Europe/Rome "
    "Europe/Stockholm Europe/Vienna Europe/Warsaw Europe/Athens Europe/Bucharest Europe/Helsinki Europe/Kyiv "
    "Europe/Riga Europe/Sofia Europe/Tallinn Europe/Vilnius Asia/Nicosia Europe/Istanbul UTC"
).split()


def choices_of(name: str, chosen: list[str]) -> Choices:
    """The list of this name; a value that was chosen before and is not in it stays possible."""
    found = _closed(name)
    if found is None:
        found = [(term.key, term.label()) for term in Term.objects.current().filter(vocabulary=name)]
    known = {value for value, _label in found}
    return found + [(value, _other_name(name, value)) for value in chosen if value and value not in known]


def _closed(name: str) -> Choices | None:
    if name == "languages":
        return languages()
    if name == "countries":
        return countries()
    if name == "levels":
        return [(value, str(label)) for value, label in Level.choices]
    if name == "time-zones":
        return [("", _("Choose")), *((zone, zone.split("/")[-1].replace("_", " ")) for zone in _ZONES)]
    return None


def _other_name(name: str, value: str) -> str:
    here = get_language() or "en"
    if name == "languages":
        return language_name(value, here)
    return country_name(value, here) if name == "countries" else value


def languages() -> Choices:
    """Languages by their names; those of the site first."""
    here = get_language() or "en"
    ours = [code for code, _name in settings.LANGUAGES]
    others = [code for code in (*EU_LANGUAGES, *_FURTHER_LANGUAGES) if code not in ours]
    named = sorted(
        ((code, language_name(code, here)) for code in others), key=lambda pair: sort_key(pair[1], collation_for(here))
    )
    first = [(code, language_name(code, here)) for code in ours]
    return [*first, *named, (UNDETERMINED, _("Another language"))]


def countries() -> Choices:
    """Countries by their names, an empty choice first."""
    here = get_language() or "en"
    codes = Country.objects.values_list("code", flat=True)
    named = ((code, country_name(code, here)) for code in codes)
    # The gazetteer knows countries that are no more ("AN"), which have no name.
    known = sorted(
        (pair for pair in named if pair[0] != pair[1]), key=lambda pair: sort_key(pair[1], collation_for(here))
    )
    return [("", _("Choose a country")), *known]
