"""A file for analysts that a person asked for on a page, fetched by a program whose token opens all that it holds."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import ApiToken, Grant, User
from sokehoach.apps.jobs import services
from sokehoach.apps.jobs.models import Job
from sokehoach.apps.programmes.models import Programme
from tests.factories.api_tokens import make_token, program
from tests.factories.cast import AT, SINCE, Cast
from tests.factories.district import PERIOD, found

JOBS = "/api/v1/jobs"


@pytest.fixture
def job(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Job:
    """The table of a period, asked for by the office."""
    monkeypatch.setattr(services, "start_worker", lambda: None)
    found(cast).report(cast.commune, {"B1": "3", "B2": "0"})
    browser = Client()
    browser.force_login(cast.office)
    code = Programme.objects.get().code
    asked = {"programme": code, f"{code}-periods": [PERIOD], f"{code}-format": "csv"}
    assert browser.post(reverse("exchange:files"), asked).status_code == 302
    return Job.objects.get()


def fetch(client: Client, job: Job) -> Any:
    return client.get(f"{JOBS}/{job.pk}/file")


def test_it_works(cast: Cast, job: Job) -> None:
    """The program waits until the job is done, and gets the bytes of the page."""
    client = program(make_token(cast.office))
    assert fetch(client, job).status_code == 404
    assert services.run_waiting() == 1
    (told,) = client.get(JOBS).json()["items"]
    assert (told["id"], told["kind"], told["state"]) == (job.pk, "exchange.files", "done")
    answer = fetch(client, job)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert answer["Content-Disposition"] == 'attachment; filename="tuan_giao_2021-2021S1.csv"'
    rows = [*csv.DictReader(io.StringIO(answer.content.decode(), newline=""))]
    assert {(row["element"], row["unit"]): row["value"] for row in rows} == {
        ("TT01", "03304"): "3", ("TT02", "03304"): "0",
    }  # fmt: skip
    browser = Client()
    browser.force_login(cast.office)
    assert browser.get(reverse("jobs:result", args=[job.pk])).content == answer.content


def make_limited(cast: Cast) -> dict[str, Client]:
    other = Programme.objects.create(code="khac", name="Khác", short_name="Khác")
    text = make_token(cast.office, name="chương trình khác")
    ApiToken.objects.filter(uid=text.uid).update(programme=other)
    return {
        "without the action": program(make_token(cast.office, ["report.view"], name="báo cáo")),
        "one commune": program(make_token(cast.office, unit=cast.units["03304"], name="một xã")),
        "another account": program(make_token(cast.leader)),
        "a commune": program(make_token(cast.commune)),
        "another programme": program(text),
    }


def test_a_token_that_opens_less_than_the_file_holds_gets_none(cast: Cast, job: Job) -> None:
    services.run_waiting()
    assert fetch(program(make_token(cast.office)), job).status_code == 200
    for who, client in make_limited(cast).items():
        assert fetch(client, job).status_code in (403, 404), who


def test_rights_that_ended_close_it(cast: Cast, job: Job) -> None:
    services.run_waiting()
    client = program(make_token(cast.office))
    Grant.objects.filter(capacity__user=cast.office).exclude(unit=cast.units["03304"]).update(
        valid_to=SINCE + timedelta(days=1)
    )
    assert fetch(client, job).status_code in (403, 404)


def test_no_other_job_has_a_file_here(cast: Cast) -> None:
    """What another kind of job has made is given out on its page alone."""
    number = services.keep_result(
        kind="exchange.snapshot", title="x", arguments={}, person=cast.office.pk, at=AT,
        result=services.Result("x.zip", "application/zip", b"x"),
    )  # fmt: skip
    client = program(make_token(User.objects.get(pk=cast.office.pk)))
    for pk in (number, number + 1, 2**63):
        assert client.get(f"{JOBS}/{pk}/file").status_code == 404
