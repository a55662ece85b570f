import pytest

from directory.actions import accepting, decisions
from directory.models import CannedReply, CentreMember, Criterion, Invitation
from tests.directory.curate.conftest import page, waiting
from tests.factories import document
from tests.factories.people import person, sign_in

pytestmark = pytest.mark.django_db
CENTRE = "/en/curate/centres/se/"


def test_figures_are_counted_from_decisions(signed_in, curator):
    for number in range(3):
        proposal = waiting(document(title=f"Row {number}", source=None, places=[{"country": "SE"}]))
        if number:
            decisions.reject(proposal=proposal, by=curator, criterion=Criterion.objects.get(key="scope"))
        else:
            accepting.accept(proposal=proposal, by=curator)
    waiting(document(title="Waits", source=None, places=[{"country": "SE"}]))

    figures = signed_in.get(CENTRE).context["figures"]

    assert (figures["waiting"], figures["share"], figures["median"]) == (1, 33, 0.0)
    assert figures["reasons"] == [{"label": "It is social innovation", "count": 2}]


def test_one_centre_is_opened_at_once(signed_in):
    assert signed_in.get("/en/curate/centres/")["Location"] == CENTRE


def test_a_manager_writes_criteria_and_retires_them(managing, centre):
    managing.post(CENTRE + "criteria/", {"label_sv": "Det är öppet", "text_sv": "För alla."})

    made = Criterion.objects.get(labels__sv="Det är öppet")
    assert (made.label("sv"), made.label("da")) == ("Det är öppet", "Det är öppet")
    managing.post(f"{CENTRE}criteria/{made.pk}/retire/")
    assert made not in Criterion.objects.current()


def test_a_criterion_without_words_is_refused_on_the_page(managing, centre):
    response = managing.post(CENTRE + "criteria/", {"text_en": "Explained only"})

    assert response.status_code == 422
    assert "Write the criterion in at least one language." in page(response)
    assert "Explained only" in page(response)


def test_a_manager_keeps_replies(managing, centre):
    managing.post(CENTRE + "replies/", {"title": "More", "language": "sv", "text": "Berätta mer."})

    reply = CannedReply.objects.get()
    assert (reply.centre, reply.text) == (centre, "Berätta mer.")
    managing.post(f"{CENTRE}replies/{reply.pk}/delete/")
    assert not CannedReply.objects.exists()


@pytest.mark.parametrize("part", ["criteria/", "replies/", "people/invite/"])
def test_a_reviewer_changes_nothing_of_the_centre(signed_in, part):
    assert signed_in.post(CENTRE + part, {"label_en": "x"}).status_code == 403


def test_another_centre_does_not_exist_for_a_manager(managing, danish):
    criterion = Criterion.objects.create(centre=danish, key="x", labels={"en": "X"})

    assert managing.get("/en/curate/centres/dk/").status_code == 404
    assert managing.post(f"{CENTRE}criteria/{criterion.pk}/retire/").status_code == 404


def test_a_manager_invites_and_takes_invitations_back(managing, centre):
    managing.post(CENTRE + "people/invite/", {"email": "new@example.org", "role": "reviewer", "language": "sv"})

    invitation = Invitation.objects.open().get()
    assert "new@example.org" in page(managing.get(CENTRE + "people/"))
    managing.post(f"{CENTRE}invitations/{invitation.pk}/withdraw/")
    assert not Invitation.objects.open().exists()


@pytest.mark.parametrize(
    "sent", [{"email": "no address", "role": "reviewer", "language": "en"}, {"email": "a@example.org", "role": "king"}]
)
def test_a_bad_invitation_is_refused_with_a_message(managing, centre, sent):
    response = managing.post(CENTRE + "people/invite/", sent)

    assert response.status_code == 422
    assert sent["email"] in page(response)
    assert not Invitation.objects.exists()


def test_roles_change_and_the_last_manager_stays(managing, manager, curator):
    member = CentreMember.objects.get(user=curator)
    managing.post(f"{CENTRE}people/{member.pk}/", {"role": "editor"})
    member.refresh_from_db()
    assert member.role == "editor"

    own = CentreMember.objects.get(user=manager)
    response = managing.post(f"{CENTRE}people/{own.pk}/", {"do": "remove"}, follow=True)
    assert "A centre needs a manager." in page(response)

    managing.post(f"{CENTRE}people/{member.pk}/", {"do": "remove"})
    assert not CentreMember.objects.filter(user=curator).exists()


def test_a_coordinator_chooses_among_all_centres(client, danish):
    sign_in(client, person("coordinator@example.org", is_coordinator=True))

    shown = page(client.get("/en/curate/centres/"))

    assert "Centre Sweden" in shown
    assert "Centre Denmark" in shown
