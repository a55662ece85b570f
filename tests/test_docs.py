"""The pages say what the code says: every setting, every field, no dead link, no path of one machine."""

import ast
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db.models import TextChoices
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

from directory.choices import VOCABULARY_RULES, Kind, ProposalState, RevisionState, Role, State
from directory.documents import DocumentError, json_schema, validate
from directory.models import Entry, Report
from directory.search import WORDS

ROOT: Path = settings.ROOT
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
READERS = {"text", "choice", "boolean", "integer", "words"}
# Told by the caller of make, or by another program's own convention.
OF_OTHERS = {"PYTHON", "PROMETHEUS_MULTIPROC_DIR", "HOST", "PORT"}


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def names_in_tables(text: str) -> set[str]:
    """What stands in the first cell of a row, as code."""
    return set(re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE))


def variables_read() -> set[str]:
    """The variables that the code asks for: through the reader, or from os.environ in the launcher."""
    found: set[str] = set()
    for path in (ROOT / "sinet").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
                continue
            name = node.args[0]
            if not isinstance(name, ast.Constant) or not isinstance(name.value, str):
                continue
            from_reader = node.func.attr in READERS and getattr(node.func.value, "id", "").lower() == "env"
            from_environ = node.func.attr == "get" and ast.unparse(node.func.value).endswith("environ")
            if from_reader or from_environ:
                found.add(name.value)
    return found


def test_the_settings_page_has_every_variable_that_is_read_and_no_other() -> None:
    listed = names_in_tables(read("docs/reference/settings.md"))

    assert {"SINET_MODE", "DATABASE_URL"} <= listed
    assert listed - OF_OTHERS == variables_read() - OF_OTHERS
    assert listed >= OF_OTHERS


def test_the_settings_page_marks_what_production_needs() -> None:
    rows = re.findall(r"^\| `(\w+)` \|.*\|([^|]*)\|$", read("docs/reference/settings.md"), re.MULTILINE)
    marked = {name for name, default in rows if "**needed**" in default}
    needed = {
        node.args[0].value
        for node in ast.walk(ast.parse(read("sinet/settings.py")))
        if isinstance(node, ast.Call)
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and any(word.arg == "default" and "None" in ast.unparse(word.value) for word in node.keywords)
    }

    assert marked == needed


def fields_of(schema: dict[str, object], name: str) -> set[str]:
    """The properties of one object of a schema; "" is the document itself."""
    owner = schema["$defs"][name] if name else schema
    return set(owner["properties"])


@pytest.mark.parametrize("kind", Kind.values)
def test_the_documents_page_has_every_field_of_a_kind(kind: str) -> None:
    text = read("docs/reference/documents.md")
    section = text.split(f"\n## The part of a kind: `{kind}`\n")[1].split("\n## ")[0]
    name = f"{kind.capitalize()}Part"

    assert names_in_tables(section) == fields_of(json_schema(kind), name)


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("`links`", "Link"),
        ("`pictures`", "NamedPicture"),
        ("`places`", "Place"),
        ("`region` of a place", "Region"),
        ("`relations`", "RelationPart"),
        ("`texts`", "Translation"),
        ("`source`", "Origin"),
        ("`provenance`", "FieldOrigin"),
        ("`notes`", "Note"),
    ],
)
def test_the_documents_page_has_every_field_of_a_shared_part(heading: str, name: str) -> None:
    section = read("docs/reference/documents.md").split(f"\n### {heading}\n")[1].split("\n##")[0]

    assert names_in_tables(section) == fields_of(json_schema("project"), name)


def test_the_documents_page_has_every_field_of_the_funder_section() -> None:
    section = read("docs/reference/documents.md").split("\n## The section `funder` of an organisation\n")[1]

    assert names_in_tables(section.split("\n## ")[0]) == fields_of(json_schema("organisation"), "FunderPart")


