"""What programs look for at known addresses: robots.txt, OpenSearch, security.txt, the icon."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

_VALID = timedelta(days=180)
"""How long a security.txt says that it holds; RFC 9116 advises less than a year."""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be read but what only people or keys should use; crawl by the sitemap."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /api/",
        *(f"Disallow: /{code}/*?*q=" for code, _name in settings.LANGUAGES),
        "",
        f"Sitemap: {settings.SITE_URL}{reverse('site:sitemap')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def opensearch(request: HttpRequest, language: str) -> HttpResponse:
    """The description by which a browser offers this search (OpenSearch 1.1)."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    with override(language):
        context = {
            "name": settings.SITE_NAME[:16],
            "language": language,
            "search_url": f"{settings.SITE_URL}{reverse('directory:search')}?q={{searchTerms}}",
            "icon_url": f"{settings.SITE_URL}{static('img/favicon.svg')}",
        }
        kind = "application/opensearchdescription+xml; charset=utf-8"
        return render(request, "browse/opensearch.xml", context, content_type=kind)


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116); 404 while the operator has named no contact."""
    contact = settings.SECURITY_CONTACT or (f"mailto:{settings.OPERATOR_EMAIL}" if settings.OPERATOR_EMAIL else "")
    if not contact:
        text = "This installation has not named a contact for security reports (SINET_SECURITY_CONTACT).\n"
        return HttpResponse(text, status=404, content_type="text/plain; charset=utf-8")
    midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {contact}",
        f"Expires: {(midnight + _VALID).isoformat().replace('+00:00', 'Z')}",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {settings.SITE_URL}{reverse('site:security')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """The address that old browsers guess."""
    return HttpResponsePermanentRedirect(static("img/favicon-32.png"))
