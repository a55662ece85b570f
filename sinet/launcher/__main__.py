"""The entry: `python3 -m sinet.launcher demo|stop|reset|install|test`."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the machine may have an older one
    sys.exit("sinet needs Python 3.11 or newer; name one with `make demo PYTHON=/path/to/python3`.")

# An old Python must not get to read these.
from sinet.launcher import demo, install, stop
from sinet.launcher.terminal import Problem
from sinet.launcher.testing import run_checks

COMMANDS = {
    "demo": demo.run_demo,
    "stop": stop.stop_demo,
    "reset": stop.reset_demo,
    "install": install.install_development,
    "test": run_checks,
}


def main(arguments: list[str]) -> int:
    """Returns the exit code: 0, or 1 after one sentence on what is wrong."""
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        sys.stderr.write(f"Say one of: {', '.join(COMMANDS)}.\n")
        return 2
    try:
        COMMANDS[arguments[0]]()
    except Problem as problem:
        sys.stderr.write(f"\n{problem}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        return 130
    return 0


sys.exit(main(sys.argv[1:]))
