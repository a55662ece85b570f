"""Which words of an entry a visitor reads: the translation where there is one, each field with its language."""

from collections.abc import Iterable
from dataclasses import dataclass

from directory.choices import UNDETERMINED
from directory.models import Entry, EntryText
from sinet.common.languages import base_language, endonym


@dataclass(frozen=True, slots=True)
class Words:
    """A text; `language` is its BCP 47 tag where it is known and not that of the page, else empty."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """The texts of an entry as they are shown; `origin` is a `TextOrigin`, or "original"."""

    title: Words
    summary: Words
    description: Words
    language: str
    origin: str
    stale: bool = False
    """Whether the original has changed since the translation was made."""
    rest: str = ""
    """The language of what the translation leaves out, where it does."""


@dataclass(frozen=True, slots=True)
class OtherReading:
    """A further language in which the texts can be read."""

    code: str
    name: str
    url: str


def same_language(first: str, second: str) -> bool:
    """Whether two tags name the same language, whatever script or region they add."""
    return base_language(first) == base_language(second)


def words(text: str, *, language: str, page: str) -> Words:
    """A text with the language attribute that it needs on a page in the language `page`."""
    return Words(text, foreign(language, page))


def foreign(language: str, page: str) -> str:
    """The tag that a text needs as its language attribute; empty where it has the page's, or none that is known."""
    return "" if language == UNDETERMINED or same_language(language, page) else language


def read(entry: Entry, translations: Iterable[EntryText], *, wanted: str, page: str) -> Reading:
    """The texts in the language `wanted`, field by field in the entry's own language where it lacks one."""
    translation = None if same_language(entry.language, wanted) else _best(translations, wanted)

    def field(name: str) -> Words:
        translated = getattr(translation, name) if translation else ""
        if translation and translated:
            return words(translated, language=translation.language, page=page)
        return words(getattr(entry, name), language=entry.language, page=page)

    summary = field("summary")
    return Reading(
        title=field("title"),
        summary=summary,
        description=_without(summary, field("description")),
        language=translation.language if translation else entry.language,
        origin=translation.origin if translation else "original",
        stale=translation is not None and translation.is_stale(entry),
        rest=entry.language if translation and _is_partial(translation, entry) else "",
    )


def _is_partial(translation: EntryText, entry: Entry) -> bool:
    """Whether the entry says more than its translation; a name may well be the same in both."""
    return any(getattr(entry, name) and not getattr(translation, name) for name in ("summary", "description"))


def _without(summary: Words, description: Words) -> Words:
    """The description without the sentences that already stand above it as the summary."""
    if summary.text and description.text.startswith(summary.text):
        return Words(description.text.removeprefix(summary.text).lstrip(), description.language)
    return description


def other_readings(entry: Entry, translations: Iterable[EntryText], *, shown: str, path: str) -> list[OtherReading]:
    """The languages in which the entry can also be read, its own first; `path` is its address."""
    codes = [entry.language, *(text.language for text in translations)]
    return [
        OtherReading(code, endonym(code), f"{path}?lang={code}") for code in codes if code not in {shown, UNDETERMINED}
    ]


def _best(translations: Iterable[EntryText], wanted: str) -> EntryText | None:
    """The translation into exactly this language, else into another form of it."""
    found = [text for text in translations if same_language(text.language, wanted)]
    return next((text for text in found if text.language == wanted), found[0] if found else None)
