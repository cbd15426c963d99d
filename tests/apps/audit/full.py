"""A disk that is full, page by page: run as a program on a deployment's own SQLite file."""

import json
import sys
from datetime import UTC, datetime

AT = datetime(2021, 6, 22, 2, 12, tzinfo=UTC)
ROWS = 60


def fill() -> dict[str, object]:
    """A write of sixty rows, with room for one page more each time, until it fits.

    What failed must have left nothing; with room again, the same write under its key has its one effect.
    """
    from django.db import OperationalError, connection

    from sokehoach.apps.audit.models import Answer, Event
    from sokehoach.apps.audit.services import ServiceResult, write
    from sokehoach.apps.indicators.models import OptionSet
    from tests.factories.programmes import first_programme

    @write("tests.fill")
    def make(*, by: str, at: datetime) -> ServiceResult:
        for n in range(ROWS):
            OptionSet.objects.create(programme=first_programme(), uid=f"full-{n}", code=f"full-{n}", name="đầy " * 30)
        return ServiceResult(subject="tests:full", detail={"long": "đầy " * 2000})

    def stands() -> tuple[int, int, int]:
        rows = OptionSet.objects.filter(code__startswith="full-").count()
        return rows, Event.objects.count(), Answer.objects.count()

    def ask(pragma: str) -> object:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA {pragma}")
            return cursor.fetchone()[0]

    before, refused, halves, sound = stands(), 0, [], True
    reasons: set[str] = set()
    room = int(str(ask("page_count")))
    ask(f"max_page_count = {room}")
    while True:
        try:
            make(by="minh", at=AT, key="full")
            break
        except OperationalError as error:
            reasons.add(str(error))
            refused += 1
            if stands() != before:
                halves.append(room)
            sound = sound and ask("integrity_check") == "ok"
            room += 1
            ask(f"max_page_count = {room}")
    make(by="minh", at=AT, key="full")
    after = stands()
    return {
        "refused": refused,
        "reasons": sorted(reasons),
        "halves": halves,
        "sound": sound and ask("integrity_check") == "ok",
        "grown": [now - then for now, then in zip(after, before, strict=True)],
    }


def main() -> None:
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # the write is to need new pages: migrations that drop tables leave free ones
    json.dump(fill(), sys.stdout)


if __name__ == "__main__":
    main()
