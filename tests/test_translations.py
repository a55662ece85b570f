"""Every text that people see can be translated, and is, into every language that is offered."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

ROOT = Path(settings.ROOT)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))
# Names that are the same in every language, code, and the pieces of the gallery that only developers see.
SAME_EVERYWHERE = {"BibTeX", "UTC", "sinet"}
FOR_DEVELOPERS = {"components/gallery.html"}

_TRANSLATED = re.compile(r"{%\s*blocktranslate.*?{%\s*endblocktranslate\s*%}", re.DOTALL)
_COMMENT = re.compile(r"{%\s*comment\s*%}.*?{%\s*endcomment\s*%}|{#.*?#}|<!--.*?-->", re.DOTALL)
_CODE = re.compile(r"<(code|script|style)\b.*?</\1>", re.DOTALL)
_DJANGO = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
_READ_ALOUD = re.compile(r'\b(?:alt|title|placeholder|aria-label|aria-description)="([^"]*)"')
_WORD = re.compile(r"[^\W\d_]{2,}")


def untranslated(template: str) -> list[str]:
    """The words of a template that stand outside of every translation."""
    for pattern in (_COMMENT, _TRANSLATED, _CODE, _DJANGO):
        template = pattern.sub(" ", template)
    attributes = " ".join(_READ_ALOUD.findall(template))
    text = re.sub(r"&\w+;", " ", re.sub(r"<[^>]*>", " ", template))
    return [word for word in _WORD.findall(f"{text} {attributes}") if word not in SAME_EVERYWHERE]


def test_the_check_finds_what_is_not_translated():
    assert untranslated("<p>{% translate 'Fine' %} &nbsp; {{ value }}</p>") == []
    assert untranslated('<p>Hello <b title="there">{{ name }}</b></p>') == ["Hello", "there"]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_no_word_of_a_template_is_left_untranslated(path):
    if str(path.relative_to(ROOT / "templates")) in FOR_DEVELOPERS:
        pytest.skip("only developers see it")

    assert untranslated(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_take_their_words_from_the_page(path):
    script = path.read_text(encoding="utf-8")
    said = re.findall(r"""(?:textContent|innerText|title|ariaLabel)\s*=\s*["'`]([^"'`]*)["'`]""", script)
    said += re.findall(r"""setAttribute\(\s*["'](?:aria-label|title|alt)["']\s*,\s*["'`]([^"'`]*)["'`]""", script)

    assert [text for text in said if _WORD.search(re.sub(r"\$\{[^}]*\}", "", text))] == []


def test_every_text_is_translated_into_every_language():
    call_command("messages", "check")


def test_only_languages_with_a_catalogue_are_offered():
    offered = {code for code, _name in settings.LANGUAGES}
    catalogues = {path.parent.name for path in (ROOT / "sinet" / "locale").glob("*/LC_MESSAGES")}

    assert offered == catalogues | {"en"}
