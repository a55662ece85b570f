"""The commands as a person runs them: one sentence for each thing that can be wrong, and no traceback."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from sinet.launcher.running import demo_lock


def launch(command: str, var: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SINET_", "DJANGO_"))}
    kept.pop("DATABASE_URL", None)
    return subprocess.run(
        [sys.executable, "-m", "sinet.launcher", command],
        cwd=settings.ROOT,
        env={**kept, "PORT": str(free_port()), "SINET_VAR": str(var), **environ},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def sentences(answer: subprocess.CompletedProcess[str]) -> str:
    """What was said on a failure, which is a failure without traceback."""
    assert answer.returncode == 1
    assert "Traceback" not in answer.stdout + answer.stderr
    return answer.stderr.strip()


def test_a_second_demo_says_where_the_first_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SINET_VAR", str(tmp_path))
    (tmp_path / "demo.json").write_text('{"url": "http://127.0.0.1:8123/", "launcher": 1, "children": []}')
    with demo_lock():
        answer = launch("demo", tmp_path)

    assert sentences(answer) == (
        "The demo already runs at http://127.0.0.1:8123/; open it there, or end it first with `make stop`."
    )


def test_a_taken_port_is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = launch("demo", tmp_path, PORT=str(port))

    assert sentences(answer).startswith(f"Port {port} on 127.0.0.1 is taken by another program")


def test_a_data_folder_that_is_a_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "var").touch()

    assert sentences(launch("demo", tmp_path / "var")).startswith(f"The folder {tmp_path / 'var'} cannot be written")


@pytest.mark.embedded
def test_a_broken_database_is_one_sentence_with_the_way_out(folder: Path) -> None:
    (folder / "database" / "data").mkdir(parents=True)

    said = sentences(launch("demo", folder))

    assert "holds no complete database; `make reset` deletes it" in said


def test_a_server_of_database_url_that_does_not_answer_is_one_sentence(tmp_path: Path) -> None:
    answer = launch("demo", tmp_path, DATABASE_URL=f"postgresql://sinet@127.0.0.1:{free_port()}/sinet")

    assert sentences(answer).startswith("The database server of DATABASE_URL cannot be used (")


def test_stop_without_a_demo_says_so(tmp_path: Path) -> None:
    answer = launch("stop", tmp_path)

    assert (answer.returncode, answer.stdout) == (0, "The demo was not running.\n")


def test_reset_deletes_what_the_demo_made_and_nothing_else(tmp_path: Path) -> None:
    for name in ("demo", "log/web.log", "static/a.css", "precious.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()

    answer = launch("reset", tmp_path)

    assert answer.returncode == 0, answer.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["precious.txt"]


def test_an_unknown_command_lists_the_known_ones(tmp_path: Path) -> None:
    answer = launch("fly", tmp_path)

    assert (answer.returncode, answer.stderr) == (2, "Say one of: demo, stop, reset, install, test.\n")
