"""Writes many new rows at once, by COPY: several times as quick as INSERT, for one row no slower."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, Final

import orjson
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models.fields.json import JSONField
from psycopg import sql

Adapt = Callable[[Any], Any]


def next_keys(model: type[models.Model], count: int) -> list[int]:
    """Take so many primary keys from the model's sequence, for rows that have to be known before they are written."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [key for (key,) in cursor.fetchall()]


def copy_in(rows: Iterable[models.Model]) -> None:
    """Write new rows of one model. Every field is written, but a primary key that none of them has yet.

    They count as saved afterwards; keys that the database made are not read back.
    """
    found = list(rows)
    if not found:
        return
    model = type(found[0])
    columns = _columns(model, with_key=found[0].pk is not None)
    values = ([adapt(getattr(row, name)) for name, _column, adapt in columns] for row in found)
    copy_values(model, [column for _name, column, _adapt in columns], values)
    for row in found:
        row._state.adding = False
        row._state.db = connection.alias


def copy_fields(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write new rows, given as the values that these fields of the model would have; others get their default."""
    known = {name: (column, adapt) for name, column, adapt in _columns(model, with_key=True)}
    columns, adapts = zip(*(known[name] for name in names), strict=True)
    copy_values(model, columns, ([adapt(value) for adapt, value in zip(adapts, row, strict=True)] for row in rows))


def copy_values(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write new rows, given as values of these columns; columns that are not named get their default."""
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
        for row in chain([first], rows):
            copy.write_row(row)


@lru_cache(maxsize=64)
def _columns(model: type[models.Model], *, with_key: bool) -> tuple[tuple[str, str, Adapt], ...]:
    """(attribute, column, how its value is written) of each field that is written."""
    return tuple(
        (field.attname, str(field.column), _adapt(field))
        for field in model._meta.concrete_fields
        if (with_key or not field.primary_key)
        and (field.db_default is models.NOT_PROVIDED or field.has_default())  # some the database alone can say
    )


def _adapt(field: models.Field[Any, Any]) -> Adapt:
    if isinstance(field, JSONField):
        return lambda value: None if value is None else orjson.dumps(value).decode()
    if isinstance(field, ArrayField):
        return _array if isinstance(field.base_field, models.TextField | models.CharField) else _numbers
    return _plain


def _plain(value: Any) -> Any:
    # Members of the closed lists of choices are written as the text they are.
    return str(value) if isinstance(value, str) else value


def _numbers(values: Sequence[int]) -> str:
    return "{" + ",".join(map(str, values)) + "}"


_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"'})


def _array(values: Sequence[str]) -> str:
    return "{" + ",".join(f'"{value.translate(_ESCAPES)}"' for value in values) + "}"
