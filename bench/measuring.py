"""How the benches of registers measure: the median of a page or of any call, on the database of DATABASE_URL."""

import statistics
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bench.short import SHORT, read_clock, size

TIMES = size(15, 1)
AT = datetime(2021, 6, 22, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def page(route: str, reader: str | None, *args: str, **query: str) -> Callable[[], object]:
    from django.test import Client
    from django.urls import reverse

    client = Client(headers={"host": "localhost"})
    if reader:
        client.force_login(player(reader))
    address = reverse(route, args=args)

    def get() -> object:
        reply = client.get(address, query)
        assert reply.status_code == 200, (address, reply.status_code)
        return reply

    return get


def median(run: Callable[[], object]) -> float:
    """Of as many times as ten seconds hold; in the long form after one that warms up. What a run answers as a float is
    its own time.
    """
    seconds: list[float] = []
    if not SHORT:
        run()
    begun = time.monotonic()
    while len(seconds) < TIMES and time.monotonic() - begun < 10:
        start = read_clock()
        answer = run()
        seconds.append(answer if isinstance(answer, float) else read_clock() - start)
    return statistics.median(seconds)


def player(username: str) -> Any:
    from sokehoach.apps.accounts.models import User

    return User.objects.select_related("unit").get(username=username)


def database() -> str:
    from django.db import connection

    return connection.vendor


def analyse() -> None:
    """As a database in use has been: PostgreSQL by its own daemon."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def told(seconds: float, most: float) -> str:
    return f"   OVER {most * 1000:.0f} ms" if seconds > most else ""


def keep_to_one_process() -> None:
    """For a measure of processor time: PostgreSQL answers without parallel workers, whose time nobody counts."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")
