"""The addresses of reports and messages, below /{language}/."""

from django.urls import path

from directory.contact import counts, messages, reports

app_name = "contact"

urlpatterns = [
    path("reports/", counts.counts, name="counts"),
    path("report/status/<str:secret>", reports.status, name="report-status"),
    path("report/message/<str:secret>", messages.report, name="report-message"),
    path("report/<slug:kind>/<str:slug>/", reports.report, name="report"),
    path("write/confirm/<str:secret>", messages.confirm, name="confirm-message"),
    path("write/<slug:kind>/<str:slug>/", messages.write, name="write"),
]
