"""What an engine may not do, and what is said where it is not there or a file is broken."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from sokehoach.adapters.rollup import duckdb_engine, over_time, spark_engine
from sokehoach.adapters.rollup.duckdb_engine import DuckDBEngine
from sokehoach.adapters.rollup.engine import EngineError
from sokehoach.adapters.rollup.rollup import STATEMENTS, roll_up
from sokehoach.adapters.rollup.spark_engine import SparkEngine
from sokehoach.adapters.rollup.statements import EndlessChainError
from sokehoach.adapters.writers import parquet

COLUMNS = {"unit": "BIGINT", "name": "VARCHAR", "gap": "VARCHAR", "day": "DATE", "number": "DECIMAL(18, 3)"}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[DuckDBEngine]:
    opened = DuckDBEngine(tmp_path)
    yield opened
    opened.close_session()


def write(folder: Path, rows: list[tuple[object, ...]]) -> Path:
    connection = duckdb_engine.open_connection(folder)
    path = folder / "table.parquet"
    assert parquet.write_table(connection, rows, path, columns=COLUMNS, order=["unit"]) == len(rows)
    connection.close()
    return path


def test_rows_come_back_as_they_were_in_order(tmp_path: Path, engine: DuckDBEngine) -> None:
    words = 'Xã «Pú Nhung», "phía trên"\nhàng hai'
    path = write(tmp_path, [(2, words, None, None, None), (1, "", "not_reported", "2021-06-14", "0.125")])
    engine.read_files("rows", [path])
    (first, second) = engine.fetch_rows(
        "SELECT unit, name, gap, CAST(day AS VARCHAR), CAST(number AS VARCHAR) FROM rows"
    )
    assert first == (1, "", "not_reported", "2021-06-14", "0.125")
    assert second == (2, words, None, None, None)
    assert [file.name for file in tmp_path.glob("*")] == ["table.parquet"]


def test_the_same_rows_make_the_same_bytes(tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [(number, f"xã {number % 7}", None, None, number) for number in range(500)]
    first = write(tmp_path, rows).read_bytes()
    assert write(tmp_path, rows[::-1]).read_bytes() == first


def test_a_torn_file_gets_a_sentence(tmp_path: Path, engine: DuckDBEngine) -> None:
    path = write(tmp_path, [(number, "xã", None, None, number) for number in range(500)])
    whole = path.read_bytes()
    for torn in (whole[:-20], whole[: len(whole) // 2], b"", b"no Parquet at all"):
        path.write_bytes(torn)
        with pytest.raises(EngineError, match=r"^DuckDB không đọc được tệp Parquet: "):
            engine.read_files("rows", [path])


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_csv('/etc/hostname')",
        "COPY (SELECT 1) TO '/tmp/outside.parquet'",
        "SET enable_external_access = true",
        "SET memory_limit = '100GB'",
        "INSTALL httpfs",
    ],
)
def test_it_reaches_nothing_but_its_folder(engine: DuckDBEngine, statement: str) -> None:
    with pytest.raises(Exception, match=r"disabled|configuration"):
        engine.fetch_rows(statement)


def test_an_engine_that_is_not_installed_gets_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(EngineError) as missing:
        DuckDBEngine(tmp_path)
    assert str(missing.value) == duckdb_engine.NOT_INSTALLED
    with pytest.raises(EngineError) as missing:
        SparkEngine("sc://127.0.0.1:1")
    assert str(missing.value) == spark_engine.NOT_INSTALLED
    with pytest.raises(EngineError) as missing:
        SparkEngine("")
    assert str(missing.value) == spark_engine.NO_ADDRESS


@pytest.mark.parametrize("address", ["sc://127.0.0.1:1", "sc://127.0.0.1:99999", "khong phai dia chi"])
def test_a_server_that_does_not_answer_gets_a_sentence_at_once(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The client, where it is installed, tries again for minutes."""
    monkeypatch.setitem(sys.modules, "pyspark.sql", ModuleType("pyspark.sql"))
    monkeypatch.setattr(sys.modules["pyspark.sql"], "SparkSession", None, raising=False)
    with pytest.raises(EngineError, match=r"^Không nối được máy chủ Spark"):
        SparkEngine(address)


def test_units_in_a_circle_end_in_an_error(engine: DuckDBEngine) -> None:
    """Which no tree of the product allows: the statements would go on for ever."""
    engine.define_rows("units", "SELECT 0 AS unit, 'A' AS code, 'area' AS level, 'A' AS parent, DATE '2004-01-01' AS "
                  "valid_from, CAST(NULL AS DATE) AS valid_to")  # fmt: skip
    engine.define_rows("levels", "SELECT 'area' AS level, true AS consolidates")
    engine.define_rows("windows", "SELECT 'F' AS form, '2021S1' AS period, DATE '2021-06-14' AS cut_off")
    engine.define_rows("successions", "SELECT 0 AS unit, 'A' AS successor WHERE false")
    with pytest.raises(EndlessChainError):
        roll_up(engine)


def test_statements_use_no_function_of_one_engine_alone() -> None:
    """Both run in tests where they are there; this holds the line where Spark is not."""
    text = " ".join((*STATEMENTS.texts.values(), *over_time.STATEMENTS.texts.values())).upper()
    ours_alone = ("QUALIFY", "::", "GROUP BY ALL", "LIST(", "STRUCT", "ARG_M", "FILTER (")
    assert not [word for word in ours_alone if word in text]
