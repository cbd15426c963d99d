"""What fifty programmes in one installation cost the home page, against one programme in the same run.

Two accounts: the standing office of the first programme, with a role in it alone, and an account that then gets a role
in each. Limits: the home page of the first takes at most 20 % longer and asks no more questions than with one
programme; that of the second asks as many questions with fifty roles as with two. Times are of the processor, which
other work on the machine hardly changes.
"""

import shutil
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from bench.deployment import begin_demonstration
from bench.short import held, size

PROGRAMMES, TIMES = size(50, 4), size(40, 3)
MOST_RATIO = 1.20


def main() -> int:
    home = begin_demonstration()
    folder = Path(tempfile.mkdtemp(prefix="sokehoach-bench-"))
    try:
        return compare(folder)
    finally:
        shutil.rmtree(home)
        shutil.rmtree(folder)


def compare(folder: Path) -> int:
    from tests.factories.programmes import load_copies, write_second_programme

    from sokehoach.apps.accounts.models import Role, User
    from sokehoach.apps.accounts.services import grants
    from sokehoach.apps.shell import clock

    alone = measure("thuongtruc")
    copies = load_copies(write_second_programme(folder / "copies"), PROGRAMMES - 1, at=clock.now())
    beside = measure("thuongtruc")
    counts = []
    office = User.objects.get(username="thuongtruc")
    over = office.unit.parent
    assert over is not None
    for number, programme in enumerate(copies):
        grants.create_grant(
            user=office, role=Role.objects.get(programme=programme, code="standing_office"), unit=over,
            function="general", since=date(2021, 1, 1), by="bench", at=clock.now(),
        )  # fmt: skip
        if number in (0, len(copies) - 1):
            counts.append(measure("thuongtruc", times=1))
    ratio = beside[0] / alone[0]
    print(f"one programme: {alone[0] * 1000:.1f} ms, {alone[1]} queries")
    print(f"{PROGRAMMES} programmes, a role in one: {beside[0] * 1000:.1f} ms = {ratio:.2f} × one, {beside[1]} queries")
    for roles, (seconds, queries) in zip((2, PROGRAMMES), counts, strict=True):
        print(f"{PROGRAMMES} programmes, a role in {roles}: {seconds * 1000:.1f} ms, {queries} queries")
    slow = bool(held(ratio > MOST_RATIO))
    more = beside[1] > alone[1] or counts[1][1] > counts[0][1]
    if slow or more:
        print("OVER THE LIMIT")
    return slow or more


def measure(reader: str, times: int = TIMES) -> tuple[float, int]:
    """Seconds of the processor (median) and queries of the reader's home page."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from sokehoach.apps.accounts.models import User
    from sokehoach.apps.shell.thread_cache import forget_answers

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get(username=reader))
    for _ in range(2):
        assert client.get("/").status_code == 200
    forget_answers()  # a thread keeps them for five seconds, which fifty programmes may outlast
    with CaptureQueriesContext(connection) as asked:
        client.get("/")
    queries = len(asked)  # now: the log is emptied by the next request
    taken = []
    for _ in range(times):
        began = time.process_time()
        client.get("/")
        taken.append(time.process_time() - began)
    return statistics.median(taken), queries


if __name__ == "__main__":
    sys.exit(main())
