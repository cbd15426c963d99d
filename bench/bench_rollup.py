"""Values of 10,599 communes to all areas above: the roll-up of a snapshot, against raw queries of the same engine.

63 provinces, 705 districts, gaps of both kinds and zeros among the values. The floors, in the same run, are one query
by hand over a finished table of ancestors: sum and count alone, and sum with the counts of each kind of answer. Ours
finds the areas of each cut-off from dated units, and says how many senders are missing; who they are is a query after
it. Every sum and count must be the same. Limit: 1.3 times the query that counts the same. Seconds of all threads of
the process: the machine is shared. The long form has 10 million values, the short one 180,000.

With SOKEHOACH_SPARK the same statements run at that server, too, which reads the same files: every figure must be the
same, and the seconds that passed stand beside DuckDB's.
"""

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.short import held, size
from sokehoach.adapters.rollup import duckdb_engine
from sokehoach.adapters.rollup.duckdb_engine import DuckDBEngine
from sokehoach.adapters.rollup.engine import Engine
from sokehoach.adapters.rollup.rollup import FIGURE_COLUMNS, roll_up
from sokehoach.adapters.rollup.tables import TABLES

PROVINCES, DISTRICTS, COMMUNES = size((63, 705, 10_599), (6, 70, 1_500))
ELEMENTS, PERIODS = size((118, 8), (40, 3))
TIMES, LIMIT = size(3, 2), 1.3
WINDOWS = f"range({PERIODS}) p(n)"

# By table: its rows, in DuckDB's own SQL. Unit 0 is the country, then provinces, districts, communes.
ROWS = {
    "units": f"""
        SELECT n AS unit, printf('%06d', n) AS code, 'Đơn vị ' || n AS name,
            CASE WHEN n = 0 THEN 'country' WHEN n <= {PROVINCES} THEN 'province'
                WHEN n <= {PROVINCES + DISTRICTS} THEN 'district' ELSE 'commune' END AS level,
            CASE WHEN n = 0 THEN NULL WHEN n <= {PROVINCES} THEN '000000'
                WHEN n <= {PROVINCES + DISTRICTS} THEN printf('%06d', 1 + (n - {PROVINCES + 1}) % {PROVINCES})
                ELSE printf('%06d', {PROVINCES + 1} + (n - {PROVINCES + DISTRICTS + 1}) % {DISTRICTS}) END AS parent,
            DATE '2004-01-01' AS valid_from, CAST(NULL AS DATE) AS valid_to
        FROM range({1 + PROVINCES + DISTRICTS + COMMUNES}) t(n)""",
    "successions": "SELECT 0 AS unit, '' AS successor WHERE false",
    "other_predecessors": "SELECT 0 AS unit, '' AS name WHERE false",
    "levels": """
        SELECT * FROM (VALUES ('country', 0, 'cả nước', false, true, true), ('province', 1, 'tỉnh', false, true, true),
            ('district', 2, 'huyện', false, true, true), ('commune', 3, 'xã', false, false, false))
        t(level, rank, name, attached, consolidates, counts_persons)""",
    "windows": f"""
        SELECT 'P' AS programme, 'F' AS form, 'F' AS form_code, 'F' AS form_name, CAST(2010 + n AS VARCHAR) AS period,
            make_date(2009 + n, 12, 15) AS first_day, make_date(2010 + n, 12, 14) AS cut_off FROM {WINDOWS}""",
    "elements": f"""
        SELECT 'F' AS form, CAST(2010 + p.n AS VARCHAR) AS period, 'E' || e.n AS element, 'E' || e.n AS code,
            'E' || e.n AS name, 'cuộc' AS measured_in, 'count' AS kind, 'flow' AS nature, 'sum' AS over_place,
            'sum' AS over_time, 'general' AS function, false AS counts_persons, 0 AS definition
        FROM {WINDOWS}, range({ELEMENTS}) e(n)""",
    "cells": f"""
        SELECT 'F' AS form, CAST(2010 + p.n AS VARCHAR) AS period, 'E' || e.n AS element, '' AS disaggregation
        FROM {WINDOWS}, range({ELEMENTS}) e(n)""",
    "owed": f"""
        SELECT 'F' AS form, CAST(2010 + p.n AS VARCHAR) AS period, u.n AS unit
        FROM {WINDOWS}, range({1 + PROVINCES + DISTRICTS}, {1 + PROVINCES + DISTRICTS + COMMUNES}) u(n)""",
    "closings": f"""
        SELECT 'F' AS form, CAST(2010 + p.n AS VARCHAR) AS period, u.n AS unit
        FROM {WINDOWS}, range({1 + PROVINCES + DISTRICTS}) u(n)""",
    # One in twenty blank, one in fifty «không áp dụng», one in nine a zero.
    "accepted_values": f"""
        SELECT 'F' AS form, CAST(2010 + p.n AS VARCHAR) AS period, 'E' || e.n AS element, '' AS disaggregation,
            u.n AS unit,
            CASE WHEN (u.n + e.n) % 20 = 0 OR (u.n + e.n) % 50 = 7 THEN NULL WHEN (u.n * 7 + e.n) % 9 = 0 THEN 0
                ELSE CAST(((u.n * 31 + e.n * 17 + p.n) % 100000) / 8 AS DECIMAL(18, 3)) END AS number,
            CASE WHEN (u.n + e.n) % 20 = 0 THEN 'not_reported'
                WHEN (u.n + e.n) % 50 = 7 THEN 'not_applicable' END AS gap
        FROM {WINDOWS}, range({ELEMENTS}) e(n),
            range({1 + PROVINCES + DISTRICTS}, {1 + PROVINCES + DISTRICTS + COMMUNES}) u(n)""",
}

