"""Goes through the steps of the form as a browser without JavaScript does."""

from typing import Any

from django.test import Client

WHAT = {
    "title": "Garden for all",
    "summary": "Neighbours grow vegetables together on a roof.",
    "description": "",
    "website": "https://garden.example.se",
    "language": "en",
}
WHERE = {"place-0-query": "Malmö", "place-0-geoname": "2692969", "place-0-country": ""}
CONTACT = {"email": "kim@example.org", "contact_name": "Kim", "licence": "CC-BY-4.0", "declared": "on"}


def begun(client: Client, kind: str = "organisation") -> str:
    """The address of a new draft without its step: /en/submit/draft/<secret>/."""
    response = client.post("/en/submit/", {"kind": kind})
    assert response.status_code == 302
    return response["Location"].removesuffix("what/")


def filled(client: Client, kind: str = "organisation", **steps: dict[str, Any]) -> str:
    """The address of a draft of which every step is filled in."""
    draft = begun(client, kind)
    values = {"what": WHAT, "who": WHERE, "themes": {"theme": "health"}, "evidence": {}, "contact": CONTACT} | steps
    for step, typed in values.items():
        response = client.post(f"{draft}{step}/", typed)
        assert response.status_code == 302, response.content.decode()
    return draft
