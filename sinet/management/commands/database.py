"""`manage.py database status|start|stop|url`: the embedded PostgreSQL server."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from sinet.database.errors import ServerError
from sinet.database.postgresql.base import embedded_server
from sinet.database.server import Server


class Command(BaseCommand):
    help = "Shows, starts or stops the embedded PostgreSQL server, or prints its address."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=("status", "start", "stop", "url"))

    def handle(self, *, what: str, **options: Any) -> None:
        if not settings.EMBEDDED_DATABASE:
            raise CommandError("DATABASE_URL is set: that server is used, and the embedded one is not.")
        try:
            server = embedded_server()
            self.stdout.write(getattr(self, f"_{what}")(server))
        except ServerError as error:
            raise CommandError(str(error)) from error

    def _status(self, server: Server) -> str:
        if not server.exists():
            return f"There is no database yet; its data will lie in {server.folders.base}."
        state = "runs" if server.is_running() else "is stopped"
        return f"The database {state}; its data lies in {server.folders.base}."

    def _start(self, server: Server) -> str:
        server.ensure()
        return f"The database runs; its data lies in {server.folders.base}. It goes on until `manage.py database stop`."

    def _stop(self, server: Server) -> str:
        stopped = server.stop()
        return "The database is stopped." if stopped else "The database was not running."

    def _url(self, server: Server) -> str:
        return server.url
