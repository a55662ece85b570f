"""What a search gives; everything here holds with bitmaps and with SQL alone."""

import pytest
from django.http import QueryDict

from directory.actions import withdraw
from directory.models import Entry, Term
from directory.search import data_version, search
from tests.directory.search.conftest import MALMO, found, publish_all, seven, titles
from tests.factories import document


def counts(query: str, facet: str, **options: object) -> dict[str, int]:
    return {value.value: value.count for value in found(query, **options).facet(facet).values}


def test_the_title_comes_before_the_summary_before_the_rest_and_then_the_newest(both: str):
    publish_all(
        document(title="Old garden", summary="."),
        document(title="Deep", summary=".", description="There is a garden."),
        document(title="Middle", summary="With a garden."),
        document(title="New garden", summary="."),
    )
    assert titles("q=garden") == ["New garden", "Old garden", "Middle", "Deep"]


def test_in_a_tier_the_language_of_the_page_comes_first(both: str):
    publish_all(
        document(title="Barn och unga", language="sv", summary="."),
        document(title="A barn for all", language="en", summary="."),
    )
    assert titles("q=barn", language="sv") == ["Barn och unga", "A barn for all"]
    assert titles("q=barn", language="en") == ["A barn for all", "Barn och unga"]


def test_a_text_is_found_through_its_translation_and_shown_in_the_language_of_the_page(both: str):
    publish_all(
        document(title="Keittiö", language="fi", summary="Yhteinen", texts={"sv": {"title": "Kök", "summary": "Delat"}})
    )
    (swedish,) = found("q=kök", language="sv").cards()
    (danish,) = found("q=kök", language="da").cards()
    assert (swedish.title, swedish.language, swedish.title_html) == ("Kök", "sv", "<mark>Kök</mark>")
    assert (danish.title, danish.language, danish.original_language) == ("Keittiö", "fi", "fi")


def test_several_values_of_a_facet_widen_it_and_its_counts_ignore_them(both: str):
    publish_all(*seven())
    results = found("country=SE&country=DK")
    assert results.total == 5
    assert counts("country=SE&country=DK", "country") == {"SE": 4, "DK": 1, "FR": 2}
    assert counts("country=SE&country=DK", "kind") == {"organisation": 2, "project": 2, "case": 1}
    selected = {value.value for value in results.facet("country").values if value.selected}
    assert selected == {"SE", "DK"}


def test_clicking_a_facet_value_gives_its_count(both: str):
    publish_all(*seven())
    for query in ("", "q=kitchen", "theme=health", "country=SE&kind=project"):
        for facet in found(query).facets():
            for value in facet.values:
                if not value.selected:
                    others = {one.value for one in facet.values if one.selected}
                    total = found(value.query[1:]).total
                    assert total >= value.count, (query, facet.key, value.value)
                    assert others or total == value.count, (query, facet.key, value.value)


def test_broader_terms_count_what_is_below_them(both: str):
    publish_all(*seven())
    assert counts("", "theme") == {"health": 2, "work": 2, "mental-health": 1}
    assert counts("", "element") == {"realise": 1}


def test_values_without_results_are_hidden_unless_selected(both: str):
    publish_all(*seven())
    assert counts("country=FI", "country") == {"SE": 4, "FR": 2, "DK": 1, "FI": 0}


def test_values_stand_by_count_then_name_and_process_steps_in_their_order(both: str):
    publish_all(
        document("case", "One", terms={"element": ["realise", "identify"]}, places=[{"country": "FI"}]),
        document("case", "Two", terms={"element": ["realise"]}, places=[{"country": "DK"}, {"country": "SE"}]),
        document("case", "Three", places=[{"country": "SE"}]),
    )
    assert [value.label for value in found().facet("country").values] == ["Sweden", "Denmark", "Finland"]
    assert [value.value for value in found().facet("element").values] == ["identify", "realise"]


def test_of_many_tags_the_most_used_are_shown_and_the_others_are_counted(both: str):
    publish_all(
        document(title="All", tags=[f"tag {number}" for number in range(20)]),
        document(title="Few", tags=["tag 3", "tag 5"]),
    )
    facet = found().facet("tag", limit=2)
    assert ([value.label for value in facet.values], facet.more) == (["tag 3", "tag 5"], 18)
    assert len(found().facet("tag", limit=None).values) == 20


def test_a_list_of_one_kind_has_no_facet_of_kinds(both: str):
    publish_all(*seven())
    assert "kind" not in [facet.key for facet in found(kind="case").facets()]
    assert found(kind="case").chips() == []


