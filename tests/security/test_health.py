"""The addresses that a proxy, a supervisor and a collector of metrics ask."""

import re
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from sokehoach.apps.shell import metrics, readiness

pytestmark = pytest.mark.django_db


def test_it_works(client: Client) -> None:
    for name in ("shell:live", "shell:ready"):
        answer = client.get(reverse(name))
        assert (answer.status_code, answer.content) == (200, b"ok\n")
        assert answer["Cache-Control"] == "no-store"
        assert not answer.cookies


@pytest.mark.parametrize("lack", ["database", "migrations", "disk", "keys"])
def test_it_takes_no_work_while_something_is_missing_and_tells_a_stranger_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any, lack: str
) -> None:
    def broken() -> list[str]:
        raise DatabaseError("no such host: db.internal")

    match lack:
        case "database":
            monkeypatch.setattr(readiness, "list_pending_migrations", broken)
        case "migrations":
            monkeypatch.setattr(readiness, "list_pending_migrations", lambda: ["plans.0009_more"])
        case "disk":
            monkeypatch.setattr(readiness, "get_free_bytes", lambda: readiness.MIN_FREE_BYTES - 1)
        case "keys":
            settings.HOME = tmp_path
    assert readiness.list_missing() == [lack]
    answer = client.get(reverse("shell:ready"))
    assert (answer.status_code, answer.content) == (503, b"not ready\n")
    assert client.get(reverse("shell:live")).status_code == 200


def test_metrics_are_for_the_holder_of_the_token(client: Client, settings: Any) -> None:
    address = reverse("shell:measured")
    settings.METRICS_TOKEN = ""
    assert client.get(address).status_code == 404
    assert client.get(address, headers={"Authorization": "Bearer "}).status_code == 404
    settings.METRICS_TOKEN = "một-mã-dài"
    assert client.get(address, headers={"Authorization": "Bearer khác"}).status_code == 404
    settings.METRICS_TOKEN = "d0a1"
    answer = client.get(address, headers={"Authorization": "Bearer d0a1"})
    assert answer.status_code == 200
    assert "sokehoach_ready 1" in answer.content.decode()


def test_requests_are_counted_by_method_and_kind_of_answer_alone(client: Client) -> None:
    def counted() -> int:
        found = re.search(r'sokehoach_requests_total\{method="GET",status="4xx"\} (\d+)', metrics.render_metrics())
        return int(found[1]) if found else 0

    before = counted()
    client.get("/khong-co/Lò-Thị-Minh/")
    assert counted() == before + 1
    told = metrics.render_metrics()
    assert "Minh" not in told
    total = re.search(r"request_seconds_count (\d+)", told)
    last = re.search(r'le="\+Inf"\} (\d+)', told)
    assert total is not None
    assert last is not None
    assert total[1] == last[1]
