"""On whose clock lists tell when something opens and closes. Adding it writes no row anew; reversible."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0027_alerts_of_finds")]
    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.AddField("facetrow", "zone", models.CharField(db_default="", default="", max_length=60)),
    ]
