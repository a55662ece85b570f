"""The commands about grants."""

import gzip
import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from directory.actions.reference import load_vocabularies
from directory.models import Country, Entry
from funding.management.commands.build_demo_grants import DATA
from funding.models import FunderProfile, Grant, GrantImport
from funding.sources.demo import PUBLISHERS, rows_of
from funding.sources.standard import PERSONAL
from tests.factories.grants import record

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "threesixtygiving_grants.json"


def told(*arguments: str) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_a_file_is_taken_in_by_a_command_that_says_what_became_of_each_row(tmp_path: Path) -> None:
    file = tmp_path / "grants.json"
    file.write_text(json.dumps([record(1), record(2, amountAwarded="ten")]))

    text = told("import_grants", str(file), "--source", "trust", "--title", "Trust", "--licence", "CC0-1.0")

    assert "2 rows: 1 taken in (1 new, 0 changed), 1 refused" in text
    assert "row 2 360G-example-2: amountAwarded “ten”: This is no number." in text
    assert Grant.objects.public().get().source_id == "trust"


@pytest.mark.django_db
@pytest.mark.parametrize(("content", "words"), [("{", "no valid JSON"), (None, "cannot be read")])
def test_a_file_that_cannot_be_read_ends_the_command_with_a_sentence(
    tmp_path: Path, content: str | None, words: str
) -> None:
    file = tmp_path / "grants.json"
    if content is not None:
        file.write_text(content)

    with pytest.raises(CommandError, match=words):
        told("import_grants", str(file), "--source", "trust", "--title", "Trust", "--licence", "CC0-1.0")


@pytest.mark.django_db
def test_an_unknown_source_is_not_made_without_its_terms(tmp_path: Path) -> None:
    file = tmp_path / "grants.json"
    file.write_text(json.dumps([record(1)]))

    with pytest.raises(CommandError, match="--title and --licence"):
        told("import_grants", str(file), "--source", "trust")


@pytest.mark.django_db
def test_the_demo_has_the_grants_of_two_funders_who_are_entries_and_loads_once() -> None:
    Country.objects.create(code="GB", code3="GBR", name="United Kingdom", continent="EU")
    load_vocabularies(
        rows=[
            {
                "key": "funding",
                "title": {"en": "Kind of support"},
                "terms": [{"key": "grant", "labels": {"en": "Grant"}}],
            }
        ]
    )

    told("load_demo_grants")
    again = told("load_demo_grants")

    assert again.count("loaded already") == 2
    accepted = dict(GrantImport.objects.values_list("source", "accepted"))
    assert accepted == {"lloyds-bank-foundation": 4_111, "indigo-trust": 269}
    assert sum(GrantImport.objects.values_list("rows", flat=True)) == 4_385
    assert sorted(Entry.objects.public().values_list("title", flat=True)) == [
        "Indigo Trust",
        "Lloyds Bank Foundation for England and Wales",
    ]
    assert [one.funding for one in FunderProfile.objects.all()] == [["grant"], ["grant"]]
    assert not Grant.objects.exclude(funder__entry__isnull=False).exists()
    assert Grant.objects.filter(recipient__entry__title="Indigo Trust").count() == 0


def test_no_shipped_row_holds_a_postal_code_or_whom_to_call() -> None:
    for key in PUBLISHERS:
        with gzip.open(DATA / f"{key}.jsonl.gz", "rt", encoding="utf-8") as file:
            text = file.read()
        assert [name for name in PERSONAL if f'"{name}"' in text] == []


@pytest.mark.skipif(not SHARED.exists(), reason="the file with four publishers is not here")
def test_the_shipped_rows_are_those_of_the_publishers_whose_terms_are_known() -> None:
    rows = json.loads(SHARED.read_text(encoding="utf-8"))["grants"]

    for key, funder in PUBLISHERS.items():
        with gzip.open(DATA / f"{key}.jsonl.gz", "rt", encoding="utf-8") as file:
            assert [json.loads(line) for line in file] == rows_of(rows, funder)
