"""Snapshots asked for on a page: closed periods, for who sees all of them, counted again before they are given."""

import io
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.adapters.rollup import duckdb_engine
from sokehoach.adapters.rollup.duckdb_engine import DuckDBEngine
from sokehoach.adapters.rollup.engine import Row
from sokehoach.apps.accounts.models import Grant, User
from sokehoach.apps.audit.models import Event
from sokehoach.apps.exchange import snapshot_files, snapshot_rows
from sokehoach.apps.exchange.snapshots import SnapshotCheck, check_snapshot
from sokehoach.apps.jobs import services
from sokehoach.apps.jobs.models import Job
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.shell import clock
from sokehoach.domain.orgtree.level import Levels
from tests.apps.exchange.test_snapshots import close, district, read
from tests.factories.cast import AT, Cast
from tests.factories.district import COMMUNES, PERIOD, POLICE, District, found
from tests.factories.levels import DISTRICT, LEVELS, store_levels

__all__ = ["district"]
type SignIn = Callable[[User], Client]
PERSONS = "SELECT CAST(f.number AS VARCHAR) FROM published_figures f JOIN elements e USING (form, period, element) "
TOTAL = PERSONS + "WHERE e.code = 'CA02' AND f.number IS NOT NULL"


@pytest.fixture(autouse=True)
def worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs wait until a test runs them."""
    monkeypatch.setattr(services, "start_worker", lambda: None)


def ask(client: Client, kind: str, periods: tuple[str, ...] = (PERIOD,)) -> Any:
    code = Programme.objects.get().code
    body = {"programme": code, f"{code}-periods": [*periods], f"{code}-format": kind}
    return client.post(reverse("exchange:files"), body)


def run_job() -> Job:
    assert services.run_waiting() == 1
    return Job.objects.latest("pk")


def unpack(job: Job, into: Path) -> Path:
    assert job.state == "done", job.failure
    with zipfile.ZipFile(io.BytesIO(bytes(job.result or b""))) as package:
        package.extractall(into)
    return into


def read_job(client: Client, kind: str, into: Path, select: str) -> list[Row]:
    ask(client, kind)
    return read(unpack(run_job(), into), select)


def test_it_works(cast: Cast, district: District, signed_in: SignIn, tmp_path: Path) -> None:
    client = signed_in(cast.office)
    page = client.get(reverse("exchange:files")).content.decode()
    assert page.count("Bản trích Parquet") == 2
    answer = ask(client, "snapshot")
    job = run_job()
    assert (job.done, job.total, job.result_name) == (3, 3, "tuan_giao_2021-2021S1-parquet.zip")
    folder = unpack(job, tmp_path)
    check = check_snapshot(folder, DuckDBEngine)
    assert (check.differences, check.is_recorded) == ((), True)
    event = Event.objects.get(action="figures.snapshot")
    assert (event.actor, event.body["detail"]["confidential"]) == ("huong", True)
    assert client.get(reverse("jobs:result", args=[job.pk])).content == bytes(job.result or b"")
    assert answer.headers["Location"] == reverse("jobs:page", args=[job.pk])


def test_with_confidential_totals_or_without_them(
    cast: Cast, district: District, signed_in: SignIn, tmp_path: Path
) -> None:
    client = signed_in(cast.office)
    assert read_job(client, "snapshot", tmp_path / "whole", TOTAL) == [("5.000",)]
    forms = "SELECT DISTINCT form_code FROM windows ORDER BY 1"
    assert read(tmp_path / "whole", forms) == [(COMMUNES,), (POLICE,)]
    assert read_job(client, "open_snapshot", tmp_path / "open", forms) == [(COMMUNES,)]


def test_under_a_stricter_policy_no_count_of_persons_is_in_it(
    cast: Cast, district: District, signed_in: SignIn, tmp_path: Path
) -> None:
    """The programme lets counts of persons exist from provinces upwards alone."""
    store_levels(Levels(replace(level, counts_persons=False) if level is DISTRICT else level for level in LEVELS))
    assert read_job(signed_in(cast.office), "snapshot", tmp_path, TOTAL) == []


class TestWhoGetsOne:
    def test_nobody_who_holds_a_confidential_function_gets_the_totals_of_all(
        self, cast: Cast, district: District, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Each side of the wall sees its own figures; a standing office sees the totals of both."""
        programme, audience = Programme.objects.get(), snapshot_files.audience_of(cast.office)
        for functions, kinds in (({"general", "support"}, {"open_snapshot"}), ({"support"}, set())):
            changed = replace(audience, functions=frozenset(functions))
            monkeypatch.setattr(snapshot_files, "audience_of", lambda _user, changed=changed: changed)
            offered = {
                kind
                for kind in ("snapshot", "open_snapshot")
                if snapshot_files.list_snapshot_periods(cast.office, programme, kind)
            }
            assert offered == kinds

    def test_nobody_who_does_not_see_the_unit_that_consolidates(self, cast: Cast, district: District) -> None:
        programme = Programme.objects.get()
        assert snapshot_files.list_snapshot_periods(cast.leader, programme, "open_snapshot") == {PERIOD}
        for user in (cast.commune, cast.police, cast.health, cast.outsider):
            for kind in ("snapshot", "open_snapshot"):
                assert not snapshot_files.list_snapshot_periods(user, programme, kind), user
        Grant.objects.filter(capacity__user=cast.leader).update(unit=cast.units["098"])
        moved = User.objects.get(pk=cast.leader.pk)
        assert not snapshot_files.list_snapshot_periods(moved, programme, "open_snapshot")

    @pytest.mark.parametrize("is_written", [False, True])
    def test_rights_that_end_before_it_is_written_or_taken(
        self, cast: Cast, district: District, signed_in: SignIn, is_written: bool
    ) -> None:
        client = signed_in(cast.leader)
        ask(client, "open_snapshot")
        if is_written:
            run_job()
        Grant.objects.filter(capacity__user=cast.leader).update(valid_to=clock.today() - timedelta(days=1))
        job = Job.objects.get() if is_written else run_job()
        assert is_written or "Quyền xem số liệu đã thay đổi" in job.failure
        assert client.get(reverse("jobs:result", args=[job.pk])).status_code == 404


