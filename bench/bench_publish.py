"""A programme of 500 elements: how long its folder takes to check, and how long publishing holds the write lock.

The floor, in the same run, is `import_groups` without groups: one write with its audit leaf. Limits: checking 5 s, the
lock 0.3 s. With DATABASE_URL, on PostgreSQL.
"""

import csv
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

from bench.deployment import begin_in_2021
from bench.short import held, size

COPIES, TIMES = size(2, 1), size(5, 1)  # of the first programme's 167 elements and 9 forms, beside themselves
CHECK, LOCK = 5.0, 0.3
AT = datetime(2021, 6, 22, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def main() -> int:
    home = begin_in_2021()
    with tempfile.TemporaryDirectory() as scratch:
        try:
            return measure(Path(scratch) / "programme")
        finally:
            shutil.rmtree(home)


def measure(folder: Path) -> int:
    from sokehoach.apps.orgunits.services.units import import_groups
    from sokehoach.apps.setup.queries.definition_check import check_definition
    from sokehoach.apps.setup.services import programmes

    write_folder(programmes.DEFAULT_PROGRAMME, folder)
    programme = programmes.read_programme(folder)
    print(f"{len(programme.elements)} elements, {len(programme.forms)} forms")
    floor = median_of(TIMES, lambda: hold_lock(lambda: import_groups(rows=[], by="bench", at=AT)))
    print(f"floor, one write: {floor * 1000:.1f} ms")
    over = 0

    def report(name: str, seconds: float, limit: float) -> None:
        nonlocal over
        over += held(seconds > limit)
        print(f"{name}: {seconds * 1000:.0f} ms{f'   OVER {limit * 1000:.0f} ms' if seconds > limit else ''}")

    report("check the folder", median_of(TIMES, lambda: spend(lambda: programmes.read_programme(folder))), CHECK)
    first = hold_lock(lambda: programmes.import_programme(programme=programme, by="bench", at=AT))
    report("lock, first version", first, LOCK)
    numbers = iter(range(1, TIMES + 1))

    def publish_names() -> float:
        number_elements(folder / "elements.csv", next(numbers))
        changed = programmes.read_programme(folder)
        report("  difference of all elements", spend(lambda: check_definition(changed)), CHECK)
        return hold_lock(lambda: programmes.import_programme(programme=changed, by="bench", at=AT))

    report("lock, every element renamed", median_of(TIMES, publish_names), LOCK)
    again = programmes.read_programme(folder)
    report(
        "lock, nothing new", hold_lock(lambda: programmes.import_programme(programme=again, by="bench", at=AT)), LOCK
    )
    return bool(over)


def write_folder(source: Path, folder: Path) -> None:
    """The programme with copies of its elements and forms under other codes."""
    shutil.copytree(source, folder)
    header, *rows = read_rows(source / "elements.csv")
    codes = re.compile(rf"\b({'|'.join(row[0] for row in rows)})\b")
    all_rows = list(rows)
    for copy in range(1, COPIES + 1):
        for row in rows:
            all_rows.append([f"{row[0]}Z{copy}", *row[1:8], f"{row[8]}-{copy}", *row[9:]])
        for path in (source / "forms").glob("*.yaml"):
            text = codes.sub(rf"\1Z{copy}", path.read_text("utf-8"))
            text = re.sub(r"(?m)^code: (\S+)", rf"code: \1-{copy}", text)
            (folder / "forms" / f"{path.stem}-{copy}.yaml").write_text(text, "utf-8")
    write_rows(folder / "elements.csv", [header, *all_rows])
    schedules = folder / "regimes.yaml"
    schedules.write_text(re.sub(r"forms: \[(.+)\]", add_copies, schedules.read_text("utf-8")), "utf-8")


def add_copies(forms: re.Match[str]) -> str:
    codes = forms[1].split(", ")
    return f"forms: [{', '.join([*codes, *(f'{code}-{copy}' for copy in range(1, COPIES + 1) for code in codes)])}]"


def number_elements(path: Path, number: int) -> None:
    """Another name for every element."""
    header, *rows = read_rows(path)
    write_rows(path, [header, *([code, f"{name.split(' #')[0]} #{number}", *rest] for code, name, *rest in rows)])


def read_rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write_rows(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def spend(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def hold_lock(run: Callable[[], object]) -> float:
    """The seconds for which the outermost write holds the lock."""
    from sokehoach.apps.audit.services import writes

    real, spans = writes.write_lock_held, [0.0]

    @contextmanager
    def timed() -> Iterator[Any]:
        start = time.perf_counter()
        with real():
            yield
        spans.append(time.perf_counter() - start)

    with patch.object(writes, "write_lock_held", timed):
        run()
    return max(spans)


def median_of(times: int, run: Callable[[], float]) -> float:
    return statistics.median(run() for _ in range(times))


if __name__ == "__main__":
    sys.exit(main())
