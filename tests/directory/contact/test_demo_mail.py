"""The demo shows the mails that it does not send; nowhere else is there such a page."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse

from directory.contact.demo_mail import mails, newest


def written(folder: Path, subject: str, body: str) -> None:
    backend = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=str(folder))
    EmailMessage(subject, body, "site@example.org", ["kim@example.org"], connection=backend).send()


@pytest.mark.django_db
def test_the_page_shows_what_would_have_been_sent_with_links_and_nothing_else_of_it(tmp_path, settings):
    settings.EMAIL_FILE_PATH = tmp_path
    written(tmp_path, "Bekräfta: “Trädgård”", "Öppna sidan:\n\nhttp://127.0.0.1:8000/sv/submit/confirm/abc\n\n<script>")

    response = mails(RequestFactory().get("/demo/mail/"))

    page = response.content.decode()
    assert "Bekräfta: “Trädgård”" in page
    assert '<a href="http://127.0.0.1:8000/sv/submit/confirm/abc"' in page
    assert "&lt;script&gt;" in page
    assert response["Referrer-Policy"] == "no-referrer"


def test_an_empty_folder_is_no_error(tmp_path):
    assert newest(tmp_path / "not-there") == []


def test_outside_the_demo_the_address_is_not_there():
    with pytest.raises(NoReverseMatch):
        reverse("demo-mail")


def test_in_the_demo_it_is(tmp_path):
    script = "import django; django.setup(); from django.urls import reverse; print(reverse('demo-mail'))"
    environment = {"SINET_MODE": "demo", "SINET_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "sinet.settings"}
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=settings.ROOT,
        env={**environment, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "/demo/mail/"
