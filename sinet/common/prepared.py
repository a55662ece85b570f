"""Statements that the database plans once for each connection: planning takes many times as long as running them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg import Cursor


@contextmanager
def prepared_cursor() -> Iterator[CursorWrapper]:
    """A cursor for statements that are asked again and again, with other values.

    The server binds the values, so each needs a type that can be seen (`%s::bigint`), and columns are named: a plan of
    `SELECT *` is refused once the table has changed. Errors, counts of queries and tests are those of any cursor.
    """
    with connection.cursor() as cursor:
        if settings.PREPARED_STATEMENTS:
            plain = cursor.cursor
            cursor.cursor = Cursor(connection.connection)
            connection.connection.prepare_threshold = (
                0  # Django's own statements hold their values and are not prepared
            )
            plain.close()
        yield cursor
