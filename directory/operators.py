"""The site of operators: its door, and what all its pages have in common. The pages are in `directory.admin`.

It stands apart from them because Django makes the site before it takes up the pages.
"""

from typing import Any, ClassVar

from allauth.account.utils import get_next_redirect_url
from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from directory.access.accounts import View, is_confirmed, only_for, turn_away
from directory.models import User
from directory.permissions import is_operator

_METHODS = require_http_methods(["GET", "HEAD", "POST"])


class OperatorSite(admin.AdminSite):
    site_header = _("sinet for operators")
    site_title = _("sinet for operators")
    index_title = _("Vocabularies, centres, accounts, jobs")

    def register(
        self, model_or_iterable: Any, admin_class: type[admin.ModelAdmin] | None = None, **options: Any
    ) -> None:
        """Take up our own pages only: those that libraries bring would show secrets of accounts."""
        if admin_class is not None and issubclass(admin_class, OperatorAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def admin_view(self, view: View, cacheable: bool = False) -> View:  # type: ignore[override]  # also answers at the door
        """Every page asks at the door first, in the words of the whole site, not in those of Django's login."""
        return _METHODS(only_for(is_operator)(super().admin_view(view, cacheable)))

    def password_change(  # type: ignore[override]  # a redirect in place of a page
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """There are no passwords; how an account is protected stands on its own page."""
        return HttpResponseRedirect(reverse("mfa_index"))

    password_change_done = password_change  # type: ignore[assignment]  # the same

    def has_permission(self, request: HttpRequest) -> bool:
        return _is_operator(request) and is_confirmed(request)

    @method_decorator(_METHODS)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """No password here: sign in as everywhere, or set up a second factor, or get the 403 page."""
        onward: str = get_next_redirect_url(request) or reverse("admin:index")
        return turn_away(request, is_operator) or HttpResponseRedirect(onward)


def _is_operator(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and is_operator(request.user)


class OperatorAdmin(admin.ModelAdmin):
    """Operators may look, add and change. Only such classes are taken up by `OperatorSite`."""

    formfield_overrides: ClassVar = {models.URLField: {"assume_scheme": "https"}}

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_operator(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing here goes without a trace: terms are retired, accounts closed, personal data erased by its action."""
        return False


class ReadOnlyAdmin(OperatorAdmin):
    """Operators may look."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
