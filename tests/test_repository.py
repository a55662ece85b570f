"""Facts about the repository that no reader should have to check."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from django.conf import settings

ROOT: Path = settings.ROOT
PACKAGES = ("sinet", "directory", "funding")
TOP_LEVEL = {
    ".ci", ".editorconfig", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md",
    "SECURITY.md", "directory", "docs", "funding", "manage.py", "package-lock.json", "package.json", "pyproject.toml",
    "requirements", "scripts", "sinet", "static", "templates", "tests",
}  # fmt: skip
# Neither HTTP nor templates, below the faces.
BELOW_FACES = ("models", "documents", "actions", "indexing.py", "choices.py")
FACES_ONLY = ("django.http", "django.shortcuts", "django.template", "django.views", "django.forms")
MOST_LINES_OF_A_MODULE = 400
MOST_LINES_OF_A_FUNCTION = 60
MIGRATIONS = [path for app in ("directory", "funding") for path in sorted((ROOT / app / "migrations").glob("0*.py"))]
# They made what there is: there was no installation then whose readers and writers could wait.
FIRST_MIGRATIONS = [path.stem for path in MIGRATIONS if path.match("directory/*/*") and path.stem < "0018"]
ALERTS = ["0027_alerts_of_finds", "0030_alerts_of_answers"]


def tracked(*patterns: str) -> list[Path]:
    """The files under version control; all that are there where this is no checkout."""
    answer = subprocess.run(["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        pytest.skip("this is no git checkout")
    return [ROOT / name for name in answer.stdout.split("\0") if name and (ROOT / name).is_file()]


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.Module) -> set[str]:
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def run_manage(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, in this mode or the one given; without what browser tests set for theirs."""
    own = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**own, **environ},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_top_level_holds_only_what_the_architecture_names() -> None:
    names = {path.relative_to(ROOT).parts[0] for path in tracked()}

    assert names - TOP_LEVEL == set()


def test_locks_pin_by_hash_and_name_no_index() -> None:
    locks = sorted((ROOT / "requirements").glob("*.txt"))

    assert [lock.stem for lock in locks] == ["demo", "development", "runtime", "s3", "uv"]
    for lock in locks:
        text = lock.read_text(encoding="utf-8")
        pinned = re.findall(r"^[A-Za-z0-9][^\s=]*==\S+.*\\$", text, re.MULTILINE)
        assert len(pinned) == len(re.findall(r"^[A-Za-z0-9]", text, re.MULTILINE)), lock
        assert "://" not in text, lock
        assert "index" not in re.sub(r"#.*", "", text), lock


def test_no_module_is_longer_than_four_hundred_lines() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path, _ in modules()}

    assert {name: length for name, length in lengths.items() if length > MOST_LINES_OF_A_MODULE} == {}


def test_no_function_is_longer_than_sixty_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.name} ({(node.end_lineno or 0) - node.lineno + 1})"
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > MOST_LINES_OF_A_FUNCTION
    ]

    assert long == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    nameless = {"utils.py", "helpers.py", "core.py", "misc.py", "util.py"}

    assert [str(path) for path, _ in modules() if path.name in nameless or "core" in path.parts] == []


def test_models_documents_and_actions_know_neither_http_nor_templates() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}: {name}"
        for path, tree in modules()
        if path.is_relative_to(ROOT / "directory") and path.relative_to(ROOT / "directory").parts[0] in BELOW_FACES
        for name in imports(tree)
        if name.startswith(FACES_ONLY)
    ]

    assert wrong == []


def test_nothing_is_left_for_later() -> None:
    marks = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X:", "NotImplemented" + "Error")))
    left = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in tracked("*.py", "*.html", "static/js/*", "static/css/*")
        for line in path.read_text(encoding="utf-8").splitlines()
        if marks.search(line)
    ]

    assert left == []


def test_no_template_holds_inline_script_or_style() -> None:
    inline = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle=|\son[a-z]+=[\"']|javascript:", re.IGNORECASE)
    data_block = re.compile(r'<script[^>]*type="application/(ld\+)?json"', re.IGNORECASE)
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if inline.search(line) and not data_block.search(line)
    ]

    assert found == []


