"""The people and records that tests/permissions.txt speaks of.

A new kind of record gets its state in `records`: the value of each argument of an address, by the argument's name or,
where addresses mean different things by one name, by "name of the address.argument" (names may hold *).
"""

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase

from django.conf import settings
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from directory.actions import apply_bulk, propose, withdraw
from directory.actions.alerts import key_of
from directory.actions.batches import plan
from directory.actions.invitations import accept_invitation, invite
from directory.actions.proposals import confirm, mail_my_proposals, send, start_draft
from directory.actions.secrets import hash_of
from directory.choices import Channel, Intent, Kind, ProposalState
from directory.models import (
    Alert,
    CannedReply,
    CentreMember,
    Criterion,
    Decision,
    Entry,
    Erasure,
    Invitation,
    Mail,
    Message,
    Picture,
    Proposal,
    Report,
    Revision,
    SavedView,
    Source,
    Submitter,
    Term,
    User,
)
from funding.actions.deciding import decide
from funding.models import Grant, GrantCandidate, Introduction
from sinet.common.ids import uuid7
from tests.factories import document, people, publish
from tests.factories.grants import record, take_in
from tests.factories.pictures import drawing, kept, named, packed

KINDS = ("organisation", "project", "case", "publication", "event", "call")
Records = dict[str, dict[str, str]]


@dataclass
class World:
    sessions: dict[str, str]
    """Role → key of a session, empty for the visitor."""
    records: Records
    """State → argument → value."""

    def client(self, role: str) -> Client:
        """A fresh browser of somebody in this role."""
        client = Client(raise_request_exception=False)
        if self.sessions[role]:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        return client

    def argument(self, name: str, argument: str, state: str) -> str:
        """The value of an argument of an address. Raises `KeyError` with what is missing in this file."""
        for known in (self.records[state], self.records["-"]):
            for key, value in sorted(known.items(), key=lambda item: -len(item[0])):
                glob, _dot, wanted = key.rpartition(".")
                if wanted == argument and fnmatchcase(name, glob or "*"):
                    return value
        raise KeyError(f"tests/permission_world.py knows no {argument} for {name} ({state})")


def make_world() -> World:
    sessions = _people()
    records = _entries() | _invitations() | _proposals()
    return World(sessions, records | {"-": records["-"] | _operated()})


def _people() -> dict[str, str]:
    se, dk = people.centre("se"), people.centre("dk")
    who: dict[str, Callable[[str], User]] = {
        "nobody": people.person,
        "reviewer": lambda email: people.person(email, role="reviewer", at=se),
        "editor": lambda email: people.person(email, role="editor", at=se),
        "manager": lambda email: people.person(email, role="manager", at=se),
        "stranger": lambda email: people.person(email, role="manager", at=dk),
        "coordinator": lambda email: people.person(email, is_coordinator=True),
        "operator": lambda email: people.person(email, is_staff=True),
    }
    sessions = {"visitor": ""}
    for role, make in who.items():
        has_factor = role != "nobody"
        sessions[role] = _signed_in(make(f"{role}@example.org"), second_factor=has_factor)
    for role in ("reviewer", "coordinator", "operator"):
        sessions[f"{role}-"] = _signed_in(who[role](f"{role}-without@example.org"), second_factor=False)
    return sessions


