"""What every test of the form needs: places, a centre, and ways through the steps."""

import pytest

from directory.models import Centre, Criterion, Mail, User
from tests.factories import reference, towns


@pytest.fixture
def centre(db):
    """The centre of Sweden with one criterion, five countries and three towns."""
    reference()
    towns()
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
