from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone

from directory.actions import ActionError
from directory.actions.invitations import (
    MOST_A_DAY,
    WrongInvitation,
    accept_invitation,
    invite,
    withdraw_invitation,
)
from directory.actions.members import LastManager, NotManager, change_role, remove_member
from directory.actions.tidying import expire_drafts
from directory.models import Centre, CentreMember, Invitation, Mail, User
from tests.factories.people import add_app, centre, person, sign_in

pytestmark = pytest.mark.django_db
PAGE = "/en/account/invitation/"


def invited(
    email: str = "new@example.org", role: str = "editor", by: User | None = None, at: Centre | None = None
) -> str:
    """Sends an invitation; gives the secret of its link."""
    invite(email=email, centre=centre(), role=role, by=by, link="https://example.org/", language="en")
    return str(Mail.objects.filter(kind="invitation").latest("pk").context["link"]).rsplit("/", 1)[1]


def roles(email: str) -> list[tuple[str, str]]:
    return list(CentreMember.objects.filter(user__email=email).values_list("centre_id", "role"))


def test_opening_the_link_changes_nothing_and_the_button_makes_a_member(client):
    secret = invited()
    assert client.get(PAGE + secret).status_code == 200
    assert not User.objects.exists()

    answer = client.post(PAGE + secret, {"name": "Ada Berg"})

    assert answer.status_code == 302
    user = User.objects.get()
    assert (user.email, user.get_full_name(), user.has_usable_password()) == ("new@example.org", "Ada Berg", False)
    assert roles("new@example.org") == [("se", "editor")]
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_new_account_gives_a_name(client):
    secret = invited()

    answer = client.post(PAGE + secret, {"name": "  "})

    assert (answer.status_code, User.objects.count()) == (200, 0)
    assert "Give your name." in answer.content.decode()


def test_an_invitation_works_once(client):
    secret = invited()
    client.post(PAGE + secret, {"name": "Ada"})

    assert client.get(PAGE + secret).status_code == 410
    with pytest.raises(WrongInvitation):
        accept_invitation(secret=secret)


def test_an_invitation_expires_after_seven_days(client):
    secret = invited()
    assert Invitation.objects.get().expires_at - timezone.now() > timedelta(days=6, hours=23)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert client.post(PAGE + secret, {"name": "Ada"}).status_code == 410
    assert not User.objects.exists()


def test_a_newer_invitation_ends_the_older_one():
    old, new = invited(), invited(role="manager")

    with pytest.raises(WrongInvitation):
        accept_invitation(secret=old)
    accept_invitation(secret=new)

    assert roles("new@example.org") == [("se", "manager")]


def test_only_a_manager_of_the_centre_invites_and_takes_back():
    manager = person("manager@example.org", role="manager")
    strangers = [
        person("editor@example.org", role="editor"),
        person("other@example.org", role="manager", at=centre("dk")),
        person("op@example.org", is_staff=True),
    ]
    for stranger in strangers:
        with pytest.raises(NotManager):
            invited(by=stranger)

    secret = invited(by=manager)
    with pytest.raises(NotManager):
        withdraw_invitation(invitation=Invitation.objects.get(), by=strangers[0])
    withdraw_invitation(invitation=Invitation.objects.get(), by=manager)

    with pytest.raises(WrongInvitation):
        accept_invitation(secret=secret)


def test_a_centre_invites_only_so_many_a_day():
    for number in range(MOST_A_DAY):
        invited(f"{number}@example.org")

    with pytest.raises(ActionError, match="many invitations"):
        invited("more@example.org")


def test_the_secret_is_kept_as_a_hash_only():
    secret = invited()

    assert secret not in str(list(Invitation.objects.values()))


def test_who_has_a_second_factor_shows_it_when_accepting(client):
    add_app(person("new@example.org", first_name="Ada"))
    secret = invited()

    answer = client.post(PAGE + secret)

    assert answer["Location"] == "/en/account/sign-in/second-factor/"
    assert "_auth_user_id" not in client.session
    assert roles("new@example.org") == [("se", "editor")]


def test_accepting_signs_another_person_out(client):
    sign_in(client, person("kim@example.org"))
    secret = invited()

    client.post(PAGE + secret, {"name": "Ada"})

    assert client.session["_auth_user_id"] == str(User.objects.get(email="new@example.org").pk)


def test_a_closed_account_is_not_opened_by_an_invitation(client):
    person("new@example.org", is_active=False, first_name="Ada")
    secret = invited()

    assert client.post(PAGE + secret).status_code == 410
    assert roles("new@example.org") == []


def test_a_member_keeps_the_higher_role():
    person("new@example.org", role="manager")

    accept_invitation(secret=invited(role="reviewer"))

    assert roles("new@example.org") == [("se", "manager")]


def test_a_centre_is_never_left_without_a_manager():
    manager = person("manager@example.org", role="manager")
    member = CentreMember.objects.get(user=manager)

    with pytest.raises(LastManager):
        change_role(member=member, role="editor", by=manager)
    with pytest.raises(LastManager):
        remove_member(member=member, by=manager)

    person("second@example.org", role="manager")
    remove_member(member=member, by=manager)
    assert roles("manager@example.org") == []


def test_a_role_is_changed_by_a_manager_of_the_same_centre_only():
    editor = person("editor@example.org", role="editor")
    member = CentreMember.objects.get(user=editor)

    with pytest.raises(NotManager):
        change_role(member=member, role="manager", by=editor)
    with pytest.raises(NotManager):
        remove_member(member=member, by=person("dk@example.org", role="manager", at=centre("dk")))


def test_the_first_curator_is_invited_by_command(client):
    said = StringIO()

    call_command("first_curator", "First@example.org", centre="fi", name="Centre Finland", countries="fi", stdout=said)

    made = Centre.objects.get(key="fi")
    assert (made.name, made.countries) == ("Centre Finland", ["FI"])
    link = said.getvalue().split()[-1]
    mail = Mail.objects.get()
    assert (mail.kind, mail.recipient, mail.context["link"]) == ("invitation", "first@example.org", link)
    client.post("/" + link.split("/", 3)[3], {"name": "Fia"})
    assert roles("first@example.org") == [("fi", "manager")]


@pytest.mark.parametrize(
    ("email", "options", "why"),
    [
        ("no address", {"centre": "se"}, "is not an e-mail address"),
        ("kim@example.org", {"centre": "xx"}, "There is no centre xx"),
        ("kim@example.org", {"centre": "x x", "name": "X", "countries": "SE"}, "Enter a valid"),
    ],
)
def test_the_command_says_what_is_wrong(email, options, why):
    with pytest.raises(CommandError, match=why):
        call_command("first_curator", email, **options)

    assert not Invitation.objects.exists()


def test_old_invitations_and_ended_sessions_are_forgotten(client):
    invited("old@example.org")
    invited("open@example.org")
    Invitation.objects.filter(email="old@example.org").update(expires_at=timezone.now() - timedelta(days=31))
    sign_in(client, person("kim@example.org"))
    ended = sign_in(type(client)(), person("lee@example.org")).session.session_key
    Session.objects.filter(pk=ended).update(expire_date=timezone.now() - timedelta(seconds=1))

    expire_drafts(before=timezone.now() - timedelta(days=90))

    assert [one.email for one in Invitation.objects.all()] == ["open@example.org"]
    assert [one.pk for one in Session.objects.all()] == [client.session.session_key]
