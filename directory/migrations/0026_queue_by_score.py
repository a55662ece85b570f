"""The queue in the order of the spam score, without sorting all that waits. Reversible."""

from django.db import migrations, models

from sinet.database.indexes import BuildIndex


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("directory", "0025_history_rights")]
    operations = [
        BuildIndex(
            model_name="proposal",
            index=models.Index(
                fields=["-score", "received_at", "id"],
                condition=models.Q(("state__in", ("waiting", "in_review"))),
                name="proposal_open_by_score",
            ),
        ),
    ]
