"""Check the constraint on kinds against the rows there are, while others read and write. Reversible."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("directory", "0021_calls")]
    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        ValidateConstraint("entry", "entry_kind_known"),
    ]
