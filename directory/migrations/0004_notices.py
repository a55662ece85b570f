"""A follower of the change log also learns when names change that stand beside counts. Reversible."""

from django.db import migrations, models

import directory.models.fields

TRIGGER = """
CREATE FUNCTION directory_notice_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO directory_notice (topic) VALUES ('names');
    RETURN NULL;
END
$$;
CREATE TRIGGER notice_names AFTER INSERT OR UPDATE OR DELETE ON directory_vocabulary
    FOR EACH STATEMENT EXECUTE FUNCTION directory_notice_names();
CREATE TRIGGER notice_names AFTER INSERT OR UPDATE OR DELETE ON directory_term
    FOR EACH STATEMENT EXECUTE FUNCTION directory_notice_names();
CREATE TRIGGER notice_names AFTER INSERT OR UPDATE OR DELETE ON directory_source
    FOR EACH STATEMENT EXECUTE FUNCTION directory_notice_names();
CREATE TRIGGER notice_names AFTER INSERT OR UPDATE OR DELETE ON directory_centre
    FOR EACH STATEMENT EXECUTE FUNCTION directory_notice_names();
CREATE TRIGGER notice_names AFTER UPDATE OR DELETE ON directory_tag
    FOR EACH STATEMENT EXECUTE FUNCTION directory_notice_names();
"""
UNDO = """
DROP TRIGGER notice_names ON directory_vocabulary;
DROP TRIGGER notice_names ON directory_term;
DROP TRIGGER notice_names ON directory_source;
DROP TRIGGER notice_names ON directory_centre;
DROP TRIGGER notice_names ON directory_tag;
DROP FUNCTION directory_notice_names();
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0003_append_only")]
    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "xid",
                    directory.models.fields.TransactionIdField(
                        db_default=directory.models.fields.CurrentTransactionId(), db_index=True, editable=False
                    ),
                ),
                ("topic", models.CharField(choices=[("names", "Names"), ("rebuilt", "Rebuilt")], max_length=20)),
            ],
            options={"ordering": ["pk"]},
        ),
        migrations.RunSQL(TRIGGER, UNDO),
    ]
