from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.factories.entries import reference


@pytest.fixture(autouse=True)
def _with_words(db: None) -> None:
    """Every page may name a term, a source or a country."""
    reference()


@pytest.fixture
def read(client: Client) -> Callable[..., str]:
    """The HTML of a page that must be there."""

    def _read(path: str, **headers: str) -> str:
        response: HttpResponse = client.get(path, headers=headers)
        assert response.status_code == 200, (path, response.status_code)
        return response.content.decode()

    return _read
