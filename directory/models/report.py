"""Reports (notices) about published content (Regulation (EU) 2022/2065, Art. 16) and mails to initiatives."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models.centre import Centre, in_territory
from directory.models.entry import Entry
from directory.models.revision import Revision
from sinet.common.ids import uuid7

if TYPE_CHECKING:
    from directory.models.user import User


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> "ReportQuerySet":
        return self.filter(state__in=[Report.State.RECEIVED, Report.State.APPEALED])

    def for_curator(self, user: "User") -> "ReportQuerySet":
        return self.filter(in_territory(user, "centre"))


class Report(models.Model):
    """Somebody says that something published is unlawful, wrong or about them."""

    class Reason(models.TextChoices):
        UNLAWFUL = "unlawful", _("It is unlawful")
        WRONG = "wrong", _("It is wrong or out of date")
        ABOUT_ME = "about_me", _("It is about me and I want it gone")
        SPAM_MESSAGE = "spam_message", _("A message sent through this site is spam or abuse")

    class State(models.TextChoices):
        RECEIVED = "received", _("Received")
        UPHELD = "upheld", _("Content withdrawn or corrected")
        DISMISSED = "dismissed", _("Content stays")
        APPEALED = "appealed", _("Appealed")
        APPEAL_UPHELD = "appeal_upheld", _("Appeal: content withdrawn or corrected")
        APPEAL_DISMISSED = "appeal_dismissed", _("Appeal: content stays")

    uid = models.UUIDField(unique=True, default=uuid7, editable=False)
    secret_hash = models.CharField(max_length=64, unique=True)
    affected_hash = models.CharField(max_length=64, blank=True, db_index=True)
    """Of the private link of those whose entry was reported; given out with the decision."""
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="reports")
    centre = models.ForeignKey(Centre, on_delete=models.SET_NULL, null=True, blank=True, related_name="reports")
    reason = models.CharField(max_length=20, choices=Reason)
    place = models.CharField(_("where on the page"), max_length=250, blank=True)
    text = models.TextField(_("what is wrong and why"), max_length=5000)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(max_length=12, default="en")
    good_faith = models.BooleanField(default=False)
    state = models.CharField(max_length=20, choices=State, default=State.RECEIVED)
    created_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    statement = models.TextField(_("statement of reasons"), blank=True)
    ground = models.CharField(_("legal ground or term"), max_length=250, blank=True)
    withdrawal = models.ForeignKey(Revision, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The revision by which the entry was taken down, so that an appeal can bring it back."""
    appeal = models.TextField(_("appeal"), max_length=5000, blank=True)
    appealed_at = models.DateTimeField(null=True, blank=True)
    appeal_statement = models.TextField(blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"report {self.uid}"


class Message(models.Model):
    """A message to an initiative, passed on by mail; kept for a while so that it can be reported."""

    uid = models.UUIDField(unique=True, default=uuid7, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="messages")
    sender_name = models.CharField(max_length=200)
    sender_email = models.EmailField()
    text = models.TextField(max_length=5000)
    language = models.CharField(max_length=12, default="en")
    secret_hash = models.CharField(max_length=64, unique=True)
    """Of the link by which the sender confirms it."""
    report_hash = models.CharField(max_length=64, blank=True, db_index=True)
    """Of the link by which the receiver reports it."""
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"message {self.uid}"
