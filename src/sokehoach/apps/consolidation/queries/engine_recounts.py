"""Recounts every stored figure and share with an engine outside the product, and lists the differences.

It shares no code of consolidation with the product: areas, sums, gaps and closings are counted by SQL over files.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from sokehoach.adapters.rollup import duckdb_engine, over_time, rollup
from sokehoach.adapters.rollup.engine import Engine
from sokehoach.adapters.rollup.rollup import RollupDifference
from sokehoach.adapters.writers import parquet
from sokehoach.apps.consolidation.queries.recounts import FigureDifference
from sokehoach.apps.consolidation.queries.rollup_rows import ALL_TABLES, RollupRows
from sokehoach.apps.indicators.queries.elements import build_disaggregation_namer
from sokehoach.domain.values.day import apply_kind
from sokehoach.domain.values.gap import Gap


@dataclass(frozen=True, slots=True)
class EngineRecount:
    """`figures`, `shares`, `gaps`: how many the engine counted."""

    figures: int
    shares: int
    gaps: int
    differences: tuple[FigureDifference, ...]


def recount_with_engine(open_engine: Callable[[Path], Engine]) -> EngineRecount:
    """Copy the rows into a private folder, which is removed again, and roll them up there.

    EngineError where the engine is not there.
    """
    with tempfile.TemporaryDirectory(prefix="rollup.", dir=settings.HOME) as directory:
        folder = Path(directory)
        engine = open_engine(folder)
        try:
            _load_tables(engine, folder)
            rollup.roll_up(engine)
            return EngineRecount(
                engine.count_rows("SELECT * FROM figures"),
                engine.count_rows("SELECT * FROM shares"),
                engine.count_rows("SELECT * FROM gaps"),
                _list_differences(engine),
            )
        finally:
            engine.close_session()


def _load_tables(engine: Engine, folder: Path) -> None:
    rows, connection = RollupRows(), duckdb_engine.open_connection(folder)
    try:
        for table in ALL_TABLES:
            path = folder / f"{table.name}.parquet"
            parquet.write_table(connection, rows.get_rows(table), path, columns=table.columns, order=table.order)
            engine.read_files(table.name, [path])
    finally:
        connection.close()


def _list_differences(engine: Engine) -> tuple[FigureDifference, ...]:
    name_disaggregation = build_disaggregation_namer()
    differences = (*rollup.list_differences(engine), *over_time.list_whole_differences(engine))
    return tuple(_build_difference(difference, name_disaggregation) for difference in differences)


def _build_difference(row: RollupDifference, name_disaggregation: Callable[[str], str]) -> FigureDifference:
    stored, counted = (
        Gap(gap) if gap else apply_kind(number, row.kind)
        for number, gap in ((row.kept_number, row.kept_gap), (row.number, row.gap))
    )
    return FigureDifference(
        row.area, row.form, row.period, row.element, name_disaggregation(row.disaggregation), stored, counted,
        row.sender or "",
    )  # fmt: skip
