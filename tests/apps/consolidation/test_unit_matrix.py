"""A form with a column for each unit, on the page and in Excel."""

import io
from collections.abc import Callable

import openpyxl
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.pages import unit_matrix
from sokehoach.apps.consolidation.queries import sheets
from tests.factories.district import COMMUNES, PERIOD, POLICE, District

type Browser = Callable[[User], Client]


def address(name: str, form: str = COMMUNES) -> str:
    return reverse(f"consolidation:{name}", args=["099", PERIOD, form])


def load_rows(client: Client, form: str = COMMUNES) -> list[tuple[object, ...]]:
    response = client.get(address("workbook", form))
    return [*openpyxl.load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True)]


def test_each_unit_has_its_number_and_the_missing_ones_none(district: District, signed_in: Browser) -> None:
    district.report(district.cast.commune, {"B1": "3", "B2": "0"})
    district.send(district.cast.other_commune, {"B1": "4"})
    page = signed_in(district.cast.office).get(address("matrix")).text
    assert "1/3 đơn vị có báo cáo được duyệt; thiếu: Pú Xi (đã gửi, chờ duyệt), Quài Cang (chưa gửi)" in page
    assert (
        f"{reverse('consolidation:figure', args=['099', PERIOD, COMMUNES, 'TT01'])}?phan-to=&amp;don-vi=03304" in page
    )
    assert page.count("unit-matrix__gap") == 4


def test_excel_has_title_period_coverage_and_numbers_as_numbers(district: District, signed_in: Browser) -> None:
    district.report(district.cast.commune, {"B1": "4"}, period="2020S1")
    district.report(district.cast.commune, {"B1": "1203", "B2": "-"})
    district.report(district.cast.other_commune, {"B1": "5"})
    rows = load_rows(signed_in(district.cast.office))
    assert rows[0][0] == "Kết quả của xã, thị trấn"
    assert rows[1][0] == "Huyện Tuần Giáo, 6 tháng đầu năm 2021"
    assert rows[2][0] == "2/3 đơn vị có báo cáo được duyệt; thiếu: Quài Cang (chưa gửi)"
    assert rows[3][3:8] == ("6 tháng 2021", "6 tháng 2020", "Tăng, giảm", "Tăng, giảm (%)", "Đã có")
    assert rows[3][8:] == ("Pú Xi", "Quài Cang", "Tênh Phông")
    assert rows[5] == ("TT01", "Chỉ tiêu TT01", "cuộc", 1208, 4, 1204, 30100, "2/3", 5, None, 1203)
    assert rows[6][8:] == (None, None, "-")


def test_of_counts_of_persons_the_office_gets_the_total_alone(district: District, signed_in: Browser) -> None:
    district.report(district.cast.police, {"A1": "2", "A2": "7"}, form=POLICE)
    office = signed_in(district.cast.office)
    sheet = sheets.access_sheet(district.cast.office, unit="099", form=POLICE, period=PERIOD)
    hidden = {line.code for line in sheet.lines if line.figure.parts_withheld or line.figure.withheld}
    assert hidden, "nothing is withheld: this test would prove nothing"
    for row in load_rows(office, POLICE):
        if row[0] in hidden:
            assert row[8:] == (None,)
    for table in unit_matrix.build_tables(sheet):
        assert [row.line.code for _section, rows in table.sections for row in rows if not row.cells] == sorted(hidden)


def test_more_units_than_fit_a_page_are_two_tables(district: District) -> None:
    district.settle(19)
    sheet = sheets.access_sheet(district.cast.office, unit="099", form=COMMUNES, period=PERIOD)
    assert [len(table.senders) for table in unit_matrix.build_tables(sheet)] == [20, 2]
