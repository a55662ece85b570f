"""Web server and worker as children: started, watched, ended together."""

import os
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field

from sinet.launcher.places import ROOT, Address, data_folder, log_folder, venv_python
from sinet.launcher.running import Record, write_record
from sinet.launcher.terminal import Problem, say, step

START_SECONDS = 60
STOP_SECONDS = 15
# A child that ends is started again, unless it keeps ending.
MOST_RESTARTS = 5
CALM_SECONDS = 60


@dataclass
class Child:
    """One of the programs that the demo consists of."""

    name: str
    arguments: list[str]
    environ: dict[str, str]
    lock: int
    process: subprocess.Popen[bytes] | None = None
    starts: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Its output goes to a log; a session of its own keeps the terminal's Ctrl-C from it."""
        self.starts.append(time.monotonic())
        with (log_folder() / f"{self.name}.log").open("ab" if len(self.starts) > 1 else "wb") as log:
            self.process = subprocess.Popen(
                [str(venv_python()), *self.arguments],
                cwd=ROOT,
                env=self.environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=[self.lock],
            )

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def keeps_ending(self) -> bool:
        recent = [moment for moment in self.starts if moment > time.monotonic() - CALM_SECONDS]
        return len(recent) > MOST_RESTARTS

    def end(self) -> None:
        """Asks politely, then kills the whole session of the child."""
        if self.process is None or self.has_ended():
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def serve(address: Address, environ: dict[str, str], lock: int) -> None:
    """Returns when asked to end, after everything has ended. Raises Problem when a child cannot run."""
    metrics = data_folder() / "metrics"
    shutil.rmtree(metrics, ignore_errors=True)
    metrics.mkdir()
    # The processes of the web server add up their figures there.
    counting = {**environ, "PROMETHEUS_MULTIPROC_DIR": str(metrics), "SINET_EMBEDDED_ROLE": "sinet_web"}
    children = [Child(name, arguments, counting, lock) for name, arguments in _programs(address).items()]
    try:
        with step("Starting web server and worker"):
            for child in children:
                child.start()
            _record(address, children)
            _wait_until_served(address, children)
        _tell(address, own_database=not environ.get("DATABASE_URL"))
        _watch(address, children)
    except KeyboardInterrupt:
        say("\nEnding ...")
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        for child in children:
            child.end()
        _stop_database(environ)
    say("Ended.")


def _programs(address: Address) -> dict[str, list[str]]:
    processes = str(min(2, os.cpu_count() or 1))
    web = ["-m", "sinet.web", "--host", address.host, "--port", str(address.port), "--workers", processes]
    web += ["--log-level", "warning"]
    return {"web": web, "worker": ["manage.py", "procrastinate", "worker", "--concurrency", "2"]}


def _record(address: Address, children: list[Child]) -> None:
    write_record(Record(address.url, os.getpid(), [child.process.pid for child in children if child.process]))


def _wait_until_served(address: Address, children: list[Child]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        for child in children:
            if child.has_ended():
                raise _did_not_start(child.name)
        if _answers(address):
            return
        time.sleep(0.1)
    raise _did_not_start("web")


def _did_not_start(name: str) -> Problem:
    what = {"web": "web server", "worker": "worker"}[name]
    return Problem(f"The {what} did not start; why stands at the end of {log_folder() / name}.log.")


def _answers(address: Address) -> bool:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{address.url}health/live", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _tell(address: Address, *, own_database: bool) -> None:
    say()
    say(f"The directory is at  {address.url}")
    say("To stop it           press Ctrl-C here, or `make stop` in another terminal")
    if own_database:
        say(f"Its data lies in     {data_folder()}  (`make reset` deletes it)")
    else:
        say(f"Its data lies in     the database of DATABASE_URL; logs and files in {data_folder()}")
    say()


def _watch(address: Address, children: list[Child]) -> None:
    """Starts again what ends by itself."""
    while True:
        time.sleep(0.5)
        for child in children:
            if child.has_ended():
                if child.keeps_ending():
                    log = log_folder() / f"{child.name}.log"
                    raise Problem(f"The {child.name} keeps ending; why stands at the end of {log}.")
                say(f"The {child.name} had ended and is started again.")
                child.start()
                _record(address, children)


def _stop_database(environ: dict[str, str]) -> None:
    if not environ.get("DATABASE_URL"):
        subprocess.run(
            [venv_python(), "-m", "sinet.launcher.stopping", "stop"],
            cwd=ROOT,
            env=environ,
            stdout=subprocess.DEVNULL,
            check=False,
        )
