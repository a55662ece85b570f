"""Erasing a person: everywhere, also in history; nothing else is lost; and again after an old back-up."""

import json

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.conf import settings as project
from django.contrib.sessions.models import Session
from django.core import mail as outbox
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, models, transaction
from django.urls import reverse
from django.utils import timezone

from directory.actions.accepting import accept
from directory.actions.decisions import reject, request_changes
from directory.actions.erasing import HOLDERS, LEDGER, erase_person, key_of, replay
from directory.actions.errors import NotAllowed
from directory.actions.mails import write_mail
from directory.actions.proposals import mail_my_proposals, save_answers, start_draft
from directory.actions.redacting import GONE, HISTORY, TEXTS, Redaction
from directory.actions.reports import receive_report
from directory.choices import Intent, Kind
from directory.documents import read
from directory.extensions import registry
from directory.mailing import deliver
from directory.models import (
    CannedReply,
    Centre,
    Change,
    ContactPerson,
    Criterion,
    Entry,
    Erasure,
    Invitation,
    Mail,
    Message,
    Proposal,
    ProposalEvent,
    Revision,
    SavedView,
    Submitter,
    Token,
    User,
)
from tests.directory.curate.conftest import change, waiting
from tests.factories import document
from tests.factories.people import person, sign_in

pytestmark = pytest.mark.django_db
EMAIL = "kim@example.org"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """A place for the ledger's copy and for mails."""
    settings.VAR = settings.EMAIL_FILE_PATH = tmp_path
    return tmp_path


