"""The addresses of reports and messages, below /{language}/."""

from django.urls import path

from directory.contact import alerts, counts, messages, reports

app_name = "contact"

urlpatterns = [
    path("alerts/search/", alerts.of_search, name="alert-search"),
    path("alerts/answers/", alerts.of_answers, name="alert-answers"),
    path("alerts/confirm/<str:secret>", alerts.confirm, name="confirm-alert"),
    path("alerts/mine/<str:key>", alerts.mine, name="alerts"),
    path("alerts/<slug:kind>/<str:slug>/", alerts.of_entry, name="alert-entry"),
    path("alerts/<slug:kind>/<str:slug>/finds/", alerts.of_finds, name="alert-finds"),
    path("reports/", counts.counts, name="counts"),
    path("report/status/<str:secret>", reports.status, name="report-status"),
    path("report/message/<str:secret>", messages.report, name="report-message"),
    path("report/<slug:kind>/<str:slug>/", reports.report, name="report"),
    path("write/confirm/<str:secret>", messages.confirm, name="confirm-message"),
    path("write/<slug:kind>/<str:slug>/", messages.write, name="write"),
]
