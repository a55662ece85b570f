"""Lists tell calls by their own clock: the calls that are public already get their time zone. Reversible."""

from django.db import migrations

FILL = """
UPDATE directory_facetrow AS f SET zone = c.time_zone FROM funding_call AS c WHERE c.entry_id = f.entry_id
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0028_zone_of_windows"), ("funding", "0005_kept_matches")]
    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