def test_the_documents_page_has_every_field_that_all_kinds_share() -> None:
    section = read("docs/reference/documents.md").split("\n## What every document has\n")[1].split("\n## ")[0]
    shared = set.intersection(*(fields_of(json_schema(kind), "") for kind in Kind.values))

    assert names_in_tables(section.split("\n### ")[0]) == shared


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_names_no_folder_of_one_machine(page: Path) -> None:
    """Examples use /srv, /etc and /var/backups; a home or work folder is somebody's own."""
    text = page.read_text(encoding="utf-8")

    assert re.findall(r"(?<![\w.])/(?:work|home|root|tmp|Users)/[\w./-]*", text) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_files_that_a_page_links_to_are_there(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = re.findall(r"\]\(([^)\s]+)\)", text)
    local = [link.partition("#")[0] for link in links if not re.match(r"[a-z]+:|#", link)]

    assert [link for link in local if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_source_files_that_a_page_names_are_there(page: Path) -> None:
    """A name of code such as `directory/choices.py`; placeholders in angle brackets are no names."""
    named = re.findall(
        r"`((?:sinet|directory|funding|templates|static|tests|scripts|docs|requirements)/[\w./-]+)`",
        page.read_text(encoding="utf-8"),
    )

    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_example_of_the_documents_page_is_a_valid_document() -> None:
    example = re.findall(r"```json\n(.*?)```", read("docs/reference/documents.md"), re.DOTALL)[0]

    assert validate(json.loads(example)).title == "Trädgården på taket"


@pytest.mark.django_db
def test_the_code_of_the_tutorial_does_what_the_tutorial_says() -> None:
    call_command("load_reference", stdout=io.StringIO())
    names: dict[str, Any] = {}
    for block in re.findall(r"```python\n(.*?)```", read("docs/tutorial/index.md"), re.DOTALL):
        if '"title": ""' in block:
            with pytest.raises(DocumentError) as refused:
                exec(block, names)  # noqa: S102 - our own page
            assert refused.value.errors.keys() == {"title", "project"}
        else:
            exec(block, names)  # noqa: S102 - our own page

    entry = Entry.objects.get(slug="the-garden-on-the-roof")
    assert entry.state == State.WITHDRAWN
    notes = entry.revisions.order_by("pk").values_list("note", flat=True)
    assert list(notes) == ["My first entry", "Herbs, too", "Only an exercise"]


def test_the_demo_data_page_counts_as_the_report_does() -> None:
    rows = re.findall(
        r"^\| `(\w+)`[^|]*\|([^|]*)\|([^|]*)\|([^|]*)\|([^|]*)\|", read("docs/reference/demo-data.md"), re.MULTILINE
    )
    told = {
        key: [sum(int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", cell)) for cell in cells]
        for key, *cells in rows
    }
    report = json.loads(read("directory/data/demo/report.json"))

    assert told == {
        key: [one["rows"], one["entries_of_rows"], len(one["skipped"]), one["derived_entries"]]
        for key, one in report.items()
    }


def patterns(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Every address of the project, a part that varies written as `{name}`; not the admin's."""
    for one in resolver.url_patterns:
        part = before + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(one.pattern))
        if isinstance(one, URLPattern):
            yield f"/{part}"
        elif one.app_name != "admin":
            yield from patterns(one, "" if isinstance(one.pattern, LocalePrefixPattern) else part)


def test_the_addresses_page_has_every_address() -> None:
    listed = set(re.findall(r"`(/[^`]*)`", read("docs/reference/addresses.md")))
    known = {address for address in patterns(get_resolver()) if "^" not in address and "/gallery/" not in address}

    assert {"/health/live", "/search/"} <= known
    assert known - listed == set()


@pytest.mark.parametrize(
    ("page", "heading", "words"),
    [
        ("addresses", "Filters", set(WORDS)),
        ("search", "What can be asked", set(WORDS) - set(VOCABULARY_RULES)),  # which says "a vocabulary's key"
    ],
)
def test_a_page_of_filters_has_every_one_and_no_other(page: str, heading: str, words: set[str]) -> None:
    section = read(f"docs/reference/{page}.md").partition(f"\n## {heading}\n")[2].partition("\n#")[0]
    firsts = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]

    assert {word for first in firsts for word in re.findall(r"`([^`]+)`", first)} == words


def test_the_commands_page_has_every_target_and_command() -> None:
    listed = names_in_tables(read("docs/reference/commands.md"))
    targets = re.findall(r"^([a-z]+(?: [a-z]+)*):", read("Makefile").replace("?=", ""), re.MULTILINE)
    commands = {
        path.stem
        for app in ("sinet", "directory", "funding")
        for path in (ROOT / app / "management" / "commands").glob("[a-z]*.py")
    }

    assert {f"make {name}" for line in targets for name in line.split()} == {
        name for name in listed if name.startswith("make ")
    }
    assert commands == {name.split()[0] for name in listed if not name.startswith("make ")}


def test_the_licences_page_has_every_source_and_every_vendored_package() -> None:
    listed = names_in_tables(read("docs/reference/licences.md"))
    rows = dict(
        re.findall(r"^\| (\S+)[^|]*\| ([^|;]+?)(?:;[^|]*)? \|$", read("docs/reference/licences.md"), re.MULTILINE)
    )
    vendored = {one["name"]: one["licence"] for one in json.loads(read("static/vendor/VENDOR.json"))["packages"]}

    assert listed == {source["key"] for source in json.loads(read("directory/data/sources.json"))}
    assert {name: rows.get(name) for name in vendored} == vendored


@pytest.mark.parametrize(
    ("page", "heading", "words"),
    [
        ("states-and-roles", "States of an entry", State),
        ("states-and-roles", "Roles of relations", Role),
        ("states", "Of a proposal", ProposalState),
        ("states", "Of a revision", RevisionState),
        ("states", "Of a report", Report.State),
    ],
)
def test_the_pages_of_states_have_every_state_and_role(page: str, heading: str, words: type[TextChoices]) -> None:
    section = read(f"docs/reference/{page}.md").split(f"\n## {heading}\n")[1].split("\n## ")[0]

    assert names_in_tables(section) == set(words.values)


def test_the_diagram_is_drawn_from_the_present_models() -> None:
    from scripts.draw_data_model import TARGET, draw

    assert TARGET.read_text(encoding="utf-8") == draw()


def test_the_readme_shows_a_small_picture() -> None:
    picture = DOCS / "pictures" / "home.png"

    assert "docs/pictures/home.png" in read("README.md")
    assert picture.stat().st_size < 300_000


def test_decisions_are_numbered_without_gaps_and_give_context_decision_and_consequences() -> None:
    pages = sorted((DOCS / "decisions").glob("0*.md"))

    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert text.startswith(f"# {int(page.name[:4])}. "), page
        headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
        assert headings == ["Context", "Decision", "Consequences"], page


def test_the_change_log_has_the_version_of_the_project() -> None:
    version = re.search(r'^version = "(.+)"$', read("pyproject.toml"), re.MULTILINE)

    assert version
    assert f"## [{version[1]}]" in read("CHANGELOG.md")
