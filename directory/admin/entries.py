"""Entries and their history, to look at: nothing changes without a revision, and no revision is made here."""

import json

from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from directory.models import ChangeSet, Entry, Revision
from directory.operators import ReadOnlyAdmin


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    list_display = ("title", "kind", "state", "centre", "updated_at")
    list_filter = ("kind", "state", "centre")
    list_select_related = ("centre",)
    search_fields = ("=uid", "=slug", "title__istartswith")
    search_help_text = _("uid, word in the address, or how the title begins")
    show_full_result_count = False
    fields = ("uid", "kind", "slug", "state", "merged_into", "title", "centre", "source", "source_record", "licence",
              "published_at", "updated_at", "verified_on", "completeness", "revision")  # fmt: skip


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    list_display = ("uid", "entry", "channel", "state", "created_at", "decided_at")
    list_filter = ("state", "channel")
    list_select_related = ("entry",)
    search_fields = ("=uid", "=entry__uid")
    search_help_text = _("uid of the revision or of the entry")
    show_full_result_count = False
    fields = ("uid", "entry", "base", "change_set", "channel", "author", "note", "created_at", "state", "decision",
              "decided_by", "decided_at", "proposed")  # fmt: skip
    readonly_fields = ("proposed",)

    @admin.display(description=_("document"))
    def proposed(self, revision: Revision) -> SafeString:
        return format_html("<pre>{}</pre>", json.dumps(revision.document, indent=2, ensure_ascii=False))


@admin.register(ChangeSet)
class ChangeSetAdmin(ReadOnlyAdmin):
    list_display = ("title", "channel", "created_at", "created_by")
    list_filter = ("channel",)
    list_select_related = ("created_by",)
    show_full_result_count = False
