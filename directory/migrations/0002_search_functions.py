"""The functions behind search: folding, tagged stems, and the numbers of public changes.

Design and measurements: docs/reference/search.md. Reversible.
"""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

FOLD = """
CREATE FUNCTION sinet_fold(t text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT public.unaccent('public.unaccent'::regdictionary, lower(normalize(t, NFC)))
$$
"""

# The stemmers that PostgreSQL 15 and 18 both ship; a language that is not here is searched by full forms.
CONFIG = """
CREATE FUNCTION sinet_config(language text) RETURNS regconfig LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE split_part(language, '-', 1)
        WHEN 'ar' THEN 'pg_catalog.arabic'::regconfig WHEN 'ca' THEN 'pg_catalog.catalan'::regconfig
        WHEN 'da' THEN 'pg_catalog.danish'::regconfig WHEN 'de' THEN 'pg_catalog.german'::regconfig
        WHEN 'el' THEN 'pg_catalog.greek'::regconfig WHEN 'en' THEN 'pg_catalog.english'::regconfig
        WHEN 'es' THEN 'pg_catalog.spanish'::regconfig WHEN 'eu' THEN 'pg_catalog.basque'::regconfig
        WHEN 'fi' THEN 'pg_catalog.finnish'::regconfig WHEN 'fr' THEN 'pg_catalog.french'::regconfig
        WHEN 'ga' THEN 'pg_catalog.irish'::regconfig WHEN 'hu' THEN 'pg_catalog.hungarian'::regconfig
        WHEN 'it' THEN 'pg_catalog.italian'::regconfig WHEN 'lt' THEN 'pg_catalog.lithuanian'::regconfig
        WHEN 'nb' THEN 'pg_catalog.norwegian'::regconfig WHEN 'nn' THEN 'pg_catalog.norwegian'::regconfig
        WHEN 'nl' THEN 'pg_catalog.dutch'::regconfig WHEN 'no' THEN 'pg_catalog.norwegian'::regconfig
        WHEN 'pt' THEN 'pg_catalog.portuguese'::regconfig WHEN 'ro' THEN 'pg_catalog.romanian'::regconfig
        WHEN 'ru' THEN 'pg_catalog.russian'::regconfig WHEN 'sr' THEN 'pg_catalog.serbian'::regconfig
        WHEN 'sv' THEN 'pg_catalog.swedish'::regconfig WHEN 'tr' THEN 'pg_catalog.turkish'::regconfig
    END
$$
"""

# Full folded forms with positions; stems as `sv/stem` without positions, of the word as written and folded
# (else accented words and the same typed without accents stem differently); a marker `=sv`.
VECTOR = r"""
CREATE FUNCTION sinet_vector(language text, t text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    config regconfig := sinet_config(language);
    code text := split_part(language, '-', 1);
    words text;
    folded text;
    vector tsvector;
    stems text[];
BEGIN
    IF t = '' THEN
        RETURN ''::tsvector;
    END IF;
    words := translate(t, '/\_@.#:’''', '         ');
    folded := sinet_fold(words);
    vector := to_tsvector('pg_catalog.simple', folded);
    IF config IS NULL THEN
        RETURN vector;
    END IF;
    stems := tsvector_to_array(to_tsvector(config, words));
    IF folded <> lower(words) THEN
        stems := stems || tsvector_to_array(to_tsvector(config, folded));
    END IF;
    IF cardinality(stems) > 0 THEN
        stems := string_to_array(code || '/' || sinet_fold(array_to_string(stems, ' ' || code || '/')), ' ');
        vector := vector || array_to_tsvector(array_remove(stems, ''));
    END IF;
    RETURN vector || array_to_tsvector(ARRAY['=' || code]);
END
$$
"""

CONCAT = """
CREATE AGGREGATE sinet_concat(tsvector) (SFUNC = tsvector_concat, STYPE = tsvector, INITCOND = '', PARALLEL = SAFE)
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]
    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        migrations.RunSQL("CREATE SEQUENCE directory_slot", "DROP SEQUENCE directory_slot"),
        migrations.RunSQL(FOLD, "DROP FUNCTION sinet_fold(text)"),
        migrations.RunSQL(CONFIG, "DROP FUNCTION sinet_config(text)"),
        migrations.RunSQL(VECTOR, "DROP FUNCTION sinet_vector(text, text)"),
        migrations.RunSQL(CONCAT, "DROP AGGREGATE sinet_concat(tsvector)"),
        # A narrow heap: the vectors lie out of line, so that reading slots touches few pages.
        migrations.RunSQL(
            "ALTER TABLE directory_searchrow SET (toast_tuple_target = 128)",
            "ALTER TABLE directory_searchrow RESET (toast_tuple_target)",
        ),
    ]
