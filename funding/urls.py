"""The addresses of visitors' pages that funding adds, below /{language}/."""

from django.urls import path

from funding.browse import grants, matching, sheets
from funding.contact import introductions

app_name = "funding"
urlpatterns = [
    path("funding/introductions/<str:secret>", introductions.introduction, name="introduction"),
    path("funding/match/", matching.match, name="match"),
    path("funding/match/<slug:kind>/<str:slug>/", matching.match_entry, name="match-entry"),
    path("funding/fits/<slug:kind>/<str:slug>/", matching.initiatives, name="initiatives"),
    path("funding/fits/<slug:kind>/<str:slug>/sheet.xlsx", sheets.initiatives_sheet, name="initiatives-sheet"),
    path("funding/partners/<slug:kind>/<str:slug>/", matching.partners, name="partners"),
    path("grants/", grants.grants, name="grants"),
    path("grants/<uuid:uid>/", grants.grant, name="grant"),
]
