"""What the stemmers leave of Finnish, and Latvian, which has none: endings taken off by rule. Reversible.

Finnish after stemming: of adjectives in -inen goes what is left of it, of nouns in -us and -ys the consonants that change
(`terveys`, `terveyden`), `ng` becomes `nk`, vowels at the end go. Latvian: endings of cases go. At least three letters stay.

Entries that are in the directory already take part once `directory.indexing.rebuild` has run.
"""

from importlib import import_module

from django.db import migrations

BEFORE: str = import_module("directory.migrations.0008_quicker_vectors").VECTOR

ENDINGS = r"""
CREATE FUNCTION sinet_endings(code text, stem text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE code
        WHEN 'fi' THEN regexp_replace(
            replace(regexp_replace(regexp_replace(stem, '^(.{3,})i(n|s|st)$', '\1'), '([uy])(d|t|ks|s)$', '\1'),
                'ng', 'nk'),
            '^(.{3,}?)[aeiouy]+$', '\1')
        WHEN 'lv' THEN regexp_replace(stem,
            '^(.{3,}?)(ajiem|ajam|ajai|ajas|ajos|aja|ais|iem|am|em|im|um|as|es|is|os|us|ai|ei|ie|s|a|e|i|u|o)$', '\1')
        ELSE stem END
$$
"""

STEMS = """
CREATE FUNCTION sinet_stems(language text, t text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT ARRAY(
        SELECT DISTINCT sinet_endings(split_part(language, '-', 1), stem)
        FROM unnest(string_to_array(sinet_fold(array_to_string(tsvector_to_array(
            to_tsvector(coalesce(sinet_config(language), 'pg_catalog.simple'::regconfig), t)), ' ')), ' ')) AS stem
        WHERE stem <> '')
$$
"""

VECTOR = r"""
CREATE OR REPLACE FUNCTION sinet_vector(language text, t text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    config regconfig := sinet_config(language);
    code text := split_part(language, '-', 1);
    tag text := ' ' || code || '/';
    words text;
    folded text;
    vector tsvector;
    accented text;
    stems text;
BEGIN
    IF t = '' THEN
        RETURN ''::tsvector;
    END IF;
    words := translate(t, '/\_@.#:’''', '         ');
    folded := public.unaccent('public.unaccent'::regdictionary, lower(words));
    vector := to_tsvector('pg_catalog.simple', folded);
    IF code = 'lv' THEN
        stems := array_to_string(tsvector_to_array(vector), tag);
    ELSIF config IS NULL THEN
        RETURN vector;
    ELSE
        stems := array_to_string(tsvector_to_array(to_tsvector(config, words)), tag);
        IF folded <> lower(words) THEN
            SELECT string_agg(word, ' ') INTO accented
                FROM unnest(string_to_array(lower(words), ' ')) AS word WHERE octet_length(word) <> length(word);
            accented := public.unaccent('public.unaccent'::regdictionary, accented);
            stems := concat_ws(tag, nullif(stems, ''),
                nullif(array_to_string(tsvector_to_array(to_tsvector(config, accented)), tag), ''));
        END IF;
    END IF;
    IF stems <> '' THEN
        stems := public.unaccent('public.unaccent'::regdictionary, lower(stems));
        IF code IN ('fi', 'lv') THEN
            SELECT string_agg(sinet_endings(code, stem), tag) INTO stems FROM unnest(string_to_array(stems, tag)) AS stem;
        END IF;
        vector := vector || array_to_tsvector(string_to_array(code || '/' || stems, ' '));
    END IF;
    RETURN vector || array_to_tsvector(ARRAY['=' || code]);
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0009_towns_of_places")]
    operations = [
        migrations.RunSQL(ENDINGS, "DROP FUNCTION sinet_endings(text, text)"),
        migrations.RunSQL(STEMS, "DROP FUNCTION sinet_stems(text, text)"),
        migrations.RunSQL(VECTOR, BEFORE),
    ]
