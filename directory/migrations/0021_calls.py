"""An entry may be a call. The new constraint is not checked against the rows there are: `0022` does that without a
lock. Reversible while there are no calls.
"""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

KINDS = ["organisation", "project", "case", "publication", "event", "call"]
CHOICES = [
    ("organisation", "Organisation"),
    ("project", "Project"),
    ("case", "Best-practice case"),
    ("publication", "Publication"),
    ("event", "Event"),
    ("call", "Call"),
]


class Migration(migrations.Migration):
    dependencies = [("directory", "0020_alerts")]
    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.AlterField("entry", "kind", models.CharField(choices=CHOICES, max_length=20, verbose_name="kind")),
        migrations.AlterField("formerslug", "kind", models.CharField(choices=CHOICES, max_length=20)),
        migrations.AlterField("proposal", "kind", models.CharField(choices=CHOICES, max_length=20)),
        migrations.RemoveConstraint("entry", "entry_kind_known"),
        AddConstraintNotValid(
            "entry", models.CheckConstraint(condition=models.Q(("kind__in", KINDS)), name="entry_kind_known")
        ),
    ]
