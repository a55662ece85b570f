"""Statements that the database plans once for each connection: planning takes many times as long as running them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, repeat
from typing import Final

from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg import Cursor

_FEWEST: Final = 10
_NONE: Final = -1


def array_of(keys: Iterable[int]) -> str:
    """Primary keys as the value of `%s::bigint[]`, as PostgreSQL writes an array: psycopg looks at each element thrice.

    A plan that is kept is made for ten keys, and of fewer the database would make a new one each time: they are filled
    up with a key that nothing has.
    """
    wanted = list(keys)
    return "{" + ",".join(map(str, chain(wanted, repeat(_NONE, _FEWEST - len(wanted))))) + "}"


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
