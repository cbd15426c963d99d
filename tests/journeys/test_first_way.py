"""From the signed plan to the six-month report: the whole way, as three people walk it."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from docx import Document
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import ROOT, axe, shot, verify
from tests.journeys.waiting import open_from_menu

SAMPLE = ROOT / "src/sokehoach/programmes/tuan_giao_2021/sample_plan.txt"
TITLE = "Tuyên truyền trên loa truyền thanh bản Ten Hon"


def test_first_way(demo_login: Callable[[str], Page], home: Path, tmp_path: Path) -> None:
    office, commune, leader = demo_login("thuongtruc"), demo_login("xa03304"), demo_login("lanhdao")

    read_a_plan(office, plan_of_our_own(tmp_path))
    correct_a_duty_by_keyboard(office)
    confirm_the_rest(office)
    bring_it_into_force(office)
    work_on_a_duty(commune, tmp_path)
    see_the_result_on_the_board(office)

    before = figure_of(office, "B3")
    record_an_activity(commune)
    answer_the_remark(commune)
    overrule_the_register(commune)
    type_a_wrong_number(commune)
    send(commune)
    return_it_once(office)
    send(commune, again=True)
    accept(office)

    after = figure_of(office, "B3")
    assert after > before, "the accepted report did not move the figure"
    open_the_figure(leader, after)
    take_the_report_away(leader, after)
    verify(home)


# --- the plan


def plan_of_our_own(folder: Path) -> Path:
    """The sample plan under another number: text that the demonstration has not read yet."""
    text = SAMPLE.read_text("utf-8").replace("Số: 45/KH-UBND", "Số: 61/KH-UBND")
    file = folder / "ke-hoach-61.txt"
    file.write_text(text.replace("04 tháng 3 năm 2021", "19 tháng 4 năm 2021"), "utf-8")
    return file


def read_a_plan(office: Page, file: Path) -> None:
    room(office, "Kế hoạch")
    office.get_by_role("link", name="Nhập kế hoạch").click()
    office.set_input_files("input[type=file]", file)
    office.get_by_role("button", name="Đọc kế hoạch").click()
    office.wait_for_url("**/doc/")
    expect(office.locator("h1")).to_contain_text("61/KH-UBND")
    expect(office.locator("#progress")).to_contain_text("0/41 nội dung đã xác nhận")
    # What is not certain is shown as such, and what was understood stands marked in its place in the text.
    expect(office.locator("#nv9")).to_contain_text("chưa rõ")
    expect(office.locator("#text a#m-nv9")).to_contain_text("can thiệp giảm hại")
    axe(office)
    shot(office, "way-1-read")


def correct_a_duty_by_keyboard(office: Page) -> None:
    """J down to the duty, E into its words, Tab to the button, Enter: no mouse."""
    opened = office.locator("li.item--open")
    for _ in range(40):
        if opened.get_attribute("id") == "nv11":
            break
        was = opened.get_attribute("id")
        office.keyboard.press("j")
        expect(office.locator(f"li.item--open:not(#{was})")).to_be_visible()
    expect(opened).to_have_attribute("id", "nv11")
    office.keyboard.press("e")
    field = opened.get_by_label("Nhiệm vụ", exact=True)
    expect(field).to_be_focused()
    office.keyboard.press("Control+A")
    office.keyboard.type("Truyền thông qua văn nghệ, thể thao ở cơ sở")
    tab_to(office, opened.get_by_role("button", name="Xác nhận Enter"))
    office.keyboard.press("Enter")
    expect(office.locator("#nv11")).to_contain_text("đã xác nhận")
    expect(office.locator("#nv11 h3")).to_have_text("Truyền thông qua văn nghệ, thể thao ở cơ sở")
    expect(office.locator("#progress")).to_contain_text("1/41")


def confirm_the_rest(office: Page) -> None:
    office.get_by_role("button", name="Xác nhận tất cả mục chắc").click()
    expect(office.locator("#progress")).not_to_contain_text("Xác nhận tất cả mục chắc")
    # What the plan asks without naming an agency: eleven tasks, settled together.
    office.get_by_role("link", name="Việc chưa nêu cơ quan 11").click()
    expect(office.get_by_role("button", name="Xác nhận các việc đã chọn")).to_be_visible()
    axe(office)
    shot(office, "way-1-tasks")
    office.get_by_role("button", name="Xác nhận các việc đã chọn").click()
    expect(office.get_by_role("button", name="Xác nhận các việc đã chọn")).to_have_count(0)
    opened = office.locator("li.item--open")
    owners = {"ct1": "Phòng Lao động - TB&XH", "ct2": "Phòng Văn hóa - Thông tin", "ct3": "Công an huyện"}
    for _ in range(28):
        left = re.search(r"(\d+)/41", office.locator("#progress").inner_text())
        assert left
        if left[1] == "41":
            break
        # Held by its code: the strip above may count on before the next item has opened.
        code = opened.get_attribute("id") or ""
        item = office.locator(f"li.item--open#{code}")
        if code in owners:
            item.get_by_label("Chủ chỉ tiêu").select_option(label=owners[code])
        item.get_by_role("button", name="Xác nhận Enter").click()
        expect(office.locator("#progress")).to_contain_text(f"{int(left[1]) + 1}/41")
        expect(item).to_have_count(0)


def bring_it_into_force(office: Page) -> None:
    office.get_by_role("button", name="Đưa kế hoạch vào theo dõi").click()
    office.wait_for_url(re.compile(r"/ke-hoach/[0-9a-f-]{36}/$"))
    targets = office.get_by_role("table", name="Chỉ tiêu")
    expect(targets.get_by_role("row", name="CT1")).to_contain_text("Phòng LĐ-TB&XH")
    expect(targets.get_by_role("row", name="CT4")).to_contain_text("chưa phân công")
    axe(office)
    shot(office, "way-2-plan")
    office.get_by_role("link", name="Nhiệm vụ", exact=True).click()
    board = office.get_by_role("table", name="Nhiệm vụ của cả kế hoạch")
    expect(board.get_by_role("row", name="Vận động các hộ ký cam kết")).to_contain_text("19 đơn vị")
    expect(board).to_contain_text("Truyền thông qua văn nghệ, thể thao ở cơ sở")


# --- the duty


def work_on_a_duty(commune: Page, folder: Path) -> None:
    """A result in words and a document that shows it, whose author does not travel with it."""
    open_the_board(commune)
    commune.get_by_role("link", name="Vận động các hộ ký cam kết").click()
    file = folder / "bien-ban-ky-cam-ket.docx"
    document = Document()
    document.add_paragraph("Biên bản ký cam kết tại bản Ten Hon.")
    document.core_properties.author = "Vừ Thị Riêng"
    document.core_properties.last_modified_by = "Vừ Thị Riêng"
    document.save(str(file))
    assert b"Ri\xc3\xaang" in unzipped(file.read_bytes())

    commune.get_by_role("textbox", name="Kết quả").fill("46 hộ bản Ten Hon đã ký cam kết ngày 12/6.")
    commune.get_by_role("radio", name="đã có kết quả").check()
    commune.locator("input[type=file]").set_input_files(file)
    commune.get_by_role("button", name="Lưu", exact=True).click()
    link = commune.get_by_role("link", name="bien-ban-ky-cam-ket.docx")
    expect(link).to_be_visible()
    axe(commune)
    shot(commune, "way-3-duty")
    with commune.expect_download() as fetched:
        link.click()
    kept = Path(fetched.value.path()).read_bytes()
    assert "Biên bản ký cam kết tại bản Ten Hon." in [p.text for p in Document(BytesIO(kept)).paragraphs]
    assert b"Ri\xc3\xaang" not in unzipped(kept)


def see_the_result_on_the_board(office: Page) -> None:
    open_the_board(office)
    row = office.get_by_role("row", name="Vận động các hộ ký cam kết")
    row.get_by_text("từng đơn vị").click()
    row.get_by_role("link", name="Tênh Phông").click()
    expect(office.locator("main")).to_contain_text("46 hộ bản Ten Hon đã ký cam kết ngày 12/6.")


def open_the_board(page: Page) -> None:
    room(page, "Kế hoạch")
    page.get_by_role("link", name="61/KH-UBND").click()
    page.get_by_role("link", name="Nhiệm vụ", exact=True).click()


# --- the register and the report


def record_an_activity(commune: Page) -> None:
    room(commune, "Sổ theo dõi")
    commune.get_by_role("link", name="Hoạt động truyền thông").click()
    commune.get_by_role("link", name="Ghi hoạt động").click()
    commune.get_by_label("Ngày").fill("9/6/2021")
    commune.get_by_label("Tên hoạt động").fill(TITLE)
    commune.get_by_label("Hình thức").select_option(label="Phát thanh, truyền hình")
    commune.get_by_label("Kênh").select_option(label="Loa truyền thanh")
    commune.get_by_label("Nơi tổ chức").fill("bản Ten Hon")
    commune.get_by_label("Số lượng").fill("12")
    for choice in ("Người dân", "Chính sách, pháp luật về phòng, chống mại dâm", "Tiếng Mông"):
        commune.get_by_label(choice).check()
    commune.get_by_role("button", name="Lưu", exact=True).click()
    expect(commune.locator("h1")).to_have_text(TITLE)


def answer_the_remark(commune: Page) -> None:
    room(commune, "Báo cáo")
    commune.get_by_role("link", name="Sửa, gửi lại").click()
    expect(commune.get_by_text("Đề nghị bổ sung số buổi phát thanh (ô B3)")).to_be_visible()
    cell(commune, "B3").get_by_role("link", name="từ sổ").click()
    drawer = commune.locator("#drawer")
    expect(drawer.get_by_role("link", name=TITLE)).to_be_visible()
    expect(drawer.locator(".big-figure")).to_contain_text(box(commune, "B3").input_value())
    axe(commune)
    shot(commune, "way-4-entry-drawer")
    commune.keyboard.press("Escape")
    expect(drawer).to_be_empty()
    words = commune.locator("textarea[name=result]")
    with commune.expect_response(re.compile("/loi/")):
        words.fill("Đã ghi bổ sung vào sổ các buổi phát thanh của cụm loa bản Ten Hon.")
        words.press("Tab")


def overrule_the_register(commune: Page) -> None:
    """Another number than the register's is refused without a reason, and kept with one."""
    was = box(commune, "B5").input_value()
    type_in(commune, "B5", "500")
    expect(cell(commune, "B5")).to_contain_text("lý do")
    expect(box(commune, "B5")).to_have_value("500")
    reason = cell(commune, "B5").get_by_label("Lý do sửa số từ sổ")
    reason.fill("Phát thêm tại hội bản ngày 13/6, chưa kịp ghi vào sổ.")
    reason.press("Enter")
    expect(cell(commune, "B5")).to_contain_text(f"Sổ có {was}")
    expect(cell(commune, "B5")).to_contain_text("Lý do: Phát thêm tại hội bản")