ANCESTORS = """
    SELECT c.unit, a.unit AS area FROM units c JOIN units d ON d.code = c.parent JOIN units p ON p.code = d.parent
    JOIN units a ON a.code IN (d.code, p.code, '000000') WHERE c.level = 'commune'"""
COUNTS = ", SUM(CASE WHEN v.gap = 'not_applicable' THEN 1 ELSE 0 END) AS not_applicable, COUNT(*) AS inputs"
RAW = """
    SELECT v.form, v.period, a.area, v.element, v.disaggregation, SUM(v.number) AS number, COUNT(v.number) AS received
    {counts}
    FROM accepted_values v JOIN ancestors a ON a.unit = v.unit
    GROUP BY v.form, v.period, a.area, v.element, v.disaggregation"""


def main() -> int:
    folder = Path(tempfile.mkdtemp(prefix="rollup."))
    try:
        wrong = _compare(folder, _write_tables(folder))
        return wrong + (_compare_spark(folder, address) if (address := os.environ.get("SOKEHOACH_SPARK")) else 0)
    finally:
        shutil.rmtree(folder)


def _write_tables(folder: Path) -> int:
    connection = duckdb_engine.open_connection(folder)
    for name, table in TABLES.items():
        columns = ", ".join(f"CAST({column} AS {kind}) AS {column}" for column, kind in table.columns.items())
        order = ", ".join(table.order)
        connection.execute(
            f"COPY (SELECT {columns} FROM ({ROWS[name]}) ORDER BY {order}) TO '{folder / name}.parquet' "
            "(FORMAT parquet, COMPRESSION zstd)"
        )
    count = connection.execute(f"SELECT COUNT(*) FROM read_parquet('{folder}/accepted_values.parquet')").fetchone()
    connection.close()
    assert count is not None
    return int(count[0])


def _open[E: Engine](folder: Path, engine: E) -> E:
    for name in TABLES:
        engine.read_files(name, [folder / f"{name}.parquet"])
    return engine


def _compare(folder: Path, values: int) -> int:
    bares, raws, ours, engine = [], [], [], _open(folder, DuckDBEngine(folder))
    for _time in range(TIMES):
        engine.close_session()
        engine = _open(folder, DuckDBEngine(folder))
        engine.define_rows("ancestors", ANCESTORS)
        raws.append(_measure(lambda engine=engine: engine.define_rows("raw", RAW.format(counts=COUNTS))))
        bares.append(_measure(lambda engine=engine: engine.define_rows("bare", RAW.format(counts=""))))
        ours.append(_measure(lambda engine=engine: roll_up(engine)))
    bare, raw, own = (statistics.median(times) for times in (bares, raws, ours))
    naming = _measure(lambda: engine.count_rows("SELECT * FROM gaps"))
    missing = engine.fetch_rows("SELECT SUM(missing) FROM figures WHERE area > 0")[0][0]
    gaps = engine.count_rows("SELECT * FROM gaps WHERE area > 0")
    wrong = engine.count_rows(
        "SELECT * FROM raw r FULL OUTER JOIN figures f USING (form, period, area, element, disaggregation) "
        "WHERE r.number IS DISTINCT FROM f.number"
    ) + (int(missing) != gaps)
    own_counts = engine.count_rows(
        "SELECT * FROM raw r JOIN figures f USING (form, period, area, element, disaggregation) "
        f"WHERE r.area > {PROVINCES} AND r.received <> f.received"
    )
    figures = engine.count_rows("SELECT * FROM figures")
    engine.close_session()
    slow = held(own > LIMIT * raw)
    print(
        f"{values:,} values of {COMMUNES:,} communes to {figures:,} figures: {own:.2f} s = {own / raw:.2f} × the query "
        f"that counts the same ({raw:.2f} s), {own / bare:.2f} × sum and count alone ({bare:.2f} s)"
        f"{'   OVER THE LIMIT' if slow else ''}; {gaps:,} gaps named in {naming:.2f} s"
    )
    wrong += own_counts
    print(f"{wrong} FIGURES DIFFER" if wrong else "sums, counts and gaps are equal")
    return slow + wrong


def _compare_spark(folder: Path, address: str) -> int:
    """The figures of both engines, each with its counts; those that only one of the two has."""
    from sokehoach.adapters.rollup.spark_engine import SparkEngine

    taken, figures = [], []
    for open_engine in (lambda: DuckDBEngine(folder), lambda: SparkEngine(address)):
        engine = _open(folder, open_engine())
        began = time.perf_counter()
        roll_up(engine)
        gaps = engine.count_rows("SELECT * FROM gaps")
        taken.append(time.perf_counter() - began)
        rows = engine.fetch_rows(f"SELECT {FIGURE_COLUMNS} FROM figures")
        figures.append({tuple(None if value is None else str(value) for value in row) for row in rows} | {(str(gaps),)})
        engine.close_session()
    wrong = len(figures[0] ^ figures[1])
    print(
        f"Spark API, gaps counted: {taken[1]:.1f} s = {taken[1] / taken[0]:.1f} × DuckDB ({taken[0]:.1f} s), "
        f"{f'{wrong} FIGURES DIFFER' if wrong else 'all figures and counts are equal'}; load {os.getloadavg()[0]:.1f}"
    )
    return wrong


def _measure(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
