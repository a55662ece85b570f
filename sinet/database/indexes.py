"""Indexes that are built while others read and write."""

from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


class BuildIndex(AddIndexConcurrently):
    """Build an index concurrently, for a migration with `atomic = False`; safe to run again after an interruption.

    What an interrupted one left behind is dropped first, and an index that is there already stays. It sets no
    `lock_timeout`: nobody waits behind it while it waits for those who write, and giving up would throw its work away.
    """

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        is_valid = _is_valid(schema_editor, self.index.name)
        if is_valid:
            return
        if is_valid is False:
            super().database_backwards(app_label, schema_editor, to_state, from_state)
        super().database_forwards(app_label, schema_editor, from_state, to_state)


def _is_valid(schema_editor: BaseDatabaseSchemaEditor, name: str) -> bool | None:
    """Whether an index was built to the end; None where there is none, or where the SQL is only written down."""
    if schema_editor.collect_sql:
        return None
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(quote_ident(%s))", [name])
        row = cursor.fetchone()
    return bool(row[0]) if row else None