def type_a_wrong_number(commune: Page) -> None:
    was = box(commune, "A4").input_value()
    type_in(commune, "A4", "1,5")
    expect(cell(commune, "A4").locator(".remark--error")).to_contain_text("số nguyên")
    expect(box(commune, "A4")).to_have_value("1,5")
    shot(commune, "way-5-entry-refused")
    axe(commune)
    type_in(commune, "A4", was)
    expect(cell(commune, "A4").locator(".remark--error")).to_have_count(0)


def send(commune: Page, *, again: bool = False) -> None:
    if again:
        room(commune, "Báo cáo")
        commune.get_by_role("link", name="Sửa, gửi lại").click()
        expect(commune.get_by_text("Ghi rõ số buổi của từng cụm loa.")).to_be_visible()
    commune.get_by_role("button", name="Gửi lại").last.click()
    commune.get_by_role("button", name="Vẫn gửi").click()  # one cell is blank
    expect(commune.get_by_text("Đã gửi báo cáo.")).to_be_visible()


def return_it_once(office: Page) -> None:
    open_the_sent_report(office)
    axe(office)
    shot(office, "way-6-review")
    office.get_by_role("button", name="Trả lại", exact=True).click()
    dialog = office.get_by_role("dialog")
    dialog.get_by_label("Lý do").fill("Ghi rõ số buổi của từng cụm loa.")
    dialog.get_by_role("button", name="Trả lại", exact=True).click()
    expect(office.get_by_text("Đã trả lại báo cáo kèm lý do.")).to_be_visible()


