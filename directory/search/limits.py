"""No search keeps the database longer than its limit: it is broken off, finds nothing, and says so."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import OperationalError, connection
from psycopg.errors import QueryCanceled

LONGEST_MS: Final = 2000


class TookTooLong(Exception):
    """A statement was broken off."""


@contextmanager
def limited() -> Iterator[None]:
    """Each statement inside ends within `LONGEST_MS`, or raises TookTooLong.

    Inside a transaction nothing is limited, because what is broken off would end the transaction.
    """
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, false)", [str(LONGEST_MS)])
        try:
            yield
        except OperationalError as error:
            if not isinstance(error.__cause__, QueryCanceled):
                raise
            raise TookTooLong from error
        finally:
            if connection.is_usable():
                cursor.execute("RESET statement_timeout")
