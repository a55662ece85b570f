"""History cannot be rewritten: triggers refuse to change or delete what revisions and change sets say. Reversible."""

from django.db import migrations

REVISION = """
CREATE FUNCTION sinet_revision_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a revision is never deleted' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state IN ('applied', 'rejected', 'retracted') THEN
        RAISE EXCEPTION 'a decided revision never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    -- The word in the address is given when a proposal is applied, if it brings none.
    IF OLD.document ->> 'slug' = '' THEN
        OLD.document := OLD.document || jsonb_build_object('slug', NEW.document -> 'slug');
    END IF;
    IF (OLD.uid, OLD.document, OLD.channel, OLD.note, OLD.created_at)
            IS DISTINCT FROM (NEW.uid, NEW.document, NEW.channel, NEW.note, NEW.created_at)
        OR (OLD.base_id, OLD.author_id, OLD.change_set_id)
            IS DISTINCT FROM (NEW.base_id, NEW.author_id, NEW.change_set_id)
        OR (OLD.entry_id IS NOT NULL AND OLD.entry_id IS DISTINCT FROM NEW.entry_id)
    THEN
        RAISE EXCEPTION 'what a revision proposes never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER revision_append_only BEFORE UPDATE OR DELETE ON directory_revision
    FOR EACH ROW EXECUTE FUNCTION sinet_revision_append_only()
"""

OTHERS = """
CREATE FUNCTION sinet_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % never change and are never deleted', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER change_set_append_only BEFORE UPDATE OR DELETE ON directory_changeset
    FOR EACH ROW EXECUTE FUNCTION sinet_append_only();
CREATE TRIGGER change_append_only BEFORE UPDATE OR DELETE ON directory_change
    FOR EACH ROW EXECUTE FUNCTION sinet_append_only()
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_search_functions")]
    operations = [
        migrations.RunSQL(
            REVISION,
            "DROP TRIGGER revision_append_only ON directory_revision; DROP FUNCTION sinet_revision_append_only()",
        ),
        migrations.RunSQL(
            OTHERS,
            "DROP TRIGGER change_set_append_only ON directory_changeset;"
            " DROP TRIGGER change_append_only ON directory_change; DROP FUNCTION sinet_append_only()",
        ),
    ]