def everywhere(needle: str) -> list[str]:
    """The tables in which a text stands, in any column."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        found = []
        for (table,) in cursor.fetchall():
            query = f'SELECT count(*) FROM "{table}" AS one WHERE strpos(lower(one::text), %s) > 0'  # noqa: S608 - named by the database
            cursor.execute(query, [needle])
            if cursor.fetchone()[0]:
                found.append(table)
    return sorted(found)


@pytest.fixture
def traces(curator):
    """A person who has left an address in every place that there is."""
    made = document(
        source=None,
        places=[{"country": "SE"}],
        description=f"Write to {EMAIL.upper()} or <a@kim@example.org.nu>.",
        links=[
            {"label": "Write", "url": "https://example.org/?to=kim%40example.org"},
            {"label": "Site", "url": "https://example.org/"},
        ],
    )
    proposal = waiting(made, email=EMAIL)
    save = {"answers": {"contact": {"email": EMAIL}}, "on_behalf_of": f"Kim ({EMAIL})"}
    Proposal.objects.filter(pk=proposal.pk).update(**save)
    ContactPerson.objects.create(proposal=proposal, name="Kim", email=EMAIL)
    entry = accept(proposal=proposal, by=curator, text=f"Told {EMAIL}")
    accept(proposal=change(entry, description="Ask others."), by=curator)
    rejected = waiting(document(source=None, places=[{"country": "SE"}]), email=EMAIL)
    request_changes(proposal=waiting(email=EMAIL), by=curator, text="Who?", field_notes={"website": f"Is it {EMAIL}?"})
    reject(proposal=rejected, by=curator, criterion=Criterion.objects.get(key="real"), text=f"Asked {EMAIL}.")
    mail_my_proposals(email=EMAIL, language="en", link="https://example.org/")
    draft, _secret = start_draft(kind=Kind.PROJECT, intent=Intent.NEW, language="en")
    Proposal.objects.filter(pk=draft.pk).update(submitter=Submitter.objects.get(email=EMAIL))
    save_answers(proposal=draft, step="contact", values={"email": EMAIL})
    receive_report(entry=entry, reason="wrong", text=f"I am {EMAIL}", status_link="/", email=EMAIL)
    Message.objects.create(entry=entry, sender_name="Kim", sender_email=EMAIL, text="Hello", secret_hash="x")
    write_mail(kind="message", to="other@example.org", language="en", context={"sender_email": EMAIL, "text": "Hello"})
    person(EMAIL, role="reviewer", first_name="Kim")
    entry.refresh_from_db()
    return entry


def test_afterwards_the_address_stands_nowhere(traces, folder):
    (folder / "mail.log").write_text(f"To: {EMAIL}\n")
    assert len(everywhere(EMAIL)) >= 9

    erasure = erase_person(email=EMAIL.upper(), by=None)

    assert everywhere(EMAIL) == ["directory_revision"]  # a@kim@example.org.nu, another one
    assert not Revision.objects.filter(document__description__icontains=f"to {EMAIL}").exists()
    assert everywhere("kim%40example.org") == []
    assert not (folder / "mail.log").exists()
    assert not Token.objects.exists()
    assert Proposal.objects.filter(submitter=None).count() == 3  # the decisions stay, the draft went
    assert erasure.what["submitter"] == erasure.what["account"] == erasure.what["draft"] == 1
    assert GONE in ProposalEvent.objects.get(what="rejected").text


def test_history_stays_readable_and_followers_are_told(traces):
    before = Change.objects.count()
    erase_person(email=EMAIL, by=None)

    assert list(Change.objects.order_by("pk")[before:].values_list("entry_id", "event")) == [(traces.pk, "erased")]
    oldest = traces.revisions.applied().order_by("pk")[0]
    assert f"Write to {GONE}" in oldest.document["description"]
    assert [link["label"] for link in oldest.document["links"]] == ["Site"]
    assert [one.state for one in traces.revisions.order_by("pk")] == ["applied", "applied"]


def test_it_is_found_in_everything_that_people_of_centres_write_too(curator, centre, client):
    CannedReply.objects.create(centre=centre, language="en", title="Ask", text=f"Write to {EMAIL}.")
    Criterion.objects.filter(key="real").update(texts={"en": f"Ask {EMAIL}"})
    Centre.objects.filter(pk=centre.pk).update(criteria=f"Ask {EMAIL}")
    SavedView.objects.create(user=curator, name="Kim", query=f"q={EMAIL}")
    Mail.objects.create(kind="decision", recipient="other@example.org", error=f"550 {EMAIL} unknown")
    Invitation.objects.create(
        secret_hash="x", email="Kim@Example.org", centre=centre, role="editor", expires_at=timezone.now()
    )
    EmailAddress.objects.create(user=curator, email=EMAIL)
    session = client.session
    session["login"] = {"email": EMAIL}
    session.save()
    accept(proposal=waiting(document(source=None, places=[{"country": "SE"}], tags=[EMAIL, "garden"])), by=curator)
    erase_person(email=EMAIL, by=None)

    assert everywhere(EMAIL) == []
    assert not Session.objects.exists()
    assert not Invitation.objects.exists()
    assert CannedReply.objects.get().text == f"Write to {GONE}."
    assert Entry.objects.get().tagged.filter(tag__name="garden").exists()


# Text fields in which no address of a person can stand: keys, codes, hashes; what the directory or an operator writes;
# and what is written anew from a document that was redacted.
KEYS = frozenset(
    "key slug language kind state origin code code3 continent digest secret_hash affected_hash report_hash password "
    "session_key codename app_label model format licence time_zone".split()
)
OURS = frozenset(
    "Vocabulary Term Source Country City Permission Group ContentType Migration ProcrastinateJob ProcrastinateEvent "
    "ProcrastinatePeriodicDefer ProcrastinateWorker EmailConfirmation Tally Erasure Fingerprint LogEntry.object_id "
    "Introduction Grant.identifier Grant.currency Grant.countries Grant.scope GrantParty.identifier GrantParty.country "
    "GrantParty.registrations "
    "Centre.website taggit.Tag Proposal.countries Proposal.duplicates Session Authenticator Alert.seen".split()
)
FROM_DOCUMENTS = frozenset(
    "Entry EntryText EntryPlace Relation Tag Organisation Project Case Publication Event FacetRow FacetValue NameRow "
    "FormerSlug Word Region".split()
)


def text_fields() -> list[tuple[type[models.Model], models.Field]]:
    found = []
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            texts = (models.CharField, models.TextField, models.JSONField)
            if isinstance(field, texts) and not field.choices and field.name not in KEYS:
                found.append((model, field))
    return found


def is_told(model: type[models.Model], field: models.Field) -> bool:
    """Whether erasing knows the field, or it is known that it does not have to."""
    rewritten = {(one, name) for one, names in (*TEXTS, *registry.texts, *HISTORY.items()) for name in names}
    names = {model.__name__, f"{model.__name__}.{field.name}", model._meta.label}
    from_documents = FROM_DOCUMENTS | {table.model.__name__ for table in registry.all_tables}
    return (model, field.name) in {*HOLDERS, *rewritten} or bool(names & (OURS | from_documents))


def test_every_field_that_is_made_for_an_address_is_known_to_erasing():
    made_for_it = {
        (model, field.name)
        for model, field in text_fields()
        if isinstance(field, models.EmailField) or "mail" in field.name or "recipient" in field.name
    }
    assert {(model.__name__, name) for model, name in made_for_it - set(HOLDERS)} == set()


@pytest.mark.parametrize(
    "app", ["directory", "admin", "account", "sessions", "mfa", "taggit", "procrastinate", "funding"]
)
def test_every_field_in_which_people_write_is_known_to_erasing(app):
    """A new field of text: name it in `TEXTS` (or `HOLDERS`, for an address), or say here why none can stand there."""
    unknown = [
        f"{model.__name__}.{field.name}"
        for model, field in text_fields()
        if model._meta.app_label == app and not is_told(model, field)
    ]
    assert unknown == []


def test_the_walk_through_the_fields_finds_one_that_nobody_told(monkeypatch):
    """The control: without its line, a field is found."""
    monkeypatch.setattr("tests.directory.actions.test_erasing.HOLDERS", HOLDERS[1:])
    assert not is_told(Submitter, Submitter._meta.get_field("email"))


def test_an_entry_that_shows_the_address_is_written_anew(curator):
    made = document(source=None, places=[{"country": "SE"}], title="Garden", description=f"Write to {EMAIL}.")
    entry = accept(proposal=waiting(made, email="other@example.org"), by=curator)
    erase_person(email=EMAIL, by=None)

    entry = Entry.objects.get(pk=entry.pk)
    assert entry.description == f"Write to {GONE}."
    assert read(entry, public=True)["description"] == f"Write to {GONE}."
    accept(proposal=change(entry, title="Gardens"), by=curator)  # it can be worked on as before


def test_what_is_not_the_persons_stays_as_it_is(curator):
    made = document(
        source=None, places=[{"country": "SE"}], description="Write to akim@example.org, kim@example.org.nu."
    )
    accept(proposal=waiting(made, email="akim@example.org"), by=curator)
    before = list(Revision.objects.order_by("pk").values())
    changes = Change.objects.count()

    erasure = erase_person(email=EMAIL, by=None)

    assert erasure.what == {}
    assert list(Revision.objects.order_by("pk").values()) == before
    assert Change.objects.count() == changes
    assert Submitter.objects.filter(email="akim@example.org").exists()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"<{EMAIL}>", f"<{GONE}>"),
        (f"{EMAIL}.", f"{GONE}."),
        (f"x.{EMAIL}", f"x.{EMAIL}"),
        (f"{EMAIL}.nu", f"{EMAIL}.nu"),
        (f"{EMAIL}-x", f"{EMAIL}-x"),
        (f"mailto:{EMAIL}?subject=Hi", ""),
        ("https://example.org/?to=KIM%40example.org&x=1", ""),
        ("https://example.org/?to=akim%40example.org", "https://example.org/?to=akim%40example.org"),
    ],
)
def test_an_address_is_found_whole_and_alone(text, expected):
    assert Redaction(EMAIL).of(text) == expected


def test_an_account_is_closed_and_its_decisions_stay(curator):
    accept(proposal=waiting(), by=curator)
    erase_person(email=curator.email, by=None)

    user = User.objects.get(pk=curator.pk)
    assert (user.first_name, user.is_active, user.centres.count()) == ("", False, 0)
    assert "curator" not in user.email
    assert Revision.objects.get().decided_by == user


def test_only_an_operator_may(curator):
    with pytest.raises(NotAllowed):
        erase_person(email=EMAIL, by=curator)
    assert not Erasure.objects.exists()
    assert erase_person(email=EMAIL, by=person("op@example.org", is_staff=True)).by is not None


def test_the_database_lets_only_the_erasing_redact_and_nothing_else(curator):
    accept(proposal=waiting(), by=curator)
    erase_person(email=EMAIL, by=None)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Revision.objects.update(note="Something else")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL sinet.erasing = 'on'")
    Revision.objects.update(note="Redacted")
    for fields in ({"state": "rejected"}, {"author": curator}, {"channel": "import"}):
        with pytest.raises(DatabaseError, match="redacts texts"), transaction.atomic():
            Revision.objects.update(**fields)
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM directory_revision")
    with pytest.raises(DatabaseError), transaction.atomic():
        Change.objects.update(event="created")


def test_a_mail_that_waited_is_gone_and_its_job_finds_nothing(curator):
    mail = write_mail(kind="mine", to=EMAIL, language="en", context={"link": "x"})
    assert mail is not None
    erase_person(email=EMAIL, by=None)

    with pytest.raises(Mail.DoesNotExist):
        deliver(mail=mail)
    assert outbox.outbox == []


def test_after_an_old_backup_everybody_in_the_ledger_is_erased_again(
    centre,
    folder,
    django_capture_on_commit_callbacks,
):
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(email=EMAIL, by=None)
    line = json.loads((folder / LEDGER).read_text())
    assert line["key"] == key_of(EMAIL)
    assert EMAIL not in (folder / LEDGER).read_text()

    Erasure.objects.all().delete()  # the table is as old as the back-up
    waiting(email=EMAIL)
    waiting(document(source=None, places=[{"country": "SE"}], description=f"Ask {EMAIL}"), email="other@example.org")
    call_command("replay_erasures")

    assert everywhere(EMAIL) == []
    assert Submitter.objects.filter(email="other@example.org").exists()
    assert replay() == []


def test_the_ledger_is_read_with_former_keys_too(curator, settings):
    erase_person(email=EMAIL, by=None)
    waiting(email=EMAIL)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-key" * 6, [project.SECRET_KEY]

    assert len(replay()) == 1
    assert everywhere(EMAIL) == []


def test_a_file_that_is_no_ledger_is_refused(folder):
    (folder / "other.txt").write_text("hello\n")
    with pytest.raises(CommandError, match="not a ledger"):
        call_command("replay_erasures", str(folder / "other.txt"))
    with pytest.raises(CommandError, match="no file"):
        call_command("replay_erasures", str(folder / "missing.txt"))


def test_the_command_says_what_it_did(curator, capsys):
    waiting(email=EMAIL)
    call_command("erase_person", EMAIL)
    assert "submitter: 1" in capsys.readouterr().out
    call_command("erase_person", "nobody@example.org")
    assert "Nothing was known" in capsys.readouterr().out


def test_an_operator_erases_in_the_admin_and_the_address_is_not_kept(client, centre):
    waiting(email=EMAIL)
    sign_in(client, person("op@example.org", is_staff=True))
    add = reverse("admin:directory_erasure_add")
    assert client.post(add, {"email": EMAIL}).status_code == 200  # not sure
    assert everywhere(EMAIL) == ["directory_submitter"]

    assert client.post(add, {"email": EMAIL, "sure": "on"}).status_code == 302

    assert everywhere(EMAIL) == []
    erasure = Erasure.objects.get()
    assert (erasure.by.email, erasure.what["submitter"]) == ("op@example.org", 1)
    assert client.get(reverse("admin:directory_erasure_changelist")).status_code == 200
