"""The addresses of visitors and their programs that carry no language: feeds, sitemap, robots, OpenSearch."""

from django.urls import path

from directory.browse import discovery, feeds, pictures, sitemaps

app_name = "site"

urlpatterns = [
    path("feeds/<slug:language>/<slug:kinds>.atom", feeds.feed, name="feed"),
    path("pictures/<slug:digest>/<int:width>.<slug:ending>", pictures.picture, name="picture"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemaps/<slug:part>.xml", sitemaps.part, name="sitemap-part"),
    path("robots.txt", discovery.robots, name="robots"),
    path("opensearch/<slug:language>.xml", discovery.opensearch, name="opensearch"),
    path(".well-known/security.txt", discovery.security, name="security"),
    path("favicon.ico", discovery.favicon, name="favicon"),
]
