from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from directory.sources.countries import Countries
from directory.sources.places import Gazetteer, Town
from directory.sources.report import Report

SOURCE_FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data"

TOWNS = [
    (Town(2950159, "Berlin", "DE", 52.52437, 13.41053, 3426354), ["Berlín", "Βερολίνο"]),
    (Town(2761369, "Vienna", "AT", 48.20849, 16.37208, 1691468), ["Wien", "Βιέννη", "Bécs"]),
    (Town(2782052, "Baden", "AT", 48.00543, 16.23264, 24753), ["Baden bei Wien"]),
    (Town(3060972, "Bratislava", "SK", 48.14816, 17.10674, 423737), ["Pressburg"]),
    (Town(456172, "Riga", "LV", 56.946, 24.10589, 742572), ["Rīga"]),
    (Town(2648579, "Glasgow", "GB", 55.86515, -4.25763, 591620), []),
    (Town(2643743, "London", "GB", 51.50853, -0.12574, 8961989), ["Londres"]),
    (Town(2745912, "Utrecht", "NL", 52.09083, 5.12222, 290529), []),
    (Town(2624886, "Aalborg", "DK", 57.048, 9.9187, 122219), ["Ålborg"]),
]


@pytest.fixture
def gazetteer() -> Gazetteer:
    names = [("AT", "Austria"), ("DE", "Germany"), ("GH", "Ghana"), ("GB", "United Kingdom"), ("LV", "Latvia")]
    return Gazetteer(TOWNS, Countries([*names, ("NL", "Netherlands"), ("DK", "Denmark"), ("SK", "Slovakia")]))


@pytest.fixture
def origin() -> dict[str, Any]:
    """An item of sources.json."""
    return {"key": "susy", "licence": "Public Domain", "credit": "SUSY", "retrieved_on": "2018-06-13"}


@pytest.fixture
def reading(gazetteer: Gazetteer, origin: dict[str, Any]) -> Any:
    """Reads rows of a source; gives the documents, and keeps the report as an attribute."""

    def reading(key: str, read: Callable[..., Iterable[dict[str, Any]]]) -> Any:
        def reader(*rows: dict[str, Any]) -> list[dict[str, Any]]:
            reader.report = Report(key)
            return list(read(list(rows), gazetteer, reader.report, origin | {"key": key}))

        return reader

    return reading


@pytest.fixture(scope="session")
def source_folder() -> Path:
    if not SOURCE_FOLDER.is_dir():
        pytest.skip("the sources' own files are not here")
    return SOURCE_FOLDER
