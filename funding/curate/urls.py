"""What funding adds below /{language}/curate/."""

from django.urls import path

from funding.curate import imports, matches

app_name = "funding-curate"
urlpatterns = [
    path("grants/", matches.matches, name="matches"),
    path("grants/matches/<int:pk>/undo/", matches.undo_match, name="undo-match"),
    path("grants/imports/", imports.imports, name="imports"),
    path("grants/imports/<uuid:uid>/", imports.one_import, name="import"),
    path("grants/imports/<uuid:uid>/report.csv", imports.report, name="import-report"),
    path("grants/imports/<uuid:uid>/take-back/", imports.take_import_back, name="take-import-back"),
]
