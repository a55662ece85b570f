"""Goes through the steps of the form as a browser without JavaScript does."""

from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
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


def form_values(response: HttpResponse) -> dict[str, list[str]]:
    """What a browser would send: the values of the form as the page shows them."""
    reader = _Reader()
    reader.feed(response.content.decode())
    return reader.values


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self.area = self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "input":
            self._input(given)
        elif tag == "textarea":
            self.area = given["name"]
            self.values[self.area] = [""]
        elif tag == "select":
            self.select = given["name"]
        elif tag == "option" and self.select and "selected" in given:
            self.values[self.select] = [given.get("value", "")]

    def _input(self, given: dict[str, str]) -> None:
        ticked = "checked" in given
        if given.get("name") and (ticked or given.get("type") not in ("checkbox", "radio")):
            self.values.setdefault(given["name"], []).append(given.get("value", "on" if ticked else ""))

    def handle_data(self, data: str) -> None:
        if self.area:
            self.values[self.area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.area:
            text = self.values[self.area][0].removeprefix("\n")
            self.values[self.area] = [text.replace("\n", "\r\n")]
            self.area = ""
        if tag == "select":
            self.select = ""
