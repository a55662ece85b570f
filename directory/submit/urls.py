"""The addresses of the submitters' pages, below /{language}/submit/."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from directory.submit import filling, following, fragments, later, pictures, same, sending, starting


class SecretConverter(StringConverter):
    """The secret of a private link, or the one of a mail with the identifier of a proposal behind it."""

    regex = r"[A-Za-z0-9_~-]{1,120}"


register_converter(SecretConverter, "secret")
app_name = "submit"

urlpatterns = [
    path("", starting.start, name="start"),
    path("change/<slug:kind>/<str:slug>/", starting.change, name="change"),
    path("ended/<slug:kind>/<str:slug>/", starting.ended, name="ended"),
    path("draft/<secret:secret>/", filling.resume, name="resume"),
    path("draft/<secret:secret>/same/", same.same, name="same"),
    path("draft/<secret:secret>/later/", later.later, name="later"),
    path("draft/<secret:secret>/check/", sending.check, name="check"),
    path("draft/<secret:secret>/sent/", sending.sent, name="sent"),
    path("draft/<secret:secret>/pictures/<uuid:uid>/<int:width>", pictures.picture, name="picture"),
    path("draft/<secret:secret>/save/<slug:name>/", filling.save, name="save"),
    path("draft/<secret:secret>/<slug:name>/", filling.step, name="step"),
    path("confirm/<secret:secret>", sending.confirm_page, name="confirm"),
    path("status/<secret:secret>", following.status, name="status"),
    path("mine/", following.mine, name="mine"),
    path("mine/<secret:secret>", following.mine_list, name="mine-list"),
    path("duplicates", fragments.duplicates, name="duplicates"),
    path("places", fragments.towns, name="places"),
    path("organisations", fragments.organisations, name="organisations"),
]
