"""Files for analysts, asked for on a page: written by a job, with what the account sees, for as long as it may."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Grant, User
from sokehoach.apps.audit.models import Event
from sokehoach.apps.exchange import analyst_files
from sokehoach.apps.exchange.data_packages import export_package
from sokehoach.apps.jobs import services
from sokehoach.apps.jobs.models import KEPT, Job
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.shell import clock
from sokehoach.config.cli_tick import WORK
from tests.factories.api_tokens import make_token, program
from tests.factories.cast import AT, SINCE, Cast
from tests.factories.district import PERIOD, POLICE, District, found

type SignIn = Callable[[User], Client]


@pytest.fixture
def district(cast: Cast) -> District:
    """Two of three communes and the police have reported."""
    opened = found(cast)
    opened.report(cast.commune, {"B1": "3", "B2": "0"})
    opened.report(cast.other_commune, {"B1": "4", "B2": "-"})
    opened.report(cast.police, {"A1": "2", "A2": "5"}, form=POLICE)
    return opened


@pytest.fixture(autouse=True)
def worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs wait until a test runs them."""
    monkeypatch.setattr(services, "start_worker", lambda: None)


def ask(client: Client, periods: list[str] | None = None, kind: str = "package", **others: Any) -> Any:
    code = Programme.objects.get().code
    body = {"programme": code, f"{code}-periods": [PERIOD] if periods is None else periods, f"{code}-format": kind}
    return client.post(reverse("exchange:files"), body | others)


def run_job() -> Job:
    assert services.run_waiting() == 1
    return Job.objects.get()


