"""Jobs of the queue: which failed and why, and a second try. Their arguments are keys of records, no personal data."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from procrastinate import utils
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

from directory.operators import ReadOnlyAdmin

RETRYABLE = ("failed", "cancelled", "aborted")


@admin.register(ProcrastinateJob)
class JobAdmin(ReadOnlyAdmin):
    list_display = ("id", "task_name", "status", "attempts", "scheduled_at", "arguments")
    list_filter = ("status", "task_name", "queue_name")
    show_full_result_count = False
    fields = ("id", "task_name", "status", "attempts", "scheduled_at", "queue_name", "priority", "arguments", "course")
    readonly_fields = ("arguments", "course")
    actions = ["retry"]

    @admin.display(description=_("arguments"))
    def arguments(self, job: ProcrastinateJob) -> str:
        return ", ".join(f"{name}={value}" for name, value in job.args.items())

    @admin.display(description=_("what happened"))
    def course(self, job: ProcrastinateJob) -> SafeString:
        events = ProcrastinateEvent.objects.filter(job=job).order_by("at")
        lines = format_html_join(
            "", "<li>{} {}</li>", ((f"{event.at:%Y-%m-%d %H:%M:%S}", event.type) for event in events)
        )
        return format_html("<ol>{}</ol>", lines)

    @admin.action(description=_("Try again"), permissions=["view"])
    def retry(self, request: HttpRequest, queryset: QuerySet[ProcrastinateJob]) -> None:
        """Put failed jobs back into the queue, to run now; others are left as they are."""
        failed = list(queryset.filter(status__in=RETRYABLE))
        for job in failed:
            app.job_manager.retry_job_by_id(job.id, utils.utcnow(), job.priority, job.queue_name, job.lock)
        done = ngettext("%(n)d job is queued again.", "%(n)d jobs are queued again.", len(failed)) % {"n": len(failed)}
        self.message_user(request, done, messages.SUCCESS if failed else messages.WARNING)
