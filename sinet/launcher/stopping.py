"""Inside `.venv`: `stop` ends the embedded server, `remove` deletes it with its data; `stop-tests`: the tests' own."""

import sys

from sinet.database.errors import ServerError
from sinet.database.server import Server
from sinet.launcher.places import data_folder


def main(what: str) -> int:
    try:
        server = Server(data_folder() / ("test-database" if what == "stop-tests" else "database"))
        if what == "remove":
            server.remove()
        elif server.stop() and what == "stop":
            sys.stdout.write("The database is stopped.\n")
    except ServerError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