def _signed_in(user: User, *, second_factor: bool) -> str:
    client = people.sign_in(Client(), user, second_factor=second_factor)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _entries() -> Records:
    """One published entry of each kind; organisations withdrawn, merged, and proposed alone."""
    sweden = [{"country": "SE", "city": "Lund", "latitude": 55.7, "longitude": 13.19, "precision": "city"}]
    event = {"starts_at": "2027-05-17T09:00:00+02:00", "time_zone": "Europe/Stockholm"}
    shown, withdrawn, proposed_only = (_picture(colour) for colour in ("red", "green", "blue"))
    published: dict[str, Entry] = {}
    for kind in KINDS:
        part = {"event": event, "call": {"closes_at": event["starts_at"]}}
        part = {kind: part[kind]} if kind in part else {}
        pictures = [named(shown)] if kind == "organisation" else []
        published[kind] = publish(
            kind, f"A {kind}", places=sweden, tags=["garden"], terms={"theme": ["health"]}, pictures=pictures, **part
        )
    first = published["organisation"]
    gone = publish("organisation", "Gone", places=sweden, pictures=[named(withdrawn)])
    withdraw(entry=gone, by=None, note="test")
    double = publish("organisation", "Double", places=sweden)
    merged = {**_document_of(double), "state": "merged", "merged_into": str(first.uid)}
    apply_bulk(documents=[merged], channel=Channel.CURATOR, by=None, title="merge")
    proposed = document(
        "organisation", "Only proposed", slug="only-proposed", places=sweden, pictures=[named(proposed_only)]
    )
    propose(document=proposed, channel=Channel.FORM)
    ordinary = {f"directory:{kind}-*.slug": entry.slug for kind, entry in published.items()}
    report = Report.objects.create(
        secret_hash=hash_of("of-a-report"), entry=first, centre_id="se", reason="wrong", text="It is."
    )
    return {
        "reported": {"uid": str(report.uid), "secret": "of-a-report"},
        "written": _message(first),
        "alerted": _alert(first),
        "introduced": _introduction(first, published["project"]),
        "-": ordinary
        | {
            "submit:*.slug": first.slug,
            "contact:*.slug": first.slug,
            "contact:*.kind": "organisation",
            "funding:*.kind": "organisation",
            "funding:*.slug": first.slug,
            "funding:initiatives*.kind": "call",
            "funding:initiatives*.slug": published["call"].slug,
            "funding:call-calendar.slug": published["call"].slug,
            "funding:money-data.key": "country",
            "uid": str(first.uid),
            "width": "320",
            "ending": "webp",
            "site:picture.digest": shown.digest,
            "curate:picture.uid": str(shown.uid),
            "curate:restore.uid": str(first.revision.uid) if first.revision else "",
            "curate:change-set.uid": str(first.revision.change_set.uid) if first.revision else "",
            "curate:*.key": "se",
            **_of_the_centre(),
            **_grants(first),
            "directory:vocabulary.key": "theme",
            "directory:facet-values.key": "theme",
            "directory:centre.key": "se",
            "vocabulary": "theme",
            "directory:term.key": "health",
            "directory:tag.slug": "garden",
            "api:vocabulary-detail.key": "theme",
            "api:*.kind": "organisation",
            "submit:*.kind": "organisation",
            "language": "en",
            "kinds": "entries",
            "part": "pages",
        },
        "withdrawn": {"slug": gone.slug, "uid": str(gone.uid), "site:picture.digest": withdrawn.digest},
        "merged": {"slug": double.slug, "uid": str(double.uid)},
        "proposed": {
            "slug": "only-proposed",
            "uid": proposed["uid"],
            "site:picture.digest": proposed_only.digest,
        },
    }


def _grants(entry: Entry) -> dict[str, str]:
    """A file of one grant, whose recipient a curator of Sweden has said to be this entry."""
    found = take_in(record(recipientOrganization=[{"id": "360G-own", "name": entry.title}]))
    candidate = GrantCandidate.objects.get(entry=entry)
    decide(candidates={candidate.pk: "same"}, by=User.objects.get(email="reviewer@example.org"))
    uid = str(Grant.objects.public().get().uid)
    return {
        "funding:grant.uid": uid,
        "funding-api:grant-detail.uid": uid,
        "funding-curate:*.uid": str(found.uid),
        "funding-curate:undo-match.pk": str(candidate.pk),
    }


def _picture(colour: str, **owner: Proposal) -> Picture:
    return kept(packed(drawing(640, 480, colour)), **owner)


def _introduction(seeker: Entry, offerer: Entry) -> dict[str, str]:
    """An introduction that waits for both answers, by the link of the one who looks for something."""
    hashes = {"seeker_hash": hash_of("of-a-seeker"), "offerer_hash": hash_of("of-an-offerer")}
    Introduction.objects.create(what="premises", seeker=seeker, offerer=offerer, **hashes)
    return {"secret": "of-a-seeker"}


def _alert(entry: Entry) -> dict[str, str]:
    """An alert that waits for its confirmation, and the lasting link of its reader."""
    reader = Submitter.objects.create(email="reader@example.org")
    Alert.objects.create(submitter=reader, entry=entry, secret_hash=hash_of("of-an-alert"))
    return {"secret": "of-an-alert", "key": key_of(reader)}


def _message(entry: Entry) -> dict[str, str]:
    """A message to those who look after an entry: the links of its sender and of its receiver."""
    Proposal.objects.create(
        secret_hash=hash_of("of-the-entry"),
        kind=entry.kind,
        entry=entry,
        state=ProposalState.APPLIED,
        received_at=timezone.now(),
        submitter=Submitter.objects.create(email="maker@example.org"),
    )
    Message.objects.create(
        entry=entry,
        sender_name="Kim",
        sender_email="kim@example.org",
        text="Hello",
        secret_hash=hash_of("of-its-sender"),
        report_hash=hash_of("of-its-receiver"),
    )
    return {"contact:confirm-message.secret": "of-its-sender", "contact:report-message.secret": "of-its-receiver"}


