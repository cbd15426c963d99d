"""What the comparisons of a register cost an entry that is written. With DATABASE_URL, on PostgreSQL.

5,000 entries of ten fields are inserted in statements of 500, with the search index: without the trigger that judges
entries, and under versions with 0, 1, 3 and 10 comparisons between fields. In turn, the best of three each.
No limit: `bench_registers` holds writing to 2.5 times plain columns.
"""

import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import uuid4

from bench.deployment import load_first_programme
from bench.measuring import AT, database, keep_to_one_process
from bench.short import PROCESSOR, read_clock, size

ROWS, BATCH, TIMES = size(5_000, 50), 500, size(3, 1)
COUNTS = (0, 1, 3, 10)
NUMBERS = tuple(f"number{place}" for place in range(7))


def main() -> int:
    with load_first_programme(AT) as players:
        if PROCESSOR and database() == "postgresql":
            keep_to_one_process()
        versions = {count: define_register(count) for count in COUNTS}
        best: dict[str, float] = {}
        for _turn in range(TIMES):
            for name, run in list_cases(players.office, versions):
                best[name] = min(best.get(name, sys.maxsize), run())
        floor = best["no trigger"]
        for name, seconds in best.items():
            print(f"{database()}, {ROWS} entries, {name}: {seconds:.3f} s, {seconds / floor:.2f} × no trigger")
        return 0


def list_cases(by: Any, versions: dict[int, Any]) -> Iterator[tuple[str, Callable[[], float]]]:
    yield "no trigger", lambda: insert(by, versions[0], is_judged=False)
    for count, version in versions.items():
        yield f"{count} comparisons", lambda version=version: insert(by, version)


def define_register(count: int) -> Any:
    """The version of a register with that many comparisons: one of days, one with a sum, else of two numbers."""
    from sokehoach.apps.programmes.models import Programme
    from sokehoach.apps.registers.data_registers.models import RegisterTypeVersion
    from sokehoach.apps.registers.data_registers.services.types import import_register_types
    from sokehoach.domain.registers.field_kinds import FieldKind as Kind
    from sokehoach.domain.registers.register_type import Constraint, ConstraintRule, RegisterField, RegisterType

    fields = (
        RegisterField("day", "Ngày", Kind.DAY), RegisterField("ended_on", "Ngày xong", Kind.DAY),
        RegisterField("title", "Tên", Kind.TEXT), *(RegisterField(code, code, Kind.NUMBER) for code in NUMBERS),
    )  # fmt: skip
    pairs = [(NUMBERS[place], NUMBERS[place + 1]) for place in range(len(NUMBERS) - 1)]
    pairs += [(NUMBERS[place], NUMBERS[place + 3]) for place in range(2)]
    constraints = [
        Constraint(ConstraintRule.AT_MOST, pairs[0][:1], "Sai.", pairs[0][1]),
        Constraint(ConstraintRule.AT_LEAST, ("ended_on",), "Sai.", "day"),
        Constraint(ConstraintRule.SUM_AT_MOST, NUMBERS[:3], "Sai.", NUMBERS[-1]),
        *(Constraint(ConstraintRule.AT_MOST, (part,), "Sai.", whole) for part, whole in pairs[1:]),
    ]
    assert len(constraints) == max(COUNTS)
    uid = f"BENCHCOMPARE{count}"
    register = RegisterType(
        uid, uid.lower(), uid, "dòng", "Để đo.", fields, ("title",), title="title",
        constraints=tuple(constraints[:count]),
    )  # fmt: skip
    import_register_types(
        programme=Programme.objects.get(), types=[register], functions={uid: "general"}, by="bench", at=AT
    )
    return RegisterTypeVersion.objects.get(type__uid=uid)


def build_entries(by: Any, version: Any) -> list[Any]:
    from sokehoach.apps.registers.data_registers.models import DataEntry
    from sokehoach.apps.shell.free_text import ScannedText

    random = Random(7)
    entries = []
    for number in range(ROWS):
        day = date(2020, 1, 1) + timedelta(random.randrange(500))
        amounts = sorted(random.randrange(100) for _code in NUMBERS[:-1])
        title = ScannedText(f"Đợt {number}")
        content = {
            "day": day.isoformat(), "ended_on": (day + timedelta(3)).isoformat(), "title": title,
            **dict(zip(NUMBERS, [*amounts, 300], strict=True)),
        }  # fmt: skip
        entries.append(DataEntry(
            pk=uuid4(), type_id=version.type_id, type_version_id=version.pk, function="general", unit_id=by.unit_id,
            day=day, content=content, title=title, folded=f" dot {number} ", created_by=by, updated_by=by,
            created_at=AT, updated_at=AT,
        ))  # fmt: skip
    return entries


def insert(by: Any, version: Any, *, is_judged: bool = True) -> float:
    from django.db import connection, transaction

    from sokehoach.apps.registers.data_registers.entry_triggers import ENTRY
    from sokehoach.apps.registers.data_registers.models import DataEntry

    entries = build_entries(by, version)
    drop = f"DROP TRIGGER {ENTRY}_" + ("insert" if database() == "sqlite" else f"check ON {ENTRY}")
    with transaction.atomic(), connection.cursor() as cursor:
        if not is_judged:
            cursor.execute(drop)
        begun = read_clock()
        DataEntry.objects.bulk_create(entries, batch_size=BATCH)
        seconds = read_clock() - begun
        transaction.set_rollback(True)
    return seconds


if __name__ == "__main__":
    sys.exit(main())
