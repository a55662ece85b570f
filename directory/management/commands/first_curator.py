"""`manage.py first_curator EMAIL --centre KEY`: invites the first manager of a centre."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from directory.actions.errors import ActionError
from directory.actions.invitations import GOOD_FOR, invite
from directory.models import Centre, CentreMember, Mail


class Command(BaseCommand):
    help = (
        "Invites somebody by mail to be a manager of a centre. From then on managers invite their colleagues on the "
        "pages of the centre. The invitation is printed too, for the case that no mail server is set up yet."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="address of the person")
        parser.add_argument("--centre", required=True, metavar="KEY", help="key of the centre, such as `se`")
        parser.add_argument("--name", default="", help="name of the centre, to make it where it is not there yet")
        parser.add_argument("--countries", default="", help="its countries, such as SE,DK; with --name")
        parser.add_argument("--language", default="en", choices=[code for code, _name in settings.LANGUAGES])

    def handle(self, *args: Any, **options: Any) -> None:
        email = _checked(options["email"])
        centre = Centre.objects.filter(key=options["centre"]).first() or _new_centre(**options)
        with translation.override(options["language"]):
            page = settings.SITE_URL + reverse("account:invitation", args=["-"]).removesuffix("-")
        try:
            with transaction.atomic():  # the link is read before a worker can send the mail, which forgets it
                invite(
                    email=email,
                    centre=centre,
                    role=CentreMember.Role.MANAGER,
                    by=None,
                    link=page,
                    language=options["language"],
                )
                link = Mail.objects.filter(kind="invitation", recipient=email).latest("pk").context["link"]
        except ActionError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{email} is invited to be a manager of {centre.name} ({centre.key}).")
        self.stdout.write(f"The mail leaves when the worker runs. The link works once, for {GOOD_FOR.days} days:")
        self.stdout.write(link)


def _checked(email: str) -> str:
    try:
        validate_email(email)
    except ValidationError as error:
        raise CommandError(f"{email} is not an e-mail address.") from error
    return email.strip().lower()


def _new_centre(*, centre: str, name: str, countries: str, language: str, **_others: Any) -> Centre:
    """Make the centre that is not there yet. Raises `CommandError` when its name or countries are missing."""
    codes = countries.upper().replace(",", " ").split()
    if not name or not codes:
        known = ", ".join(Centre.objects.values_list("key", flat=True)) or "none"
        raise CommandError(
            f"There is no centre {centre} (there are: {known}). To make it, give --name and --countries."
        )
    made = Centre(key=centre, name=name, countries=codes, languages=[language])
    try:
        made.full_clean()
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    made.save(force_insert=True)
    return made
