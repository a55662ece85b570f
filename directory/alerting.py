"""Looks for news and writes them to those who asked: one mail for a person, whatever they asked for.

What was told is remembered as a snapshot of the database, as every follower of the change log does it: what commits
late is told the next time, and nothing twice.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from directory.actions.alerts import key_of
from directory.actions.mails import write_mail
from directory.choices import Event
from directory.extensions import Finder, News, registry
from directory.extensions.pages import About
from directory.models import Alert, Entry, Submitter
from directory.search import EntryFilter, search
from directory.search.follower import one_reading, reading

_MOST_NAMED: Final = 10
"""Entries of one search that a mail names; the rest is a link."""
REMIND_BEFORE: Final = timedelta(days=8)
"""So long before something falls due it is told: a week, whatever day of the week the mail comes on."""
_DUE: Final = {Alert.Rhythm.DAILY: timedelta(hours=20), Alert.Rhythm.WEEKLY: timedelta(days=6, hours=12)}
"""A little less than a day and a week, since the job does not start to the minute."""
_GOING: Final = frozenset({Event.WITHDRAWN, Event.MERGED})
# A database restored into another server counts its transactions anew: then nothing is told this once.
_NEWS: Final = """
SELECT snapshot.now, change.entry_id, change.event
FROM (SELECT pg_current_snapshot()::text AS now) AS snapshot LEFT JOIN directory_change AS change
ON change.xid >= pg_snapshot_xmin(%(seen)s::pg_snapshot)
    AND NOT pg_visible_in_snapshot(change.xid, %(seen)s::pg_snapshot)
