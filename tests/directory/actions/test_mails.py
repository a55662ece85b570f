"""Mails: every kind has its text; one at most an hour in batches; none is lost, none twice under two names."""

import ast
from contextlib import suppress
from datetime import timedelta
from itertools import chain
from pathlib import Path
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.conf import settings
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.utils import timezone
from django.utils.translation import override
from procrastinate.contrib.django.models import ProcrastinateJob

from directory.actions.decisions import reject, request_changes
from directory.actions.mails import note_bounce, write_mail, write_mails
from directory.documents.labels import label
from directory.jobs import send_mail
from directory.mailing import deliver, message_of
from directory.models import Criterion, Mail, Submitter
from tests.directory.curate.conftest import waiting

pytestmark = pytest.mark.django_db
TEMPLATES = Path(settings.ROOT) / "templates" / "mails"
EVERYTHING = {
    "title": "A garden <b>& more",
    "link": "https://example.org/l/1",
    "status": "https://example.org/s/1",
    "report": "0190",
    "statement": "Because.",
    "ground": "Art. 6",
    "state": "dismissed",
    "centre": "Centre",
    "by": "Kim",
    "role": "editor",
    "days": 7,
    "code": "AB12CD",
    "minutes": 15,
    "what": "reset",
    "sender": "Kim",
    "sender_email": "kim@example.org",
    "text": "Hello",
    "report_link": "https://example.org/r/1",
    "event": 0,
    "other": "A bakery",
    "other_link": "https://example.org/id/1",
    "other_email": "other@example.org",
    "need": "premises",
    "unsubscribe": "https://example.org/u/1",
    "sections": [
        {
            "label": "“garden”",
            "link": "https://example.org/s",
            "entries": [{"title": "A", "link": "https://example.org/a"}],
        }
    ],
}


def written_kinds() -> set[str]:
    """Every kind that code writes, read from the calls of `write_mail` and the mails made for `write_mails`."""
    kinds: set[str] = set()
    for path in chain.from_iterable((Path(settings.ROOT) / app).rglob("*.py") for app in ("directory", "funding")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"write_mail", "Mail"}:
                given = next(word.value for word in node.keywords if word.arg == "kind")
                if path.name == "mails.py" and isinstance(given, ast.Name):
                    continue  # `write_mail` itself
                assert isinstance(given, ast.Constant), f"{path}: a kind of mail is written out"
                kinds.add(str(given.value))
    return kinds


def test_every_kind_that_is_written_has_a_template_and_no_template_is_left_over():
    templates = {path.stem for path in TEMPLATES.glob("[!_]*.txt")}
    assert templates == written_kinds()


@pytest.mark.parametrize("language", ["en", "sv", "da"])
@pytest.mark.parametrize("kind", sorted(path.stem for path in TEMPLATES.glob("[!_]*.txt")))
def test_every_kind_has_subject_and_text_in_every_language(kind, language):
    message = message_of([Mail(kind=kind, recipient="a@example.org", language=language, context=EVERYTHING)])

    assert message.subject
    assert "\n" not in message.subject
    assert len(message.body) > 80
    for wrong in ("{{", "{%", "&amp;", "&lt;", "None", "\n\n\n"):
        assert wrong not in message.subject + message.body
    if "submit" in message.body:
        assert f"{settings.SITE_URL}/{language}/submit/mine/" in message.body


def test_a_decision_tells_criterion_words_and_questions_about_fields(curator):
    proposal = waiting()
    request_changes(proposal=proposal, by=curator, text="Who runs it?", field_notes={"website": "It does not answer."})
    asked = message_of([Mail.objects.latest("pk")])
    other = waiting(email="other@example.org")
    reject(proposal=other, by=curator, criterion=Criterion.objects.get(key="scope"), text="It is a shop.")
    rejected = message_of([Mail.objects.latest("pk")])

    assert "Who runs it?" in asked.body
    with override("sv"):
        assert f"- {label('website')}: It does not answer." in asked.body
    assert "It is social innovation" in rejected.body
    assert "It is a shop." in rejected.body
    assert "/sv/submit/mine/" in rejected.body  # the language of the proposal


