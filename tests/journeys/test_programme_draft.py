"""An official without a shell changes a running programme; a commune sees it; the second of two editors is told."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import axe, shot, verify
from tests.journeys.test_pages import REPORT, go

NAME, NEW_NAME = "Văn bản chỉ đạo khác", "Văn bản chỉ đạo, đôn đốc"
CELL = "  - code: A8\n    element: CD08\n"
NEW_CELL = "  - code: A80\n    element: CD99\n"
FILES = "/chuong-trinh/tuan_giao_2021/nhap/"


def open_row(page: Page, code: str) -> None:
    page.goto(f"{FILES}tep/elements.csv")
    page.get_by_label("Tìm trong bảng").fill(code)
    page.get_by_role("button", name="Tìm", exact=True).click()
    page.get_by_role("link", name=code, exact=True).click()
    expect(page.get_by_label("Mã (code)")).to_have_value(code)


def add_element(page: Page) -> None:
    page.goto(f"{FILES}tep/elements.csv")
    page.get_by_role("link", name="Thêm một dòng").click()
    texts = {"Mã (code)": "CD99", "Tên (name)": "Buổi phát thanh", "Đơn vị tính (unit)": "buổi",
             "Biểu (form)": "01-XA", "Nguồn (source)": "Công văn của Sở"}  # fmt: skip
    for label, text in texts.items():
        page.get_by_label(label).fill(text)
    choices = {"Loại số (kind)": "count", "Thời kỳ hay thời điểm (nature)": "flow",
               "Cộng theo thời gian (over_time)": "sum", "Cộng theo nơi (over_place)": "sum",
               "Chức năng (function)": "general", "Đếm người (counts_persons)": "no"}  # fmt: skip
    for label, choice in choices.items():
        page.get_by_label(label).select_option(choice)
    shot(page, "draft-new-row")
    axe(page)
    page.get_by_role("button", name="Lưu và kiểm tra").click()
    expect(page.get_by_text("Đã lưu, ")).to_be_visible()


def test_an_official_changes_a_label_and_adds_a_cell(
    demo_login: Callable[..., Page], home: Path, tmp_path: Path, site: str
) -> None:
    official = demo_login("truongphong")
    official.get_by_role("link", name="Chương trình", exact=True).click()
    shot(official, "programmes")
    axe(official)
    official.get_by_role("link", name=re.compile("Phòng, chống mại dâm trên địa bàn")).click()
    shot(official, "programme")
    axe(official)
    with official.expect_download() as downloading:
        official.get_by_role("link", name=".zip").first.click()
    downloading.value.save_as(tmp_path / "programme.zip")
    with zipfile.ZipFile(tmp_path / "programme.zip") as archive:
        form = archive.read("forms/01-XA.yaml").decode()
    assert CELL in form, form[-3000:]

    official.get_by_role("button", name="Lập bản nháp").click()
    expect(official.get_by_text("Không có lỗi.")).to_be_visible()
    shot(official, "draft")
    axe(official)
    open_row(official, "CD02")
    shot(official, "draft-row")
    axe(official)
    official.get_by_label("Tên (name)").fill(NEW_NAME)
    official.get_by_role("button", name="Lưu và kiểm tra").click()
    expect(official.get_by_text("Đã lưu, không có lỗi.")).to_be_visible()
    shot(official, "draft-table")
    axe(official)
    add_element(official)

    official.goto(f"{FILES}tep/forms/01-XA.yaml")
    official.get_by_label("Nội dung tệp").fill(form.replace(CELL, CELL + NEW_CELL.replace("CD99", "CD98")))
    official.get_by_role("button", name="Lưu và kiểm tra").click()
    expect(official.get_by_text("không có chỉ tiêu «CD98»")).to_be_visible()
    shot(official, "draft-text-faults")
    axe(official)
    official.goto(FILES)
    shot(official, "draft-faults")
    axe(official)
    official.get_by_role("link", name="01-XA.yaml, dòng").first.click()
    official.get_by_label("Nội dung tệp").fill(form.replace(CELL, CELL + NEW_CELL))
    official.get_by_role("button", name="Lưu và kiểm tra").click()
    expect(official.get_by_text("Đã lưu, không có lỗi.")).to_be_visible()

    official.goto(FILES)
    official.get_by_role("link", name="Xem khác biệt, công bố").click()
    expect(official.get_by_text(f"«{NAME}» → «{NEW_NAME}»")).to_be_visible()
    expect(official.get_by_text("chỉ tiêu CD99")).to_be_visible()
    shot(official, "draft-difference")
    axe(official)
    official.get_by_label("Lý do").fill("Công văn của Sở")
    official.get_by_role("button", name="Công bố").click()
    expect(official.get_by_text("Đã công bố phiên bản 2.")).to_be_visible()
    shot(official, "programme-published")

    commune = demo_login("xa03304")
    go(commune, "/bao-cao/", REPORT)
    expect(commune.get_by_text(NEW_NAME).first).to_be_visible()
    expect(commune.get_by_text("Buổi phát thanh").first).to_be_visible()
    verify(home)


def test_the_second_editor_is_told_and_loses_nothing(demo_login: Callable[..., Page]) -> None:
    first, second = demo_login("truongphong"), demo_login("vpubnd")
    first.goto("/chuong-trinh/tuan_giao_2021/")
    first.get_by_role("button", name="Lập bản nháp").click()
    expect(first.get_by_text("Không có lỗi.")).to_be_visible()
    for page in (first, second):
        open_row(page, "CD03")
    first.get_by_label("Tên (name)").fill("Cuộc họp quán triệt")
    first.get_by_role("button", name="Lưu và kiểm tra").click()
    expect(first.get_by_text("Đã lưu, không có lỗi.")).to_be_visible()
    second.get_by_label("Tên (name)").fill("Hội nghị quán triệt")
    second.get_by_role("button", name="Lưu và kiểm tra").click()
    expect(second.get_by_text("truongphong đã lưu bản nháp này sau khi bạn mở trang")).to_be_visible()
    expect(second.get_by_text("name: «Cuộc họp quán triệt»")).to_be_visible()
    expect(second.get_by_label("Tên (name)")).to_have_value("Hội nghị quán triệt")
    shot(second, "draft-second")
    axe(second)
    second.get_by_role("button", name="Lưu và kiểm tra").click()
    expect(second.get_by_text("Đã lưu, không có lỗi.")).to_be_visible()
    second.goto(FILES)
    second.get_by_role("link", name="Bỏ bản nháp").click()
    shot(second, "draft-discard")
    axe(second)
    second.get_by_role("button", name="Bỏ bản nháp").click()
    expect(second.get_by_text("Đã bỏ bản nháp.")).to_be_visible()


def test_a_version_that_does_not_apply_yet_is_withdrawn(demo_login: Callable[..., Page], home: Path) -> None:
    official = demo_login("truongphong")
    official.goto("/chuong-trinh/tuan_giao_2021/")
    official.get_by_role("button", name="Lập bản nháp").click()
    expect(official.get_by_text("Không có lỗi.")).to_be_visible()
    open_row(official, "CD04")
    official.get_by_label("Đơn vị tính (unit)").fill("lượt cán bộ")
    official.get_by_role("button", name="Lưu và kiểm tra").click()
    expect(official.get_by_text("Đã lưu, không có lỗi.")).to_be_visible()
    official.goto(f"{FILES}cong-bo/")
    official.get_by_label("Lý do").fill("Thông tư mới")
    official.get_by_label("Áp dụng từ ngày").fill("15/12/2022")
    official.get_by_role("button", name="Công bố").click()
    expect(official.get_by_role("status")).to_contain_text("Đã công bố phiên bản")
    official.get_by_role("link", name="Rút phiên bản này").click()
    shot(official, "withdraw")
    axe(official)
    official.get_by_label("Lý do").fill("Thông tư bị bãi bỏ")
    official.get_by_role("button", name="Rút phiên bản").click()
    expect(official.get_by_role("status")).to_contain_text("Đã rút phiên bản")
    shot(official, "withdrawn")
    verify(home)
