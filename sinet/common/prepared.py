"""Statements that the database plans once for each connection: planning takes many times as long as running them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any, Final

from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet
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


@dataclass(frozen=True, slots=True)
class Given:
    """Stands in a query, as a parameter of SQL or for an array, for a value that is given each time it is asked."""

    name: str


class Question:
    """A query of Django's as SQL, made once: making it takes longer than running it."""

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        self._statement, params = rows.query.sql_with_params()
        self._params = tuple(params)

    def ask(self, **given: Any) -> list[tuple[Any, ...]]:
        """The rows, with these values in the places of those that are `Given`."""
        params = [given[param.name] if isinstance(param, Given) else param for param in self._params]
        with prepared_cursor() as cursor:
            cursor.execute(self._statement, params)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
