"""What an entry's page says of matching: the best calls that are kept for it, and the ways to all that fits."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.browse.deadlines import deadline_in_words
from directory.browse.texts import foreign
from directory.choices import MADE_UP, Kind
from directory.extensions import Panel, Way, registry
from directory.models import Entry
from directory.search.addresses import entry_url
from directory.search.cards import Brief, briefs
from funding.documents.shapes import FUNDER
from funding.matching.finding import INITIATIVES
from funding.matching.kept import count_calls_of
from sinet.common.templatetags.sinet_kept import entry_link


def ways(entry: Entry, language: str, calls: list[int] | None) -> Panel | None:
    """Three calls at most, with the time left, and links; what those lead to is looked for when somebody follows."""
    links = [{"url": url, "label": label, "icon": icon} for url, label, icon in _links(entry)]
    if not links:
        return None
    return Panel("funding/_ways.html", {"links": links, "calls": _calls(calls, language)}, tells=False)


def _links(entry: Entry) -> Iterator[tuple[str, Any, str]]:
    """(address, words, icon) of what can be looked for, and of the mails that can be asked for."""
    words = entry.kind, entry.slug
    if entry.kind in INITIATIVES:
        yield entry_link("funding:match-entry", *words), _("Which calls and funders fit?"), "target"
        yield entry_link("funding:partners", *words), _("Who could partner?"), "handshake"
    if entry.kind == Kind.CALL or (entry.kind == Kind.ORGANISATION and getattr(entry, FUNDER, None)):
        yield entry_link("funding:initiatives", *words), _("Which initiatives fit?"), "target"
    finder = registry.finder(entry.kind)
    if finder and not finder.over(entry, timezone.now()):
        yield entry_link("contact:alert-finds", *words), finder.ask, "bell"
    elif entry.kind == Kind.CALL and entry.call.programme:
        yield _next_of(entry.call.programme), _("Tell me of the next calls of this programme"), "bell"


def _next_of(programme: str) -> str:
    """The form for news of calls that name a programme: what is left to wait for once a call is closed."""
    phrase = programme.replace('"', " ")
    query = urlencode({"kind": Kind.CALL.value, "q": f'"{phrase}"'})
    return f"{reverse('contact:alert-search')}?{query}"


def own_ways(entries: Sequence[Entry]) -> dict[int, Way]:
    """How many open calls are kept for each of somebody's own entries, and where they stand."""
    counts = count_calls_of([entry.pk for entry in entries], at=timezone.now())
    return {
        entry.pk: Way(
            reverse("funding:match-entry", args=[entry.kind, entry.slug]),
            ngettext("%(n)d open call fits", "%(n)d open calls fit", counts[entry.pk]) % {"n": counts[entry.pk]},
        )
        for entry in entries
        if entry.pk in counts
    }


def _calls(keys: list[int] | None, language: str) -> list[dict[str, Any]]:
    """The best kept calls of an initiative that are open, or will be."""
    if not keys:
        return []
    now = timezone.now()
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
