from directory.sources.places import Gazetteer, town_place


def test_a_town_is_found_by_any_of_its_names_in_its_country_only(gazetteer: Gazetteer) -> None:
    found = [gazetteer.find(name, "AT") for name in ("Wien", "vienna", "Βιέννη", "bécs")]

    assert [town and town.geoname for town in found] == [2761369] * 4
    assert gazetteer.find("Wien", "DE") is None


def test_a_towns_own_name_comes_before_the_other_name_of_a_larger_one(gazetteer: Gazetteer) -> None:
    town = gazetteer.find("Baden", "AT")

    assert town is not None
    assert town.geoname == 2782052


def test_towns_near_a_point_come_nearest_first(gazetteer: Gazetteer) -> None:
    near = gazetteer.near(48.2, 16.4, within_km=60)

    assert [town.name for _, town in near] == ["Vienna", "Baden", "Bratislava"]
    assert gazetteer.near(0, 0, within_km=100) == []


def test_the_place_of_a_town_says_that_it_is_its_centre(gazetteer: Gazetteer) -> None:
    town = gazetteer.find("Aalborg", "DK")
    assert town is not None

    assert town_place(town) == {
        "country": "DK",
        "region": None,
        "city": "Aalborg",
        "geoname": 2624886,
        "latitude": 57.048,
        "longitude": 9.9187,
        "precision": "city",
        "address": "",
        "main": True,
        "hidden": False,
    }
