"""The role of web server and worker: it works for everything that they do, and history is closed to it."""

from contextlib import contextmanager

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from psycopg import sql

from directory.actions.accepting import accept
from directory.actions.decisions import reject
from directory.actions.erasing import erase_person
from directory.actions.rewriting import redact_change_sets, redact_revisions
from directory.models import Change, ChangeSet, Criterion, Erasure, Revision
from sinet.database.provision import WEB_ROLE
from tests.directory.curate.conftest import change, waiting
from tests.factories import document

pytestmark = pytest.mark.django_db
EMAIL = "kim@example.org"


@contextmanager
def web_role():
    """What stands in the block is done with the rights of web server and worker; a savepoint undoes it as well."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(WEB_ROLE)))
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


@pytest.fixture(autouse=True)
def granted(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [WEB_ROLE])
        if not cursor.fetchone():
            pytest.skip(f"the server has no role {WEB_ROLE}")
    call_command("grant_rights", WEB_ROLE)


@pytest.fixture
def entry(curator):
    with web_role():
        return accept(proposal=waiting(email=EMAIL), by=curator)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE directory_revision SET document = '{}'",
        "UPDATE directory_revision SET note = 'x'",
        "UPDATE directory_revision SET author_id = NULL",
        "UPDATE directory_revision SET created_at = now()",
        "DELETE FROM directory_revision",
        "TRUNCATE directory_revision CASCADE",
        "UPDATE directory_change SET event = 'created'",
        "DELETE FROM directory_change",
        "TRUNCATE directory_change CASCADE",
        "UPDATE directory_changeset SET title = 'x'",
        "DELETE FROM directory_changeset",
        "DELETE FROM directory_erasure",
        "ALTER TABLE directory_revision DISABLE TRIGGER ALL",
        "ALTER TABLE directory_change DISABLE TRIGGER USER",
        "DROP TRIGGER revision_append_only ON directory_revision",
        "DROP TABLE directory_change",
        "CREATE OR REPLACE FUNCTION sinet_append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "SET session_replication_role = replica",
        "UPDATE django_migrations SET app = 'x'",
    ],
)
def test_the_database_refuses_to_change_history_and_to_switch_its_guards_off(entry, statement):
    with (
        pytest.raises(DatabaseError, match=r"permission denied|must be owner"),
        transaction.atomic(),
        web_role(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Revision.objects.get().note == ""


def test_even_without_triggers_what_was_proposed_cannot_be_changed(entry):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE directory_revision DISABLE TRIGGER revision_append_only")
        cursor.execute("ALTER TABLE directory_change DISABLE TRIGGER change_append_only")
    for statement in ("UPDATE directory_revision SET document = '{}'", "DELETE FROM directory_change"):
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
            web_role(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert Change.objects.exists()
    with connection.cursor() as cursor:  # the control: without triggers, only the rights stood in the way
        cursor.execute("DELETE FROM directory_change")
    assert not Change.objects.exists()


def test_a_decision_stays_what_it_is(entry):
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic(), web_role():
        Revision.objects.update(decision="Somebody else's")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL sinet.erasing = 'on'")  # no key for everybody: only the owner's functions get by
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic(), web_role():
        Revision.objects.update(decision="Somebody else's")


def test_what_web_server_and_worker_do_works_as_before(entry, curator):
    with web_role():
        changed = accept(proposal=change(entry, title="Another garden"), by=curator)
        rejected = waiting(document(source=None, places=[{"country": "SE"}]), email="other@example.org")
        reject(proposal=rejected, by=curator, criterion=Criterion.objects.get(key="real"))
    assert changed.title == "Another garden"
    assert [one.document["slug"] for one in changed.revisions.order_by("pk")] == [entry.slug] * 2


def test_erasing_works_with_that_role_and_takes_words_away_only(curator):
    with web_role():
        made = document(source=None, places=[{"country": "SE"}], description=f"Hello\n{EMAIL}\nwrites “å”.")
        entry = accept(proposal=waiting(made, email="other@example.org"), by=curator, text=f"Told {EMAIL}.")
        erase_person(email=EMAIL, by=None)
    revision = Revision.objects.get(entry=entry)
    assert revision.document["description"] == "Hello\n[…]\nwrites “å”."
    assert revision.decision == "Told […]."
    assert Erasure.objects.exists()

    for fields in ({"note": "A word"}, {"decision": "Told Told"}, {"document": {"title": "Forged"}}):
        with pytest.raises(DatabaseError, match="adds none"), transaction.atomic(), web_role():
            redact_revisions({revision.pk: fields})
    change_set = ChangeSet.objects.create(title="Many", channel="import")
    with pytest.raises(DatabaseError, match="adds none"), transaction.atomic(), web_role():
        redact_change_sets({change_set.pk: "Few"})


@pytest.mark.parametrize(
    ("role", "why"), [("nobody_knows", "createuser"), ("postgres", "superuser"), ("sinet", "owns the tables")]
)
def test_a_role_to_which_rights_mean_nothing_is_refused(role, why):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if role != "nobody_knows" and not cursor.fetchone():
            pytest.skip(f"the server has no role {role}")
    with pytest.raises(CommandError, match=why):
        call_command("grant_rights", role)


@pytest.mark.django_db(transaction=True)
def test_the_role_itself_signs_in_and_may_read_and_write_but_not_change_history(centre):
    call_command("grant_rights", WEB_ROLE)
    waiting()
    parameters = connection.get_connection_params()
    given = {name: parameters[name] for name in ("dbname", "host", "port", "password") if parameters.get(name)}
    with psycopg.connect(**given, user=WEB_ROLE, autocommit=True) as own:
        assert own.execute("SELECT count(*) FROM directory_revision").fetchone() == (1,)
        own.execute("UPDATE directory_proposal SET title = 'x'")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            own.execute("DELETE FROM directory_revision")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            own.execute("SET session_replication_role = replica")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            own.execute("SET ROLE sinet")
