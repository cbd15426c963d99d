"""A snapshot of closed periods: whole or not at all, with what its readers may see and nothing more."""

import json
import shutil
from pathlib import Path

import pytest

from sokehoach.adapters import snapshots
from sokehoach.adapters.rollup import duckdb_engine
from sokehoach.adapters.rollup.duckdb_engine import DuckDBEngine
from sokehoach.adapters.rollup.engine import Row
from sokehoach.adapters.slow_work import file_digest
from sokehoach.adapters.snapshots import SnapshotError
from sokehoach.apps.audit.models import Event
from sokehoach.apps.consolidation.queries import closings
from sokehoach.apps.consolidation.services import closing
from sokehoach.apps.exchange.snapshots import check_snapshot, export_snapshot
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.shell.outcomes import NotFoundError
from tests.factories.cast import AT, Cast
from tests.factories.district import COMMUNES, PERIOD, POLICE, District, found


@pytest.fixture
def district(cast: Cast) -> District:
    """Two of three communes and the police have reported, and the district has closed."""
    opened = found(cast)
    opened.report(cast.commune, {"B1": "3", "B2": "0"})
    opened.report(cast.other_commune, {"B1": "4", "B2": "-"})
    opened.report(cast.police, {"A1": "2", "A2": "5"}, form=POLICE)
    for form in (COMMUNES, POLICE):
        close(opened, form)
    return opened


def close(district: District, form: str) -> None:
    area = district.cast.units["099"]
    seen = closings.compute_inputs_digest(unit=area, form=form, period=PERIOD)
    closing.close(unit=area, form=form, period=PERIOD, seen_digest=seen, by=district.cast.office, at=AT)


def export(into: Path, *, confidential: bool = False, period: str = "") -> str:
    return export_snapshot(
        into, programmes=list(Programme.objects.all()), periods=[period] if period else [], confidential=confidential,
        by="tests", at=AT,
    )  # fmt: skip


def read(folder: Path, select: str) -> list[Row]:
    """The rows of a statement over the tables of a snapshot."""
    engine = DuckDBEngine(folder)
    for name, files in snapshots.open_snapshot(folder).files.items():
        engine.read_files(name, files)
    rows = engine.fetch_rows(select)
    engine.close_session()
    return rows


VALUES = (
    "SELECT e.code, u.code, CAST(v.number AS VARCHAR), v.gap FROM accepted_values v JOIN units u USING (unit) "
    "JOIN elements e USING (form, period, element) ORDER BY ALL"
)
FIGURES = (
    "SELECT e.code, u.code, CAST(f.number AS VARCHAR), f.received, f.expected, f.total_only FROM published_figures f "
    "JOIN units u ON u.unit = f.area JOIN elements e USING (form, period, element) "
    "WHERE f.number IS NOT NULL ORDER BY ALL"
)


@pytest.mark.faults("figures.snapshot")
def test_it_works(district: District, tmp_path: Path) -> None:
    digest = export(tmp_path / "out")
    assert read(tmp_path / "out", VALUES) == [
        ("TT01", "03269", "4.000", None),
        ("TT01", "03304", "3.000", None),
        ("TT02", "03269", None, "not_applicable"),
        ("TT02", "03304", "0.000", None),
    ]
    assert ("TT01", "099", "7.000", 2, 3, False) in read(tmp_path / "out", FIGURES)
    missing = "SELECT DISTINCT u.code FROM published_gaps g JOIN units u ON u.unit = g.sender ORDER BY 1"
    assert read(tmp_path / "out", missing) == [("03289",)]
    assert [*tmp_path.glob(f"out/tuan_giao_2021/{PERIOD}/accepted_values.parquet")], (
        "no «period=»: Spark would guess a type"
    )
    check = check_snapshot(tmp_path / "out", DuckDBEngine)
    assert (check.differences, check.is_recorded) == ((), True)
    detail = Event.objects.get(action="figures.snapshot").body["detail"]
    assert detail == {"digest": digest, "confidential": False, "periods": {"tuan_giao_2021": [PERIOD]}}
    assert file_digest((tmp_path / "out" / "manifest.json").read_bytes()) == digest


