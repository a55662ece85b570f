"""What the server gets after its first start: the role, the extensions, the database."""

from pathlib import Path

import psycopg
from psycopg import sql

from sinet.database.errors import ServerError

SUPERUSER = "postgres"
ROLE = "sinet"
WEB_ROLE = "sinet_web"
"""What the demo's web server and worker connect as: it owns nothing (`manage.py grant_rights`)."""
DATABASE = "sinet"
# Made here, because Django's role may create databases but is no superuser. In template1 they reach
# every database made later, those of the tests too.
EXTENSIONS = ("btree_gin", "btree_gist", "intarray", "pg_trgm", "unaccent")


def provision(run: Path) -> None:
    """Creates what is missing; safe to repeat. Raises ServerError."""
    try:
        with _connect(run, "template1") as connection:
            _create_role(connection, ROLE, createdb=True)
            _create_role(connection, WEB_ROLE)
            connection.execute(sql.SQL("grant {} to {}").format(sql.Identifier(WEB_ROLE), sql.Identifier(ROLE)))
            _create_extensions(connection)
        with _connect(run, SUPERUSER) as connection:
            query = "select 1 from pg_database where datname = %s"
            if not connection.execute(query, [DATABASE]).fetchone():
                connection.execute(
                    sql.SQL("create database {} owner {}").format(sql.Identifier(DATABASE), sql.Identifier(ROLE))
                )
    except psycopg.Error as error:
        raise ServerError(f"The embedded database could not be set up: {error}") from error


def _connect(run: Path, database: str) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(host=str(run), user=SUPERUSER, dbname=database, autocommit=True, connect_timeout=30)


def _create_role(connection: psycopg.Connection[tuple[object, ...]], role: str, *, createdb: bool = False) -> None:
    if not connection.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone():
        may = sql.SQL("createdb" if createdb else "nocreatedb")
        connection.execute(sql.SQL("create role {} login {}").format(sql.Identifier(role), may))


def _create_extensions(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    for extension in EXTENSIONS:
        connection.execute(sql.SQL("create extension if not exists {}").format(sql.Identifier(extension)))