@pytest.mark.django_db
def test_what_has_no_address_is_neither_written_nor_enqueued():
    jobs = ProcrastinateJob.objects.count()

    assert write_mail(kind="decision", to="", language="en", context={}) is None
    assert write_mails([Mail(kind="decision", recipient=""), Mail(kind="decision", recipient="a@example.org")])

    assert [mail.recipient for mail in Mail.objects.all()] == ["a@example.org"]
    assert ProcrastinateJob.objects.count() == jobs + 1


def decision(to: str = "sender@example.org", title: str = "A") -> Mail:
    mail = write_mail(kind="decision", to=to, language="en", context={"title": title, "event": 0}, batched=True)
    assert mail is not None
    return mail


def test_batched_mails_go_together_and_at_most_once_an_hour():
    first, second = decision(title="One"), decision(title="Two")
    elsewhere = decision(to="other@example.org")

    assert deliver(mail=first)
    assert not deliver(mail=second)
    assert len(outbox.outbox) == 1
    assert "One" in outbox.outbox[0].body
    assert "Two" in outbox.outbox[0].body
    assert outbox.outbox[0].subject.startswith("2 messages")
    assert deliver(mail=elsewhere)

    third = decision(title="Three")
    assert not deliver(mail=third)
    due = ProcrastinateJob.objects.filter(args={"mail": third.pk}).latest("pk").scheduled_at
    assert due > timezone.now() + timedelta(minutes=59)

    Mail.objects.filter(pk=first.pk).update(sent_at=timezone.now() - timedelta(minutes=61))
    assert deliver(mail=third)
    assert [len(outbox.outbox), outbox.outbox[-1].subject] == [3, "News about “Three”"]


def test_a_mail_that_goes_at_once_does_not_wait_behind_one_that_has_its_hour():
    deliver(mail=decision())
    later = decision(title="Later")
    now = write_mail(kind="confirm", to="sender@example.org", language="en", context={"title": "Now"})
    assert now is not None

    jobs = {job.args["mail"]: job for job in ProcrastinateJob.objects.all()}
    assert jobs[later.pk].lock != jobs[now.pk].lock
    assert jobs[now.pk].scheduled_at is None
    assert "sender@example.org" not in jobs[now.pk].lock + jobs[later.pk].lock


def test_a_mail_is_sent_once_however_often_its_job_runs():
    mail = decision()
    for _time in range(3):
        send_mail(mail.pk)
    assert len(outbox.outbox) == 1
    mail.delete()
    send_mail(mail.pk)  # a job whose mail was erased


def test_after_a_crash_the_same_mails_go_again_under_the_same_identifier(monkeypatch):
    """Killed between the server's answer and our note: what comes after is not drawn into the repetition."""
    first, second = decision(title="One"), decision(title="Two")
    send = EmailBackend.send_messages

    def killed(self, messages):
        send(self, messages)
        raise SystemExit

    monkeypatch.setattr(EmailBackend, "send_messages", killed)
    with pytest.raises(SystemExit):
        deliver(mail=first)
    monkeypatch.setattr(EmailBackend, "send_messages", send)
    third = decision(title="Three")
    assert deliver(mail=second)  # whichever of them is tried again

    before, after = outbox.outbox
    assert before.extra_headers["Message-ID"] == after.extra_headers["Message-ID"]
    assert before.body == after.body
    states = {mail.pk: mail.state for mail in Mail.objects.all()}
    assert states == {first.pk: "sent", second.pk: "merged", third.pk: "waiting"}


