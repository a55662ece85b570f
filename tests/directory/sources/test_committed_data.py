"""The files that are shipped: they add up, are valid, and are what the sources' own files give."""

import gzip
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from directory.choices import VOCABULARY_RULES
from directory.documents import validate
from directory.sources.building import SOURCES, build_all
from directory.sources.writing import read_documents

DATA = Path(__file__).resolve().parents[3] / "directory" / "data"
ROWS = {"susy": 1794, "ipsx": 853, "dpg": 755, "buicasus": 35, "seeds": 16}


@pytest.fixture(scope="module")
def documents() -> dict[str, list[dict[str, Any]]]:
    return {key: read_documents(DATA / "demo" / f"{key}.jsonl.gz") for key in SOURCES}


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    return json.loads((DATA / "demo" / "report.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def vocabularies() -> list[dict[str, Any]]:
    return json.loads((DATA / "vocabularies.json").read_text(encoding="utf-8"))


def test_every_row_is_an_entry_or_left_out_with_a_reason(documents: Any, report: Any) -> None:
    for key, rows in ROWS.items():
        account = report[key]
        assert account["rows"] == rows
        assert account["entries_of_rows"] + len(account["skipped"]) == rows
        assert account["entries_of_rows"] + account["derived_entries"] == len(documents[key])
        assert all(item["reason"] for item in account["skipped"])


def test_the_page_on_the_demo_data_gives_the_figures_of_the_report(report: Any) -> None:
    page = (DATA.parents[1] / "docs" / "reference" / "demo-data.md").read_text(encoding="utf-8")

    for key, account in report.items():
        [line] = [line for line in page.splitlines() if line.startswith(f"| `{key}`")]
        figures = {int(figure.replace(",", "")) for figure in re.findall(r"\b\d[\d,]*\b(?!\.)", line)}
        assert {account["rows"], len(account["skipped"])} - {0} <= figures
        if key in {"susy", "ipsx", "dpg"}:
            assert {account["entries_of_rows"], account["derived_entries"]} - {0} <= figures


def test_the_shipped_entries_are_those_that_the_sources_promise(documents: Any) -> None:
    kinds = {key: Counter(entry["kind"] for entry in entries) for key, entries in documents.items()}

    assert kinds["susy"] == {"organisation": 1793}
    assert (kinds["ipsx"]["project"], kinds["dpg"]["project"], kinds["buicasus"]["case"]) == (853, 228, 35)
    assert (kinds["seeds"]["publication"], kinds["seeds"]["event"]) == (4, 3)


def test_every_document_is_valid_and_its_relations_lead_somewhere(documents: Any) -> None:
    everything = [entry for entries in documents.values() for entry in entries]
    known = {entry["uid"] for entry in everything}

    assert len(known) == len(everything) == len({entry["slug"] for entry in everything})
    for entry in everything:
        validate(entry)
        assert {relation["object"] for relation in entry["relations"]} <= known


def test_every_term_stands_in_the_shipped_vocabularies(documents: Any, vocabularies: Any) -> None:
    terms = {vocabulary["key"]: {term["key"] for term in vocabulary["terms"]} for vocabulary in vocabularies}
    used = {
        (vocabulary, key)
        for entries in documents.values()
        for entry in entries
        for vocabulary, keys in entry["terms"].items()
        for key in keys
    }

    assert {pair for pair in used if pair[1] not in terms[pair[0]]} == set()


def test_every_entry_says_its_source_and_licence(documents: Any) -> None:
    sources = {item["key"]: item for item in json.loads((DATA / "sources.json").read_text(encoding="utf-8"))}
    for key, entries in documents.items():
        assert {entry["source"]["key"] for entry in entries} == {key}
        assert {entry["source"]["licence"] for entry in entries} == {sources[key]["licence"]}
        assert {entry["source"]["credit"] for entry in entries} == {sources[key]["credit"]}


def test_no_text_holds_contact_data_markup_or_mojibake(documents: Any) -> None:
    unwanted = re.compile(
        r"removed\]|&nbsp;|&amp;|â€|Â®|data:image|</?(?:p|br|div|span|img|iframe)\b"
        r"|[\w.+-]+@[\w-]+\.\w{2,}|\+\d{2}[\d /-]{7,}\d"
    )
    found = [
        (entry["slug"], match[0])
        for entries in documents.values()
        for entry in entries
        for text in (entry["title"], entry["summary"], entry["description"], *map(str, entry["texts"].values()))
        if (match := unwanted.search(text))
    ]

    assert found == []


def test_second_language_texts_are_translations(documents: Any, report: Any) -> None:
    translations = sum(len(entry["texts"]) for entry in documents["susy"])

    assert translations == report["susy"]["changes"]["text in a second language kept as a translation"] == 143
    assert not any(entry["language"] in entry["texts"] for entry in documents["susy"])


def test_every_text_in_a_local_language_is_accounted_for(report: Any) -> None:
    changes = report["susy"]["changes"]
    became = {
        "text in a second language kept as a translation": 143,
        "text in a local language alone taken as the main text": 133,
        "second text in the language of the first joined to it": 2,
        "second text that repeats the first: the longer one kept": 8,
    }

    assert {what: changes[what] for what in became} == became


def test_the_vocabularies_are_those_of_the_code_and_have_every_label_in_every_language(vocabularies: Any) -> None:
    assert {vocabulary["key"] for vocabulary in vocabularies} == set(VOCABULARY_RULES)
    for vocabulary in vocabularies:
        assert vocabulary["single"] == VOCABULARY_RULES[vocabulary["key"]].single
        assert set(vocabulary["title"]) == {"en", "sv", "da"}
        assert vocabulary["source"] or not vocabulary["terms"]
        for term in vocabulary["terms"]:
            assert all(term["labels"][language].strip() for language in ("en", "sv", "da"))


def test_a_method_belongs_to_an_element(vocabularies: Any) -> None:
    terms = {vocabulary["key"]: vocabulary["terms"] for vocabulary in vocabularies}
    elements = {f"element:{term['key']}" for term in terms["element"]}

    assert len(elements) == 5
    assert len(terms["method"]) == 19
    assert {term["broader"] for term in terms["method"]} == elements


def test_no_licence_forbids_what_is_shipped():
    everything = b"".join(gzip.decompress(path.read_bytes()) for path in (DATA / "demo").glob("*.jsonl.gz"))

    assert b"dsi4eu_organisations" not in everything
    assert {path.name for path in (DATA / "demo").iterdir()} == {f"{key}.jsonl.gz" for key in SOURCES} | {"report.json"}


def test_the_same_source_files_give_the_same_documents(source_folder: Path) -> None:
    documents, reports = build_all(source_folder, DATA / "sources.json")

    assert {key: report.rows for key, report in reports.items()} == ROWS
    assert all(report.adds_up for report in reports.values())
    for key, entries in documents.items():
        assert entries == read_documents(DATA / "demo" / f"{key}.jsonl.gz")
