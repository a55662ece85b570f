import json
from pathlib import Path

import pytest

from directory.sources.places import Gazetteer


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        ("Österreich", "AT"),
        ("ÖSterreich", "AT"),
        ("at", "AT"),
        ("uk", "GB"),
        ("England", "GB"),
        ("SCOTLAND", "GB"),
        ("ABERDEEN", "GB"),
        ("Ελλάδα", "GR"),
        ("Belgique", "BE"),
        ("Frace", "FR"),
        ("Italu", "IT"),
        ("Cypres", "CY"),
        ("Portogallo", "PT"),
        ("Slovenija", "SI"),
        ("SR", "SK"),
        ("Isle of Man", "IM"),
        ("Czechia (Czech Republic)", "CZ"),
        ("Atlantis", None),
        (None, None),
        ("", None),
    ],
)
def test_a_spelling_of_a_country_becomes_its_code(gazetteer: Gazetteer, spelling: str | None, code: str | None) -> None:
    assert gazetteer.countries.code(spelling) == code


def test_every_spelling_of_the_source_is_understood(source_folder: Path) -> None:
    gazetteer = Gazetteer.read(source_folder)
    text = (source_folder / "susy_initiatives_2017.geojson.json").read_text(encoding="utf-8")
    spellings = {feature["properties"].get("addr:country") for feature in json.loads(text)["features"]} - {None}

    assert len(spellings) == 63
    assert {spelling for spelling in spellings if gazetteer.countries.code(spelling) is None} == set()
