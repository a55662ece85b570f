"""The fields of a document by name, in the words of the page: for curators, and in mails to submitters."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from directory.choices import VOCABULARY_RULES
from sinet.common.languages import language_name

LABELS: Final[dict[str, Promise]] = {
    "title": gettext_lazy("Name"),
    "summary": gettext_lazy("Summary"),
    "description": gettext_lazy("Description"),
    "website": gettext_lazy("Website"),
    "links": gettext_lazy("Links"),
    "language": gettext_lazy("Language of the text"),
    "tags": gettext_lazy("Tags"),
    "places": gettext_lazy("Places"),
    "relations": gettext_lazy("Relations"),
    "state": gettext_lazy("State"),
    "merged_into": gettext_lazy("Merged into"),
    "slug": gettext_lazy("Word in the address"),
    "centre": gettext_lazy("Competence centre"),
    "source": gettext_lazy("Source"),
    "verified_on": gettext_lazy("Last confirmed"),
    "notes": gettext_lazy("Notes on the page"),
    "organisation.founded_on": gettext_lazy("Founded"),
    "organisation.registrations": gettext_lazy("Registered"),
    "organisation.parent": gettext_lazy("Part of"),
    "project.starts_on": gettext_lazy("Start"),
    "project.ends_on": gettext_lazy("End"),
    "project.helped": gettext_lazy("Who is helped"),
    "project.works": gettext_lazy("How it works"),
    "project.impact": gettext_lazy("Social impact"),
    "project.reach": gettext_lazy("Reach"),
    "project.open_licence": gettext_lazy("Open licence"),
    "case.starts_on": gettext_lazy("Start"),
    "case.context": gettext_lazy("Context"),
    "case.done": gettext_lazy("What was done"),
    "case.results": gettext_lazy("Results"),
    "case.success_factors": gettext_lazy("Success factors"),
    "case.pitfalls": gettext_lazy("Pitfalls"),
    "case.transfer": gettext_lazy("What it needs elsewhere"),
    "case.level": gettext_lazy("Level"),
    "publication.publisher": gettext_lazy("Publisher"),
    "publication.serial_number": gettext_lazy("Serial number"),
    "publication.published_on": gettext_lazy("Appeared"),
    "publication.file_url": gettext_lazy("Address of the file"),
    "event.starts_at": gettext_lazy("Begins"),
    "event.ends_at": gettext_lazy("Ends"),
    "event.all_day": gettext_lazy("Lasts whole days"),
    "event.time_zone": gettext_lazy("Time zone"),
    "event.online_url": gettext_lazy("Address for taking part online"),
    "event.venue": gettext_lazy("Venue"),
}


def label(path: str) -> str:
    """The name of a field in the language of the page."""
    if path in LABELS:
        return str(LABELS[path])
    name, _dot, inner = path.partition(".")
    if name == "terms" and inner in VOCABULARY_RULES:
        return str(VOCABULARY_RULES[inner].label)
    if name == "texts":
        return _("Text in %(language)s") % {"language": language_name(inner, get_language() or "en")}
    return path
