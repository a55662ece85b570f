"""Catalogues: what counts as complete, and how they are compiled."""

import gettext
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from sinet.messages import catalogues

PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Search"
msgstr "Sök"

msgctxt "a month"
msgid "May"
msgstr "Maj"

msgid "%(n)s entry"
msgid_plural "%(n)s entries"
msgstr[0] "%(n)s post"
msgstr[1] "%(n)s poster"
"""


@pytest.fixture
def locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "sv" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(PO, encoding="utf-8")
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    return path


def test_a_compiled_catalogue_is_read_by_gettext_with_contexts_and_plurals(locale: Path) -> None:
    catalogues.compile_catalogues()

    with locale.with_suffix(".mo").open("rb") as file:
        texts = gettext.GNUTranslations(file)
    assert texts.gettext("Search") == "Sök"
    assert texts.pgettext("a month", "May") == "Maj"
    assert texts.ngettext("%(n)s entry", "%(n)s entries", 2) == "%(n)s poster"


def test_a_catalogue_is_stale_until_compiled_and_again_when_changed(locale: Path) -> None:
    assert catalogues.stale_catalogues() == [locale]
    catalogues.compile_catalogues()
    assert catalogues.stale_catalogues() == []

    compiled = locale.with_suffix(".mo").stat()
    locale.write_text(PO, encoding="utf-8")
    import os

    os.utime(locale, ns=(compiled.st_mtime_ns + 1, compiled.st_mtime_ns + 1))
    assert catalogues.stale_catalogues() == [locale]


@pytest.mark.parametrize(
    "entry",
    [
        'msgid "New"\nmsgstr ""\n',
        '#, fuzzy\nmsgid "New"\nmsgstr "Ny"\n',
        'msgid "New"\nmsgid_plural "News"\nmsgstr[0] "Ny"\nmsgstr[1] ""\n',
    ],
)
def test_an_empty_an_unsure_and_a_half_text_are_untranslated(entry: str) -> None:
    catalogue = read_po(BytesIO(f"{PO}\n{entry}".encode()), locale="sv")

    (message,) = catalogues.untranslated(catalogue)
    assert message.id in {"New", ("New", "News")}


def test_an_update_adds_drops_and_keeps_but_guesses_nothing(locale: Path) -> None:
    template = catalogues.Catalog()
    template.add("Search")
    template.add("Searches")

    catalogues.update_catalogue(locale, template)

    texts = {message.id: message.string for message in catalogues.read_catalogue(locale) if message.id}
    assert texts == {"Search": "Sök", "Searches": ""}
