"""Matches are kept by initiative, with the transaction that found them. They are derived: the next night fills them.

Reversible.
"""

import django.db.models.deletion
from django.db import migrations, models

import directory.models.fields


class Migration(migrations.Migration):
    dependencies = [("directory", "0026_queue_by_score"), ("funding", "0004_introductions")]
    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.DeleteModel("Match"),
        migrations.CreateModel(
            name="Match",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "xid",
                    directory.models.fields.TransactionIdField(
                        db_default=directory.models.fields.CurrentTransactionId(), editable=False
                    ),
                ),
                ("score", models.PositiveSmallIntegerField()),
                (
                    "entry",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fitting_calls",
                        to="directory.entry",
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="matches", to="directory.entry"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "matches",
                "ordering": ["entry", "-score", "call"],
                "constraints": [
                    models.UniqueConstraint(fields=("entry", "call"), name="match_of_entry_and_call"),
                    models.CheckConstraint(condition=models.Q(("score__lte", 100)), name="match_score_is_percent"),
                ],
            },
        ),
    ]
