import pytest
from django.test import Client


@pytest.mark.parametrize(
    ("accept", "target"),
    [("sv-SE,sv;q=0.9,en;q=0.5", "/sv/"), ("da", "/da/"), ("fi,en;q=0.3", "/en/"), ("", "/en/")],
)
def test_the_bare_address_leads_to_the_visitors_language(client: Client, accept: str, target: str) -> None:
    response = client.get("/", headers={"accept-language": accept})

    assert (response.status_code, response["Location"]) == (302, target)
    assert "Accept-Language" in response["Vary"]
    assert not response.cookies
