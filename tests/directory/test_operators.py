import pytest
from django.contrib import admin
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from directory.actions import ActionError
from directory.actions.accounts import reset_second_factor
from directory.models import Entry, Mail, Term, User
from tests.factories import publish, reference
from tests.factories.people import person, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(client) -> User:
    user = person("op@example.org", is_staff=True)
    sign_in(client, user)
    return user


def test_the_admin_has_our_own_pages_only():
    names = {model._meta.label for model in admin.site._registry}

    assert names == {
        "directory.Centre",
        "directory.ChangeSet",
        "directory.Entry",
        "directory.Invitation",
        "directory.Revision",
        "directory.Erasure",
        "directory.Source",
        "directory.Term",
        "directory.User",
        "directory.Vocabulary",
        "procrastinate.ProcrastinateJob",
    }


def test_an_entry_cannot_be_changed_there(client, operator):
    entry = publish(title="As it is")

    answer = client.post(f"/admin/directory/entry/{entry.pk}/change/", {"title": "Changed"})

    assert (answer.status_code, Entry.objects.get().title) == (403, "As it is")


def test_a_label_is_changed_and_those_in_other_languages_are_kept(client, operator):
    reference()
    term = Term.objects.get(vocabulary="theme", key="health")
    term.labels = {**term.labels, "fi": "Terveys"}
    term.save()

    answer = client.post(
        f"/admin/directory/term/{term.pk}/change/",
        {"labels_en": "Health", "labels_sv": "Hälsan", "labels_da": "", "position": "0"},
    )

    assert answer.status_code == 302
    term.refresh_from_db()
    assert term.labels == {"en": "Health", "sv": "Hälsan", "fi": "Terveys"}


def test_a_failed_job_is_tried_again_and_others_are_left(client, operator):
    failed, waiting = (app.configure_task("directory.send_mail").defer(mail=1) for _job in range(2))
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', attempts = 3 WHERE id = %s", [failed])
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [failed])

    client.post(
        "/admin/procrastinate/procrastinatejob/", {"action": "retry", "_selected_action": [str(failed), str(waiting)]}
    )

    assert dict(ProcrastinateJob.objects.values_list("pk", "status")) == {failed: "todo", waiting: "todo"}
    assert "1 job is queued again" in client.get("/admin/").content.decode()


def test_the_list_of_jobs_shows_no_address_of_anybody(client, operator):
    person("kim@example.org")
    client.post("/en/account/sign-out/")
    client.post("/en/account/sign-in/", {"email": "kim@example.org"})
    client.post("/en/account/sign-out/")
    sign_in(client, operator)

    page = client.get("/admin/procrastinate/procrastinatejob/").content.decode()
    job = ProcrastinateJob.objects.latest("pk")
    detail = client.get(f"/admin/procrastinate/procrastinatejob/{job.pk}/change/").content.decode()

    assert "directory.send_mail" in page
    assert "kim@example.org" not in page + detail


def test_a_second_factor_is_reset_by_an_operator_and_its_holder_told(client, operator):
    kim = person("kim@example.org", role="reviewer")
    other = sign_in(type(client)(), kim)

    client.post("/admin/directory/user/", {"action": "reset", "_selected_action": [str(kim.pk)]})

    assert kim.authenticator_set.count() == 0
    assert other.get("/en/account/").status_code == 302  # signed out everywhere
    mail = Mail.objects.get(kind="account_notice")
    assert (mail.recipient, mail.context) == ("kim@example.org", {"what": "reset"})
    with pytest.raises(ActionError):
        reset_second_factor(user=operator, by=kim)


def test_an_account_that_is_added_has_no_password(client, operator):
    client.post("/admin/directory/user/add/", {"email": "new@example.org", "language": "sv", "is_active": "on"})

    assert not User.objects.get(email="new@example.org").has_usable_password()


@pytest.mark.parametrize("page", ["", "directory/term/", "directory/user/add/", "directory/centre/add/"])
def test_the_admin_needs_no_inline_script_or_style(client, operator, page):
    text = client.get(f"/admin/{page}").content.decode()

    assert "style=" not in text
    assert "<style" not in text
    assert all("src=" in tag.split(">")[0] or "json" in tag.split(">")[0] for tag in text.split("<script")[1:])