class TestWhatIsRefused:
    def test_a_period_that_is_open(self, cast: Cast, district: District, signed_in: SignIn) -> None:
        district.report(cast.commune, {"B1": "9"}, period="2020S2")
        answer = ask(signed_in(cast.office), "open_snapshot", (PERIOD, "2020S2"))
        assert answer.status_code == 422
        assert "Bỏ chọn: 6 tháng cuối năm 2020" in answer.content.decode()
        assert not Job.objects.exists()

    def test_before_anything_is_closed_none_is_offered(self, cast: Cast, signed_in: SignIn) -> None:
        opened = found(cast)
        opened.report(cast.commune, {"B1": "3"})
        client = signed_in(cast.office)
        assert "Bản trích Parquet" not in client.get(reverse("exchange:files")).content.decode()
        assert ask(client, "snapshot").status_code == 422
        close(opened, COMMUNES)
        assert "Bản trích Parquet" in client.get(reverse("exchange:files")).content.decode()

    def test_without_an_engine_none_is_offered(
        self, cast: Cast, district: District, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(snapshot_files, "is_installed", lambda: False)
        client = signed_in(cast.office)
        assert "Bản trích Parquet" not in client.get(reverse("exchange:files")).content.decode()
        assert ask(client, "snapshot").status_code == 422


class TestWhatFails:
    """A sentence, no file."""

    def test_an_engine_that_is_gone(
        self, cast: Cast, district: District, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ask(signed_in(cast.office), "snapshot")
        monkeypatch.setitem(sys.modules, "duckdb", None)
        monkeypatch.setattr(snapshot_files, "is_installed", lambda: True)
        job = run_job()
        assert (job.state, job.failure, job.result) == ("failed", duckdb_engine.NOT_INSTALLED, None)

    def test_a_file_that_is_torn_before_it_is_given_out(
        self, cast: Cast, district: District, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ask(signed_in(cast.office), "snapshot")

        def tear(folder: Path, *others: Any) -> SnapshotCheck:
            path = next(folder.glob("*/*/accepted_values.parquet"))
            path.write_bytes(path.read_bytes()[:-9])
            return check_snapshot(folder, *others)

        monkeypatch.setattr(snapshot_files, "check_snapshot", tear)
        job = run_job()
        assert (job.state, job.result) == ("failed", None)
        assert "không đúng mã băm" in job.failure

    def test_a_recount_that_differs(
        self, cast: Cast, district: District, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ask(signed_in(cast.office), "snapshot")
        monkeypatch.setattr(snapshot_files, "check_snapshot", lambda *_: SnapshotCheck(1, 1, is_recorded=False,
                                                                                       differences=()))  # fmt: skip
        job = run_job()
        assert (job.state, job.result) == ("failed", None)
        assert "không đưa ra tệp" in job.failure


def test_a_job_that_is_stopped_leaves_nothing(
    cast: Cast, district: District, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(signed_in(cast.office), "snapshot")
    pk = Job.objects.get().pk
    build_sheet = snapshot_rows.sheets.build_sheet

    def stop_meanwhile(*arguments: Any, **others: Any) -> Any:
        services.stop_job(job=pk, person=cast.office.pk, by="tests", at=AT)
        return build_sheet(*arguments, **others)

    monkeypatch.setattr(snapshot_rows.sheets, "build_sheet", stop_meanwhile)
    job = run_job()
    assert (job.state, job.result, job.done) == ("stopped", None, 0)
    assert not Event.objects.filter(action="figures.snapshot").exists()
