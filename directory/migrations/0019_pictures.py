"""Pictures: the files that were sent in, and which of them an entry shows. Reversible (the files stay where they are)."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import sinet.common.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0018_withdrawal_of_report")]
    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Picture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=sinet.common.ids.uuid7, editable=False, unique=True)),
                ("digest", models.CharField(db_index=True, max_length=64)),
                ("format", models.CharField(max_length=8)),
                ("width", models.PositiveSmallIntegerField()),
                ("height", models.PositiveSmallIntegerField()),
                (
                    "widths",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), size=None
                    ),
                ),
                ("size", models.PositiveIntegerField()),
                ("row", models.PositiveSmallIntegerField(default=0)),
                ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "proposal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="pictures",
                        to="directory.proposal",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("height__gt", 0), ("width__gt", 0)), name="picture_has_pixels"
                    )
                ],
            },
        ),
        # The database keeps the default, for processes of the last release that still write.
        migrations.SeparateDatabaseAndState(
            [
                migrations.RunSQL(
                    "ALTER TABLE directory_entry ADD COLUMN pictures jsonb NOT NULL DEFAULT '[]'",
                    "ALTER TABLE directory_entry DROP COLUMN pictures",
                )
            ],
            [
                migrations.AddField(
                    model_name="entry",
                    name="pictures",
                    field=models.JSONField(blank=True, default=list, verbose_name="pictures"),
                )
            ],
        ),
    ]
