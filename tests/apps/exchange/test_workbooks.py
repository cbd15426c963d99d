"""A report as an Excel sheet: out with hidden keys, back from the unit or by e-mail to the office."""

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sokehoach.apps.consolidation.services import acceptance
from sokehoach.apps.reporting.models import DataValue, ProxyEntry, Submission
from sokehoach.apps.reporting.queries.sheets import build_sheet
from sokehoach.apps.reporting.services import submissions, values
from sokehoach.apps.reporting.services.values import TypedCell
from tests.apps.consolidation.test_permissions import Browser
from tests.factories.cast import AT, Cast
from tests.factories.district import COMMUNES, PERIOD, District, found


@pytest.fixture
def district(cast: Cast) -> District:
    return found(cast)


@pytest.fixture
def report(district: District) -> Submission:
    clerk = district.cast.commune
    submissions.open_submission(form=COMMUNES, unit=clerk.unit, period=PERIOD, by=clerk, at=AT)
    return Submission.objects.get()


def fetched(signed_in: Browser, by: Any, report: Submission) -> Any:
    return openpyxl.load_workbook(io.BytesIO(signed_in(by).get(reverse("exchange:sheet", args=[report.pk])).content))


def brought(signed_in: Browser, by: Any, book: Any, **more: str) -> Any:
    out = io.BytesIO()
    book.save(out)
    file = SimpleUploadedFile("bieu.xlsx", out.getvalue())
    return signed_in(by).post(reverse("exchange:brought"), {"file": file, **more})


def number(report: Submission, code: str) -> str:
    return build_sheet(report).line(code).typed


@pytest.mark.faults("report.bring", "report.save")
def test_it_works(district: District, signed_in: Browser, report: Submission) -> None:
    cast = district.cast
    book = fetched(signed_in, cast.commune, report)
    page = book.active
    assert [cell.value for cell in page[1]][2:] == ["Mã", "Chỉ tiêu thống kê", "Đơn vị tính", "Kỳ này"]
    assert page.column_dimensions["A"].hidden
    assert page.column_dimensions["B"].hidden
    page["F2"], page["F3"] = 12, "-"
    assert brought(signed_in, cast.commune, book).status_code == 302
    assert (number(report, "B1"), number(report, "B2")) == ("12", "-")


@pytest.mark.faults("report.take")
def test_one_that_came_by_mail_is_typed_for_its_unit(
    district: District, signed_in: Browser, report: Submission
) -> None:
    cast = district.cast
    book = fetched(signed_in, cast.commune, report)
    book.active["F2"] = 12
    assert brought(signed_in, cast.office, book, source="Văn phòng UBND xã").status_code == 302
    taken = ProxyEntry.objects.get()
    assert (taken.channel, taken.source, taken.by) == ("mail", "Văn phòng UBND xã", cast.office)
    assert number(report, "B1") == "12"
    submissions.send(submission=report.pk, version=1, by=cast.office, at=AT)
    acceptance.accept(submission=report.pk, version=2, by=cast.office, at=AT)


def test_all_or_nothing_with_a_reason_for_each_cell(district: District, signed_in: Browser, report: Submission) -> None:
    book = fetched(signed_in, district.cast.commune, report)
    book.active["F2"], book.active["F3"] = 12, "khoảng 5"
    reply = brought(signed_in, district.cast.commune, book)
    assert reply.status_code == 422
    told = reply.content.decode()
    assert ">F3<" in told
    assert "shell/import_problems.html" in {template.name for template in reply.templates}
    assert ("Chưa ghi ô nào." in told, "Tệp có 1 chỗ sai" in told, ">Cột<" in told) == (True, True, False)
    assert "Ô này chỉ ghi chữ số" in told
    assert not DataValue.objects.exists()


def test_a_formula_is_no_number(district: District, signed_in: Browser, report: Submission) -> None:
    book = fetched(signed_in, district.cast.commune, report)
    book.active["F2"] = "=1+1"
    reply = brought(signed_in, district.cast.commune, book)
    assert (reply.status_code, "công thức" in reply.content.decode()) == (422, True)


def test_what_was_typed_online_meanwhile_is_not_overwritten(
    district: District, signed_in: Browser, report: Submission
) -> None:
    cast = district.cast
    book = fetched(signed_in, cast.commune, report)
    book.active["F2"] = 12
    values.save(submission=report.pk, changes={"B1": TypedCell("9", 0)}, by=cast.commune, at=AT)
    reply = brought(signed_in, cast.office, book, source="Văn phòng UBND xã")
    assert (reply.status_code, "ghi 9" in reply.content.decode()) == (409, True)
    assert number(report, "B1") == "9"
    assert not ProxyEntry.objects.exists()


@pytest.mark.parametrize("who", ["other_commune", "police", "outsider"])
def test_anothers_workbook_does_not_exist(district: District, signed_in: Browser, report: Submission, who: str) -> None:
    book = fetched(signed_in, district.cast.commune, report)
    by = getattr(district.cast, who)
    assert brought(signed_in, by, book).status_code == 404
    assert signed_in(by).get(reverse("exchange:sheet", args=[report.pk])).status_code == 404


def test_a_workbook_of_ones_own_making_is_told_how_to_get_a_right_one(
    district: District, signed_in: Browser, report: Submission
) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Mã", "Số"])
    book.active.append(["B1", 12])
    reply = brought(signed_in, district.cast.commune, book)
    assert (reply.status_code, "khóa ẩn" in reply.content.decode()) == (422, True)


def test_no_workbook_at_all(district: District, signed_in: Browser) -> None:
    client = signed_in(district.cast.commune)
    page = reverse("exchange:brought")
    assert client.get(page).status_code == 200
    assert client.post(page).status_code == 422
    broken = SimpleUploadedFile("bieu.xlsx", b"PK\x03\x04 not a workbook")
    assert client.post(page, {"file": broken}).status_code == 422
