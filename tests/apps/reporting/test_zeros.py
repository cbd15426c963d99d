"""The cells that stay blank are filled with 0 together, after a person has looked at each of them."""

import re
from typing import Any

from django.test import Client
from django.urls import reverse

from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.queries.sheets import build_sheet
from sokehoach.apps.reporting.services import values
from tests.apps.reporting.conftest import Opened, typed
from tests.apps.reporting.test_pages import Signed
from tests.factories.cast import AT, Cast


def page(client: Client, report: Submission) -> str:
    return client.get(reverse("reporting:zeros", args=[report.pk])).text


def post(client: Client, report: Submission, cells: list[str], **more: Any) -> Any:
    return client.post(reverse("reporting:zeros", args=[report.pk]), {"cell": cells, **more})


def offered(text: str) -> list[str]:
    return re.findall(r'name="cell" value="([^"]+)" checked', text)


def test_it_works(cast: Cast, signed_in: Signed, opened: Opened) -> None:
    report, client = opened(), signed_in(cast.commune)
    shown = page(client, report)
    cells = offered(shown)
    assert cells
    assert (
        reverse("reporting:zeros", args=[report.pk])
        in client.get(reverse("reporting:submission", args=[report.pk])).text
    )
    versions = dict(re.findall(r'name="(v-[^"]+)" value="(\d+)"', shown))
    kept = post(client, report, cells, sure="1", key="k-1", **versions)
    assert kept.status_code == 302
    assert {build_sheet(report).line(code).typed for code in cells} == {"0"}
    assert post(client, report, cells, sure="1", key="k-1", **versions).status_code == 302, "sent twice"
    assert "Không còn ô số nào trống" in page(client, report)


def test_nothing_is_filled_before_it_is_confirmed(cast: Cast, signed_in: Signed, opened: Opened) -> None:
    report, client = opened(), signed_in(cast.commune)
    cells = offered(page(client, report))
    for answer, said in (
        (post(client, report, cells), "0 nghĩa là trong kỳ không phát sinh"),
        (post(client, report, [], sure="1"), "Chưa chọn ô nào"),
    ):
        assert (answer.status_code, said in answer.text) == (422, True)
    assert all(build_sheet(report).line(code).blank for code in cells)


def test_a_cell_that_somebody_filled_meanwhile_keeps_its_number(cast: Cast, signed_in: Signed, opened: Opened) -> None:
    report, client = opened(), signed_in(cast.commune)
    cells = offered(page(client, report))
    values.save(submission=report.pk, changes=typed(**{cells[0]: "7"}), by=cast.commune, at=AT)
    answer = post(client, report, cells, sure="1", **{f"v-{code}": "0" for code in cells})
    assert answer.status_code == 409
    assert build_sheet(report).line(cells[0]).typed == "7"
    assert all(build_sheet(report).line(code).blank for code in cells[1:])


def test_what_is_counted_or_added_up_is_not_offered(cast: Cast, signed_in: Signed, opened: Opened) -> None:
    report, client = opened(), signed_in(cast.commune)
    sheet = build_sheet(report)
    cells = offered(page(client, report))
    assert all(sheet.line(code).is_free and sheet.line(code).blank for code in cells)
    assert post(client, report, ["khong-co"], sure="1").status_code == 422


def test_who_only_reads_the_report_has_no_such_page(cast: Cast, signed_in: Signed, opened: Opened) -> None:
    report = opened()
    cells = offered(page(signed_in(cast.commune), report))
    reader = signed_in(cast.office)
    assert reader.get(reverse("reporting:submission", args=[report.pk])).status_code == 200
    assert reader.get(reverse("reporting:zeros", args=[report.pk])).status_code == 404
    assert post(reader, report, cells, sure="1").status_code == 404
    assert all(build_sheet(report).line(code).blank for code in cells)


def test_a_unit_that_stands_in_the_name_is_not_said_twice(cast: Cast, signed_in: Signed, opened: Opened) -> None:
    report = opened()
    plain, named = build_sheet(report).list_blank_amounts()[:2]
    unit = f"({named.element.unit})"
    assert DataElement.objects.filter(code=named.element.code).update(name=f"{named.element.name} {unit}")
    shown = " ".join(page(signed_in(cast.commune), report).split())
    assert shown.count(f"{named.code} {named.label} {unit}</span>") == 1
    assert f"{plain.code} {plain.label} ({plain.element.unit})</span>" in shown
