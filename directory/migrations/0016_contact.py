"""Private links: of those whose entry was reported, and of senders and receivers of messages. Reversible."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0015_fingerprints")]
    operations = [
        migrations.AddField(
            model_name="report",
            name="affected_hash",
            field=models.CharField(blank=True, db_index=True, default="", max_length=64),
            preserve_default=False,
        ),
        # No message could be written before.
        migrations.AddField(
            model_name="message",
            name="language",
            field=models.CharField(default="en", max_length=12),
        ),
        migrations.AddField(
            model_name="message",
            name="secret_hash",
            field=models.CharField(max_length=64, unique=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="message",
            name="report_hash",
            field=models.CharField(blank=True, db_index=True, default="", max_length=64),
            preserve_default=False,
        ),
    ]
