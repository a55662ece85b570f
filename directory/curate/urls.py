"""The addresses of a competence centre's pages, below /{language}/curate/."""

from django.urls import path

from directory.curate import (
    centres,
    editing,
    history,
    merging,
    people,
    picking,
    picture_rows,
    queue,
    reports,
    review,
    together,
)

app_name = "curate"

urlpatterns = [
    path("", queue.queue, name="queue"),
    path("together/", together.together, name="together"),
    path("together/<uuid:uid>/", together.batch, name="batch"),
    path("views/", queue.save_view, name="save-view"),
    path("views/<int:pk>/delete/", queue.delete_view, name="delete-view"),
    path("enter/", editing.enter, name="enter"),
    path("entries/", picking.entries, name="entries"),
    path("proposals/<uuid:uid>/", review.review, name="proposal"),
    path("proposals/<uuid:uid>/decide/", review.decide, name="decide"),
    path("proposals/<uuid:uid>/edit/", editing.edit, name="edit"),
    path("proposals/<uuid:uid>/merge/", merging.merge, name="merge"),
    path("pictures/<uuid:uid>/<int:width>", picture_rows.picture, name="picture"),
    path("entries/<uuid:uid>/edit/", editing.edit_entry, name="edit-entry"),
    path("entries/<uuid:uid>/history/", history.entry_history, name="entry-history"),
    path("revisions/<uuid:uid>/restore/", history.restore_revision, name="restore"),
    path("changes/", history.changes, name="changes"),
    path("changes/<uuid:uid>/", history.change_set, name="change-set"),
    path("reports/", reports.reports, name="reports"),
    path("reports/<uuid:uid>/", reports.report, name="report"),
    path("centres/", centres.centres, name="centres"),
    path("centres/<slug:key>/", centres.centre, name="centre"),
    path("centres/<slug:key>/people/", people.people, name="people"),
    path("centres/<slug:key>/people/invite/", people.invite_somebody, name="invite"),
    path("centres/<slug:key>/people/<int:pk>/", people.change_member, name="change-member"),
    path("centres/<slug:key>/invitations/<int:pk>/withdraw/", people.withdraw, name="withdraw-invitation"),
    path("centres/<slug:key>/criteria/", centres.save_criterion, name="save-criterion"),
    path("centres/<slug:key>/criteria/<int:pk>/retire/", centres.retire_criterion, name="retire-criterion"),
    path("centres/<slug:key>/replies/", centres.save_reply, name="save-reply"),
    path("centres/<slug:key>/replies/<int:pk>/delete/", centres.delete_reply, name="delete-reply"),
]
