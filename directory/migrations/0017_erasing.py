"""Erasing a person: the triggers let its action redact texts, and nothing else; a ledger. Reversible.

The action says `SET LOCAL sinet.erasing = 'on'`, which ends with its transaction.
"""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

ERASING = """
    IF TG_OP = 'UPDATE' AND current_setting('sinet.erasing', true) = 'on' THEN
        IF %(same)s THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'erasing redacts texts and changes nothing else' USING ERRCODE = 'restrict_violation';
    END IF;
"""
OF_REVISION = ERASING % {
    "same": "(to_jsonb(OLD) - '{document,note,decision}'::text[]) = (to_jsonb(NEW) - '{document,note,decision}'::text[])"
}
OF_CHANGE_SET = ERASING % {
    "same": "TG_TABLE_NAME = 'directory_changeset' AND (to_jsonb(OLD) - 'title') = (to_jsonb(NEW) - 'title')"
}
REVISION = """
CREATE OR REPLACE FUNCTION sinet_revision_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a revision is never deleted' USING ERRCODE = 'restrict_violation';
    END IF;
%s
    IF OLD.state IN ('applied', 'rejected', 'retracted') THEN
        RAISE EXCEPTION 'a decided revision never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    -- The word in the address is given when a proposal is applied, if it brings none.
    IF OLD.document ->> 'slug' = '' THEN
        OLD.document := OLD.document || jsonb_build_object('slug', NEW.document -> 'slug');
    END IF;
    IF (OLD.uid, OLD.document, OLD.channel, OLD.note, OLD.created_at)
            IS DISTINCT FROM (NEW.uid, NEW.document, NEW.channel, NEW.note, NEW.created_at)
        OR (OLD.base_id, OLD.author_id) IS DISTINCT FROM (NEW.base_id, NEW.author_id)
        OR (OLD.change_set_id IS NOT NULL AND OLD.change_set_id IS DISTINCT FROM NEW.change_set_id)
        OR (OLD.entry_id IS NOT NULL AND OLD.entry_id IS DISTINCT FROM NEW.entry_id)
    THEN
        RAISE EXCEPTION 'what a revision proposes never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$
"""
OTHERS = """
CREATE OR REPLACE FUNCTION sinet_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
%s
    RAISE EXCEPTION 'rows of %% never change and are never deleted', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$
"""


def _plain(sql: str) -> str:
    """Django takes a % for a parameter only where there are parameters; here there are none."""
    return sql.replace("%%", "%")


class Migration(migrations.Migration):
    dependencies = [("directory", "0016_contact")]
    operations = [
        migrations.RunSQL(_plain(REVISION.replace("%s", OF_REVISION)), _plain(REVISION.replace("%s", ""))),
        migrations.RunSQL(_plain(OTHERS.replace("%s", OF_CHANGE_SET)), _plain(OTHERS.replace("%s", ""))),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(db_index=True, max_length=64)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("what", models.JSONField(default=dict)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ["-pk"]},
        ),
    ]
