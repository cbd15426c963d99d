"""A plan of thirty duties, from the file to its coming into force, and no hand leaves the keyboard."""

import json
import re
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import FileChooser, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.journeys.conftest import SHOTS, shot
from tests.journeys.test_first_way import tab_to
from tests.journeys.waiting import wait_for_quiet

OFFICES = {
    "Phòng Lao động - TB&XH": """Hướng dẫn các xã lập kế hoạch
        Theo dõi, đôn đốc các đơn vị
        Tổng hợp số liệu của toàn huyện
        Mở lớp bồi dưỡng cho cán bộ cấp xã, hoàn thành trước ngày 31/5/2021
        Lập danh sách cơ sở kinh doanh dịch vụ""",
    "Công an huyện": """Hướng dẫn chủ cơ sở chấp hành quy định
        Quản lý việc lưu trú trên địa bàn
        Tiếp nhận, giải quyết tin báo
        Phối hợp với Trung tâm Y tế huyện kiểm tra cơ sở
        Rà soát các địa bàn phức tạp""",
    "Trung tâm Y tế huyện": """Tổ chức khám sức khỏe định kỳ cho người lao động
        Kiểm tra điều kiện vệ sinh của cơ sở
        Cung cấp tài liệu truyền thông về dự phòng
        Hướng dẫn trạm y tế các xã
        Thực hiện các biện pháp can thiệp giảm hại""",
    "Phòng Văn hóa - Thông tin": """Lồng ghép nội dung truyền thông vào hoạt động văn nghệ
        Kiểm tra điểm kinh doanh văn hóa
        Đề xuất biện pháp ngăn chặn trang mạng
        Hướng dẫn đài truyền thanh các xã
        Đưa tin về kết quả thực hiện""",
    "Ban quản lý chợ trung tâm": """Nhắc nhở tiểu thương thực hiện nội quy
        Bố trí bảng tin tại chợ
        Tham gia các buổi truyền thông
        Phản ánh kịp thời vụ việc phát sinh
        Cử người dự tập huấn""",
    "UBND các xã, thị trấn": """Xây dựng kế hoạch của đơn vị
        Vận động các hộ ký cam kết
        Tổ chức họp bản để truyền thông
        Rà soát việc đăng ký tạm trú
        Đề nghị công nhận xã lành mạnh""",
}
HEAD = """ỦY BAN NHÂN DÂN
HUYỆN TUẦN GIÁO
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 77/KH-UBND
Tuần Giáo, ngày 10 tháng 5 năm 2021

KẾ HOẠCH
Giữ gìn môi trường xã hội lành mạnh năm 2021

I. CHỈ TIÊU

1. Phấn đấu 100% xã, thị trấn tổ chức truyền thông trong năm.

2. Ít nhất 70% cơ sở kinh doanh dịch vụ được hướng dẫn.

II. TỔ CHỨC THỰC HIỆN
"""
TAIL = """
Nơi nhận:
- UBND tỉnh;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Vừ A Hùng
"""


def plan_of_thirty(folder: Path) -> Path:
    work = "".join(
        f"\n{place}. {office}\n" + "".join(f"\n{duty.strip()}.\n" for duty in duties.splitlines())
        for place, (office, duties) in enumerate(OFFICES.items(), 1)
    )
    file = folder / "ke-hoach-77.txt"
    file.write_text(HEAD + work + TAIL, "utf-8")
    return file


def test_thirty_duties_by_keyboard(demo_login: Callable[[str], Page], tmp_path: Path) -> None:
    office = demo_login("thuongtruc")
    keys = Keys(office)
    office.goto("/ke-hoach/")
    tab_to(office, office.get_by_role("link", name="Nhập kế hoạch"))
    keys.press("Enter")
    office.wait_for_url("**/nhap/")
    wait_for_quiet(office)  # a press while the page is still arriving opens nothing
    tab_to(office, office.locator("input[type=file]"))
    chooser_of(office, keys).set_files(plan_of_thirty(tmp_path))
    tab_to(office, office.get_by_role("button", name="Đọc kế hoạch"))
    keys.press("Enter")
    office.wait_for_url("**/doc/")
    expect(office.locator("#progress")).to_contain_text("0/32")

    began = time.monotonic()
    keys.press("a")  # all that is certain, together
    expect(office.locator("#progress")).to_contain_text(re.compile(r"2[3-9]/32"))
    open_item = office.locator("li.item--open")
    while (left := settled(office)) < 32:
        code = open_item.get_attribute("id") or ""
        item = office.locator(f"li.item--open#{code}")
        outside = item.get_by_label("Ngoài phần mềm")
        if outside.count() and not outside.is_checked():
            # An office that is not in the software: the official says so once, and it is chosen for its other duties.
            tab_to(office, item.get_by_role("radio").first)
            for _ in range(8):
                if outside.is_checked():
                    break
                keys.press("ArrowDown")
            expect(outside).to_be_checked()
        keys.press("Enter")
        expect(office.locator("#progress")).to_contain_text(f"{left + 1}/32")
        expect(item).to_have_count(0)
    shot(office, "keyboard-settled")
    keys.press("v")
    office.wait_for_url(re.compile(r"/ke-hoach/[0-9a-f-]{36}/$"))
    took = time.monotonic() - began

    expect(office.get_by_role("table", name="Chỉ tiêu").get_by_role("row")).to_have_count(3)
    expect(office.locator("body")).to_contain_text("30 nhiệm vụ")
    (SHOTS / "keyboard.json").write_text(json.dumps({"keys": keys.pressed, "seconds": round(took, 1)}))


def chooser_of(page: Page, keys: "Keys") -> FileChooser:
    """On a busy machine a press may come before the page takes one: who sees nothing open presses again."""
    for turn in range(3):
        try:
            with page.expect_file_chooser(timeout=8_000) as choosing:
                keys.press("Space")
            return choosing.value
        except PlaywrightTimeout:
            if turn == 2:
                raise
    raise AssertionError


def settled(page: Page) -> int:
    found = re.search(r"(\d+)/32", page.locator("#progress").inner_text())
    assert found
    return int(found[1])


class Keys:
    """Counts what is pressed, so that the work of confirming a plan or of typing a report is a figure."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.pressed += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.pressed += len(text)
