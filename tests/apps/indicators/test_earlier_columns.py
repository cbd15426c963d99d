"""«Số liệu cũ» from an office's own table: columns matched, figures looked at, stored whole or not at all."""

import io
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sokehoach.apps.accounts.models import User
from sokehoach.apps.indicators.models import EarlierFigure
from sokehoach.apps.orgunits.services.units import add_aliases
from tests.factories.cast import Cast

pytestmark = pytest.mark.usefixtures("programme")
PAGE = "/bao-cao/so-lieu-nen/nam-truoc/"
SOURCE = "Báo cáo số 41/BC-LĐTBXH ngày 17/6/2020"
HIDDEN = re.compile(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"')


def send(client: Client, *rows: list[Any], merged: tuple[str, ...] = ()) -> Any:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cells in merged:
        book.active.merge_cells(cells)
    buffer = io.BytesIO()
    book.save(buffer)
    return client.post(PAGE, {"file": SimpleUploadedFile("so-lieu-2020.xlsx", buffer.getvalue())})


def press(client: Client, page: Any, button: str, **typed: str) -> Any:
    """Sends the form of the page as a browser does, with what is typed and the button."""
    form = page.context["matching"]
    fields = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in fields.items() if value is not None}
    data |= {name: value for name, value in HIDDEN.findall(page.content.decode()) if name.endswith(("digest", "_row"))}
    return client.post(PAGE, data | {name.replace("_", "-"): text for name, text in typed.items()} | {button: "1"})


def get_problems(page: Any) -> list[tuple[str, str, str]]:
    return [(problem.address, problem.column, problem.message) for problem in page.context["problems"]]


def list_stored() -> list[tuple[str, str, str, Decimal]]:
    rows = EarlierFigure.objects.order_by("unit__code", "period", "element__code")
    return [(row.unit.code, row.element.code, row.period, row.number) for row in rows]


def test_a_table_of_an_office_is_looked_at_and_stored_whole(cast: Cast, signed_in: Callable[[User], Client]) -> None:
    add_aliases(unit=cast.units["03269"], aliases=["Thị trấn huyện lỵ"])
    office = signed_in(cast.office)
    table = [
        ["BIỂU SỐ LIỆU CÁC XÃ, THỊ TRẤN"], [],
        ["TT", "Địa bàn", "6 tháng đầu năm 2020", None, "Cả năm 2019", "Ghi chú"],
        [None, None, "TT01", "tt02", "TT01", None],
        ["A", "B", 1, 2, 3, 4],
        [1, "xa tenh phong", 9, None, "1.204", "đã rà soát"],
        [2, "thi tran huyen ly", 0, 3, None, None],
        [None, "Tổng cộng", "=C6+C7", 3, "1.204", None],
    ]  # fmt: skip
    page = send(office, *table, merged=("C3:D3", "A3:A4", "B3:B4"))
    assert page.status_code == 200
    heads = [(box.name, box.value()) for box in page.context["matching"].head_fields if box.value()]
    assert heads == [
        ("h-2", "TT01 · 6 tháng đầu năm 2020"), ("h-3", "TT02 · 6 tháng đầu năm 2020"), ("h-4", "TT01 · năm 2019"),
    ]  # fmt: skip
    page = press(office, page, "merge")
    assert (page.status_code, EarlierFigure.objects.count()) == (422, 0)
    assert "Chưa rõ nguồn" in page.content.decode()
    page = press(office, page, "preview", v_source=SOURCE)
    assert page.status_code == 200
    assert [reason for _row, reason in page.context["result"].left_out] == [
        "dòng đánh số cột",
        "dòng cộng: «Tổng cộng»",
    ]
    figures = [
        ("03269", "TT01", "2020S1", 0), ("03269", "TT02", "2020S1", 3), ("03304", "TT01", "2019", 1204),
        ("03304", "TT01", "2020S1", 9),
    ]  # fmt: skip
    assert (
        sorted((row.unit.code, row.element.code, row.period, row.number) for row, *_ in page.context["figures"])
        == figures
    )
    assert press(office, page, "merge", h_4="").status_code == 422  # other columns than those that were looked at
    assert EarlierFigure.objects.count() == 0
    assert press(office, page, "merge").status_code == 302
    assert list_stored() == figures

    table[5][2] = 11
    page = press(office, send(office, *table), "preview", v_source=SOURCE)
    assert page.context["replaced_count"] == 4
    EarlierFigure.objects.get(period="2019").delete()  # as another person would change it meanwhile
    again = press(office, page, "merge")
    assert again.status_code == 409
    assert "Vừa có người nhập" in again.content.decode()
    assert press(office, again, "merge").status_code == 302
    assert list_stored()[-1] == ("03304", "TT01", "2020S1", 11)


