"""The addresses of visitors' pages that funding adds, below /{language}/."""

from django.urls import path

from funding.browse import calendars, grants, matching, sheets
from funding.contact import introductions
from funding.insight import pages

app_name = "funding"
urlpatterns = [
    path("funding/", pages.money, name="money"),
    path("funding/data/<slug:key>.csv", pages.data, name="money-data"),
    path("funding/introductions/<str:secret>", introductions.introduction, name="introduction"),
    path("funding/match/", matching.match, name="match"),
    path("funding/match/<slug:kind>/<str:slug>/", matching.match_entry, name="match-entry"),
    path("funding/fits/<slug:kind>/<str:slug>/", matching.initiatives, name="initiatives"),
    path("funding/fits/<slug:kind>/<str:slug>/sheet.xlsx", sheets.initiatives_sheet, name="initiatives-sheet"),
    path("funding/partners/<slug:kind>/<str:slug>/", matching.partners, name="partners"),
    path("calls.ics", calendars.calls_calendar, name="calls-calendar"),
    path("calls/<str:slug>.ics", calendars.call_calendar, name="call-calendar"),
    path("grants/", grants.grants, name="grants"),
    path("grants/<uuid:uid>/", grants.grant, name="grant"),
]
