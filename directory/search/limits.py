"""No search keeps the database longer than its limit: it is broken off, finds nothing, and says so."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.db import OperationalError, connection
from psycopg.errors import QueryCanceled

LONGEST_MS: Final = 2000


class TookTooLong(Exception):
    """A statement was broken off."""


class _Limit:
    """Sets the limit before the first statement: a question whose answer is known already costs nothing."""

    is_set = False

    def __call__(self, execute: Callable[..., Any], statement: str, *others: Any) -> Any:
        if not self.is_set:
            connection.connection.execute(f"SET statement_timeout = {LONGEST_MS}")
            self.is_set = True
        return execute(statement, *others)

    def lift(self) -> None:
        if self.is_set and connection.connection and not connection.connection.closed:
            connection.connection.execute("RESET statement_timeout")


@contextmanager
def limited() -> Iterator[None]:
    """Each statement inside ends within `LONGEST_MS`, or raises TookTooLong.

    Inside a transaction nothing is limited, because what is broken off would end the transaction.
    """
    if connection.in_atomic_block:
        yield
        return
    limit = _Limit()
    try:
        with connection.execute_wrapper(limit):
            yield
    except OperationalError as error:
        if not isinstance(error.__cause__, QueryCanceled):
            raise
        raise TookTooLong from error
    finally:
        limit.lift()
