"""What every test of the form needs: places, a centre, and ways through the steps."""

import pytest

from directory.actions.reference import load_cities
from directory.models import Centre, Criterion, Mail, User
from tests.factories import reference

TOWNS = """geonameid,name,country,admin1,latitude,longitude,population,timezone,alternate_names
2692969,Malmö,SE,27,55.60587,13.00073,301706,Europe/Stockholm,Malmo|Málmey
2618425,Copenhagen,DK,17,55.67594,12.56553,1153615,Europe/Copenhagen,København|Köpenhamn|Kobenhavn
2988507,Paris,FR,11,48.85341,2.3488,2138551,Europe/Paris,Parigi
"""


@pytest.fixture
def centre(db):
    """The centre of Sweden with one criterion, five countries and three towns."""
    reference()
    load_cities(lines=iter(TOWNS.splitlines(keepends=True)))
    centre = Centre.objects.create(key="se", name="Centre Sweden", countries=["SE"], languages=["sv"], is_default=True)
    Criterion.objects.create(centre=centre, key="scope", labels={"en": "It is social innovation"})
    return centre


@pytest.fixture
def curator(centre):
    user = User.objects.create_user(email="curator@example.org")
    centre.members.add(user, through_defaults={"role": "reviewer"})
    return user


@pytest.fixture
def link_in(db):
    """The path of the link in the newest mail of a kind."""

    def find(kind: str) -> str:
        link = str(Mail.objects.filter(kind=kind).latest("pk").context["link"])
        return link[link.index("/", len("https://")) :]

    return find
