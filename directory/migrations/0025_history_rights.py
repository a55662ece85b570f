"""What a role without the right to change history still has to write there: three functions of the tables' owner.

A revision gets the word for its address when it is applied; erasing takes words away and adds none. Only the owner's
functions get past the triggers by erasing. Reversible.
"""

import importlib

from django.db import migrations

_ERASING = importlib.import_module("directory.migrations.0017_erasing")
# As a function of the owner does; a role that merely has some right to update the table does not get here.
_OWNER = " AND current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID)"
_SETTING = "current_setting('sinet.erasing', true) = 'on'"


def _triggers(more: str) -> list[str]:
    made = (
        _ERASING.REVISION.replace("%s", _ERASING.OF_REVISION),
        _ERASING.OTHERS.replace("%s", _ERASING.OF_CHANGE_SET),
    )
    return [one.replace("%%", "%").replace(_SETTING, _SETTING + more) for one in made]


TAKES_AWAY = """
CREATE FUNCTION sinet_only_takes_away(was text, becomes text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT NOT EXISTS (
        SELECT word FROM regexp_split_to_table(becomes, '[^[:alnum:]]+') AS word WHERE word <> ''
        EXCEPT ALL
        SELECT word FROM regexp_split_to_table(was, '[^[:alnum:]]+') AS word WHERE word <> ''
    )
$$
"""
WORDS = """
CREATE FUNCTION sinet_said(document jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(string_agg(one #>> '{}', ' '), '') FROM (
        SELECT jsonb_path_query(document, 'strict $.** ? (@.type() != "object" && @.type() != "array")')
        UNION ALL SELECT jsonb_path_query(document, 'strict $.** ? (@.type() == "object").keyvalue().key')
    ) AS said (one)
$$
"""
NAME = """
CREATE FUNCTION sinet_name_revision(revision bigint, slug text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
    UPDATE directory_revision SET document = document || jsonb_build_object('slug', slug) WHERE id = revision
$$
"""
REDACT = """
CREATE FUNCTION sinet_redact_revision(revision bigint, new_document jsonb, new_note text, new_decision text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    old directory_revision;
BEGIN
    SELECT * INTO STRICT old FROM directory_revision WHERE id = revision FOR UPDATE;
    IF NOT sinet_only_takes_away(
        concat_ws(' ', sinet_said(old.document), old.note, old.decision),
        concat_ws(' ', sinet_said(new_document), new_note, new_decision)
    ) THEN
        RAISE EXCEPTION 'erasing takes words away and adds none' USING ERRCODE = 'restrict_violation';
    END IF;
    PERFORM set_config('sinet.erasing', 'on', true);
    UPDATE directory_revision SET document = new_document, note = new_note, decision = new_decision
        WHERE id = revision;
    PERFORM set_config('sinet.erasing', 'off', true);
END
$$
"""
REDACT_CHANGE_SET = """
CREATE FUNCTION sinet_redact_change_set(change_set bigint, new_title text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    old directory_changeset;
BEGIN
    SELECT * INTO STRICT old FROM directory_changeset WHERE id = change_set FOR UPDATE;
    IF NOT sinet_only_takes_away(old.title, new_title) THEN
        RAISE EXCEPTION 'erasing takes words away and adds none' USING ERRCODE = 'restrict_violation';
    END IF;
    PERFORM set_config('sinet.erasing', 'on', true);
    UPDATE directory_changeset SET title = new_title WHERE id = change_set;
    PERFORM set_config('sinet.erasing', 'off', true);
END
$$
"""
DROP = """
DROP FUNCTION sinet_redact_change_set(bigint, text);
DROP FUNCTION sinet_redact_revision(bigint, jsonb, text, text);
DROP FUNCTION sinet_name_revision(bigint, text);
DROP FUNCTION sinet_said(jsonb);
DROP FUNCTION sinet_only_takes_away(text, text)
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0024_pending_words")]
    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        *(migrations.RunSQL(new, old) for new, old in zip(_triggers(_OWNER), _triggers(""), strict=True)),
        migrations.RunSQL([TAKES_AWAY, WORDS, NAME, REDACT, REDACT_CHANGE_SET], DROP),
    ]
