"""What a mail server sends back is read; anything else is left alone."""

import io
import sys

import pytest
from django.core import mail as outbox
from django.core.management import call_command

from directory.actions.bounces import read_bounce
from directory.actions.mails import write_mail
from directory.mailing import deliver
from directory.models import Mail, Submitter

DSN = """From: MAILER-DAEMON@mx.example.org
To: sinet@example.org
Subject: Undelivered Mail Returned to Sender
Message-Id: <20260517.ABC@mx.example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=_b"

--=_b
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--=_b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
Arrival-Date: Sun, 17 May 2026 10:00:00 +0000

Final-Recipient: rfc822; gone@example.org
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <gone@example.org>:
 no such user

--=_b
Content-Type: {headers}

From: sinet@example.org
To: gone@example.org
Message-ID: <{message_id}>
Subject: Please confirm

--=_b--
"""
ID = "0190f7a4-0000-7000-8000-000000000000.confirm@example.org"


@pytest.mark.parametrize("headers", ["text/rfc822-headers", "message/rfc822"])
def test_a_bounce_names_the_mail_and_the_reason(headers):
    bounce = read_bounce(DSN.format(action="failed", headers=headers, message_id=ID).encode())

    assert bounce is not None
    assert bounce.message_id == ID
    assert bounce.reason == "5.1.1 smtp; 550 5.1.1 <gone@example.org>: no such user"


@pytest.mark.parametrize(
    "raw",
    [
        DSN.format(action="delayed", headers="message/rfc822", message_id=ID),
        DSN.format(action="failed", headers="message/rfc822", message_id="somebody-elses@example.org"),
        f"From: a@example.org\nMessage-ID: <{ID}>\n\nHello",
        "",
        "\0\xff",
        "Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: message/delivery-status\n\n",
    ],
)
def test_anything_else_is_no_bounce(raw):
    assert read_bounce(raw.encode("latin-1")) is None


@pytest.mark.django_db
def test_the_command_notes_it_at_mail_and_sender(monkeypatch, capsys):
    Submitter.objects.create(email="gone@example.org")
    mail = write_mail(kind="confirm", to="gone@example.org", language="en", context={"title": "Garden"})
    assert mail is not None
    deliver(mail=mail)
    sent = outbox.outbox[0].extra_headers["Message-ID"].strip("<>")
    raw = DSN.format(action="failed", headers="message/rfc822", message_id=sent).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))

    call_command("note_bounce")

    assert "confirm came back: 5.1.1" in capsys.readouterr().out
    assert Mail.objects.get().state == "bounced"
    assert Submitter.objects.get().bounced_at
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Hello")))
    call_command("note_bounce")
    assert "No bounce" in capsys.readouterr().out
