"""Alive, and ready."""

from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client


def heartbeat(age: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("insert into procrastinate_workers (last_heartbeat) values (now() - %s::interval)", [age])


def test_live_needs_no_database(client: Client) -> None:
    response = client.get("/health/live")

    assert (response.status_code, response.json()) == (200, {"status": "live"})
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_ready_with_a_worker_seen_within_a_minute(client: Client) -> None:
    heartbeat("40 seconds")

    response = client.get("/health/ready")

    assert response.status_code == 200
    assert response.json() == {
        "status": "ready",
        "checks": {"database": True, "migrations": True, "worker": True},
    }


@pytest.mark.django_db
@pytest.mark.parametrize("age", ["61 seconds", None])
def test_not_ready_without_a_worker_seen_within_a_minute(client: Client, age: str | None) -> None:
    if age:
        heartbeat(age)

    response = client.get("/health/ready")

    assert response.status_code == 503
    assert response.json()["checks"] == {"database": True, "migrations": True, "worker": False}


@pytest.mark.django_db
def test_not_ready_with_a_migration_that_was_not_applied(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("delete from django_migrations where app = 'directory'")
    heartbeat("1 second")

    response = client.get("/health/ready")

    assert (response.status_code, response.json()["checks"]["migrations"]) == (503, False)


@pytest.mark.django_db
def test_not_ready_without_a_database(client: Client) -> None:
    def refuse(*_arguments: Any) -> None:
        raise DatabaseError("the server is away")

    with connection.execute_wrapper(refuse):
        response = client.get("/health/ready")

    assert response.status_code == 503
    assert response.json()["checks"] == {"database": False, "migrations": False, "worker": False}
