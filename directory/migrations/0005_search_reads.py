"""The functions and indexes by which searching reads. Reversible."""

from django.db import migrations

# The numbers of the entries that match, in three depths, four bytes each. Sequential scans are off because the planner
# does not count the reading of vectors that lie out of line, and may choose one that takes fifty times as long.
HITS = """
CREATE FUNCTION sinet_hits(q tsquery, OUT title bytea, OUT summary bytea, OUT everything bytea)
LANGUAGE sql STABLE PARALLEL RESTRICTED SET enable_seqscan = off AS $$
    SELECT
        (SELECT string_agg(int4send(slot::int), '') FROM directory_searchrow s WHERE s.title @@ q),
        (SELECT string_agg(int4send(slot::int), '') FROM directory_searchrow s WHERE s.summary @@ q),
        (SELECT string_agg(int4send(slot::int), '') FROM directory_searchrow s WHERE s.text @@ q)
$$
"""

# The same as rows: the entry and its tier (1 title, 2 summary, 3 anywhere).
MATCHES = """
CREATE FUNCTION sinet_matches(q tsquery) RETURNS TABLE (entry_id bigint, tier int)
LANGUAGE sql STABLE PARALLEL RESTRICTED SET enable_seqscan = off AS $$
    SELECT s.entry_id, CASE WHEN s.title @@ q THEN 1 WHEN s.summary @@ q THEN 2 ELSE 3 END
    FROM directory_searchrow s WHERE s.text @@ q
$$
"""

# Great-circle distance in km on a sphere of the earth's mean radius (haversine formula).
DISTANCE = """
CREATE FUNCTION sinet_km(lat1 float8, lon1 float8, lat2 float8, lon2 float8) RETURNS float8
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT 2 * 6371.0088 * asin(least(1, sqrt(
        sin(radians(lat2 - lat1) / 2) ^ 2
        + cos(radians(lat1)) * cos(radians(lat2)) * sin(radians(lon2 - lon1) / 2) ^ 2)))
$$
"""

NAMES = """
CREATE INDEX facet_row_name_root ON directory_facetrow ((sort_keys[1]), slot);
CREATE INDEX facet_row_name_sv ON directory_facetrow ((sort_keys[2]), slot);
CREATE INDEX facet_row_name_da ON directory_facetrow ((sort_keys[3]), slot);
CREATE INDEX city_name_prefix ON directory_city USING gin (array_to_tsvector(names::text[]));
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0004_notices")]
    operations = [
        migrations.RunSQL(HITS, "DROP FUNCTION sinet_hits(tsquery)"),
        migrations.RunSQL(MATCHES, "DROP FUNCTION sinet_matches(tsquery)"),
        migrations.RunSQL(DISTANCE, "DROP FUNCTION sinet_km(float8, float8, float8, float8)"),
        migrations.RunSQL(
            NAMES,
            "DROP INDEX facet_row_name_root, facet_row_name_sv, facet_row_name_da, city_name_prefix",
        ),
    ]
