"""Every address of the site; the pages of visitors carry their language."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from directory.api import permanent
from directory.contact import demo_mail
from sinet import entrance
from sinet.common import gallery
from sinet.mode import DEMO
from sinet.observability import health, metrics

urlpatterns = [
    path("", entrance.to_language, name="entrance"),
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("metrics", metrics.metrics, name="metrics"),
    path("admin/", admin.site.urls),
    *i18n_patterns(path("account/", include("directory.account.urls")), prefix_default_language=True),
    path("api/v1/", include("funding.api.urls")),  # first: the directory's answer for whatever does not exist
    path("api/v1/", include("directory.api.urls")),
    path("id/<uuid:uid>", permanent.permanent, name="permanent"),
    path("", include("directory.browse.site_urls")),
    *i18n_patterns(
        path("curate/", include("directory.curate.urls")),
        path("submit/", include("directory.submit.urls")),
        path("", include("directory.contact.urls")),
        path("curate/", include("funding.curate.urls")),
        path("", include("directory.browse.urls")),
        path("", include("funding.urls")),
        prefix_default_language=True,
    ),
]
if settings.MODE == DEMO:
    urlpatterns += [path("demo/mail/", demo_mail.mails, name="demo-mail")]
if not settings.IN_PRODUCTION:
    urlpatterns += [
        path("gallery/points.json", gallery.points, name="gallery-points"),
        path("gallery/suggestions.json", gallery.suggestions, name="gallery-suggestions"),
        *i18n_patterns(path("gallery/", gallery.gallery, name="gallery"), prefix_default_language=True),
    ]
