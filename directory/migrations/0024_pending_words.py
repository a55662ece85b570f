"""How much may wait to be sorted into the search indexes is said by whoever writes (`directory.vectors`). Reversible."""

from typing import Final

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations

_COLUMNS: Final = ("title", "summary", "text")


class Migration(migrations.Migration):
    dependencies = [("directory", "0023_windows")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL("SET LOCAL lock_timeout = '5s'", "SET LOCAL lock_timeout = '5s'"),
                *(
                    migrations.RunSQL(
                        f"ALTER INDEX search_row_{column} RESET (gin_pending_list_limit)",
                        f"ALTER INDEX search_row_{column} SET (gin_pending_list_limit = 512)",
                    )
                    for column in _COLUMNS
                ),
            ],
            state_operations=[
                operation
                for column in _COLUMNS
                for operation in (
                    migrations.RemoveIndex("searchrow", f"search_row_{column}"),
                    migrations.AddIndex("searchrow", GinIndex(fields=[column], name=f"search_row_{column}")),
                )
            ],
        ),
    ]
