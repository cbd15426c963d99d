"""Exports a snapshot of closed periods, and checks one: file by file, by the trail, and by counting it again."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sokehoach.adapters import snapshots
from sokehoach.adapters.rollup import rollup
from sokehoach.adapters.rollup.engine import Engine
from sokehoach.adapters.rollup.rollup import RollupDifference
from sokehoach.apps.audit.models import Event
from sokehoach.apps.exchange import services
from sokehoach.apps.exchange.snapshot_rows import SnapshotScope, list_files
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.shell.outcomes import NotFoundError


@dataclass(frozen=True, slots=True)
class SnapshotCheck:
    """`is_recorded`: whether the trail of this installation has its digest."""

    figures: int
    gaps: int
    is_recorded: bool
    differences: tuple[RollupDifference, ...]


def export_snapshot(
    into: Path,
    *,
    programmes: Sequence[Programme],
    periods: Collection[str] = (),
    areas: Collection[int] | None = None,
    confidential: bool,
    by: str,
    at: datetime,
    report_progress: Callable[[int], None] | None = None,
) -> str:
    """Write the folder whole or not at all, with its digest in the trail; returns the digest.

    `periods`: all that are closed where none is named. `areas`: see `SnapshotScope`. `confidential`: with the totals of
    confidential groups, as a standing office sees them. `report_progress`: see `list_files`. NotFoundError where
    nothing is closed. Raises EngineError without DuckDB, OSError where the folder cannot be written or exists.
    """
    scope = SnapshotScope(programmes, confidential, periods, areas)
    scope.load_forms()
    if not scope.forms:
        raise NotFoundError
    description = {"confidential": confidential, "periods": scope.periods}
    with snapshots.prepare_snapshot(into, list_files(scope, report_progress), description) as digest:
        services.record_snapshot(digest=digest, periods=scope.periods, confidential=confidential, by=by, at=at)
    return digest


def check_snapshot(folder: Path, open_engine: Callable[[Path], Engine]) -> SnapshotCheck:
    """Count the snapshot again from its own values. SnapshotError or EngineError where it cannot be read whole."""
    snapshot = snapshots.open_snapshot(folder)
    engine = open_engine(folder.resolve())
    try:
        for name, files in snapshot.files.items():
            engine.read_files(name, [path.resolve() for path in files])
        rollup.roll_up(engine)
        return SnapshotCheck(
            engine.count_rows("SELECT * FROM published_figures"),
            engine.count_rows("SELECT * FROM published_gaps"),
            Event.objects.filter(action="figures.snapshot", body__detail__digest=snapshot.digest).exists(),
            tuple(rollup.list_snapshot_differences(engine)),
        )
    finally:
        engine.close_session()