"""


def due_readers(*, now: datetime) -> list[int]:
    """Everybody whose alerts are due, by the key of the submitter."""
    return list(_due(now).values_list("submitter", flat=True).distinct().order_by("submitter"))


def _due(now: datetime) -> Any:
    """Confirmed alerts for which news have not been looked for within their rhythm, of readers whom mail reaches."""
    rhythms = Q()
    for rhythm, age in _DUE.items():
        rhythms |= Q(rhythm=rhythm, looked_at__lte=now - age)
    return Alert.objects.filter(rhythms, confirmed_at__isnull=False, submitter__bounced_at=None)


def tell(*, submitter: int, now: datetime) -> bool:
    """Look for one person's news, and write them in the same transaction that remembers how far was looked.

    Returns whether there were any. It may run twice: what was told once is not told again.
    """
    with one_reading():
        reading()  # outside the transaction, where it would be read anew
        return _tell(submitter, now)


@transaction.atomic
def _tell(submitter: int, now: datetime) -> bool:
    alerts = list(_due(now).filter(submitter=submitter).select_for_update(of=["self"]).select_related("entry"))
    known: dict[str, News] = {}
    sections, over = [], []
    for alert in alerts:
        news = known.get(alert.seen) or known.setdefault(alert.seen, _news_since(alert.seen))
        with translation.override(alert.language):
            section = _section(alert, news, now)
        if section:
            sections.append(section)
            over += [alert.pk] if section.get("is_over") else []
        alert.looked_at, alert.seen = now, news.until
    Alert.objects.bulk_update(alerts, ["looked_at", "seen"])
    Alert.objects.filter(pk__in=over).delete()
    if sections:
        _write(Submitter.objects.get(pk=submitter), sections, alerts[0].language)
    return bool(sections)


def _section(alert: Alert, news: News, now: datetime) -> dict[str, Any] | None:
    """What a mail says of one alert; None where there is nothing new. With `is_over` it is the last time."""
    if alert.entry is not None:
        of = _of_finds_of_entry if alert.finds else _of_entry
        return of(alert, alert.entry, news, now)
    if alert.finds:
        return _of_finds(alert, registry.answers, alert.query, news, now) if registry.answers else None
    return _of_search(alert, news)


def _write(reader: Submitter, sections: list[dict[str, Any]], language: str) -> None:
    with translation.override(language):
        link = settings.SITE_URL + reverse("contact:alerts", args=[key_of(reader)])
    context = {"sections": sections, "unsubscribe": link, "title": sections[0]["label"]}
    write_mail(kind="alert", to=reader.email, language=language, context=context)


def _news_since(seen: str) -> News:
    with connection.cursor() as cursor:
        cursor.execute(_NEWS, {"seen": seen})
        rows = cursor.fetchall()
    events: dict[int, set[str]] = {}
    for _snapshot, entry, event in rows:
        if entry is not None:
            events.setdefault(entry, set()).add(event)
    return News(seen, rows[0][0], {entry: frozenset(what) for entry, what in events.items()})


def _of_search(alert: Alert, news: News) -> dict[str, Any] | None:
    """What is new in one search. One that no longer works is over."""
    link = f"{settings.SITE_URL}{reverse('directory:search')}?{alert.query}"
    label = label_of(alert)
    if not label:
        text = _(
            "This search no longer works, since something that it names is no longer there. We have ended it;"
            " you can ask for another one."
        )
        return {"label": alert.query, "link": link, "what": text, "is_over": True}
    chosen = EntryFilter(QueryDict(alert.query), language=alert.language)
    found = chosen.qs.filter(pk__in=news.created).order_by("-updated_at", "-pk").prefetch_related("texts")
    count = found.count() if news.created else 0
    if not count:
        return None
    return {
        "label": label,
        "link": f"{link}&sort=newest" if alert.query else f"{link}sort=newest",
        "entries": [_named(entry, alert.language) for entry in found[:_MOST_NAMED]],
        "more": max(0, count - _MOST_NAMED),
    }


def _of_entry(alert: Alert, entry: Entry, news: News, now: datetime) -> dict[str, Any] | None:
    """What happened to an entry that is watched, else what falls due."""
    events = news.events.get(entry.pk, frozenset())
    happened = [_gone(events)] if events & _GOING else [_("It was changed.")] * bool(events)
    due = [_due_of(alert, entry, now)] if entry.is_public else []
    texts = [*happened, *filter(None, due)]
    if not texts:
        return None
    return {"label": entry.title, "link": settings.SITE_URL + entry.permanent_path, "what": " ".join(texts)}


def _gone(events: frozenset[str]) -> str:
    """Why an entry is no longer public."""
    return _("It is now part of another entry.") if Event.MERGED in events else _("It is no longer in the directory.")


def _of_finds_of_entry(alert: Alert, entry: Entry, news: News, now: datetime) -> dict[str, Any] | None:
    """What was newly found for an entry; nothing is found any more for one that is no longer public."""
    finder = registry.finder(entry.kind) if entry.is_public else None
    if finder is not None:
        return _of_finds(alert, finder, entry, news, now)
    text = _gone(news.events.get(entry.pk, frozenset()))
    return {"label": label_of(alert), "link": settings.SITE_URL + entry.permanent_path, "what": text, "is_over": True}


def _of_finds(alert: Alert, finder: Finder[About], about: About, news: News, now: datetime) -> dict[str, Any] | None:
    """What was newly found, or why nothing will be found any more: then it is over."""
    section: dict[str, Any] = {"label": finder.heading(about), "link": settings.SITE_URL + finder.url(about)}
    over = finder.over(about, now)
    if over:
        return section | {"what": over, "is_over": True}
    finds, more = finder.new(about, news, now, _MOST_NAMED)
    if not finds:
        return None
    found = Entry.objects.public().prefetch_related("texts").in_bulk([key for key, _why in finds])
    named = [{**_named(found[key], alert.language), "why": why} for key, why in finds if key in found]
    return section | {"entries": named, "more": more}


def _due_of(alert: Alert, entry: Entry, now: datetime) -> str:
    """What of the entry falls due soon. The looks at it follow each other, so that each thing is told once."""
    is_first = alert.looked_at is None or alert.looked_at == alert.confirmed_at
    after = now if is_first or alert.looked_at is None else alert.looked_at + REMIND_BEFORE
    return registry.due(entry, after, now + REMIND_BEFORE)


def _named(entry: Entry, language: str) -> dict[str, str]:
    translated = next((text.title for text in entry.texts.all() if text.language == language and text.title), "")
    return {"title": translated or entry.title, "link": settings.SITE_URL + entry.get_absolute_url()}


def label_of(alert: Alert) -> str:
    """What an alert is about, in the language that is active; empty for a search that no longer works."""
    if alert.entry is not None:
        finder = registry.finder(alert.entry.kind) if alert.finds else None
        return finder.heading(alert.entry) if finder else alert.entry.title
    if alert.finds:
        return registry.answers.heading(alert.query) if registry.answers else ""
    return label_of_search(alert.query, alert.language)


def label_of_search(query: str, language: str) -> str:
    """A search in words, such as “garden”, Country: Sweden; empty where a part of it is not known (any more)."""
    results = search(QueryDict(query), language=language)
    if results.errors:
        return ""
    parts: Iterable[str] = (
        f"“{chip.label}”" if chip.parameter == "q" else f"{chip.facet}: {chip.label}" for chip in results.chips()
    )
    return ", ".join(parts) or _("Everything new in the directory")
