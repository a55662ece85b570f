"""Vocabularies with their terms, and the sources that entries come from."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.forms import SimpleArrayField
from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst

from directory.admin.texts import TextsField, TextsForm
from directory.models import Source, Term, Vocabulary
from directory.operators import OperatorAdmin


@admin.register(Vocabulary)
class VocabularyAdmin(OperatorAdmin):
    form = TextsForm
    formfield_overrides: ClassVar = {**OperatorAdmin.formfield_overrides, models.JSONField: {"form_class": TextsField}}
    list_display = ("key", "title", "position")
    fields = ("key", "titles", "source", "uri", "position")

    def get_readonly_fields(self, request: HttpRequest, obj: Vocabulary | None = None) -> tuple[str, ...]:
        """The key is the word of a filter, in addresses out in the world."""
        return ("key",) if obj else ()


@admin.register(Term)
class TermAdmin(OperatorAdmin):
    """A term is retired, never deleted. Its place under a broader term is set once: entries are counted by it."""

    form = TextsForm
    formfield_overrides: ClassVar = {**OperatorAdmin.formfield_overrides, models.JSONField: {"form_class": TextsField}}
    list_display = ("key", "label", "vocabulary", "broader", "retired_at")
    list_filter = ("vocabulary",)
    list_select_related = ("vocabulary", "broader")
    search_fields = ("key", "labels")
    raw_id_fields = ("broader", "replacement")
    exclude = ("alternatives",)  # lists by language, which come with the shipped vocabularies

    def get_readonly_fields(self, request: HttpRequest, obj: Term | None = None) -> tuple[str, ...]:
        return ("vocabulary", "key", "broader") if obj else ()

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        """Matching concepts elsewhere: addresses, parted by commas."""
        if isinstance(db_field, ArrayField):
            address = forms.URLField(assume_scheme="https", max_length=500)
            return SimpleArrayField(address, required=False, label=capfirst(db_field.verbose_name))
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(Source)
class SourceAdmin(OperatorAdmin):
    list_display = ("key", "title", "licence")

    def get_readonly_fields(self, request: HttpRequest, obj: Source | None = None) -> tuple[str, ...]:
        return ("key",) if obj else ()
