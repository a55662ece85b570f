"""The queue of a centre is read oldest first; what is accepted together becomes one change set. Reversible."""

from django.db import migrations, models

STRICT = "(OLD.base_id, OLD.author_id, OLD.change_set_id)\n            IS DISTINCT FROM (NEW.base_id, NEW.author_id, NEW.change_set_id)"
# A revision that was proposed alone may be given, once, the change set with which it is decided.
ONCE = (
    "(OLD.base_id, OLD.author_id) IS DISTINCT FROM (NEW.base_id, NEW.author_id)\n"
    "        OR (OLD.change_set_id IS NOT NULL AND OLD.change_set_id IS DISTINCT FROM NEW.change_set_id)"
)
FUNCTION = """
CREATE OR REPLACE FUNCTION sinet_revision_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
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
        OR %s
        OR (OLD.entry_id IS NOT NULL AND OLD.entry_id IS DISTINCT FROM NEW.entry_id)
    THEN
        RAISE EXCEPTION 'what a revision proposes never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0013_invitations")]
    operations = [
        migrations.RunSQL(FUNCTION % ONCE, FUNCTION % STRICT),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(
                condition=models.Q(("state__in", ("waiting", "in_review"))),
                fields=["received_at", "id"],
                name="proposal_open_oldest",
            ),
        ),
        migrations.AddIndex(
            model_name="proposalevent",
            index=models.Index(condition=models.Q(("what", "appealed")), fields=["proposal"], name="event_appealed"),
        ),
    ]
