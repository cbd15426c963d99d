"""A province moves from one installation to another over HTTP: what is consolidated there is what was here.

A program reads metadata, values and figures of the first one. The second begins empty: a person loads the programme on
the page of the first run, programs of the communes send the values, and the office accepts them on its page.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from sokehoach.adapters.programme_files.text_form import pack_files, read_folder
from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.reporting.models import Form, Submission
from sokehoach.apps.setup.services import first_run
from sokehoach.apps.shell import thread_cache
from tests.apps.dhis2.test_round_trip import demonstration, pick_choice, run
from tests.factories import quang_ngai
from tests.factories.api_tokens import make_token, program
from tests.factories.quang_ngai import BASE, DIGITAL, QUARTER, SINCE, Office

__all__ = ["demonstration"]
FORM = "01-CDS"


class _EmptiedError(Exception):
    """Ends the first installation: everything in it is rolled back."""


def get(client: Client, path: str, **query: Any) -> Any:
    answer = client.get(f"/api/{path}", query)
    assert answer.status_code == 200, (path, answer.content[:400])
    return answer.json()


def read_figures(client: Client) -> list[Any]:
    """Without the uids, which are of an installation."""
    form = Form.objects.get(programme__code=DIGITAL, code=FORM).uid
    page = get(client, "v1/figures", unit="51", form=form, period=QUARTER, limit=500)
    assert page["next"] is None
    return [
        {name: figure[name] for name in figure if name not in ("element", "disaggregation")}
        | {"options": sorted(part.rpartition("=")[2] for part in figure["disaggregation"].split(","))}
        for figure in page["items"]
    ]


@pytest.fixture
def moved(db: None) -> dict[str, Any]:
    """What a program has read of an installation that is gone."""
    found: dict[str, Any] = {}
    try:
        with transaction.atomic():
            quang_ngai.load(DIGITAL)
            office = Office(DIGITAL, quang_ngai.hire(DIGITAL), "cds")
            cells = office.form(FORM).definition.cells
            for number, name in enumerate(BASE.values(), 1):
                numbers = {
                    cell.code: str(number * (2 if cell.disaggregation.endswith("=whole") else 1))
                    for cell in cells
                    if cell.disaggregation.endswith(("=part", "=whole"))
                }
                office.report(f"cds-{name}", FORM, numbers | pick_choice(cells), period=QUARTER)
            reader = program(make_token(office.people["cds"]))
            found["metadata"] = get(reader, "metadata")
            (data_set,) = (
                row["code"] for row in found["metadata"]["dataSets"] if row["code"].rpartition(".")[2] == FORM
            )
            places = {"dataSet": data_set, "period": QUARTER, "orgUnit": "51", "children": "true"}
            message = get(reader, "dataValueSets", **places, idScheme="CODE", includeNotApplicable="true")
            found["values"] = message["dataValues"]
            found["figures"] = read_figures(reader)
            raise _EmptiedError
    except _EmptiedError:
        thread_cache.forget_answers()
    return found


def load_programme(metadata: Any, folder: Path) -> None:
    """The metadata becomes a folder by the command, and the folder's archive is loaded on the page of the first run."""
    file = folder / "metadata.json"
    file.write_text(json.dumps(metadata, ensure_ascii=False), "utf-8")
    head = ("--unit", "51", "--office", "51.SKHCN", "--from", SINCE.isoformat())
    assert run("read-metadata", str(file), "-o", str(folder / "nhap"), *head) == 0
    browser = Client()
    browser.post(reverse("setup:first_run"), {"code": first_run.issue_code()})
    archive = SimpleUploadedFile("chuong-trinh.zip", pack_files(read_folder(folder / "nhap")), "application/zip")
    answer = browser.post(reverse("setup:first_programme"), {"archive": archive})
    assert answer.status_code == 302, answer.context["programme_form"].errors
    assert Programme.objects.get().code == DIGITAL


def test_what_is_consolidated_is_equal(moved: dict[str, Any], tmp_path: Path, settings: Any) -> None:
    settings.HOME = tmp_path
    assert not Programme.objects.exists()
    assert not Unit.objects.exists()
    load_programme(moved["metadata"], tmp_path)
    people = quang_ngai.hire(DIGITAL)
    for code, name in BASE.items():
        values = [row for row in moved["values"] if row["orgUnit"] == code]
        message = {
            "dataSet": f"{DIGITAL}.{FORM}", "period": QUARTER, "orgUnit": code, "completeDate": "2026-03-16",
            "dataValues": values,
        }  # fmt: skip
        client = program(make_token(people[f"cds-{name}"]))
        for query, kept in (("&dryRun=true", False), ("", True)):
            answer = client.post(
                f"/api/dataValueSets?idScheme=CODE{query}", json.dumps(message), content_type="application/json"
            )
            assert answer.status_code == 200, answer.content
            assert answer.json()["response"]["importCount"]["imported"] == len(values) > 0
            assert Submission.objects.filter(unit__code=code).exists() == kept
    browser = Client()
    browser.force_login(User.objects.get(username="cds"))
    for report in Submission.objects.all():
        assert report.state == "sent"
        browser.post(reverse("consolidation:accept", args=[report.pk]), {"version": report.version})
        report.refresh_from_db()
        assert report.state == "accepted"
    reader = program(make_token(User.objects.get(username="cds")))
    figures = read_figures(reader)
    assert figures == moved["figures"]
    assert sum(figure["value"] is not None and figure["received"] == len(BASE) for figure in figures) > 10