def test_no_tracked_file_is_large() -> None:
    sizes = {str(path.relative_to(ROOT)): path.stat().st_size for path in tracked()}

    assert {name: size for name, size in sizes.items() if size > 3_000_000} == {}


def test_the_texts_of_the_interface_are_complete_in_every_language() -> None:
    answer = run_manage("messages", "check")

    assert answer.returncode == 0, answer.stderr


def test_every_language_that_is_offered_has_a_catalogue_and_no_other_is_kept() -> None:
    kept = {path.parent.parent.name for path in (ROOT / "sinet" / "locale").glob("*/LC_MESSAGES/django.po")}

    assert kept | {settings.LANGUAGE_CODE} == {code for code, _ in settings.LANGUAGES}


def test_the_committed_openapi_document_is_the_one_of_the_code(tmp_path: Path) -> None:
    written = tmp_path / "openapi.yaml"

    answer = run_manage("spectacular", "--fail-on-warn", "--validate", "--file", str(written))

    assert answer.returncode == 0, answer.stderr
    committed = (ROOT / "docs" / "reference" / "openapi.yaml").read_text(encoding="utf-8")
    assert written.read_text(encoding="utf-8") == committed, (
        "run `manage.py spectacular --file docs/reference/openapi.yaml`"
    )


def test_every_package_that_is_imported_is_declared() -> None:
    """What another package happens to bring may be gone with its next release."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = [project["project"]["dependencies"], *project["dependency-groups"].values()]
    declared = {re.split(r"[^\w.-]", one)[0].lower().replace("_", "-") for group in groups for one in group}
    given = packages_distributions()
    imported = {name.partition(".")[0] for _path, tree in modules() for name in imports(tree)}
    others = imported - sys.stdlib_module_names - {*PACKAGES, "pydantic_core"}  # pydantic's own, of one release with it

    undeclared = {
        name for name in others if not {one.lower().replace("_", "-") for one in given.get(name, [])} & declared
    }
    assert undeclared == set()


def test_the_migrations_are_those_of_the_models() -> None:
    answer = run_manage("makemigrations", "--check", "--dry-run")

    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("as_errors", "ignored"),
    [
        # The first two came before the first release, when there was no installation whose rows they could lock; the
        # unique keys of alerts allow all that those before them did.
        ([], ["0011_proposals", "0016_contact", *ALERTS]),
        # The first ones as well; the others build the index of a table with few rows.
        (["CREATE_INDEX", "DROP_INDEX"], [*FIRST_MIGRATIONS, "0018_withdrawal_of_report", *ALERTS]),
    ],
    ids=["breaks nothing", "keeps no writer waiting"],
)
def test_no_migration_locks_or_breaks_a_running_installation(as_errors: list[str], ignored: list[str]) -> None:
    from django_migration_linter import MigrationLinter

    linter = MigrationLinter(
        path=str(ROOT),
        include_apps=["directory", "funding"],
        no_output=True,
        no_cache=True,
        warnings_as_errors_tests=as_errors,
        ignore_name=ignored,
    )
    linter.lint_all_migrations()

    assert linter.nb_total > 0
    assert linter.nb_erroneous == 0


def test_every_migration_gives_up_waiting_for_a_lock() -> None:
    """A change of a table that waits behind a long query holds up everybody who comes after it.

    Nobody waits behind an index that is built concurrently, outside a transaction.
    """
    texts = {path.stem: path.read_text(encoding="utf-8") for path in MIGRATIONS if path.stem not in FIRST_MIGRATIONS}

    assert [
        name for name, text in texts.items() if "SET LOCAL lock_timeout" not in text and "atomic = False" not in text
    ] == []


def test_the_production_settings_pass_django_s_deployment_check() -> None:
    answer = run_manage(
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        SINET_MODE="production",
        SINET_SECRET_KEY="q9Zk3vX7pL1mT5wB8nR2cY6hJ4dF0gSaUeIoVtKxMzQyWbPjN-only-of-this-test",
        SINET_ALLOWED_HOSTS="sinet.example",
        SINET_SITE_URL="https://sinet.example",
        SINET_MAIL_URL="smtp://mail.example",
        DATABASE_URL=os.environ.get("DATABASE_URL") or "postgresql://sinet@127.0.0.1:1/sinet",
    )

    assert answer.returncode == 0, answer.stderr
