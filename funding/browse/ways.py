"""What an entry's page says of matching: the best calls that the night found for it, and the ways to all that fits."""

from datetime import UTC, datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from directory.browse.deadlines import deadline_in_words
from directory.browse.texts import foreign
from directory.choices import MADE_UP, Kind
from directory.extensions import Panel, registry
from directory.models import Entry
from directory.search.addresses import entry_url
from directory.search.cards import Brief, briefs
from funding.documents.shapes import FUNDER
from funding.matching.finding import INITIATIVES
from funding.matching.kept import calls_of

_SHOWN: Final = 3


def ways(entry: Entry, language: str) -> Panel | None:
    """Three calls at most, with the time left, and links; what those lead to is looked for when somebody follows."""
    words = [entry.kind, entry.slug]
    found = []
    finder = registry.finder(entry.kind)
    mails = [("contact:alert-finds", finder.ask, "bell")] if finder else []
    if entry.kind in INITIATIVES:
        found = [
            ("funding:match-entry", _("Which calls and funders fit?"), "target"),
            ("funding:partners", _("Who could partner?"), "handshake"),
            *mails,
        ]
    if entry.kind == Kind.CALL or (entry.kind == Kind.ORGANISATION and getattr(entry, FUNDER, None)):
        found.append(("funding:initiatives", _("Which initiatives fit?"), "target"))
    if entry.kind == Kind.CALL:
        found += mails
    if not found:
        return None
    links = [{"url": reverse(name, args=words), "label": text, "icon": icon} for name, text, icon in found]
    return Panel("funding/_ways.html", {"links": links, "calls": _calls(entry, language)}, tells=False)


def _calls(entry: Entry, language: str) -> list[dict[str, Any]]:
    """The best kept calls of an initiative that are open, or will be."""
    now = datetime.now(UTC)
    keys = calls_of(entry, at=now, most=_SHOWN) if entry.kind in INITIATIVES else []
    if not keys:
        return []
    shown = briefs(keys, language)
    return [_line(shown[key], now, language) for key in keys if key in shown]


def _line(call: Brief, now: datetime, language: str) -> dict[str, Any]:
    text_language, title, _summary = call.shown(language)
    return {
        "url": entry_url(call.kind, call.slug, language),
        "title": title,
        "language": foreign(text_language, language),
        "deadline": deadline_in_words(call.window.lower, call.window.upper, call.zone or "", now),
        "is_made_up": call.source_id == MADE_UP,
    }
