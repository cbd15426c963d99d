"""An official makes a new form in the tables of a draft, with a check and a text box, and sees it as a commune will."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import shot, verify
from tests.journeys.test_tables_of_a_draft import FILES, add_elements, look, paste_below
from tests.journeys.test_trial import SLOW

FORM, NAME, SECTION = "10-XA", "Phát thanh ở cơ sở", "Buổi phát thanh"
ELEMENTS = {"PX98": "Buổi phát thanh trong kỳ", "PX99": "Buổi bằng tiếng dân tộc trong kỳ"}
BOX = "Sáng kiến về phát thanh"


def add_form(page: Page) -> None:
    page.get_by_role("link", name="Thêm biểu, sửa bảng các biểu").press("Enter")
    line = [FORM, NAME, "6 tháng; hằng năm", "xã; thị trấn", "nd09", "2 ngày làm việc", "", "", "Công văn của Sở"]
    paste_below(page, "Mã biểu", "\t".join(line))
    look(page, "table-of-forms")
    page.get_by_role("button", name="Lưu và kiểm tra").press("Enter")
    expect(page.get_by_role("link", name=FORM, exact=True)).to_be_visible()


def add_to_schedule(page: Page) -> None:
    """Beside the form that the same communes send on the same day."""
    page.goto(f"{FILES}bang/noi-gui/")
    cell = page.locator("input[name=forms][value^='01-XA']").first
    cell.fill(f"{cell.input_value()}; {FORM}")
    page.get_by_role("button", name="Lưu và kiểm tra").press("Enter")


def fill_form(page: Page) -> None:
    page.get_by_role("link", name=FORM, exact=True).press("Enter")
    page.get_by_role("link", name="Sửa bảng các phần").press("Enter")
    paste_below(page, "Tên phần", f"{SECTION}\tII.1\tA")
    page.get_by_role("button", name="Lưu và kiểm tra").press("Enter")
    page.get_by_role("link", name="Sửa bảng ô của phần A").press("Enter")
    paste_below(page, "Mã ô", "A1\tPX98\nA1.1\tPX99\ttrong đó\t\t1")
    page.get_by_role("button", name="Lưu và kiểm tra").press("Enter")
    expect(page.get_by_text("Không có «trong đó»")).to_be_visible()
    page.get_by_label("Trong đó, dòng 2", exact=True).fill("")
    page.get_by_role("button", name="Lưu và kiểm tra").press("Enter")
    page.get_by_role("link", name="Sửa bảng phép kiểm tra").press("Enter")
    paste_below(page, "Phép kiểm tra", f"ô đầu không lớn hơn (không muộn hơn) ô sau\t{ELEMENTS['PX99']}; A1")
    look(page, "table-of-checks")
    page.get_by_role("button", name="Lưu và kiểm tra").press("Enter")
    sentence = f"Ô A1.1 ({ELEMENTS['PX99']}) không lớn hơn ô A1 ({ELEMENTS['PX98']})"
    expect(page.get_by_text(sentence)).to_be_visible()
    page.get_by_role("link", name="Sửa bảng ô nhận xét").press("Enter")
    paste_below(page, "Tên ô nhận xét", f"{BOX}\tGhi việc, không ghi tên người.\t800")
    look(page, "table-of-boxes")
    page.get_by_role("button", name="Lưu và kiểm tra").press("Enter")
    expect(page.get_by_text(BOX)).to_be_visible()
    look(page, "new-form-of-a-draft")


def rename_form(page: Page) -> None:
    """To another code and back: elements, stages and the form's own page follow."""
    for code, code_now in ((FORM, "11-XA"), ("11-XA", FORM)):
        page.goto(f"{FILES}bang/bieu/")
        page.locator(f"input[name=code][value='{code}']").fill(code_now)
        page.get_by_role("button", name="Lưu và kiểm tra").press("Enter")
        expect(page.get_by_text(f"Đã đổi mã ở mọi nơi nhắc đến: {code} → {code_now}.")).to_be_visible()
        expect(page.get_by_role("link", name="Chạy thử, xem trước")).to_be_visible()
    look(page, "renamed-form-of-a-draft")


def test_a_new_form_is_made_in_tables_and_seen_before_it_is_published(
    demo_login: Callable[..., Page], home: Path
) -> None:
    official = demo_login("truongphong")
    official.goto("/chuong-trinh/tuan_giao_2021/")
    official.get_by_role("button", name="Lập bản nháp").click()
    add_form(official)
    add_elements(official, ELEMENTS, FORM)
    add_to_schedule(official)
    fill_form(official)
    rename_form(official)

    official.goto(FILES)
    official.get_by_role("link", name="Chạy thử, xem trước").press("Enter")
    official.get_by_role("button", name="Chạy thử", exact=True).press("Enter")
    expect(official.get_by_role("heading", name="Trang mà từng vai trò thấy")).to_be_visible(timeout=SLOW)
    official.get_by_label("Trang", exact=True).select_option(f"bieu-{FORM}.html")
    official.get_by_role("button", name="Xem", exact=True).press("Enter")
    frame = official.frame_locator("iframe")
    for text in (SECTION, ELEMENTS["PX98"], ELEMENTS["PX99"], BOX):
        expect(frame.get_by_text(text).filter(visible=True).first).to_be_visible()
    look(official, "new-form-on-a-phone")
    with official.context.expect_page() as opening:
        official.get_by_role("link", name="Mở trang này trên màn hình rộng").click()
    expect(opening.value.get_by_text(BOX).filter(visible=True).first).to_be_visible()
    shot(opening.value, "new-form-preview")
    official.bring_to_front()
    official.goto(FILES)
    official.get_by_role("link", name="Xem khác biệt, công bố").press("Enter")
    expect(official.get_by_text(NAME).first).to_be_visible()
    look(official, "new-form-difference")
    verify(home)
