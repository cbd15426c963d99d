"""The main queries of a country find their rows by an index, on both databases (bench.bench_country)."""

import uuid

import pytest
from bench import bench_country
from django.db import connection

from tests.factories.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_sending_accepting_closing_and_all_pages_read_no_large_table_whole(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in (("ELEMENTS", 4), ("WAITING", 3), ("TIMES", 2)):
        monkeypatch.setattr(bench_country, name, value)
    read_plans = bench_country.read_plans
    monkeypatch.setattr(bench_country, "read_plans", lambda statements: read_plans(statements, are_small=True))
    monkeypatch.setitem(bench_country.TREES, 40, (("country", 1), ("province", 2), ("district", 5)))
    steps = bench_country.measure_steps(*bench_country.build_country(40))
    assert {"send", "accept", "close", "sheet country", "home country", "ask communes"} <= {*steps}
    assert bench_country.SCANS == [], capsys.readouterr().err
    assert {"reporting_submission", "consolidation_figure"} <= {*bench_country.INDEXES}


def test_a_table_that_is_read_whole_is_named(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    """Else the test above would say nothing."""
    statement = 'SELECT "id" FROM "reporting_step" U0 WHERE U0."reason" = \'x\''
    bench_country.read_plans([statement], are_small=True)
    assert bench_country.SCANS == ["reporting_step"]
    assert statement in capsys.readouterr().err
    bench_country.SCANS.clear()
    bench_country.read_plans(
        [statement.replace("\"reason\" = 'x'", f"\"submission_id\" = '{uuid.UUID(int=0)}'")], are_small=True
    )
    assert bench_country.SCANS == []


@pytest.fixture(autouse=True)
def found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_country, "SCANS", [])
    bench_country.INDEXES.clear()
    assert connection.vendor in ("sqlite", "postgresql")
