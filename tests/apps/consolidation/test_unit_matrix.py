"""A form with a column for each unit, on the page and in Excel."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.pages import unit_matrix
from sokehoach.apps.consolidation.queries import sheets
from sokehoach.apps.indicators.models import DataElement
from tests.factories import frozen, reform
from tests.factories.district import COMMUNES, PERIOD, POLICE, District
from tests.factories.reform import BEFORE, FORM, Reform, merge_districts

type Browser = Callable[[User], Client]
AREA_ONLY = "chỉ có số của cả địa bàn"


def address(name: str, form: str = COMMUNES) -> str:
    return reverse(f"consolidation:{name}", args=["099", PERIOD, form])


def merged_address(name: str) -> str:
    return f"{reverse(f'consolidation:{name}', args=['203', BEFORE, FORM])}?theo=hien-nay"


def read_rows(content: bytes) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.active is not None
    return [*book.active.iter_rows(values_only=True)]


def load_rows(client: Client, form: str = COMMUNES) -> list[tuple[Any, ...]]:
    return read_rows(client.get(address("workbook", form)).content)


@pytest.fixture
def merged(db: None, settings: Any) -> Reform:
    """Two districts, whose five communes reported 1 to 5, became one."""
    settings.DEMONSTRATION = reform.DEMONSTRATION
    return frozen.once("reform of districts", lambda: reform.found(after_rows=merge_districts()))


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
    for clerk, number in ((district.cast.commune, "4"), (district.cast.other_commune, "0")):
        district.report(clerk, {"B1": number}, period="2020S1")
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


def test_excel_has_the_period_before_where_it_is_not_that_of_the_year_before(
    district: District, signed_in: Browser
) -> None:
    for period, number in (("2020S1", "4"), ("2020S2", "6"), (PERIOD, "9")):
        district.report(district.cast.commune, {"B1": number, "B2": "0"}, period=period)
    for period, number in (("2020S1", "0"), (PERIOD, "1")):
        district.report(district.cast.other_commune, {"B1": number, "B2": "0"}, period=period)
    rows = load_rows(signed_in(district.cast.office))
    assert rows[3][6:9] == ("Tăng, giảm (%)", "Kỳ trước (6 tháng cuối 2020)", "Đã có")
    assert rows[5][3:9] == (10, 4, 6, 150, 6, "2/3")


def test_of_counts_of_persons_the_office_gets_the_total_alone(district: District, signed_in: Browser) -> None:
    district.report(district.cast.police, {"A1": "2", "A2": "7"}, form=POLICE)
    office = signed_in(district.cast.office)
    sheet = sheets.access_sheet(district.cast.office, unit="099", form=POLICE, period=PERIOD)
    hidden = {line.code for line in sheet.lines if line.figure.parts_withheld or line.figure.withheld}
    assert hidden, "nothing is withheld: this test would prove nothing"
    for row in load_rows(office, POLICE):
        if row[0] in hidden:
            assert row[8:] == (AREA_ONLY,)
    for table in unit_matrix.build_tables(sheet):
        assert [row.line.code for _section, rows in table.sections for row in rows if not row.cells] == sorted(hidden)


def test_more_units_than_fit_a_page_are_two_tables(district: District) -> None:
    district.settle(19)
    sheet = sheets.access_sheet(district.cast.office, unit="099", form=COMMUNES, period=PERIOD)
    assert [len(table.senders) for table in unit_matrix.build_tables(sheet)] == [20, 2]


def test_a_merged_area_has_the_numbers_of_the_units_of_then(merged: Reform, client: Client) -> None:
    client.force_login(merged.office)
    page = client.get(merged_address("matrix")).text
    assert "unit-matrix__gap" not in page, "all five reported"
    cell = f"{reverse('consolidation:figure', args=['201', BEFORE, FORM, 'TT01'])}?phan-to=&amp;don-vi=06002"
    assert f'href="{cell}" data-drawer>2<' in page
    assert 'id="o"' in client.get(cell.replace("&amp;", "&")).text
    rows = {row[0]: row for row in read_rows(client.get(merged_address("workbook")).content)}
    assert rows["Mã"][8:] == ("Hòa Bình", "An Sơn", "Bình Minh", "Đông Hải", "Phú Lâm")
    assert (rows["TT01"][3], rows["TT01"][7], rows["TT01"][8:]) == (15, "5/5", (1, 2, 3, 4, 5))
    assert rows["TT02"][8:] == (10, 20, 30, 40, 50)


def test_what_is_withheld_says_why_in_excel_too(merged: Reform, client: Client) -> None:
    DataElement.objects.filter(code="TT01").update(counts_persons=True)
    client.force_login(merged.office)
    (row,) = (row for row in read_rows(client.get(merged_address("workbook")).content) if row[0] == "TT01")
    reason = "Số liệu về người chỉ tổng hợp từ cấp huyện trở lên."
    assert (row[3], row[7]) == (reason, None)
    assert set(row[8:]) == {reason}
    page = client.get(merged_address("matrix")).text
    assert reason in page
    assert AREA_ONLY not in page, "there is no figure of the area either"


def test_a_change_in_percent_is_rounded_as_on_the_page(district: District, signed_in: Browser) -> None:
    """From 80 to 81 it is 1,25 %: 1,3 on the sheet's page, and in Excel."""
    for clerk, before, number in ((district.cast.commune, "80", "41"), (district.cast.other_commune, "0", "40")):
        district.report(clerk, {"B1": before}, period="2020S1")
        district.report(clerk, {"B1": number})
    office = signed_in(district.cast.office)
    assert "(+1,3%)" in office.get(address("sheet")).text
    (row,) = (row for row in load_rows(office) if row[0] == "TT01")
    assert row[5:7] == (1, 1.3)