def _of_the_centre() -> dict[str, str]:
    """A criterion, a reply, a member and an open invitation of Sweden's centre; a view that the reviewer has saved."""
    criterion = Criterion.objects.create(centre_id="se", key="scope", labels={"en": "In scope"})
    reply = CannedReply.objects.create(centre_id="se", language="en", title="Thanks", text="Thank you.")
    view = SavedView.objects.create(user=User.objects.get(email="reviewer@example.org"), name="Mine", query="kind=case")
    invitation = invite(
        email="asked@example.org", centre=people.centre("se"), role="editor", by=None, link="/", language="en"
    )
    member = CentreMember.objects.get(user__email="editor@example.org")
    return {
        "curate:retire-criterion.pk": str(criterion.pk),
        "curate:delete-reply.pk": str(reply.pk),
        "curate:delete-view.pk": str(view.pk),
        "curate:withdraw-invitation.pk": str(invitation.pk),
        "curate:change-member.pk": str(member.pk),
    }


def _document_of(entry: Entry) -> dict[str, object]:
    revision = Entry.objects.get(pk=entry.pk).revision
    return dict(revision.document) if revision else {}


def _invitations() -> Records:
    secrets = []
    for address in ("new@example.org", "used@example.org"):
        invite(email=address, centre=people.centre("se"), role="editor", by=None, link="/", language="en")
        secrets.append(_mailed_secret())
    accept_invitation(secret=secrets[1])
    return {"invited": {"secret": secrets[0]}, "used": {"secret": secrets[1]}}


def _proposals() -> Records:
    """Private links: of a draft, of a proposal that waits in Sweden, and one that leads nowhere."""
    _draft, draft = start_draft(kind=Kind.PROJECT, intent=Intent.NEW, language="en")
    proposal, secret = start_draft(kind=Kind.PROJECT, intent=Intent.NEW, language="en")
    send(
        proposal=proposal,
        documents=[document("project", "Waiting", source=None, places=[{"country": "SE"}])],
        email="sender@example.org",
        contact={},
        licence="CC-BY-4.0",
        status_link="/status",
        confirm_link="/",
    )
    batch = plan(
        decisions=[Decision(proposal=proposal, do="accept")], by=User.objects.get(email="reviewer@example.org")
    )
    token = _mailed_secret()
    confirm(secret=token)
    mail_my_proposals(email="sender@example.org", language="en", link="/")
    waiting = {"secret": secret, "submit:confirm.secret": token, "submit:mine-list.secret": _mailed_secret()}
    names = {"submit:save.name": "what", "submit:step.name": "what"}
    of_the_draft = {"*:picture.uid": str(_picture("black", proposal=_draft).uid)}
    of_the_other = {"*:picture.uid": str(_picture("white", proposal=proposal).uid)}
    return {
        "draft": {"secret": draft, **names, **of_the_draft},
        "waiting": {**waiting, **names, "uid": str(proposal.uid), **of_the_other},
        "planned": {"uid": str(batch.uid)},
        "unknown": {"secret": "no-such-secret", "contact:alerts.key": "1:forged", "uid": str(uuid7()), **names},
    }


def _mailed_secret() -> str:
    """What stands at the end of the link in the newest mail that has one."""
    mails = Mail.objects.filter(context__has_key="link").order_by("-pk")
    return str(mails[0].context["link"]).rsplit("/", 1)[1]


def _operated() -> dict[str, str]:
    """What the admin shows: the key of one record of each model."""
    term, revision = Term.objects.get(vocabulary="theme", key="health"), Revision.objects.latest("pk")
    keys = {
        "entry": Entry.objects.latest("pk").pk,
        "revision": revision.pk,
        "changeset": Revision.objects.exclude(change_set=None).latest("pk").change_set_id,
        "procrastinatejob": ProcrastinateJob.objects.latest("pk").pk,
        "centre": "se",
        "user": User.objects.get(email="nobody@example.org").pk,
        "invitation": Invitation.objects.latest("pk").pk,
        "erasure": Erasure.objects.create(key="x").pk,
        "vocabulary": "theme",
        "term": term.pk,
        "source": Source.objects.latest("pk").pk,
    }
    records = {f"admin:*_{model}_*.object_id": str(key) for model, key in keys.items()}
    return records | {"object_id": "1", "content_type_id": "999", "pk": "999"}
