"""Alerts by mail for people without an account: asked for, confirmed by mail, stopped with one click."""

from datetime import timedelta
from typing import Final

from django.core import signing
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.actions.errors import ActionError
from directory.actions.mails import write_mail
from directory.actions.secrets import hash_of, new_secret
from directory.models import Alert, Entry, Submitter

CONFIRM_WITHIN: Final = timedelta(days=7)
MOST_ALERTS: Final = 30
"""How many one address may have."""
_KEYS: Final = signing.Signer(salt="sinet.alerts")


@transaction.atomic
def ask_alert(
    *,
    email: str,
    label: str,
    entry: Entry | None,
    query: str,
    rhythm: str,
    language: str,
    confirm_link: str,
    finds: bool = False,
) -> Alert:
    """Keep an alert until its reader confirms it by mail; asked for twice, it is one. `label` says in the mail what
    it is about, `confirm_link` ends where the secret goes, `finds` is that of `Alert`.

    Raises `ActionError` where the address has as many as one may have.
    """
    values = {"language": language}
    submitter, _made = Submitter.objects.get_or_create(email=email.strip().lower(), defaults=values)
    submitter = Submitter.objects.select_for_update().get(pk=submitter.pk)
    known = submitter.alerts.filter(entry=entry, query=query, finds=finds).first()
    if known is None and submitter.alerts.count() >= MOST_ALERTS:
        raise ActionError(
            _("This address has %(count)d alerts already; stop one of them first.") % {"count": MOST_ALERTS}
        )
    alert = known or Alert(submitter=submitter, entry=entry, query=query, finds=finds)
    secret, alert.secret_hash = new_secret()
    alert.language = language
    alert.created_at = timezone.now()
    if alert.confirmed_at is None:
        alert.rhythm = rhythm
    alert.save()
    context = {"title": label, "link": confirm_link + secret, "rhythm": rhythm}
    write_mail(kind="alert_confirm", to=submitter.email, language=language, context=context)
    return alert


def find_alert(*, secret: str) -> Alert | None:
    """The alert of a confirming link while it is good."""
    since = timezone.now() - CONFIRM_WITHIN
    found = Alert.objects.select_related("submitter", "entry")
    return found.filter(secret_hash=hash_of(secret), created_at__gt=since).first()


@transaction.atomic
def confirm_alert(*, secret: str) -> Alert:
    """Let an alert begin: what becomes public from now on is told. Raises `ActionError` for a link that is over."""
    alert = Alert.objects.select_for_update(of=["self"]).filter(secret_hash=hash_of(secret)).first()
    if alert is None or alert.created_at < timezone.now() - CONFIRM_WITHIN:
        raise ActionError(_("This link is older than seven days, or it never existed."))
    if alert.confirmed_at is None:
        alert.confirmed_at = alert.looked_at = timezone.now()
        alert.seen = _snapshot()
        alert.save(update_fields=["confirmed_at", "looked_at", "seen"])
    return alert


def key_of(submitter: Submitter) -> str:
    """What stands in the lasting link to all alerts of one person. It is signed, so nothing of it is kept."""
    return _KEYS.sign(str(submitter.pk))


def reader_of(key: str) -> Submitter | None:
    """Whose link this is."""
    try:
        return Submitter.objects.filter(pk=int(_KEYS.unsign(key))).first()
    except (signing.BadSignature, ValueError):
        return None


@transaction.atomic
def stop_alerts(*, submitter: Submitter, uid: str = "") -> int:
    """End one alert, or all of this person's. They are deleted; whoever stops twice finds nothing wrong."""
    alerts = submitter.alerts.filter(uid=uid) if uid else submitter.alerts.all()
    count, _by_model = alerts.delete()
    return count


@transaction.atomic
def change_rhythm(*, submitter: Submitter, uid: str, rhythm: str) -> None:
    """Tell more or less often from now on."""
    submitter.alerts.filter(uid=uid).update(rhythm=Alert.Rhythm(rhythm))


def _snapshot() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        return str(cursor.fetchone()[0])
