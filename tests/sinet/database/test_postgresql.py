"""Django on the embedded server, and the command that an operator has for it."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

pytestmark = pytest.mark.embedded

QUERY = """
import django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("select current_user || ' on ' || current_database()")
    print(*cursor.fetchone())
"""


def run(var: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Python with these arguments, in a demo of its own."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "SINET_PG_BIN"}}
    mode = {"SINET_MODE": "demo", "SINET_VAR": str(var), "DJANGO_SETTINGS_MODULE": "sinet.settings"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.ROOT,
        env={**kept, **mode, **environ},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def database(var: Path, what: str, **environ: str) -> str:
    answer = run(var, "manage.py", "database", what, **environ)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.strip()


def test_a_query_starts_the_server_and_the_command_finds_and_stops_it(folder: Path) -> None:
    assert database(folder, "status") == f"There is no database yet; its data will lie in {folder}/database."

    assert run(folder, "-c", QUERY).stdout == "sinet on sinet\n"

    assert database(folder, "status") == f"The database runs; its data lies in {folder}/database."
    with psycopg.connect(database(folder, "url")) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
    assert database(folder, "stop") == "The database is stopped."
    assert database(folder, "stop") == "The database was not running."
    assert database(folder, "status") == f"The database is stopped; its data lies in {folder}/database."
    assert database(folder, "start").startswith(f"The database runs; its data lies in {folder}/database.")
    assert database(folder, "stop") == "The database is stopped."


def test_with_database_url_the_command_says_that_it_has_nothing_to_do(folder: Path) -> None:
    answer = run(folder, "manage.py", "database", "start", DATABASE_URL="postgresql://127.0.0.1/sinet")

    assert answer.returncode == 1
    assert "DATABASE_URL is set: that server is used" in answer.stderr
    assert not (folder / "database").exists()
