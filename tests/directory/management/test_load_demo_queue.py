from django.core.management import call_command

from directory.management.commands.load_demo_queue import CENTRES, EACH, held_back
from directory.models import Centre, Criterion, Entry, Proposal, User


def test_the_rows_held_back_wait_in_the_queue_of_their_centre_with_their_source(db):
    call_command("load_reference", verbosity=0)

    call_command("load_demo_queue", verbosity=0)
    call_command("load_demo_queue", verbosity=0)

    waiting = Proposal.objects.open().select_related("revision")
    assert len(held_back()) == len(CENTRES) * EACH == waiting.count() == 60
    assert {proposal.revision.document["uid"] for proposal in waiting} == held_back()
    assert {proposal.revision.document["source"]["key"] for proposal in waiting} == {"susy"}
    assert {proposal.channel for proposal in waiting} == {"import"}
    assert not Entry.objects.exists()
    assert {Proposal.objects.filter(centre=centre).count() for centre in Centre.objects.all()} == {EACH}
    assert all(Criterion.objects.filter(centre=centre).count() == 4 for centre in Centre.objects.all())
    assert {user.email.partition("@")[2] for user in User.objects.all()} == {"example.org"}
