"""Many writers at once, each on its own connection. Run as a program it hammers a deployment's database."""

import json
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime

AT = datetime(2021, 6, 22, 2, 12, tzinfo=UTC)


def hammer(*, threads: int, writes: int) -> dict[str, object]:
    """What stands afterwards: numbers of the events, what each writer counted before it wrote, failures."""
    from sokehoach.apps.audit.models import Event
    from sokehoach.apps.audit.services import ServiceResult, write
    from sokehoach.apps.indicators.models import OptionSet
    from tests.factories.programmes import first_programme

    @write("tests.count")
    def count(*, code: str, by: str, at: datetime) -> ServiceResult:
        OptionSet.objects.create(programme=first_programme(), uid=code, code=code, name=str(OptionSet.objects.count()))
        return ServiceResult(subject=f"tests:{code}")

    def work(thread: int) -> None:
        for n in range(writes):
            # every other write with a key, so that both ways through the wrapper meet
            key = f"{thread}-{n}" if n % 2 else ""
            count(code=f"{thread}.{n}", by=f"t{thread}", at=AT, key=key)

    failures = together(work, threads)
    return {
        "events": list(Event.objects.order_by("seq").values_list("seq", flat=True)),
        "counted": sorted(
            int(name) for name in OptionSet.objects.filter(code__contains=".").values_list("name", flat=True)
        ),
        "failures": failures,
    }


def replay(*, threads: int) -> dict[str, object]:
    """The same write under the same key from everywhere at once: rows made, answers given, failures."""
    from sokehoach.apps.audit.services import ServiceResult, write
    from sokehoach.apps.indicators.models import OptionSet
    from tests.factories.programmes import first_programme

    @write("tests.make")
    def make(*, name: str, by: str, at: datetime) -> ServiceResult:
        row = OptionSet.objects.create(
            programme=first_programme(),
            uid=f"made-{OptionSet.objects.count()}",
            code=f"made-{OptionSet.objects.count()}",
            name=name,
        )
        return ServiceResult(subject=f"tests:{row.pk}", answer={"pk": row.pk})

    answers = []
    failures = together(
        lambda _: answers.append(make(name="một lần", by="minh", at=AT, key="one").answer["pk"]), threads
    )
    return {
        "rows": OptionSet.objects.filter(name="một lần").count(),
        "answers": answers,
        "failures": failures,
    }


def together(work: Callable[[int], None], threads: int) -> list[str]:
    from django.db import connection

    begin = threading.Barrier(threads)
    failures: list[str] = []

    def run(thread: int) -> None:
        try:
            begin.wait()
            work(thread)
        except Exception as error:
            failures.append(repr(error))
        finally:
            connection.close()

    running = [threading.Thread(target=run, args=(n,)) for n in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return failures


def main() -> None:
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    pragmas = {}
    with connection.cursor() as cursor:
        for name in ("journal_mode", "synchronous", "foreign_keys"):
            cursor.execute(f"PRAGMA {name}")
            pragmas[name] = cursor.fetchone()[0]
    told = {"pragmas": pragmas, "replayed": replay(threads=8), "hammered": hammer(threads=8, writes=6)}
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
