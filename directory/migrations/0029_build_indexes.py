"""The indexes of what 0019 and 0023 added, built while others read and write. Reversible."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

from sinet.database.indexes import BuildIndex


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("directory", "0028_zone_of_windows")]
    operations = [
        BuildIndex(
            model_name="entry",
            index=GinIndex(
                condition=models.Q(("pictures", []), _negated=True),
                fields=["pictures"],
                name="entry_pictures",
                opclasses=["jsonb_path_ops"],
            ),
        ),
        BuildIndex(
            model_name="facetrow",
            index=models.Index(
                models.F("slot"), condition=models.Q(("window__isnull", False)), name="facet_row_windows"
            ),
        ),
    ]
