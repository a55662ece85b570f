"""The browser of the browser tests: the system's Chromium, installed from its packages when missing.

Playwright, which drives it, brings a program of its own that needs one library which a small Debian lacks.
"""

import ctypes
import os
import shutil
import subprocess
import sys

from sinet.launcher.places import log_folder
from sinet.launcher.terminal import say, step

PACKAGES = ("chromium", "libatomic1")
DRIVER_LIBRARY = "libatomic.so.1"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str:
    """Its path; an empty text when it, or what its driver needs, is missing."""
    if not _driver_runs():
        return ""
    given = os.environ.get("SINET_CHROMIUM", "")
    candidates = [given] if given else [shutil.which(name) or "" for name in NAMES]
    return next((path for path in candidates if path and os.access(path, os.X_OK)), "")


def _driver_runs() -> bool:
    if sys.platform != "linux":
        return True
    try:
        ctypes.CDLL(DRIVER_LIBRARY)
    except OSError:
        return False
    return True


def install_chromium() -> str:
    """Installs Debian's package where we may; returns the path, or an empty text when it did not come about."""
    prefix = _privilege()
    if prefix is None or not shutil.which("apt-get"):
        say("There is no Chromium (or no libatomic1), and neither can be installed from here: no browser tests.")
        return ""
    log = log_folder() / "chromium.log"
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with step("Installing Chromium from the system's packages, for the browser tests"), log.open("wb") as output:
        for arguments in (["update"], ["install", "-y", "--no-install-recommends", *PACKAGES]):
            subprocess.run(
                [*prefix, "apt-get", "-qq", *arguments], env=environ, stdout=output, stderr=output, check=False
            )
    found = find_chromium()
    if not found:
        say(f"Chromium could not be installed (what was said stands in {log}): the browser tests are left out.")
    return found


def _privilege() -> list[str] | None:
    """What to put before a command that needs root; None when there is no way to become root unasked."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None
