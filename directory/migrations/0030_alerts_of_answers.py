"""Alerts about what is newly found for answers to questions, without an entry. Reversible while there are none."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0029_build_indexes")]
    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.RemoveConstraint("alert", "alert_of_finds_has_an_entry"),
        migrations.RemoveConstraint("alert", "alert_once_per_search"),
        migrations.AddConstraint(
            "alert",
            models.CheckConstraint(
                condition=models.Q(finds=False) | models.Q(entry__isnull=False) | ~models.Q(query=""),
                name="alert_of_finds_says_for_what",
            ),
        ),
        migrations.AddConstraint(
            "alert",
            models.UniqueConstraint(
                fields=["submitter", "query", "finds"], condition=models.Q(entry=None), name="alert_once_per_search"
            ),
        ),
    ]