def test_made_again_it_is_the_same_byte_by_byte(district: District, tmp_path: Path) -> None:
    assert export(tmp_path / "one", confidential=True) == export(tmp_path / "two", confidential=True)
    for path in (tmp_path / "one").rglob("*.parquet"):
        assert path.read_bytes() == (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes()


def test_without_confidential_things_nothing_of_the_police_leaves(district: District, tmp_path: Path) -> None:
    export(tmp_path / "out")
    assert {row[0] for row in read(tmp_path / "out", "SELECT function FROM elements")} == {"general"}
    assert not read(tmp_path / "out", f"SELECT * FROM windows WHERE form_code = '{POLICE}'")
    for table in ("published_figures", "published_gaps", "accepted_values", "cells", "owed", "closings"):
        assert read(tmp_path / "out", f"SELECT form FROM {table} WHERE form NOT IN (SELECT form FROM windows)") == []


def test_the_authorities_see_the_total_of_the_police_and_no_value_below_it(district: District, tmp_path: Path) -> None:
    export(tmp_path / "out", confidential=True)
    assert ("CA02", "099", "5.000", 1, 1, True) in read(tmp_path / "out", FIGURES)
    assert not [row for row in read(tmp_path / "out", VALUES) if row[0].startswith("CA") or row[1] == "099.CA"]
    assert check_snapshot(tmp_path / "out", DuckDBEngine).differences == ()


def test_what_is_not_closed_is_not_in_it(cast: Cast, tmp_path: Path) -> None:
    opened = found(cast)
    opened.report(cast.commune, {"B1": "3"})
    with pytest.raises(NotFoundError):
        export(tmp_path / "out")
    close(opened, COMMUNES)
    with pytest.raises(NotFoundError):
        export(tmp_path / "out", period="2020S2")
    assert not [*tmp_path.iterdir()]
    export(tmp_path / "out", period=PERIOD)


def test_nothing_stays_where_it_fails_and_nothing_is_overwritten(
    district: District, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(tmp_path / "out")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(FileExistsError):
        export(tmp_path / "out")
    monkeypatch.setattr(snapshots.parquet, "write_table", _fail_at_the_fifth())
    with pytest.raises(OSError, match="No space"):
        export(tmp_path / "other")
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    assert Event.objects.filter(action="figures.snapshot").count() == 1


def _fail_at_the_fifth() -> object:
    write, calls = snapshots.parquet.write_table, [0]

    def write_or_fail(*args: object, **kwargs: object) -> int:
        calls[0] += 1
        if calls[0] == 5:
            raise OSError(28, "No space left on device")
        return write(*args, **kwargs)  # type: ignore[arg-type]

    return write_or_fail


def test_a_torn_a_changed_and_a_missing_file_get_a_sentence(district: District, tmp_path: Path) -> None:
    export(tmp_path / "out")
    for spoil, sentence in (
        (lambda path: path.write_bytes(path.read_bytes()[:-9]), "không đúng mã băm"),
        (lambda path: path.write_bytes(path.read_bytes().replace(b"PAR1", b"PAR2", 1)), "không đúng mã băm"),
        (lambda path: path.unlink(), "thiếu tệp"),
        (lambda path: (path.parents[2] / "manifest.json").write_text("{}"), "không phải bản kê"),
        (lambda path: (path.parents[2] / "manifest.json").unlink(), "Không có bản trích"),
    ):
        copy = Path(shutil.copytree(tmp_path / "out", tmp_path / "copy"))
        spoil(next(copy.glob("*/*/accepted_values.parquet")))
        with pytest.raises(SnapshotError, match=sentence):
            check_snapshot(copy, DuckDBEngine)
        shutil.rmtree(copy)


def test_a_file_outside_the_folder_is_refused(district: District, tmp_path: Path) -> None:
    export(tmp_path / "out")
    path = tmp_path / "out" / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["files"][0]["path"] = "../units.parquet"
    path.write_text(json.dumps(manifest))
    with pytest.raises(SnapshotError, match="ngoài thư mục"):
        check_snapshot(tmp_path / "out", DuckDBEngine)


def test_a_falsified_value_is_found_though_the_manifest_was_made_to_fit(district: District, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    export(folder)
    path = next(folder.glob("*/*/accepted_values.parquet"))
    connection = duckdb_engine.open_connection(folder)
    fresh = path.with_name("fresh.parquet")
    change = "SELECT * REPLACE (number + CAST(0.001 AS DECIMAL(18, 3)) AS number)"
    connection.execute(f"COPY ({change} FROM read_parquet('{path}')) TO '{fresh}' (FORMAT parquet)")
    connection.close()
    fresh.replace(path)
    manifest = json.loads((folder / "manifest.json").read_text())
    for entry in manifest["files"]:
        entry["sha256"] = file_digest((folder / entry["path"]).read_bytes())
    (folder / "manifest.json").write_text(json.dumps(manifest))
    check = check_snapshot(folder, DuckDBEngine)
    assert not check.is_recorded
    assert {(row[2], row[5]) for row in check.differences} >= {("TT01", "099"), ("TT02", "099")}
