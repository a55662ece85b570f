"""The page of one entry."""

from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import get_language

from directory.browse import addresses, origin
from directory.browse.cards import card_of_similar, element_keys, steps_of
from directory.browse.facts import facts_of
from directory.browse.partners import partners_of
from directory.browse.pictures import pictures_of
from directory.browse.places import places_of
from directory.browse.record import Record, record_at
from directory.browse.sections import sections_of, steps_in_words, topics_of
from directory.browse.texts import Reading, other_readings, read, same_language
from directory.choices import State
from directory.extensions import Panel, registry
from directory.models import Entry, FormerSlug
from directory.search import surroundings
from directory.search.addresses import entry_url, page_url
from directory.search.catalogue import kind_label
from sinet.common.markdown import plain_text
from sinet.common.public import public_page

_NOTHING: Final = origin.Named("")
"""Templates look for what is not there four times as long as for what is empty."""


@public_page
def detail(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """The page of a public entry; 301 from an old address or a merged entry, 410 when withdrawn, else 404."""
    record = record_at(kind, slug)
    if record is None:
        return _moved(kind, slug)
    entry = record.entry
    if entry.state == State.MERGED:
        return HttpResponsePermanentRedirect(_survivor(entry).get_absolute_url())
    if not entry.is_public:
        return render(request, "errors/410.html", status=410)
    return _page(request, record)


def _moved(kind: str, slug: str) -> HttpResponse:
    former = FormerSlug.objects.select_related("entry").filter(kind=kind, slug=slug).first()
    if former is None:
        raise Http404
    return HttpResponsePermanentRedirect(former.entry.get_absolute_url())


def _survivor(entry: Entry) -> Entry:
    """The entry that a merged one lives on in, at the end of the chain."""
    seen = {entry.pk}
    while entry.merged_into and entry.merged_into_id not in seen:
        entry = entry.merged_into
        seen.add(entry.pk)
    return entry


def _page(request: HttpRequest, record: Record) -> HttpResponse:
    page = get_language() or "en"
    entry, translations = record.entry, record.texts
    languages = [entry.language, *(text.language for text in translations)]
    asked = request.GET.get("lang", "")
    wanted = asked if asked in languages else page
    reading = read(entry, translations, wanted=wanted, page=page)
    context = {
        "entry": entry,
        "page_title": _cut(reading.title.text, 90),
        "reading": reading,
        "other_readings": other_readings(entry, translations, shown=reading.language, path=request.path),
        "show_language_note": _needs_language_note(entry, reading, bool(translations), page),
        "unknown_language": asked if asked and asked not in languages else "",
        "description": _cut(plain_text(reading.summary.text or reading.description.text), 200),
        **_parts(record, page),
        **_about(record, reading, page),
    }
    context["has_body"] = bool(
        reading.description.text
        or context["pictures"].others
        or context["sections"]
        or context["steps"]
        or any(panel.tells for panel in context["panels"])
        or context["partners"].count
    )
    return render(request, f"browse/{entry.kind}_detail.html", context)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else Truncator(text).chars(most)


def _needs_language_note(entry: Entry, reading: Reading, is_translated: bool, page: str) -> bool:
    """Whether there are sentences to read, in more than the language of the page."""
    has_sentences = bool(reading.summary.text or reading.description.text)
    return is_translated or (has_sentences and not same_language(entry.language, page))


def _parts(record: Record, page: str) -> dict[str, Any]:
    """What hangs on the entry: places, terms, tags, partners, similar entries."""
    entry, terms = record.entry, record.terms
    place_view, around = places_of(record.places, page), surroundings(entry, record.around, language=page)
    return {
        "places": place_view,
        "pictures": pictures_of(entry, page),
        "sections": sections_of(entry, page),
        "steps": steps_in_words(terms),
        "strand": steps_of(element_keys(terms)),
        "topics": topics_of(terms, record.tags),
        "facts": facts_of(entry, terms, place=place_view.main, page=page),
        "panels": _panels(record, page),
        "partners": partners_of(entry, around.neighbourhood, page),
        "similar": [card_of_similar(found, page) for found in around.similar],
    }


def _panels(record: Record, page: str) -> list[Panel]:
    """What apps above show on the page."""
    asked = zip(registry.panels(record.entry.kind), record.panels, strict=True)
    return [found for panel, answer in asked if (found := panel.make(record.entry, page, answer))]


def _about(record: Record, reading: Reading, page: str) -> dict[str, Any]:
    """Origin, terms of use, citing and the way to this page."""
    entry = record.entry
    path = entry_url(entry.kind, entry.slug, page)
    return {
        "section": "explore",
        "kind_label": kind_label(entry.kind, page),
        "crumbs": [
            {"label": kind_label(entry.kind, page, plural=True), "url": page_url(f"{entry.kind}-list", page)},
            {"label": _cut(reading.title.text, 60), "url": ""},
        ],
        "source": origin.source_of(entry) or _NOTHING,
        "licence": origin.licence_of(entry.licence) or _NOTHING,
        "notes": origin.notes_of(entry, page),
        "step_notes": origin.notes_of(entry, page, "terms.element", "terms.method"),
        "can_write": record.has_receiver,
        "falls_due": registry.falls_due(entry, timezone.now()),
        "history_url": f"{path}history/",
        "takedown_url": f"{page_url('licences', page)}#correct",
        "origins": origin.field_origins(entry, page),
        "citation": origin.citation(entry, reading.title.text, page),
        "bibtex": origin.bibtex(entry, reading.title.text),
        "permalink": origin.permanent_url(entry),
        "json_url": f"/api/v1/entries/{entry.uid}/",
        "site_url": settings.SITE_URL,
        "canonical": addresses.absolute(path),
        "alternates": addresses.alternates(path),
    }
