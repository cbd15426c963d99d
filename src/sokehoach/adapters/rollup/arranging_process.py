"""The program that sorts the rows of an answer (`adapters.arranged_rows`): one request, one answer, and it ends."""

import json
import resource
import sys
from pathlib import Path
from typing import Any

from sokehoach.adapters.rollup import duckdb_engine
from sokehoach.adapters.rollup.engine import EngineError
from sokehoach.adapters.slow_work import slow_work

MEMORY = "512MB"
_ADDRESSES = 4 * 1024**3  # bytes
_CPU_SECONDS = 15
_FLAGS = ("", "has_figure", "has_gap")


def main() -> None:
    for kind, limit in (
        (resource.RLIMIT_AS, _ADDRESSES),
        (resource.RLIMIT_CPU, _CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),  # it writes no file
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (limit, limit))
    json.dump(arrange_rows(json.load(sys.stdin)), sys.stdout)


@slow_work
def arrange_rows(request: dict[str, Any]) -> dict[str, Any]:
    """The rows from `start`, or of the last page where that is past the end.

    Totals come last, and before them rows without the number; rows with the same number in their own order."""
    files = ", ".join(duckdb_engine.quote_text(str(path)) for path in request["files"])
    place, flag = request["place"], _FLAGS[_FLAGS.index(request["shown"])]
    chosen = f"FROM read_parquet([{files}]) WHERE place = {int(place or 0)}{f' AND {flag}' if flag else ''}"
    direction = "DESC" if request["descending"] else "ASC"
    sorted_by = f"is_total, whole IS NULL, whole {direction}, rest {direction}, " if place is not None else ""
    try:
        connection = duckdb_engine.open_connection(Path(request["folder"]), memory=MEMORY)
        count = connection.execute(f"SELECT COUNT(*) {chosen}").fetchone()[0]
        length = int(request["length"])
        start = min(int(request["start"]), max(0, count - 1) // length * length)
        rows = connection.execute(
            f'SELECT "row", CAST(whole AS VARCHAR), CAST(rest AS VARCHAR) {chosen} '
            f'ORDER BY {sorted_by}"row" LIMIT {length} OFFSET {start}'
        ).fetchall()
    except EngineError as error:
        return {"problem": str(error)}
    except Exception as error:
        return {"problem": type(error).__name__}
    return {"count": count, "rows": [(row, whole, _shorten_rest(rest)) for row, whole, rest in rows]}


def _shorten_rest(rest: str | None) -> str | None:
    """As `split_number` writes it: «.500» is «0.5»."""
    return rest if rest is None else f"0{rest.rstrip('0').removesuffix('.')}"


if __name__ == "__main__":
    main()