def accept(office: Page) -> None:
    open_the_sent_report(office)
    office.get_by_role("button", name="Duyệt", exact=True).click()
    expect(office.get_by_text("Đã duyệt báo cáo. Số tổng hợp đã cập nhật.")).to_be_visible()


def open_the_sent_report(office: Page) -> None:
    room(office, "Báo cáo")
    row = office.get_by_role("row", name="Tênh Phông")
    expect(row).to_contain_text("chờ duyệt")
    row.get_by_role("link").click()


# --- the figure and the document


def figure_of(page: Page, code: str) -> int:
    room(page, "Tổng hợp")
    return number(page.locator(f"tr[id='{code}'] .figure"))


def open_the_figure(leader: Page, figure: int) -> None:
    """Figure → communes → the cell of one → its register rows → the clause of the signed plan."""
    room(leader, "Tổng hợp")
    expect(leader.locator(".lead")).to_contain_text("18/19")
    expect(leader.locator(".lead")).to_contain_text("Pú Xi")
    leader.locator("tr[id='B3'] .figure").click()
    drawer = leader.locator("#drawer")
    expect(drawer.get_by_text("Tính lại từ đầu: khớp")).to_be_visible()
    assert number(drawer.locator(".big-figure").first) == figure
    drawer.get_by_role("link", name="Tênh Phông").click()
    expect(drawer.get_by_role("heading", name="Ô số liệu")).to_be_visible()
    expect(drawer.get_by_role("cell", name=TITLE)).to_be_visible()
    facts = drawer.locator("#o .facts")
    expect(facts).to_contain_text("Gửi")
    expect(facts).to_contain_text(re.compile(r"Duyệt\s*Cà Thị Hương, 22/06/2021"))
    axe(leader)
    shot(leader, "way-7-figure")
    clause = drawer.get_by_role("heading", name="Mục của kế hoạch").get_by_role("link").first
    clause.click()
    leader.wait_for_url(re.compile(r"/ke-hoach/.*/doc/"))
    expect(leader.locator("#text")).to_contain_text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")