def test_pages_together_are_the_whole_without_doubles(both: str):
    publish_all(*(document(title=f"Entry {number:02}") for number in range(23)))
    for sort in ("newest", "name", "match&q=entry"):
        pages = [found(f"sort={sort}&page={number}", page_size=5).page for number in range(1, 6)]
        keys = [key for page in pages for key in page.entries]
        assert len(keys) == len(set(keys)) == 23
        assert [(page.first, page.last) for page in pages] == [(1, 5), (6, 10), (11, 15), (16, 20), (21, 23)]


def test_a_page_beyond_the_last_is_explained_and_shows_the_last(both: str):
    publish_all(*seven())
    results = found("page=9", page_size=3)
    assert (results.page.number, results.page.count, len(results.page.entries)) == (3, 3, 1)
    assert [error.parameter for error in results.errors] == ["page"]


def test_cursors_walk_forth_and_back(both: str):
    publish_all(*(document(title=f"Entry {number:02}") for number in range(12)))
    for sort in ("newest", "name", "match&q=entry"):
        first = found(f"sort={sort}", page_size=5)
        second = found(f"sort={sort}&cursor={first.page.cursor}", page_size=5)
        third = found(f"sort={sort}&cursor={second.page.cursor}", page_size=5)
        assert (first.page.previous_cursor, third.page.cursor, len(third.page.entries)) == ("", "", 2)
        back = found(f"sort={sort}&cursor={third.page.previous_cursor}", page_size=5)
        assert back.page.entries == second.page.entries
        assert not set(first.page.entries) & set(second.page.entries)


def test_a_cursor_keeps_its_place_when_newer_entries_come(both: str):
    publish_all(*(document(title=f"Entry {number:02}") for number in range(8)))
    cursor = found("", page_size=3).page.cursor
    publish_all(document(title="Newer"))
    assert titles(f"cursor={cursor}", page_size=3) == ["Entry 04", "Entry 03", "Entry 02"]


def test_a_cursor_of_another_order_is_explained(both: str):
    publish_all(*seven())
    cursor = found("", page_size=3).page.cursor
    assert [error.parameter for error in found(f"sort=name&cursor={cursor}").errors] == ["cursor"]


def test_names_sort_by_the_language_of_the_page(both: str):
    publish_all(*(document(title=title) for title in ("Zebra", "Åland", "Alta", "Ølstykke")))
    assert titles("sort=name", language="en") == ["Åland", "Alta", "Ølstykke", "Zebra"]
    assert titles("sort=name", language="sv") == ["Alta", "Zebra", "Åland", "Ølstykke"]
    assert titles("sort=name", language="da") == ["Alta", "Zebra", "Ølstykke", "Åland"]


def test_near_gives_what_lies_around_with_the_distance_nearest_first(both: str):
    publish_all(*seven())
    cards = found("near=55.605,13.0,30").cards()
    assert [(card.title, round(card.distance_km or 0)) for card in cards] == [
        ("Two places", 0),
        ("Kitchen of Malmö", 0),
        ("Garden of Lund", 16),
    ]


def test_a_rectangle_gives_what_has_a_point_in_it(both: str):
    publish_all(*seven())
    assert sorted(titles("bbox=2,48,3,49")) == ["Jardin de Paris", "Two places"]


def test_dates_narrow_a_search(both: str):
    publish_all(document(title="Old", verified_on="2020-05-01"), document(title="Young", verified_on="2024-05-01"))
    assert titles("verified_since=2024") == ["Young"]
    assert titles("updated_since=2999") == []
    assert len(titles("updated_since=2020-01-01T00:00:00Z")) == 2


def test_each_chip_takes_its_own_filter_away(both: str):
    publish_all(*seven())
    chips = found("q=kitchen&country=SE&country=DK&near=55.6,13&sort=name").chips()
    assert [(chip.facet, chip.label) for chip in chips] == [
        ("Search for", "kitchen"),
        ("Country", "Sweden"),
        ("Country", "Denmark"),
        ("Near", "55.6, 13 (100 km)"),
    ]
    assert chips[1].query == "?q=kitchen&country=DK&near=55.6,13&sort=name"


def test_orders_are_those_that_make_sense(both: str):
    assert [sort.key for sort in found().sorts()] == ["newest", "name"]
    assert [sort.key for sort in found("q=a").sorts()] == ["match", "newest", "name"]
    assert [(sort.key, sort.query) for sort in found("near=1,1&sort=name").sorts() if sort.selected] == [
        ("name", "?near=1,1&sort=name")
    ]


def test_the_words_that_were_found_are_marked_and_everything_else_is_escaped(both: str):
    publish_all(document(title="<b>Gardens</b> & more", summary="A garden <script>", language="en"))
    (card,) = found("q=garden").cards()
    assert card.title_html == "&lt;b&gt;<mark>Gardens</mark>&lt;/b&gt; &amp; more"
    assert card.text_html == "A <mark>garden</mark> &lt;script&gt;"


