"""Texts are found in modules and templates alike."""

from pathlib import Path

import pytest

from sinet.messages.extraction import extract_catalogue


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "directory").mkdir()
    (tmp_path / "templates").mkdir()
    return tmp_path


def texts(project: Path) -> set[object]:
    """The texts found, those with a context as a pair of both."""
    found = [message for message in extract_catalogue(project) if message.id]
    return {(message.context, message.id) if message.context else message.id for message in found}


def test_each_call_of_gettext_in_a_module_is_found(project: Path) -> None:
    (project / "directory" / "choices.py").write_text(
        'A = _("one")\n'
        'B = gettext_lazy("tw" "o")\n'
        'C = ngettext("%(n)s entry", "%(n)s entries", 3)\n'
        'D = pgettext_lazy("a month", "May")\n'
        "E = other('not this')\n"
    )

    assert texts(project) == {"one", "two", ("%(n)s entry", "%(n)s entries"), ("a month", "May")}


def test_each_tag_in_a_template_is_found(project: Path) -> None:
    (project / "templates" / "page.html").write_text(
        """{% load i18n %}<h1 title="{% translate "It's here" %}">don't {# {% translate "no" %} #}</h1>
{% blocktranslate count n=n trimmed %}
  {{ n }} entry’s
{% plural %}
  {{ n }} entries
{% endblocktranslate %}
{% translate "May" context "a month" %} {% include "x" with label=_("Næste") %}
"""
    )

    assert texts(project) == {
        "It's here",
        ("%(n)s entry’s", "%(n)s entries"),
        ("a month", "May"),
        "Næste",
    }


def test_migrations_hold_no_texts_to_translate(project: Path) -> None:
    (project / "directory" / "migrations").mkdir()
    (project / "directory" / "migrations" / "0001_initial.py").write_text('A = _("old")\n')

    assert texts(project) == set()
