"""Alerts about what is newly found for an entry, beside those about its changes. Reversible while there are none."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0026_queue_by_score")]
    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.AddField("alert", "finds", models.BooleanField(db_default=False, default=False)),
        migrations.RemoveConstraint("alert", "alert_once_per_entry"),
        migrations.AddConstraint(
            "alert",
            models.CheckConstraint(
                condition=models.Q(finds=False) | models.Q(entry__isnull=False), name="alert_of_finds_has_an_entry"
            ),
        ),
        migrations.AddConstraint(
            "alert",
            models.UniqueConstraint(
                fields=["submitter", "entry", "finds"],
                condition=models.Q(entry__isnull=False),
                name="alert_once_per_entry",
            ),
        ),
    ]