def take_the_report_away(leader: Page, figure: int) -> None:
    room(leader, "Văn bản")
    with leader.expect_download() as fetched:
        leader.locator("a[href*='/bc-ldtbxh/']").filter(has_text="Tải bản Word").click()
    document = Document(fetched.value.path())
    texts = [paragraph.text for paragraph in document.paragraphs]
    cells = [one.text for table in document.tables for row in table.rows for one in row.cells]
    assert cells[0].startswith("UBND HUYỆN TUẦN GIÁO\nPHÒNG LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI")
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in cells[1]
    assert any("xã, thị trấn (" in text and "Pú Xi" in text and "biểu 01-XA" not in text for text in texts), texts
    shown = f"{figure:,}".replace(",", ".")
    assert any(shown in text and "phát thanh" in text for text in texts), "the figure is not in its sentence"
    assert shown in cells, "the figure is not in the annex"


# --- small things


def room(page: Page, name: str) -> None:
    open_from_menu(page, name)


def tab_to(page: Page, button: Locator) -> None:
    for _ in range(30):
        if button.evaluate("button => button === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("Tab does not reach the button")


def cell(page: Page, code: str) -> Locator:
    return page.locator(f"tr:has(.cell__input[name='{code}'])")


def box(page: Page, code: str) -> Locator:
    return page.locator(f".cell__input[name='{code}']")


def type_in(page: Page, code: str, text: str) -> None:
    with page.expect_response(re.compile("/o/")):
        box(page, code).fill(text)
        box(page, code).press("Tab")


def number(place: Locator) -> int:
    found = re.search(r"[\d.]+", place.inner_text())
    assert found, place.inner_text()
    return int(found[0].replace(".", ""))


def unzipped(document: bytes) -> bytes:
    with ZipFile(BytesIO(document)) as package:
        return b"".join(package.read(name) for name in package.namelist())
