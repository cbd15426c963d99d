"""Writes rows as a Parquet file: zstd, sorted, the same bytes for the same rows."""

import csv
import errno
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sokehoach.adapters.rollup.duckdb_engine import quote_text
from sokehoach.adapters.slow_work import slow_work

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@slow_work
def write_table(
    connection: Any, rows: Iterable[Sequence[object]], path: Path, *, columns: Mapping[str, str], order: Sequence[str]
) -> int:
    """Write the rows to `path`, and return how many there are. OSError where it cannot be written.

    `connection`: of DuckDB, that may write there. `columns`: the types of DuckDB by name. `order`: how rows are sorted.
    """
    typed = path.with_suffix(".csv")
    count = 0
    try:
        # DuckDB reads a million rows of CSV in a second; by parameters it takes as long for some thousands.
        with typed.open("w", encoding="utf-8", newline="") as file:
            # None is an empty field, an empty text is "".
            writer = csv.writer(file, quoting=csv.QUOTE_NOTNULL, lineterminator="\n")
            for row in rows:
                writer.writerow(row)
                count += 1
        types = ", ".join(f"{quote_text(name)}: {quote_text(kind)}" for name, kind in columns.items())
        _run_copy(
            connection,
            f"COPY (SELECT * FROM read_csv({quote_text(str(typed))}, header = false, auto_detect = false, delim = ',', "  # noqa: S608
            f"quote = '\"', escape = '\"', nullstr = '', allow_quoted_nulls = false, columns = {{{types}}}, "
            f"max_line_size = 1000000) ORDER BY {', '.join(order)}) "
            f"TO {quote_text(str(path))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)",
        )
    finally:
        typed.unlink(missing_ok=True)
    return count


def _run_copy(connection: Any, statement: str) -> None:
    import duckdb

    try:
        connection.execute(statement)
    except duckdb.IOException as error:  # what the system answered stands in the text alone
        code = next((code for code in _FULL if os.strerror(code) in str(error)), errno.EIO)
        raise OSError(code, os.strerror(code)) from error
