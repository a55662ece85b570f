"""Inside `.venv`, before the demo is served: messages, database, demo data, static files.

One process does it all, because each start of Django costs a second. What is unchanged is skipped.
"""

import hashlib
import sys
import traceback
from io import StringIO

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from sinet.database.errors import ServerError
from sinet.database.postgresql.base import embedded_server
from sinet.database.provision import WEB_ROLE
from sinet.launcher.places import REQUIREMENTS, ROOT, data_folder, log_folder
from sinet.launcher.terminal import Problem, say, step
from sinet.messages.catalogues import compile_catalogues, stale_catalogues
from sinet.mode import DEMO_MARK

STATIC_MARK = "static.sha256"


def main() -> int:
    try:
        prepare()
    except KeyboardInterrupt:
        return 130
    except (Problem, ServerError, ImproperlyConfigured, CommandError) as problem:
        sys.stderr.write(f"\n{problem}\n")
        return 1
    except DatabaseError as error:
        sys.stderr.write(f"\n{_database_sentence(error)}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"\n{error.filename} cannot be used ({error.strerror}); run this as its owner.\n")
        return 1
    return 0


def prepare() -> None:
    """Afterwards everything is there that web server and worker need."""
    if stale_catalogues():
        with step("Compiling the translations"):
            compile_catalogues()
    django.setup()
    (data_folder() / DEMO_MARK).touch()
    if settings.EMBEDDED_DATABASE:
        server = embedded_server()
        with step("Starting the database" if server.exists() else "Making the database"):
            server.ensure()
        if not server.folders.base.is_relative_to(data_folder()):
            say(f"The database lies in {server.folders.base}, where its system account can reach it")
    _migrate()
    if settings.EMBEDDED_DATABASE:
        call_command("grant_rights", WEB_ROLE, stdout=StringIO())
    say("Looking after the demo data")
    call_command("load_demo")
    call_command("load_demo_queue")
    call_command("load_demo_funding")
    call_command("load_demo_grants")
    _collect_static()


def _migrate() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        with step("Making the tables"):
            call_command("migrate", interactive=False, verbosity=0)


def _collect_static() -> None:
    fingerprint = _static_fingerprint()
    mark = data_folder() / STATIC_MARK
    if settings.STATIC_ROOT.exists() and mark.exists() and mark.read_text(encoding="ascii") == fingerprint:
        return
    with step("Collecting the static files"):
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    mark.write_text(fingerprint, encoding="ascii")


def _static_fingerprint() -> str:
    """Changes with any of our static files, and with the packages that bring some."""
    digest = hashlib.sha256((REQUIREMENTS / "runtime.txt").read_bytes())
    for path in sorted((ROOT / "static").rglob("*")):
        if path.is_file():
            status = path.stat()
            digest.update(f"{path.relative_to(ROOT)}\0{status.st_size}\0{status.st_mtime_ns}\0".encode())
    return digest.hexdigest()


def _database_sentence(error: DatabaseError) -> str:
    log = log_folder() / "prepare.log"
    log.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    first = (str(error).splitlines() or ["it said nothing"])[0]
    if isinstance(error, OperationalError) and not settings.EMBEDDED_DATABASE:
        return f"The database server of DATABASE_URL cannot be used ({first}); check the address and the server."
    return f"The database could not be prepared ({first}); `make reset` deletes it. More stands in {log}."


if __name__ == "__main__":
    sys.exit(main())
