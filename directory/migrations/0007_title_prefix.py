"""The newest entries by words of their title, for suggestions while typing. Reversible."""

from django.db import migrations

# All that match are found by the index first: the planner would else walk the slots down until enough match.
TITLES = """
CREATE FUNCTION sinet_titles(q tsquery, most int) RETURNS SETOF bigint
LANGUAGE sql STABLE PARALLEL RESTRICTED SET enable_seqscan = off AS $$
    WITH found AS MATERIALIZED (SELECT s.entry_id, s.slot FROM directory_searchrow s WHERE s.title @@ q)
    SELECT entry_id FROM found ORDER BY slot DESC LIMIT most
$$
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0006_words")]
    operations = [migrations.RunSQL(TITLES, "DROP FUNCTION sinet_titles(tsquery, int)")]