def test_while_the_mail_server_is_down_mails_stay_waiting_and_keep_their_order(monkeypatch):
    mails = [
        write_mail(kind="confirm", to="sender@example.org", language="en", context={"title": title})
        for title in ("One", "Two")
    ]

    def down(self, messages):
        raise SMTPServerDisconnected("nobody there")

    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, "send_messages", down)
        with pytest.raises(SMTPServerDisconnected):
            send_mail(mails[0].pk)
    mails[0].refresh_from_db()
    assert (mails[0].state, mails[0].attempts) == ("waiting", 1)
    assert "nobody there" in mails[0].error
    assert _next_job() == mails[0].pk  # the later one is not fetched before it
    for mail in mails:
        send_mail(mail.pk)
    assert [message.subject for message in outbox.outbox] == ["Please confirm: “One”", "Please confirm: “Two”"]


def _next_job() -> int:
    """The mail whose job a worker would take now, as the queue itself decides; then again, with it running."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT args->>'mail' FROM procrastinate_fetch_job_v2(NULL, NULL)")
        taken = cursor.fetchone()[0]
        cursor.execute("SELECT args->>'mail' FROM procrastinate_fetch_job_v2(NULL, NULL)")
        assert cursor.fetchone()[0] is None
    return int(taken)


def test_an_address_that_the_server_refuses_for_good_counts_as_bounced(monkeypatch):
    Submitter.objects.create(email="gone@example.org")
    mails = [decision(to="gone@example.org"), decision(to="gone@example.org")]

    def refuse(self, messages):
        raise SMTPRecipientsRefused({"gone@example.org": (550, b"no such user")})

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    assert not deliver(mail=mails[0])

    assert {mail.state for mail in Mail.objects.all()} == {"bounced"}
    assert Submitter.objects.get().bounced_at


def test_a_bounce_finds_its_mail_by_the_message_id():
    Submitter.objects.create(email="sender@example.org")
    mail = decision()
    deliver(mail=mail)

    noted = note_bounce(message_id=outbox.outbox[0].extra_headers["Message-ID"], reason="5.1.1 no such user")

    assert noted == mail
    mail.refresh_from_db()
    assert (mail.state, mail.error) == ("bounced", "5.1.1 no such user")
    assert Submitter.objects.get().bounced_at
    for nobodys in ("<not-a-uid@example.org>", "", "<0190f7a4-0000-7000-8000-000000000000.decision@example.org>"):
        assert note_bounce(message_id=nobodys, reason="") is None


SECRETS = {"link": "https://example.org/s/1", "status": "https://example.org/s/2", "code": "AB12CD", "text": "Hello"}


def test_what_only_the_receiver_may_know_is_forgotten_when_a_mail_is_out():
    mail = write_mail(kind="confirm", to="sender@example.org", language="en", context={"title": "One", **SECRETS})
    assert mail is not None
    deliver(mail=mail)

    mail.refresh_from_db()
    assert SECRETS["link"] in outbox.outbox[0].body
    assert (mail.state, mail.context) == ("sent", {"title": "One"})


def test_what_went_along_in_another_mail_is_forgotten_with_it():
    mails = [decision(title="One"), decision(title="Two")]
    Mail.objects.update(context={"title": "One", "event": 0, "secret": "abc"})
    deliver(mail=mails[1])

    assert {mail.state for mail in Mail.objects.all()} == {"sent", "merged"}
    assert [mail.context for mail in Mail.objects.all()] == [{"title": "One", "event": 0}] * 2


def test_a_mail_that_came_back_for_good_keeps_no_link_and_one_that_is_tried_again_keeps_all(monkeypatch):
    mail = write_mail(kind="confirm", to="gone@example.org", language="en", context={"title": "One", **SECRETS})
    assert mail is not None
    for code, kept in ((450, {"title": "One", **SECRETS}), (550, {"title": "One"})):
        error = SMTPRecipientsRefused({"gone@example.org": (code, b"no")})
        monkeypatch.setattr(EmailBackend, "send_messages", _raising(error))
        with suppress(SMTPRecipientsRefused):
            deliver(mail=mail)
        mail.refresh_from_db()
        assert mail.context == kept
    assert mail.state == "bounced"


def _raising(error: Exception):
    def send(self, messages):
        raise error

    return send
