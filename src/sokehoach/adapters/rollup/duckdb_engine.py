"""The engine DuckDB, in this process: it reads one folder, with a limit on memory and threads, and nothing else."""

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sokehoach.adapters.rollup.engine import EngineError, Row
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.messages import say

MEMORY, THREADS = "2GB", 2
TEMPORARY = "tmp"  # the folder for what does not fit into memory
NOT_INSTALLED = say(
    "Máy này chưa cài DuckDB. Hãy cài các gói của requirements/engines.txt (xem docs/how-to/scale.md) rồi chạy lại."
)


def is_installed() -> bool:
    return importlib.util.find_spec("duckdb") is not None


@slow_work
def open_connection(folder: Path, *, memory: str = MEMORY) -> Any:
    """A connection that may read and write this folder alone; its own temporary files go there too.

    EngineError where DuckDB is not installed.
    """
    try:
        import duckdb
    except ImportError:
        raise EngineError(NOT_INSTALLED) from None
    connection = duckdb.connect(
        config={
            "threads": THREADS,
            "memory_limit": memory,
            "temp_directory": str(folder / TEMPORARY),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "preserve_insertion_order": True,
        }
    )
    # Nothing outside the folder, no extension from the network, and no statement that allows it again.
    connection.execute(f"SET allowed_directories = [{quote_text(str(folder))}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def quote_text(text: str) -> str:
    """A text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


class DuckDBEngine:
    """Runs statements in DuckDB. EngineError for a file that is no whole Parquet file, and without memory enough."""

    name = "duckdb"

    def __init__(self, folder: Path) -> None:
        self._connection = open_connection(folder)

    def read_files(self, name: str, files: Sequence[Path]) -> None:
        listed = ", ".join(quote_text(str(path)) for path in files)
        self._run_statement(f"CREATE TEMP VIEW {name} AS SELECT * FROM read_parquet([{listed}])")  # noqa: S608 - paths quoted

    def define_rows(self, name: str, select: str, *, computed: bool = True) -> None:
        self._run_statement(f"CREATE TEMP {'TABLE' if computed else 'VIEW'} {name} AS {select}")

    def fetch_rows(self, select: str) -> list[Row]:
        rows: list[Row] = self._run_statement(select).fetchall()
        return rows

    def count_rows(self, select: str) -> int:
        return int(self._run_statement(f"SELECT COUNT(*) FROM ({select}) counted").fetchone()[0])  # noqa: S608

    def close_session(self) -> None:
        self._connection.close()

    def _run_statement(self, statement: str) -> Any:
        import duckdb

        try:
            return self._connection.execute(statement)
        except duckdb.OutOfMemoryException as error:
            raise EngineError(say("DuckDB cần nhiều bộ nhớ hơn mức cho phép: %(memory)s.", memory=MEMORY)) from error
        except (duckdb.InvalidInputException, duckdb.IOException, duckdb.SerializationException) as error:
            raise EngineError(
                say("DuckDB không đọc được tệp Parquet: %(error)s", error=str(error).splitlines()[0])
            ) from error
