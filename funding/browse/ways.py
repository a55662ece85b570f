"""The ways from an entry's page to what matching finds for it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from directory.choices import Kind
from directory.extensions import Panel
from directory.models import Entry
from funding.documents.shapes import FUNDER
from funding.matching.finding import INITIATIVES


def ways(entry: Entry, language: str) -> Panel | None:
    """Links only: what they lead to is looked for when somebody follows them."""
    words = [entry.kind, entry.slug]
    found = []
    if entry.kind in INITIATIVES:
        found = [
            ("match-entry", _("Which calls and funders fit?"), "target"),
            ("partners", _("Who could partner?"), "handshake"),
        ]
    if entry.kind == Kind.CALL or (entry.kind == Kind.ORGANISATION and getattr(entry, FUNDER, None)):
        found.append(("initiatives", _("Which initiatives fit?"), "target"))
    if not found:
        return None
    links = [{"url": reverse(f"funding:{name}", args=words), "label": text, "icon": icon} for name, text, icon in found]
    return Panel("funding/_ways.html", {"links": links}, tells=False)