def unpack(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def read_rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_it_works(cast: Cast, district: District, signed_in: SignIn, tmp_path: Path) -> None:
    client = signed_in(cast.office)
    page = client.get(reverse("exchange:files")).content.decode()
    assert "6 tháng đầu năm 2021" in page
    answer = ask(client)
    assert answer.status_code == 302
    job = run_job()
    assert (job.state, job.done, job.total, job.result_name) == ("done", 2, 2, "tuan_giao_2021-2021S1.zip")
    assert answer.headers["Location"] == reverse("jobs:page", args=[job.pk])
    assert "Tệp được giữ đến ngày 29/06/2021" in client.get(answer.headers["Location"]).content.decode()
    files = unpack(client.get(reverse("jobs:result", args=[job.pk])).content)
    digest = export_package(tmp_path / "out", periods=[PERIOD], programme=Programme.objects.get(), by="tests", at=AT)
    assert files == {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}, "the office sees the same"
    own, by_command = Event.objects.filter(action="figures.snapshot").order_by("seq")
    assert (own.actor, by_command.actor) == ("huong", "tests")
    assert own.body["detail"]["digest"] == digest


def test_one_table_alone(cast: Cast, district: District, signed_in: SignIn) -> None:
    client = signed_in(cast.office)
    ask(client, kind="csv")
    job = run_job()
    answer = client.get(reverse("jobs:result", args=[job.pk]))
    assert (job.result_name, answer["Content-Type"]) == ("tuan_giao_2021-2021S1.csv", "text/csv; charset=utf-8")
    rows = read_rows(answer.content)
    assert {(row["period"], row["element"], row["unit"]): (row["value"], row["gap"]) for row in rows} == {
        (PERIOD, "TT01", "03269"): ("4", ""), (PERIOD, "TT01", "03304"): ("3", ""),
        (PERIOD, "TT02", "03269"): ("", "not_applicable"), (PERIOD, "TT02", "03304"): ("0", ""),
    }  # fmt: skip


def test_several_periods_are_one_table(cast: Cast, district: District, signed_in: SignIn) -> None:
    district.report(cast.commune, {"B1": "9", "B2": "1"}, period="2020S2")
    client = signed_in(cast.office)
    ask(client, [PERIOD, "2020S2"])
    files = unpack(bytes(run_job().result or b""))
    figures = {(row["period"], row["element"]): row["value"] for row in read_rows(files["figures.csv"])}
    assert figures["2020S2", "TT01"] == "9"
    assert figures[PERIOD, "TT01"] == "7"
    assert [row["period"] for row in read_rows(files["forms.csv"]) if row["form"] == "01-XA"] == ["2020S2", PERIOD]
    description = json.loads(files["datapackage.json"])
    assert description["name"] == "tuan-giao-2021-2020s2-2021s1"
    for table in description["resources"]:
        rows = read_rows(files[table["path"]])
        keys = [tuple(row[key] for key in table["schema"]["primaryKey"]) for row in rows]
        assert len(set(keys)) == len(keys), table["name"]


class TestWhoGetsWhat:
    def test_of_a_confidential_form_the_total_alone(self, cast: Cast, district: District, signed_in: SignIn) -> None:
        ask(signed_in(cast.leader))
        files = unpack(bytes(run_job().result or b""))
        figures = {row["element"]: row for row in read_rows(files["figures.csv"])}
        assert (figures["CA02"]["value"], figures["CA02"]["total_only"]) == ("5", "true")
        assert not [row for row in read_rows(files["values.csv"]) if row["unit"] == "099.CA"]
        assert b"099.CA" not in b"".join(files.values())

    def test_nobody_without_figures(self, cast: Cast, district: District, signed_in: SignIn) -> None:
        for user in (cast.commune, cast.police, cast.health, cast.outsider):
            assert signed_in(user).get(reverse("exchange:files")).status_code == 404
            assert ask(signed_in(user)).status_code == 404
        assert not Job.objects.exists()

    def test_an_area_above_sees_nothing_that_is_not_its_own(
        self, cast: Cast, district: District, signed_in: SignIn
    ) -> None:
        """The other district's leader: no area of his has a figure."""
        grant = Grant.objects.get(capacity__user=cast.leader)
        Grant.objects.filter(pk=grant.pk).update(unit=cast.units["098"])
        page = signed_in(User.objects.get(pk=cast.leader.pk)).get(reverse("exchange:files"))
        assert page.status_code == 200
        assert "Chưa có số tổng hợp nào" in page.content.decode()

    def test_another_account_does_not_get_the_file(self, cast: Cast, district: District, signed_in: SignIn) -> None:
        ask(signed_in(cast.office))
        job = run_job()
        assert signed_in(cast.leader).get(reverse("jobs:result", args=[job.pk])).status_code == 404

    def test_programs_are_told_how_far_it_is(self, cast: Cast, district: District, signed_in: SignIn) -> None:
        ask(signed_in(cast.office))
        job = run_job()
        answer = program(make_token(cast.office)).get("/api/v1/jobs").json()["items"]
        assert [(row["id"], row["kind"], row["state"]) for row in answer] == [(job.pk, "exchange.files", "done")]
        assert "result" not in answer[0]


class TestRightsThatChange:
    def test_before_it_is_written(self, cast: Cast, district: District, signed_in: SignIn) -> None:
        ask(signed_in(cast.leader))
        Grant.objects.filter(capacity__user=cast.leader).update(unit=cast.units["098"])
        job = run_job()
        assert (job.state, job.result) == ("failed", None)
        assert "Quyền xem số liệu đã thay đổi" in job.failure
        assert not Event.objects.filter(action="figures.snapshot").exists()

    def test_before_it_is_taken(self, cast: Cast, district: District, signed_in: SignIn) -> None:
        client = signed_in(cast.leader)
        ask(client)
        job = run_job()
        Grant.objects.filter(capacity__user=cast.leader).update(valid_to=clock.today() - timedelta(days=1))
        assert client.get(reverse("jobs:result", args=[job.pk])).status_code == 404
        assert clock.today() > SINCE


class TestAsking:
    @pytest.mark.parametrize("periods", [[], ["2020S2"], ["x"], [PERIOD, "2020S2"]])
    def test_a_period_without_figures_is_refused(
        self, cast: Cast, district: District, signed_in: SignIn, periods: list[str]
    ) -> None:
        assert ask(signed_in(cast.office), periods).status_code == 422
        assert not Job.objects.exists()

    def test_too_many_periods_are_refused(
        self, cast: Cast, district: District, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sokehoach.apps.exchange.forms.MOST_PERIODS", 0)
        answer = ask(signed_in(cast.office))
        assert "nhiều nhất 0 kỳ" in answer.content.decode()

    def test_another_programme_or_format_is_refused(self, cast: Cast, district: District, signed_in: SignIn) -> None:
        client = signed_in(cast.office)
        assert ask(client, programme="x").status_code == 404
        assert client.post(reverse("exchange:files")).status_code == 404
        assert ask(client, kind="exe").status_code == 422

    def test_the_same_request_twice_is_one_job(self, cast: Cast, district: District, signed_in: SignIn) -> None:
        client = signed_in(cast.office)
        first, second = (ask(client, key="0123456789") for _again in range(2))
        assert first.headers["Location"] == second.headers["Location"]
        assert Job.objects.count() == 1


def test_a_job_that_is_stopped_leaves_nothing(
    cast: Cast, district: District, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(signed_in(cast.office))
    pk = Job.objects.get().pk
    list_areas = analyst_files.list_figure_areas

    def stop_meanwhile(**arguments: Any) -> Any:
        services.stop_job(job=pk, person=cast.office.pk, by="tests", at=AT)
        return list_areas(**arguments)

    monkeypatch.setattr(analyst_files, "list_figure_areas", stop_meanwhile)
    job = run_job()
    assert (job.state, job.result) == ("stopped", None)
    assert not Event.objects.filter(action="figures.snapshot").exists()


def test_a_file_is_removed_after_its_time(cast: Cast, district: District, signed_in: SignIn) -> None:
    client = signed_in(cast.office)
    ask(client)
    job = run_job()
    assert job.ended_at is not None
    assert WORK["việc dài"](job.ended_at + KEPT) == ("0 việc đã kết thúc, xóa 0 tệp hết hạn", False)
    assert WORK["việc dài"](job.ended_at + KEPT + timedelta(seconds=1))[0].endswith("xóa 1 tệp hết hạn")
    job.refresh_from_db()
    assert (job.state, job.result) == ("removed", None)
    assert client.get(reverse("jobs:result", args=[job.pk])).status_code == 404
    page = client.get(reverse("jobs:page", args=[job.pk])).content.decode()
    assert "Tệp đã được xóa vì hết thời gian giữ" in page
    assert "Tải kết quả" not in page
    assert "đã xóa tệp" in client.get(reverse("jobs:list")).content.decode()
