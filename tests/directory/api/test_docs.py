"""The reference page and the description it is drawn from."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from jsonschema import Draft202012Validator

from directory.api.docs import operations
from directory.api.problems import TITLES
from directory.search import WORDS
from tests.directory.api.conftest import Publish, document

pytestmark = pytest.mark.django_db


def test_the_reference_names_every_operation_and_every_kind_of_problem(client: Client) -> None:
    page = client.get("/api/v1/docs/").content.decode()

    assert len(operations()) >= 3
    assert all(f'id="{operation.anchor}"' in page for operation in operations())
    assert all(f'id="problem-{kind}"' in page for kind in TITLES)


def test_the_reference_needs_no_inline_script_or_style_and_no_third_party(client: Client) -> None:
    page = client.get("/api/v1/docs/").content.decode()

    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=", page)
    assert not re.search(r'(?:src|href)="(?:https?:)?//(?!testserver)', page)


def test_the_reference_is_shown_in_the_language_of_the_reader(client: Client) -> None:
    answer = client.get("/api/v1/docs/", HTTP_ACCEPT_LANGUAGE="sv")

    assert '<html lang="sv"' in answer.content.decode()
    assert "Accept-Language" in answer["Vary"]


def test_the_description_is_openapi_3_1_of_this_server(client: Client) -> None:
    schema = client.get("/api/v1/schema/").json()

    assert schema["openapi"].startswith("3.1")
    assert schema["servers"] == [{"url": "http://testserver"}]
    assert "/api/v1/vocabularies/{key}/" in schema["paths"]


def test_every_form_that_the_description_refers_to_is_in_it(client: Client) -> None:
    text = client.get("/api/v1/schema/").content.decode()
    schema = client.get("/api/v1/schema/").json()

    named = set(re.findall(r'"#/components/schemas/(\w+)"', text))
    assert named
    assert named <= set(schema["components"]["schemas"])


@pytest.mark.parametrize("kind", ["organisation", "project", "case", "publication", "event"])
def test_each_kind_of_document_has_a_json_schema(client: Client, kind: str) -> None:
    answer = client.get(f"/api/v1/schemas/{kind}.json")

    assert answer["Content-Type"].startswith("application/schema+json")
    assert answer.json()["$id"] == f"http://testserver/api/v1/schemas/{kind}.json"
    assert kind in answer.json()["properties"]


def test_another_kind_of_document_has_none(client: Client) -> None:
    assert client.get("/api/v1/schemas/person.json").status_code == 404


def test_every_filter_is_described_and_no_other(client: Client) -> None:
    schema = client.get("/api/v1/schema/").json()

    def described(path: str) -> set[str]:
        return {one["name"] for one in schema["paths"][path]["get"]["parameters"]}

    assert described("/api/v1/entries/") == {*WORDS, "fields", "lang", "page_size"}
    assert described("/api/v1/facets/") == {*WORDS, "lang", "limit"}
    assert described("/api/v1/organisations/") < described("/api/v1/entries/") - {"kind", "status"}


def test_the_answers_have_the_forms_that_are_described(client: Client, publish: Publish) -> None:
    kinds = ("organisation", "project", "case", "publication", "event")
    entries = publish(*(document(kind=kind, texts={"en": {"title": "x"}}) for kind in kinds))
    schema = client.get("/api/v1/schema/").json()
    answers = {
        "EntryPage": "entries/?near=55.6,13&lang=en",
        "Entry": f"entries/{entries[2].uid}/",
        "CasePage": "cases/",
        "Facets": "facets/",
        "Suggestions": "suggest/?q=yal",
        "FeatureCollection": "map/",
        "VocabularySummaryPage": "vocabularies/",
        "Vocabulary": "vocabularies/theme/",
        "Problem": "entries/?country=XX",
    }

    for form, address in answers.items():
        described = {"$ref": f"#/components/schemas/{form}", "components": schema["components"]}
        Draft202012Validator(described).validate(client.get(f"/api/v1/{address}").json())


def test_the_description_in_the_repository_is_current() -> None:
    written = Path(__file__).parents[3] / "docs" / "reference" / "openapi.yaml"
    made = StringIO()

    call_command("spectacular", "--validate", "--fail-on-warn", stdout=made)

    assert made.getvalue() == written.read_text("utf-8"), (
        "run: manage.py spectacular --file docs/reference/openapi.yaml"
    )
