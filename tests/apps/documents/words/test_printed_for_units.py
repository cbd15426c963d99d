"""The standing office prints the reports of all units of a kind in one job; who has none is told in its list."""

import csv
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.adapters.readers.text_files import read_exact_text
from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.services import outlines
from sokehoach.apps.jobs import services as job_services
from sokehoach.apps.jobs.models import Job
from tests.factories.cast import AT
from tests.factories.district import PERIOD, District
from tests.factories.programmes import first_programme

Browser = Callable[[User], Client]


@pytest.fixture
def kept(district: District, outline: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> District:
    monkeypatch.setattr(job_services, "start_worker", lambda: None)
    outlines.import_outline(
        programme=first_programme(), uid="commune", code="commune", title="Kết quả thực hiện",
        issuer=district.cast.units["099.LDTBXH"], writers="commune",
        unit=district.cast.units["099"], due_days=4, definition={**outline, "addressees": ["099"]},
        by="tests", at=AT,
    )  # fmt: skip
    return district


def test_it_works(kept: District, signed_in: Browser) -> None:
    kept.report(kept.cast.commune, {"B1": "3", "B2": "1200"})
    kept.report(kept.cast.other_commune, {"B1": "40", "B2": "0"})
    url = reverse("documents:print_units", args=["commune", PERIOD])
    client = signed_in(kept.cast.office)
    assert url in client.get(reverse("documents:list")).content.decode()
    assert client.post(url).status_code == 302
    assert job_services.run_waiting() == 1
    row = Job.objects.get()
    assert (row.state, row.done, row.total) == ("done", 3, 3)
    with zipfile.ZipFile(io.BytesIO(bytes(row.result or b""))) as package:
        told = list(csv.reader(io.StringIO(package.read("danh-sach.csv").decode("utf-8-sig"))))
        assert [(one[0], bool(one[2]), bool(one[3])) for one in told[1:]] == [
            ("03269", True, False), ("03289", False, True), ("03304", True, False),
        ]  # fmt: skip
        said = {one[0]: read_exact_text(package.read(f"{one[2]}.pdf"), name="a.pdf") for one in told[1:] if one[2]}
        assert {f"{one[2]}.docx" for one in told[1:] if one[2]} < set(package.namelist())
    assert "Đã tổ chức 3 cuộc." in said["03304"]
    assert "Đã tổ chức 40 cuộc." in said["03269"]
