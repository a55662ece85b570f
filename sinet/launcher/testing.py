"""`make test`: installs what is needed, then runs every check, two at a time, and pytest last.

A check that fails shows what it said; the others still run.
"""

import os
import subprocess
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from sinet.launcher.chromium import find_chromium, install_chromium
from sinet.launcher.install import install
from sinet.launcher.places import ROOT, VENV, make_data_folder
from sinet.launcher.terminal import Problem, say

# Each check: its name, and a command of .venv/bin. What needs Django or a database stands in tests/ instead.
CHECKS = {
    "lint": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "types": ["mypy"],
    "contracts": ["lint-imports"],
    "templates": ["djlint", "templates", "--lint", "--quiet"],
    "docs": ["sphinx-build", "-E", "-W", "--keep-going", "-q", "-b", "html", "docs", "{var}/docs"],
}


@dataclass(frozen=True)
class Outcome:
    """What came of one check."""

    name: str
    passed: bool
    output: str
    seconds: float


def run_checks() -> None:
    """Raises Problem when anything failed, after everything has run."""
    var = make_data_folder()
    install("development")
    chromium = find_chromium() or install_chromium()
    environ = {**os.environ, "SINET_MODE": "test", "DJANGO_SETTINGS_MODULE": "sinet.settings"}
    if chromium:
        environ["SINET_CHROMIUM"] = chromium
    failed = _run_all(environ, str(var))
    if _run_pytest(environ, browser=bool(chromium)) != 0:
        failed.append("tests")
    _stop_database()
    if failed:
        raise Problem(f"Failed: {', '.join(failed)}.")
    if not chromium:
        raise Problem(
            "All other checks passed, but the browser tests could not run: there is no Chromium. Install it "
            "(on Debian: `apt-get install chromium libatomic1` as root), or name one in SINET_CHROMIUM, and run "
            "this again."
        )


def _run_all(environ: dict[str, str], var: str) -> list[str]:
    """Runs the checks; returns the names of those that failed."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        futures: list[Future[Outcome]] = [
            pool.submit(_run_check, name, [part.format(var=var) for part in command], environ)
            for name, command in CHECKS.items()
        ]
        outcomes = []
        for future in futures:
            outcome = future.result()
            outcomes.append(outcome)
            say(f"{outcome.name}: {'passed' if outcome.passed else 'FAILED'} ({outcome.seconds:.1f} s)")
            if not outcome.passed:
                say(outcome.output)
    return [outcome.name for outcome in outcomes if not outcome.passed]


def _run_check(name: str, command: list[str], environ: dict[str, str]) -> Outcome:
    started = time.monotonic()
    answer = subprocess.run(
        [str(VENV / "bin" / command[0]), *command[1:]],
        cwd=ROOT,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Outcome(name, answer.returncode == 0, answer.stdout, time.monotonic() - started)


def _run_pytest(environ: dict[str, str], *, browser: bool) -> int:
    command = [str(VENV / "bin" / "pytest"), "-n", "auto"]
    if not browser:
        command += ["-m", "not browser"]
    return subprocess.run(command, cwd=ROOT, env=environ, stdin=subprocess.DEVNULL, check=False).returncode


def _stop_database() -> None:
    """Left running while its folder is deleted and made anew, it would end late, and the new one's socket with it."""
    subprocess.run([str(VENV / "bin" / "python"), "-m", "sinet.launcher.stopping", "stop-tests"], cwd=ROOT, check=False)
