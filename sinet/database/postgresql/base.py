"""Connects over the socket; starts the server when nobody answers there."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.postgresql import base
from django.utils.asyncio import async_unsafe
from psycopg import OperationalError

from sinet.database.errors import ServerError
from sinet.database.server import Server


def embedded_server() -> Server:
    """The server that the settings name. Raises ServerError."""
    return Server(settings.EMBEDDED_FOLDER, durable=settings.EMBEDDED_DURABLE)


class DatabaseWrapper(base.DatabaseWrapper):
    """The fast path is a plain connection: the server outlives the processes that use it."""

    def get_connection_params(self) -> dict[str, Any]:
        try:
            return {**super().get_connection_params(), "host": str(embedded_server().folders.run)}
        except ServerError as error:
            raise ImproperlyConfigured(str(error)) from error

    @async_unsafe
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        try:
            return super().get_new_connection(conn_params)
        except OperationalError as error:
            server = embedded_server()
            if server.exists() and server.is_running():
                raise
            try:
                server.ensure()
            except ServerError as problem:
                raise ImproperlyConfigured(str(problem)) from error
            return super().get_new_connection(conn_params)
