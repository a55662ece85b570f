"""Vocabularies with their terms, and the sources that entries come from."""

from typing import ClassVar

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from directory.admin.texts import TextsField, TextsForm
from directory.models import Source, Term, Vocabulary
from directory.operators import OperatorAdmin


@admin.register(Vocabulary)
class VocabularyAdmin(OperatorAdmin):
    form = TextsForm
    formfield_overrides: ClassVar = {models.JSONField: {"form_class": TextsField}}
    list_display = ("key", "title", "position")
    fields = ("key", "titles", "source", "uri", "position")

    def get_readonly_fields(self, request: HttpRequest, obj: Vocabulary | None = None) -> tuple[str, ...]:
        """The key is the word of a filter, in addresses out in the world."""
        return ("key",) if obj else ()


@admin.register(Term)
class TermAdmin(OperatorAdmin):
    """A term is retired, never deleted. Its place under a broader term is set once: entries are counted by it."""

    form = TextsForm
    formfield_overrides: ClassVar = {models.JSONField: {"form_class": TextsField}}
    list_display = ("key", "label", "vocabulary", "broader", "retired_at")
    list_filter = ("vocabulary",)
    list_select_related = ("vocabulary", "broader")
    search_fields = ("key", "labels")
    raw_id_fields = ("broader", "replacement")
    exclude = ("alternatives",)  # lists by language, which come with the shipped vocabularies

    def get_readonly_fields(self, request: HttpRequest, obj: Term | None = None) -> tuple[str, ...]:
        return ("vocabulary", "key", "broader") if obj else ()


@admin.register(Source)
class SourceAdmin(OperatorAdmin):
    list_display = ("key", "title", "licence")

    def get_readonly_fields(self, request: HttpRequest, obj: Source | None = None) -> tuple[str, ...]:
        return ("key",) if obj else ()
