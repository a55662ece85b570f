"""When what an entry is about is open: lists of calls are told by it. Reversible."""

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("directory", "0022_validate_kinds")]
    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.AddField("facetrow", "window", DateTimeRangeField(null=True)),
    ]
