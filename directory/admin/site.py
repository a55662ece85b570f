"""The door of /admin/: operators only, signed in as everybody else and with a second factor."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from directory.access import is_confirmed, turn_away
from directory.models import User
from directory.permissions import is_operator


class OperatorSite(AdminSite):
    site_header = _("sinet for operators")
    site_title = _("sinet for operators")
    index_title = _("Vocabularies, centres, accounts, jobs")

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return isinstance(user, User) and is_operator(user) and is_confirmed(request)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """No password here: sign in as everywhere, or set up a second factor, or get the 403 page."""
        return turn_away(request, is_operator) or self.index(request)
