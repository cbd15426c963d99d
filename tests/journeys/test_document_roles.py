"""A letter that urges from its draft to its issue: a colleague checks, the head returns and signs, the clerk issues."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.adapters.signature.keys import p12
from tests.journeys.conftest import axe, shot, verify

DRAFTER, COLLEAGUE, HEAD, NAME = "thuongtruc", "laodong", "truongphong", "Lò Văn Hặc"
NOW = datetime(2021, 6, 22, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
REMARK = "Ghi rõ gửi trước ngày 25/6."
CHECKED = "Đã kiểm tra, trình ký"


def test_a_letter_passes_through_all_hands(home: Path, demo_login: Callable[[str], Page]) -> None:
    drafter, colleague, head = demo_login(DRAFTER), demo_login(COLLEAGUE), demo_login(HEAD)
    drafter.goto("/van-ban/")
    offered = drafter.locator("li.task").filter(has_text="Đôn đốc gửi báo cáo")
    offered.get_by_role("button", name="Soạn công văn").first.click()
    drafter.wait_for_url("**/loi-van/")
    page = drafter.locator("main")
    expect(page).to_contain_text("V/v đôn đốc gửi báo cáo 6 tháng đầu năm 2021")
    expect(page).to_contain_text(re.compile(r"Tuần Giáo, ngày\s+tháng\s+năm 2021"))
    expect(page).not_to_contain_text("TT. Tuần Giáo")
    shot(drafter, "letter-words")
    axe(drafter)
    document = drafter.url.removesuffix("loi-van/")
    submit(drafter)
    expect(page.get_by_text("Văn bản do bạn soạn: chờ người khác kiểm tra.")).to_be_visible()
    expect(drafter.get_by_role("button", name=CHECKED)).to_have_count(0)
    check(colleague, document)

    head.goto(document)
    head.get_by_label("Cần sửa gì").fill(REMARK)
    head.get_by_role("button", name="Trả lại người soạn").click()
    expect(head.locator("main")).to_contain_text("trả lại người soạn")
    drafter.goto(document)
    expect(page).to_contain_text(REMARK)
    drafter.get_by_role("link", name="Sửa lời văn").click()
    submit(drafter)
    check(colleague, document)

    head.goto(document)
    head.get_by_role("link", name="Ký số", exact=True).click()
    key = {"name": "khoa.p12", "mimeType": "application/x-pkcs12", "buffer": p12(NAME, at=NOW)}
    head.get_by_label("Tệp chứng thư số").set_input_files(key)  # type: ignore[arg-type]
    head.get_by_label("Mật khẩu").fill("mat-khau")
    head.get_by_role("button", name="Ký số").click()
    expect(head.locator("main")).to_contain_text(re.compile(r"\d\d/LĐTBXH"))

    colleague.goto(document)
    clerk = colleague.locator("main")
    colleague.get_by_role("link", name="Chọn nơi nhận").click()
    colleague.get_by_label("UBND huyện Tuần Giáo", exact=True).select_option(label="gói edXML")
    colleague.get_by_role("button", name="Lưu nơi nhận").click()
    expect(clerk).to_contain_text("Đã đủ để lập gói edXML sau khi phát hành.")
    reason = colleague.get_by_label("Vì sao chưa có chữ ký số của cơ quan")
    issue = colleague.get_by_role("button", name="Phát hành")
    issue.click()
    expect(clerk).not_to_contain_text("đã phát hành")  # the reason is missing
    shot(colleague, "letter-before-issue")
    axe(colleague)
    reason.fill("Chờ Ban Cơ yếu cấp chứng thư số của Phòng.")
    issue.click()
    expect(clerk).to_contain_text("đã phát hành")
    expect(clerk).to_contain_text("Chờ Ban Cơ yếu cấp chứng thư số của Phòng.")
    verify(home)


def submit(drafter: Page) -> None:
    drafter.get_by_role("button", name="Lưu lời văn").click()
    drafter.get_by_role("button", name="Trình kiểm tra").click()
    expect(drafter.locator("main")).to_contain_text("chờ kiểm tra")


def check(colleague: Page, document: str) -> None:
    colleague.goto(document)
    colleague.get_by_role("button", name=CHECKED).click()
    expect(colleague.locator("main")).to_contain_text("trình ký")
    expect(colleague.get_by_role("button", name=CHECKED)).to_have_count(0)
