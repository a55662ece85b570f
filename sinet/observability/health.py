"""Is the process alive, and can it serve? For load balancers and supervisors."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

# procrastinate's workers write their heartbeat every ten seconds.
WORKER_SEEN = "select exists (select from procrastinate_workers where last_heartbeat > now() - interval '1 minute')"


@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """200 as long as the process answers."""
    return JsonResponse({"status": "live"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """200 when database, migrations and worker are in order, else 503; names what is missing."""
    checks = readiness()
    good = all(checks.values())
    return JsonResponse({"status": "ready" if good else "not ready", "checks": checks}, status=200 if good else 503)


def readiness() -> dict[str, bool]:
    """Each check's name and whether it passes; a failed one makes the later ones false."""
    checks = {"database": False, "migrations": False, "worker": False}
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
        checks["database"] = True
        executor = MigrationExecutor(connection)
        checks["migrations"] = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        with connection.cursor() as cursor:
            cursor.execute(WORKER_SEEN)
            row = cursor.fetchone()
        checks["worker"] = bool(row and row[0])
    except DatabaseError:
        connection.close()
    return checks
