"""Parquet files on a disk that has no room: what the product says and what stays behind."""

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sokehoach.adapters import snapshots
from sokehoach.adapters.rollup import duckdb_engine
from sokehoach.adapters.rollup.duckdb_engine import DuckDBEngine
from sokehoach.adapters.rollup.engine import EngineError
from sokehoach.adapters.rollup.tables import FileTable
from sokehoach.adapters.snapshots import SnapshotFile
from sokehoach.apps.shell.errors import is_disk_full

pytest.importorskip("duckdb", reason="requirements/engines.txt is not installed")
TABLE = FileTable("words", {"number": "BIGINT", "word": "VARCHAR"}, ("number",))


@contextmanager
def limit_files(most: int) -> Iterator[None]:
    """As on a full disk: no file grows beyond so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)


def write_snapshot(into: Path) -> None:
    with snapshots.prepare_snapshot(into, [SnapshotFile(TABLE, [(1, "một")])], {}):
        pass


@pytest.mark.parametrize("most", [4, 100], ids=["while the rows are collected", "while the engine writes"])
def test_a_full_disk_is_known_as_such_and_leaves_nothing(tmp_path: Path, most: int) -> None:
    into = tmp_path / "snapshot"
    with pytest.raises(OSError, match="large") as refused, limit_files(most):
        write_snapshot(into)
    assert is_disk_full(refused.value)
    assert [*tmp_path.iterdir()] == []
    write_snapshot(into)
    assert snapshots.open_snapshot(into).files["words"], "with room again it is made"


def test_too_little_memory_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duckdb_engine, "open_connection", _open_with_little_memory)
    engine = DuckDBEngine(tmp_path)
    with pytest.raises(EngineError, match="bộ nhớ"):
        engine.define_rows("many", "SELECT n, CAST(n * 7 AS VARCHAR) AS word FROM range(3000000) r(n) ORDER BY word")


def _open_with_little_memory(folder: Path) -> object:
    import duckdb

    return duckdb.connect(config={"memory_limit": "12MB", "threads": 1, "temp_directory": ""})
