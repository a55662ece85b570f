"""The rights of the role that web server and worker connect as: it owns nothing and cannot change history.

Who owns the tables can always switch triggers off, and so could whoever takes over a process with that role.
"""

from collections.abc import Mapping

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from sinet.database.errors import RightsError

AppendOnly = Mapping[str, tuple[str, ...]]
"""Table → the columns of a row that may still change; never deleted in any case."""


def grant(role: str, append_only: AppendOnly, functions: tuple[str, ...]) -> None:
    """Give a role what the programs need in the present schema, and nothing else; safe to repeat after migrations.

    `functions`: those that only this role may call. Raises `RightsError` for a role that is not there, or that could do
    anything anyway.
    """
    _check(role)
    name = sql.Identifier(role)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        schema = sql.Identifier(cursor.fetchone()[0])
        for statement in _WIDE:
            cursor.execute(sql.SQL(statement).format(role=name, schema=schema))
        for table, columns in append_only.items():
            _close(cursor, table, columns, name)
        for function in functions:
            cursor.execute(sql.SQL("REVOKE ALL ON FUNCTION {} FROM PUBLIC").format(sql.Identifier(function)))
            cursor.execute(sql.SQL("GRANT EXECUTE ON FUNCTION {} TO {}").format(sql.Identifier(function), name))


_WIDE = (
    "REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role}",
    "GRANT USAGE ON SCHEMA {schema} TO {role}",
    "REVOKE CREATE ON SCHEMA {schema} FROM {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}",
    "GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA {schema} TO {role}",
    "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {schema} TO {role}",
    "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}",
)


def _close(cursor: CursorWrapper, table: str, columns: tuple[str, ...], role: sql.Identifier) -> None:
    target = sql.Identifier(table)
    cursor.execute(sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {} FROM {}").format(target, role))
    if columns:
        listed = sql.SQL(", ").join(map(sql.Identifier, columns))
        cursor.execute(sql.SQL("GRANT UPDATE ({}) ON {} TO {}").format(listed, target, role))


def _check(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolname = current_user FROM pg_roles WHERE rolname = %s", [role])
        row = cursor.fetchone()
    if row is None:
        raise RightsError(f"The server has no role “{role}”. Make it first: createuser --pwprompt {role}")
    if row[0] or row[1]:
        raise RightsError(f"“{role}” is a superuser or owns the tables: rights mean nothing to it. Make another role.")
