from directory.actions import withdraw
from directory.choices import MADE_UP
from directory.models import Entry, Source
from tests.directory.search.conftest import MALMO, publish_all, surroundings_of
from tests.factories import document


def named(entry: Entry) -> dict[str, list[str]]:
    return {one.title: [shared.label for shared in one.shared] for one in surroundings_of(entry).similar}


def many() -> list[dict]:
    return [document(title=f"Other {number}", terms={"theme": ["work"]}) for number in range(20)]


def test_each_similar_entry_names_what_is_shared_rarest_first(both: str):
    entry, *_others = publish_all(
        document(title="This", tags=["repair"], terms={"theme": ["health"]}),
        document(title="Both", tags=["repair"], terms={"theme": ["health"]}),
        document(title="One", terms={"theme": ["health"]}),
        *many(),
    )
    assert named(entry) == {"Both": ["repair", "Health"], "One": ["Health"]}


def test_what_most_entries_have_makes_none_similar(both: str):
    entry, *_others = publish_all(*many())
    assert named(entry) == {}


def test_entries_with_the_same_partner_are_similar(both: str):
    partner = document("project", "Partner")
    one, *_others = publish_all(
        document(title="One", relations=[{"role": "partner", "object": partner["uid"]}]),
        document(title="Two", relations=[{"role": "leads", "object": partner["uid"]}]),
        partner,
    )
    assert named(one) == {"Two": ["Partner"]}


def test_at_most_six_are_given_and_never_the_entry_itself(both: str):
    entry, *_others = publish_all(*(document(title=f"Entry {n}", tags=["rare"]) for n in range(9)), *many(), *many())
    found = named(entry)
    assert len(found) == 6
    assert entry.title not in found


def test_what_is_made_up_is_similar_to_what_is_made_up_only(both: str):
    Source.objects.create(key=MADE_UP, title="Examples")
    invented = {"key": MADE_UP, "licence": "CC0-1.0"}
    real, other, example, another = publish_all(
        document(title="Real", tags=["repair"], places=[MALMO]),
        document(title="Other", tags=["repair"], places=[MALMO]),
        document(title="Example", tags=["repair"], places=[MALMO], source=invented),
        document(title="Another", tags=["repair"], places=[MALMO], source=invented),
        *many(),
    )[:4]
    assert [list(named(one)) for one in (real, other, example, another)] == [
        ["Other"],
        ["Real"],
        ["Another"],
        ["Example"],
    ]


def test_what_is_not_public_is_similar_to_nothing(both: str):
    entry, gone, *_others = publish_all(
        document(title="This", tags=["repair"], places=[MALMO]),
        document(title="Gone", tags=["repair"], places=[MALMO]),
        *many(),
    )
    assert "Gone" in named(entry)
    withdraw(entry=gone, by=None, note="")
    assert named(entry) == {}
    gone.refresh_from_db()
    assert surroundings_of(gone).similar == []


def test_a_hidden_place_tells_nobody_what_is_near(both: str):
    hidden = {**MALMO, "hidden": True, "geoname": 2692969}
    entry, *_others = publish_all(
        document(title="This", places=[{**MALMO, "geoname": 2692969}]),
        document(title="Shelter", places=[hidden]),
        document(title="Open", places=[{**MALMO, "geoname": 2692969}]),
        *many(),
    )
    assert named(entry)["Open"][-1] == "Malmö"
    assert "Malmö" not in named(entry).get("Shelter", [])


def test_a_country_alone_makes_no_entries_similar_however_rare(both: str):
    latvia = {"country": "LV"}
    entry, *_others = publish_all(
        document(title="This", tags=["repair"], places=[latvia]),
        document(title="Country alone", places=[latvia]),
        document(title="Country and tag", tags=["repair"], places=[latvia]),
        *many(),
    )
    assert set(named(entry)) == {"Country and tag"}
