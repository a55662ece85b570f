"""`/metrics` for Prometheus.

With PROMETHEUS_MULTIPROC_DIR (an empty folder at the start, as `make demo` makes it) the figures of all
processes of the web server are added up; without it each process shows its own.
"""

import os

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    registry = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # made without types
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
