"""Connections kept in a pool: no more than were asked for, a clear answer when all are taken, alive after a restart."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from sokehoach.config import env
from tests.apps.audit.hammer import together

pytestmark = pytest.mark.django_db(transaction=True)
MOST, THREADS, REQUESTS = 2, 4, 2


@pytest.fixture(autouse=True)
def pool(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every thread that begins from here on takes its connections from a pool, as SOKEHOACH_POOL sets it up.

    The parameter is how many seconds it waits for one; unless it is named, a busy machine may take its time.
    """
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no connections to spare")
    monkeypatch.setenv("SOKEHOACH_POOL", str(MOST))
    monkeypatch.setattr(env, "PATIENCE", getattr(request, "param", 30))
    for name in ("OPTIONS", "CONN_HEALTH_CHECKS"):
        monkeypatch.setitem(connections.settings["default"], name, env.build_database_settings()[name])
    yield
    together(lambda _: connections["default"].close_pool(), 1)  # type: ignore[attr-defined]


def asked() -> tuple[int, str]:
    """Somebody unknown tries to sign in, which asks the database and writes that it failed: what the answer is.

    In a thread of its own.
    """
    told: list[tuple[int, str]] = []

    def work(_: int) -> None:
        answer = Client(raise_request_exception=False).post(
            reverse("accounts:sign_in"), {"username": "la", "password": "x"}
        )
        told.append((answer.status_code, answer.content.decode()))

    assert together(work, 1) == []
    return told[0]


def backends() -> list[int]:
    """The processes of PostgreSQL that serve this database, but for this thread's own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return [pid for (pid,) in cursor.fetchall()]


@contextmanager
def all_taken() -> Iterator[None]:
    taken, release = threading.Barrier(MOST + 1), threading.Event()

    def take() -> None:
        connections["default"].ensure_connection()
        taken.wait(20)
        release.wait(20)
        connections["default"].close()

    holders = [threading.Thread(target=take) for _ in range(MOST)]
    for holder in holders:
        holder.start()
    taken.wait(20)
    try:
        yield
    finally:
        release.set()
        for holder in holders:
            holder.join()


def test_more_threads_than_connections_take_turns() -> None:
    statuses: list[int] = []

    def work(_: int) -> None:
        for _n in range(REQUESTS):
            statuses.append(asked()[0])

    assert together(work, THREADS) == []
    assert len(statuses) == THREADS * REQUESTS
    assert max(statuses) < 500
    assert len(backends()) <= MOST


@pytest.mark.parametrize("pool", [1], indirect=True)
def test_all_are_taken_and_who_asks_is_told_and_does_not_hang() -> None:
    with all_taken():
        began = time.monotonic()
        status, told = asked()
        assert time.monotonic() - began < 30  # what it waits where nothing else is said
    assert status == 503
    assert "Việc vừa bấm chưa được làm" in told
    assert asked()[0] < 500


def test_a_server_that_started_anew_has_closed_them_and_nobody_notices() -> None:
    assert asked()[0] < 500
    for pid in backends():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
    assert asked()[0] < 500
