"""«Số liệu cũ»: brought in by Excel, shown where a figure is compared with the year before, marked as what it is."""

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.queries.sheets import access_sheet
from sokehoach.apps.indicators.models import DataElement, EarlierFigure
from sokehoach.apps.indicators.queries import earlier_figures
from sokehoach.apps.indicators.services import earlier_figures as services
from sokehoach.apps.indicators.services.earlier_figures import EarlierFigureInput
from sokehoach.apps.reporting.queries import sheets
from sokehoach.apps.reporting.queries.submissions import list_visible_submissions
from sokehoach.apps.reporting.services import submissions
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from tests.factories.cast import AT, Cast

pytestmark = pytest.mark.usefixtures("programme")
type Browser = Callable[[User], Client]
PAGE = "/bao-cao/so-lieu-nen/nam-truoc/"
SOURCE = "Báo cáo số 41/BC-LĐTBXH ngày 17/6/2020"
GOOD = ["Xã Tênh Phông", "2020S1", "TT01", None, 9, SOURCE]


def send(client: Client, *rows: list[Any]) -> Any:
    book = openpyxl.Workbook()
    book.active.append(["Đơn vị", "Kỳ", "Mã chỉ tiêu", "Phân tổ", "Số", "Nguồn"])
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return client.post(PAGE, {"file": SimpleUploadedFile("a.xlsx", buffer.getvalue())})


@pytest.mark.faults("earlier_figures.keep")
def test_it_works(cast: Cast, signed_in: Browser) -> None:
    office = signed_in(cast.office)
    assert send(office, GOOD, ["Huyện Tuần Giáo", "2020s1", "XL01", "role=seller", 3, SOURCE]).status_code == 302
    cut_offs = {"2020S1": date(2020, 6, 14)}
    assert earlier_figures.list_figures_by_period("03304", cut_offs)["2020S1"] == {("TT01", ""): Decimal(9)}
    assert earlier_figures.list_figures_by_period("099", cut_offs)["2020S1"] == {("XL01", "role=seller"): Decimal(3)}
    assert SOURCE in office.get(PAGE).content.decode()


def test_said_anew_it_is_changed_and_not_doubled(cast: Cast, signed_in: Browser) -> None:
    office = signed_in(cast.office)
    send(office, GOOD)
    send(office, [*GOOD[:4], 11, SOURCE])
    assert EarlierFigure.objects.get().number == 11


@pytest.mark.parametrize(
    ("row", "address", "said"),
    [
        (["Xã Tênh Phông", "2020S1", "XL01", None, 1, SOURCE], "E3", "không nhận số của Xã"),
        (
            ["Công an huyện", "2020S1", "NN01", None, 1, SOURCE],
            "",
            "",
        ),  # an agency stands where its district does
        (["Xã Tênh Phông", "nửa năm", "TT01", None, 1, SOURCE], "B3", "Kỳ ghi như 2020S1"),
        (["Xã Tênh Phông", "2020S1", "ZZ99", None, 1, SOURCE], "C3", "Không có tên này"),
        (["Xã Tênh Phông", "2020S1", "TT01", "role=seller", 1, SOURCE], "D3", "không phân tổ như vậy"),
        (["Xã Tênh Phông", "2020S1", "TT02", None, 1.5, SOURCE], "E3", "số nguyên"),
        (["Xã Tênh Phông", "2020S1", "TT02", None, None, SOURCE], "E3", "Phải là một số"),
        (["Xã Tênh Phông", "2020S1", "TT02", None, 1, None], "F3", "nguồn"),
        (["Xã Mường Đun", "2020S1", "TT02", None, 1, SOURCE], "A3", "Không có tên này"),
        (GOOD, "A3", "Trùng với dòng 2"),
    ],
)
def test_one_wrong_cell_keeps_the_file_out(
    cast: Cast, signed_in: Browser, row: list[Any], address: str, said: str
) -> None:
    reply = send(signed_in(cast.office), GOOD, row)
    if not said:
        assert reply.status_code == 302
        return
    ((where, why),) = [(problem.address, problem.message) for problem in reply.context["problems"]]
    assert where == address
    assert said in why
    assert not EarlierFigure.objects.exists()


def test_a_commune_sees_it_beside_its_report_and_is_told_what_it_is(cast: Cast, signed_in: Browser) -> None:
    send(signed_in(cast.office), GOOD)
    submissions.open_submission(form="01-XA", unit=cast.units["03304"], period="2021S1", by=cast.commune, at=AT)
    report = list_visible_submissions(cast.commune).get()
    line = sheets.build_sheet(report).line("B1")
    assert (line.last_year, line.last_year_old) == (Decimal(9), True)
    page = signed_in(cast.commune).get(f"/bao-cao/{report.pk}/").content.decode()
    assert page.count("số liệu cũ") == 1


def test_the_district_compares_with_its_own_earlier_figure(cast: Cast, signed_in: Browser) -> None:
    send(signed_in(cast.office), ["Huyện Tuần Giáo", "2020S1", "TT01", None, 180, SOURCE])
    line = access_sheet(cast.office, unit="099", form="01-XA", period="2021S1").line("TT01", "")
    assert (line.before, line.before_old) == (Decimal(180), True)
    assert "số liệu cũ" in signed_in(cast.office).get("/tong-hop/099/2021S1/01-XA/").content.decode()


def figure(cast: Cast, code: str, number: str, *, unit: str = "03304", source: str = SOURCE) -> EarlierFigureInput:
    element = DataElement.objects.get(code=code)
    return EarlierFigureInput(cast.units[unit], element, "", "2020S1", Decimal(number), source)


@pytest.mark.parametrize(
    ("code", "number", "unit", "source", "problem"),
    [
        ("TT01", "9", "03304", SOURCE, ""),
        ("TT01", "0", "03304", SOURCE, ""),
        ("TT01", "999999999999", "03304", SOURCE, ""),
        ("TT01", "1000000000000", "03304", SOURCE, "từ 0"),
        ("TT01", "-1", "03304", SOURCE, "từ 0"),
        ("TT01", "1.5", "03304", SOURCE, "số nguyên"),
        ("TT01", "9", "03304", "  ", "nguồn"),
        ("XL01", "9", "03304", SOURCE, "không nhận số của xã"),
        ("XL01", "9", "099", SOURCE, ""),
    ],
)
def test_a_figure_is_whole_within_bounds_and_has_a_source(
    cast: Cast, code: str, number: str, unit: str, source: str, problem: str
) -> None:
    told = services.find_figure_problem(figure(cast, code, number, unit=unit, source=source))
    assert problem.lower() in told.lower()
    assert bool(told) == bool(problem)


def test_all_figures_are_kept_or_none(cast: Cast) -> None:
    good, bad = figure(cast, "TT01", "9"), figure(cast, "TT01", "-1", unit="03269")
    with pytest.raises(InvalidInput):
        services.import_earlier_figures(figures=[good, bad], by=cast.office, at=AT)
    with pytest.raises(ActionRefused, match="không nhập số liệu"):
        services.import_earlier_figures(figures=[good], by=cast.commune, at=AT)
    assert not EarlierFigure.objects.exists()
    done = services.import_earlier_figures(figures=[good], by=cast.office, at=AT)
    row = EarlierFigure.objects.get()
    assert (row.number, row.source, row.updated_by, row.updated_at) == (9, SOURCE, cast.office, AT)
    assert (done.detail, done.answer) == ({"kept": 1}, {"kept": 1})
