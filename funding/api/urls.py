"""What funding adds below /api/v1/."""

from django.urls import path

from funding.api.grants import GrantDetail, GrantList, GrantsPackage, GrantsTable

app_name = "funding-api"
urlpatterns = [
    path("grants/", GrantList.as_view(), name="grant-list"),
    path("grants/grants.json", GrantsPackage.as_view(), name="grants-package"),
    path("grants/grants.csv", GrantsTable.as_view(), name="grants-table"),
    path("grants/<uuid:uid>/", GrantDetail.as_view(), name="grant-detail"),
]
