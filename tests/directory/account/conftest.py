"""Fresh limits for each test, and the way through the pages of signing in."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from directory.models import Mail

SIGN_IN = "/en/account/sign-in/"
CODE = "/en/account/sign-in/code/"


@pytest.fixture(autouse=True)
def _no_limits_yet() -> None:
    cache.clear()


@pytest.fixture
def mailed_code(db: None) -> Callable[[], str]:
    """The code of the newest mail."""
    return lambda: str(Mail.objects.filter(kind="login_code").latest("pk").context["code"])


@pytest.fixture
def sign_in_by_mail(client: Client, mailed_code: Callable[[], str]) -> Callable[[str], str]:
    """Asks for a code and types it; gives the address that follows."""

    def walk(email: str) -> str:
        client.post(SIGN_IN, {"email": email})
        return str(client.post(CODE, {"code": mailed_code()})["Location"])

    return walk