def test_a_passage_shows_where_the_words_stand(both: str):
    long = "Nothing here. " * 40 + "At last a **greenhouse** [stands](https://example.org) here. " + "And so on. " * 40
    publish_all(document(title="Plants", description=long))
    (card,) = found("q=greenhouse").cards()
    assert "At last a <mark>greenhouse</mark> stands here." in card.text_html
    assert card.text_html.startswith("… ")


def test_a_withdrawn_entry_is_gone_from_everything(both: str):
    one, _two = publish_all(
        document(title="Gone", tags=["secret"], places=[MALMO]),
        document(title="Stays", places=[MALMO]),
    )
    before = data_version()
    assert found("q=gone").total == 1
    withdraw(entry=one, by=None, note="asked for")

    assert titles() == ["Stays"]
    assert titles("q=gone") == []
    assert found().facet("tag").values == ()
    assert [pin.title for marker in found().points().markers for pin in marker.entries] == ["Stays"]
    assert data_version() != before


def test_a_change_is_seen_by_the_next_search(both: str):
    (entry,) = publish_all(document(title="First", tags=["a"]))
    assert titles("tag=a") == ["First"]
    publish_all({**document(title="Second", tags=["b"]), "uid": str(entry.uid)})
    assert (titles("tag=b"), titles("tag=a"), found().total) == (["Second"], [], 1)


def test_a_renamed_term_is_seen_by_the_next_search(both: str):
    publish_all(*seven())
    assert "Employment" in [value.label for value in found().facet("theme").values]
    Term.objects.filter(key="work").update(labels={"en": "Jobs"})
    assert "Jobs" in [value.label for value in found().facet("theme").values]


def test_hidden_places_are_never_on_the_map(both: str):
    publish_all(*seven())
    view = found().points((-30, 30, 40, 75), zoom=6)
    assert sum(marker.count for marker in view.markers) == 5
    assert (view.shown, view.without_point) == (4, 3)
    assert "A shelter" not in [pin.title for marker in view.markers for pin in marker.entries]
    assert titles("near=55.704,13.191,5") == ["Garden of Lund"]


def test_stacked_points_are_one_marker_that_cannot_be_taken_apart(both: str):
    publish_all(document(title="One", places=[MALMO]), document(title="Two", places=[MALMO]))
    (marker,) = found().points((12, 55, 14, 56), zoom=12).markers
    assert (marker.count, marker.bbox, [pin.title for pin in marker.entries]) == (2, None, ["Two", "One"])


def test_at_most_sixty_markers_stand_for_all_results(both: str):
    places = [
        {"country": "SE", "latitude": 36 + row * 2.3, "longitude": -8 + column * 3.1, "precision": "city"}
        for row in range(15)
        for column in range(15)
    ]
    publish_all(*(document(title=f"At {number}", places=[place]) for number, place in enumerate(places)))
    for zoom in (3, 5, 9):
        view = found().points(zoom=zoom)
        assert len(view.markers) <= 60
        assert sum(marker.count for marker in view.markers) == view.shown == 225


def test_the_ways_out_of_an_empty_result_lead_somewhere(both: str):
    publish_all(*seven())
    for query in ("q=kitchn", "q=realised&country=DK", "country=FI&theme=work", "q=jardin&language=en"):
        ways = found(query).wider()
        assert 1 <= len(ways) <= 3
        for way in ways:
            assert found(way.query[1:]).total == way.count > 0, (query, way)
    assert found("q=kitchn").wider()[0].label == "Did you mean “kitchen”?"
    assert found("q=kitchen").wider() == []


def test_a_way_out_of_a_long_search_repeats_its_beginning_or_the_other_word(both: str):
    publish_all(*seven())
    without = next(way.label for way in found(f"q={'zeppelin+' * 40}&country=SE").wider() if way.reason == "filter")
    assert without == f"Without the words “{('zeppelin ' * 7)[:59]}…”"
    assert found(f"q={'kitchen+' * 10}kitchn").wider()[0].label == "Did you mean “… kitchen …”?"


@pytest.mark.parametrize("many", [1, 25])
def test_a_page_takes_the_same_few_queries_for_one_and_for_25_results(
    both: str, many: int, django_assert_num_queries: object
):
    publish_all(*(document(title=f"Garden {number}", tags=["food"], places=[MALMO]) for number in range(many)))
    assert found().total == found("q=garden").total == many
    with django_assert_num_queries(2 if both == "bitmaps" else 6):
        results = search(QueryDict("q=garden&country=SE"), language="en")
        assert (results.total, len(results.cards()), len(results.facets())) == (many, many, 5)


def test_the_version_is_the_same_until_something_public_changes(both: str):
    publish_all(*seven())
    before = data_version()
    found("q=kitchen").cards()
    assert data_version() == before == found().version
    assert found().changed_at == Entry.objects.newest()[0].updated_at
