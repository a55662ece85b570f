"""Pages of vocabularies, terms and tags."""

import re

from directory.actions.reference import load_vocabularies
from directory.browse.alphabet import in_order, letter_of, letters_of
from tests.factories.entries import publish


def test_a_vocabulary_counts_the_entries_of_each_term(read):
    publish(title="One", terms={"theme": ["mental-health"]})
    publish(title="Two", terms={"theme": ["health"]})

    bars = read("/en/terms/theme/").split('<ol class="bars">')[1].split("</ol>")[0]

    assert re.findall(r"<a [^>]*>(.*?)</a>.*?<b>(\d+)</b>", bars, re.DOTALL) == [
        ("Employment", "0"),
        ("Health", "2"),
        ("Mental health", "1"),
    ]


def test_a_term_shows_its_place_in_the_list_and_its_entries(read):
    publish(title="One", terms={"theme": ["mental-health"]})

    broader, narrower = read("/en/terms/theme/health/"), read("/en/terms/theme/mental-health/")

    assert '<a class="tag" href="/en/terms/theme/mental-health/">Mental health</a>' in broader
    assert 'Part of: <a href="/en/terms/theme/health/">Health</a>' in narrower
    assert '<a href="/en/organisations/one/">One</a>' in narrower
    assert '<a href="/en/organisations/one/">One</a>' in broader


def test_what_is_no_term_or_tag_has_no_page(client):
    for path in ("terms/nothing/", "terms/theme/nothing/", "tags/nothing/"):
        assert client.get(f"/en/{path}").status_code == 404


def test_a_tag_in_any_script_has_a_readable_address(read):
    publish(title="One", tags=["κήπος", "år & dag"])

    assert "<h1>κήπος</h1>" in read("/en/tags/κήπος/")
    assert "<h1>år &amp; dag</h1>" in read("/en/tags/år-dag/")


def test_tags_stand_under_the_letters_of_the_language(read):
    publish(title="One", tags=["öl", "orkester"])

    swedish, english = read("/sv/tags/?letter=Ö"), read("/en/tags/?letter=O")

    assert "öl" in swedish
    assert "orkester" not in swedish
    assert "öl" in english
    assert "orkester" in english


def test_letters_follow_the_order_of_the_language():
    texts = ["Öl", "Ål", "Æble", "Zoo", "apa", "9 liv"]

    assert letters_of(texts, "sv") == ["A", "Z", "Å", "Æ", "Ö", "#"]
    assert letters_of(texts, "en") == ["A", "O", "Z", "#"]
    assert in_order(["Öl", "Ål", "Zoo"], name=str, language="sv") == ["Zoo", "Ål", "Öl"]
    assert in_order(["Øl", "Ål", "Zoo"], name=str, language="da") == ["Zoo", "Øl", "Ål"]
    assert letter_of("élan", "da") == "E"


def test_the_page_of_a_list_links_its_source_and_says_what_was_added(read):
    row = {
        "key": "scale",
        "title": {"en": "Scale"},
        "source": "A list, https://example.org/list\nOther names: an addition.",
        "terms": [{"key": "local", "labels": {"en": "Local"}}],
    }
    load_vocabularies(rows=[row])
    page = read("/en/terms/scale/")
    assert '<a href="https://example.org/list" rel="nofollow">https://example.org/list</a><br>' in page
    assert "Other names: an addition." in page
    assert "Other names: an addition." not in read("/en/terms/")


def test_the_page_of_a_term_lists_its_other_names_in_their_languages(read):
    term = {"key": "local", "labels": {"en": "Local"}, "alternatives": {"de": ["Örtlich"], "fr": ["Proche", "Voisin"]}}
    load_vocabularies(rows=[{"key": "scale", "title": {"en": "Scale"}, "terms": [term]}])
    page = read("/en/terms/scale/local/")
    assert '<span lang="de">Örtlich</span>, <span lang="fr">Proche</span>, <span lang="fr">Voisin</span>' in page
