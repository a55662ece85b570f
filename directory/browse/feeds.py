"""Atom feeds (RFC 4287) of any search, newest first."""

from collections import defaultdict
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, QueryDict
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import override

from directory.browse import addresses
from directory.browse.texts import read
from directory.choices import Kind
from directory.extensions import registry
from directory.models import Entry, EntryText
from directory.search import Results, search
from sinet.common.markdown import plain_text
from sinet.common.public import public_page

LENGTH: Final = 50
"""Entries in a feed."""
_KINDS: Final[dict[str, str | None]] = {"entries": None} | {kind.path: kind.value for kind in Kind}
_LISTS: Final = {one.path: one for one in registry.lists}


@public_page
def feed(request: HttpRequest, language: str, kinds: str) -> HttpResponse:
    """The newest results of a search; 400 with the reason where the search could not be understood."""
    if language not in dict(settings.LANGUAGES) or kinds not in _KINDS | _LISTS:
        raise Http404
    with override(language):
        query = _newest_first(request.GET)
        one = _LISTS.get(kinds)
        kind, fixed = (one.kind.value, one.fixed) if one else (_KINDS[kinds], ())
        results = search(query, kind=kind, fixed=fixed, language=language, page_size=LENGTH)
        if results.errors:
            reasons = "\n".join(_reason(error.message, error.valid) for error in results.errors)
            return HttpResponseBadRequest(reasons, content_type="text/plain; charset=utf-8")
        response = _answer(results, language, kinds)
        response["Content-Language"] = language
        return response


def _newest_first(given: QueryDict) -> QueryDict:
    query = given.copy()
    query.setdefault("sort", "newest")
    return query


def _reason(message: str, valid: tuple[str, ...]) -> str:
    return f"{message} {_('Possible are:')} {', '.join(valid)}" if valid else message


def _answer(results: Results, language: str, kinds: str) -> HttpResponse:
    one, kind = _LISTS.get(kinds), _KINDS.get(kinds)
    name = one.name if one else kind
    list_path = reverse(f"directory:{name}-list") if name else reverse("directory:search")
    what = one.title if one else Kind(kind).plural if kind else _("Entries")
    title = f"{settings.SITE_NAME}: {what}" + (f" – “{results.q}”" if results.q else "")
    atom = Atom1Feed(
        title=title,
        link=addresses.absolute(addresses.joined(list_path, results.query)),
        description=None,
        language=language,
        feed_url=addresses.absolute(addresses.feed_url(kinds, results.query)),
        feed_guid=addresses.absolute(addresses.feed_url(kinds, results.query)),
    )
    entries = results.entries()
    texts = _translations(entries, language)
    for entry in entries:
        _add(atom, entry, texts[entry.pk], language)
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _translations(entries: list[Entry], language: str) -> dict[int, list[EntryText]]:
    found: dict[int, list[EntryText]] = defaultdict(list)
    for text in EntryText.objects.filter(entry__in=entries, language__startswith=language):
        found[text.entry_id].append(text)
    return found


def _add(atom: Atom1Feed, entry: Entry, texts: list[EntryText], language: str) -> None:
    reading = read(entry, texts, wanted=language, page=language)
    atom.add_item(
        title=reading.title.text,
        link=addresses.absolute(entry.get_absolute_url()),
        description=plain_text(reading.summary.text or reading.description.text)[:600],
        unique_id=addresses.absolute(entry.permanent_path),
        author_name=entry.credit or settings.SITE_NAME,
        pubdate=entry.published_at,
        updateddate=entry.updated_at,
        categories=(str(Kind(entry.kind).label),),
        item_copyright=entry.licence or None,
    )