def test_each_wrong_cell_is_named_and_nothing_is_stored(cast: Cast, signed_in: Callable[[User], Client]) -> None:
    """A count of persons below the level that the policy allows is refused in any shape of table (limits.md, 4)."""
    office = signed_in(cast.office)
    page = send(
        office, ["Số liệu 6 tháng đầu năm 2020"], ["Xã", "TT01", "XL01", "TT02"],
        ["Xã Tênh Phông", 9, 2, "-"], ["Xã Tênh Phông", 1, None, "=1+1"], ["Xã Không Có", 1, None, None],
    )  # fmt: skip
    assert page.context["matching"]["v-period"].value() == "6 tháng đầu năm 2020"
    page = press(office, page, "preview", v_source=SOURCE)
    problems = [(address, message) for address, _column, message in get_problems(page)]
    assert problems == [
        ("C3", "XL01 đếm người: không nhận số của Xã Tênh Phông."),
        ("D3", "Phải là một số; không có thì bỏ trống hoặc bỏ dòng; số 0 ghi là 0."),
        ("A4", "Trùng với dòng 3 của tệp."),
        ("D4", "Ô này là công thức. Hãy chép rồi dán lại thành giá trị."),
        ("A5", "Không có tên này trong danh sách để chọn."),
    ]
    assert press(office, page, "merge", v_source="Nguyễn Văn An, sinh 1990").status_code == 422
    rows = [["Chỉ tiêu", "Huyện Tuần Giáo", "Xã Tênh Phông"], ["XL01", 3, 2], ["Hội nghị nào đó", 1, None]]
    page = press(office, send(office, *rows), "preview", v_period="Quý I/2020", v_source=SOURCE)
    assert [address for address, *_ in get_problems(page)] == ["C2", "A3"]
    assert press(office, page, "merge").status_code == 422
    page = press(office, page, "preview", h_1="XL01; TT01; Quý I/2020", h_2="", v_source=SOURCE)
    assert "h-1" in page.context["matching"].errors
    assert EarlierFigure.objects.count() == 0


def test_one_figure_to_a_row_with_the_names_of_parts(cast: Cast, signed_in: Callable[[User], Client]) -> None:
    office = signed_in(cast.office)
    text = "Nguồn\tKết quả\tKỳ báo cáo\tTên chỉ tiêu\tChia ra\tXã\n" + "\n".join(
        f"{SOURCE}\t{number}\t{period}\tXL01\t{part}\tHuyện Tuần Giáo"
        for number, period, part in (
            ("3", "Quý II/2020", "Người bán dâm"),
            ("5", "2019", "Tổng số"),
            ("5", "2018", "không có"),
        )
    )
    page = office.post(PAGE, {"text": text})
    assert [address for address, *_ in get_problems(page)] == ["E4"]
    page = office.post(PAGE, {"text": text.rpartition("\n")[0]})
    assert press(office, page, "merge").status_code == 302
    assert list(EarlierFigure.objects.order_by("period").values_list("period", "disaggregation", "number")) == [
        ("2019", "", 5), ("2020Q2", "role=seller", 3),
    ]  # fmt: skip
    assert office.post(PAGE, {"sheet": '"'}).status_code == 302
    assert office.post(PAGE, {"text": ""}).status_code == 422
