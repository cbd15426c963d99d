"""An official brings what he has: a list of units, a table of data elements, a form of Kobo; by keyboard."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from tests.journeys.conftest import axe, shot, verify

DRAFT = "/chuong-trinh/tuan_giao_2021/nhap/"
UNITS = "STT\tMã ĐVHC\tTên đơn vị\n1\t99001\tXã Thử Một\n2\t99001\tXã Thử Hai\n"
ELEMENTS = "Chỉ tiêu\tĐVT\tLoại số\tLựa chọn\nSố buổi tư vấn\tbuổi\t\t\nMức độ\tđơn vị\tchọn một\tTốt;Khá;Kém\n"
SURVEY = [
    ["type", "name", "label", "relevant", "constraint"],
    ["date", "ngay", "Ngày kiểm tra"],
    ["text", "ten", "Họ và tên người được hỏi"],
    ["select_one yn", "co", "Có biển hiệu không"],
    ["integer", "phong", "Số phòng", "${co} = 'yes'"],
    ["integer", "hong", "Số phòng hỏng", "${co} = 'yes'", ". <= ${phong}"],
    ["geopoint", "vt", "Vị trí"],
]
CHOICES = [["list_name", "name", "label"], ["yn", "yes", "Có"], ["yn", "no", "Không"]]


def test_sheets_and_a_kobo_form_are_taken_into_a_draft(
    demo_login: Callable[..., Page], home: Path, tmp_path: Path
) -> None:
    official = demo_login("truongphong")
    official.goto("/chuong-trinh/tuan_giao_2021/")
    official.get_by_role("button", name="Lập bản nháp").click()
    official.get_by_role("link", name="Danh sách đơn vị").press("Enter")
    shot(official, "sheet-source")
    axe(official)
    official.get_by_label("hoặc dán từ Excel").fill(UNITS)
    official.get_by_role("button", name="Xem cột").press("Enter")
    expect(official.get_by_text("trùng mã «99001» với dòng 2")).to_be_visible()
    expect(official.get_by_role("button", name="Đưa vào bản nháp")).to_have_count(0)
    shot(official, "sheet-faults")
    axe(official)
    official.get_by_role("link", name="Gửi bảng khác").press("Enter")
    official.get_by_label("hoặc dán từ Excel").fill(UNITS.replace("99001\tXã Thử Hai", "99002\tXã Thử Hai"))
    official.get_by_role("button", name="Xem cột").press("Enter")
    expect(official.get_by_text("2 dòng mới, 0 dòng đổi")).to_be_visible()
    shot(official, "sheet-matched")
    official.get_by_role("button", name="Đưa vào bản nháp").press("Enter")
    expect(official.get_by_text("Đã đưa vào: 2 dòng mới")).to_be_visible()
    expect(official.get_by_text("Đã lưu, không có lỗi.")).to_be_visible()

    official.get_by_role("link", name="Chỉ tiêu", exact=True).press("Enter")
    official.get_by_label("hoặc dán từ Excel").fill(ELEMENTS)
    official.get_by_role("button", name="Xem cột").press("Enter")
    official.get_by_label("Thêm ô vào biểu").select_option("01-XA")
    official.get_by_role("button", name="Đưa vào bản nháp").press("Enter")
    expect(official.get_by_text("Đã lưu, không có lỗi.")).to_be_visible()

    book = openpyxl.Workbook()
    book.active.title = "survey"  # type: ignore[union-attr]
    for row in SURVEY:
        book.active.append(row)  # type: ignore[union-attr]
    choices = book.create_sheet("choices")
    for row in CHOICES:
        choices.append(row)
    book.save(tmp_path / "kiem-tra.xlsx")
    official.get_by_role("link", name="Sổ từ XLSForm").press("Enter")
    shot(official, "xlsform-source")
    official.get_by_label("Tệp XLSForm").set_input_files(tmp_path / "kiem-tra.xlsx")
    official.get_by_role("button", name="Xem chuyển sang được gì").press("Enter")
    expect(official.get_by_text("tọa độ: sổ ghi đơn vị, không ghi vị trí")).to_be_visible()
    shot(official, "xlsform")
    axe(official)
    official.get_by_role("button", name="Đưa vào bản nháp").press("Enter")
    expect(official.get_by_text("Đã lập loại sổ")).to_be_visible()
    expect(official.get_by_text("Đã lưu, không có lỗi.")).to_be_visible()
    expect(official.get_by_role("link", name="Loại sổ kiem_tra")).to_be_visible()
    shot(official, "draft-with-sheets")
    axe(official)
    verify(home)
