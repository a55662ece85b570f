"""Centres with their members, accounts, invitations. No more of a person than the work needs."""

from typing import Any, ClassVar

from allauth.mfa.adapter import get_adapter
from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from directory.access.accounts import person
from directory.actions.accounts import reset_second_factor
from directory.actions.erasing import erase_person
from directory.models import Centre, CentreMember, Erasure, Invitation, User
from directory.operators import OperatorAdmin, ReadOnlyAdmin
from directory.permissions import is_operator


class MemberInline(admin.TabularInline):
    """Operators put right what a centre cannot put right itself, such as a centre without a manager."""

    model = CentreMember
    extra = 0
    raw_id_fields = ("user",)

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return isinstance(request.user, User) and is_operator(request.user)

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


@admin.register(Centre)
class CentreAdmin(OperatorAdmin):
    list_display = ("key", "name", "countries", "is_default")
    fields = ("key", "name", "countries", "languages", "website", "is_default")
    inlines = (MemberInline,)

    def get_readonly_fields(self, request: HttpRequest, obj: Centre | None = None) -> tuple[str, ...]:
        return ("key",) if obj else ()


@admin.register(User)
class UserAdmin(OperatorAdmin):
    """Accounts. They have no password; an address that is added here can sign in by a mailed code at once."""

    list_display = ("email", "first_name", "last_name", "is_active", "is_coordinator", "is_staff", "has_second_factor")
    list_filter = ("is_active", "is_coordinator", "is_staff", "centres")
    search_fields = ("email", "first_name", "last_name")
    fields = (
        "email", "first_name", "last_name", "language", "is_active", "is_coordinator", "is_staff",
        "has_second_factor", "last_login",
    )  # fmt: skip
    readonly_fields = ("has_second_factor", "last_login")
    actions = ["reset"]

    def save_model(self, request: HttpRequest, obj: User, form: object, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    @admin.display(boolean=True, description=_("second factor"))
    def has_second_factor(self, user: User) -> bool:
        return bool(user.pk and get_adapter().is_mfa_enabled(user))

    @admin.action(description=_("Reset the second factor (somebody lost app, passkey and recovery codes)"))
    def reset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            reset_second_factor(user=user, by=person(request))
            self.log_change(request, user, "second factor reset")
        done = ngettext("The second factor was reset.", "%(n)d second factors were reset.", len(queryset))
        self.message_user(request, done % {"n": len(queryset)}, messages.SUCCESS)


class ErasureForm(forms.ModelForm):
    """Whose data is to be erased. The address itself is not kept."""

    email = forms.EmailField(label=_("address of the person"))
    sure = forms.BooleanField(label=_("erase it everywhere, also in history; nothing brings it back"))

    class Meta:
        model = Erasure
        fields: ClassVar[list[str]] = []


@admin.register(Erasure)
class ErasureAdmin(OperatorAdmin):
    """The ledger. Adding to it erases a person's data."""

    list_display = ("at", "by", "what")
    list_select_related = ("by",)
    form = ErasureForm

    def get_fields(self, request: HttpRequest, obj: Erasure | None = None) -> tuple[str, ...]:
        return ("at", "by", "what") if obj else ("email", "sure")

    def get_readonly_fields(self, request: HttpRequest, obj: Erasure | None = None) -> tuple[str, ...]:
        return ("at", "by", "what") if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: Erasure | None = None) -> bool:
        return False

    def save_form(self, request: HttpRequest, form: forms.ModelForm, change: bool) -> Erasure:
        """The action makes the record of the ledger."""
        return erase_person(email=form.cleaned_data["email"], by=person(request))

    def save_model(self, request: HttpRequest, obj: Erasure, form: forms.ModelForm, change: bool) -> None:
        """It is saved already."""

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: bool) -> None:
        """Nothing hangs on it."""


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    """Who was invited where. Managers invite and take back on the pages of their centre."""

    list_display = ("email", "centre", "role", "created_at", "expires_at", "used_at")
    list_filter = ("centre",)
    list_select_related = ("centre",)
