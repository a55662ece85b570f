"""Production starts only when it was told everything; the demo needs nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

COMPLETE = {
    "SINET_SECRET_KEY": "a-key-of-this-test-that-is-more-than-fifty-characters-long-0123456789",
    "SINET_ALLOWED_HOSTS": "sinet.example",
    "SINET_SITE_URL": "https://sinet.example",
    "SINET_MAIL_URL": "smtp://mail.example",
    "DATABASE_URL": "postgresql://sinet@db.example/sinet",
}


def start(module: str, var: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Imports an entry of the project with this environment only."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG"}}
    return subprocess.run(
        [sys.executable, "-c", f"import {module}"],
        cwd=settings.ROOT,
        env={**kept, "SINET_VAR": str(var), "DJANGO_SETTINGS_MODULE": "sinet.settings", **environ},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("missing", COMPLETE)
def test_a_production_start_without_a_variable_names_it(missing: str, tmp_path: Path) -> None:
    environ = {name: value for name, value in COMPLETE.items() if name != missing}

    answer = start("sinet.wsgi", tmp_path, **environ)

    assert answer.returncode != 0
    assert (
        answer.stderr.rstrip()
        .splitlines()[-1]
        .startswith(f"django.core.exceptions.ImproperlyConfigured: {missing} is not set. Set {missing} to ")
    )


def test_a_production_start_with_everything_works(tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()

    answer = start("sinet.wsgi", tmp_path, **COMPLETE)

    assert (answer.returncode, answer.stderr) == (0, "")


def test_the_web_server_s_entry_is_production_even_beside_a_demo(tmp_path: Path) -> None:
    (tmp_path / "demo").touch()

    answer = start("sinet.wsgi", tmp_path)

    assert answer.returncode != 0
    assert "is not set" in answer.stderr


def test_a_command_beside_a_demo_means_the_demo(tmp_path: Path) -> None:
    (tmp_path / "demo").touch()

    answer = subprocess.run(
        [sys.executable, "manage.py", "database", "status"],
        cwd=settings.ROOT,
        env={"PATH": os.environ["PATH"], "SINET_VAR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.startswith("There is no database yet")


def test_a_command_without_demo_and_configuration_gives_one_sentence(tmp_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=settings.ROOT,
        env={"PATH": os.environ["PATH"], "SINET_VAR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 1
    assert answer.stderr.startswith("sinet cannot start: SINET_SITE_URL is not set.")
    assert "Traceback" not in answer.stderr
