"""An index of towns as entries write them, folded, by which a search finds them under all their names. Reversible."""

from django.db import migrations

INDEX = """
CREATE INDEX entry_place_town ON directory_entryplace (sinet_fold(city)) WHERE city <> '' AND NOT is_hidden
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0008_quicker_vectors")]
    operations = [migrations.RunSQL(INDEX, "DROP INDEX entry_place_town")]
