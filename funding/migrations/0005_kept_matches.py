"""Matches are kept by initiative, with the transaction that found them; what is there is put in step the next night.

Reversible.
"""

import django.db.models.deletion
from django.db import migrations, models

import directory.models.fields


class Migration(migrations.Migration):
    dependencies = [("directory", "0026_queue_by_score"), ("funding", "0004_introductions")]
    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.AddField(
            "match",
            "xid",
            directory.models.fields.TransactionIdField(
                db_default=directory.models.fields.CurrentTransactionId(), editable=False
            ),
        ),
        # The key of call and entry together serves for the call alone too.
        migrations.AlterField(
            "match",
            "call",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="matches",
                to="directory.entry",
            ),
        ),
        migrations.AlterModelOptions(
            "match", {"ordering": ["entry", "-score", "call"], "verbose_name_plural": "matches"}
        ),
    ]
