"""Steps of people who report, accept, read sums and issue a report, in any programme."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from types import MappingProxyType
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.adapters.signature.keys import p12
from tests.journeys.conftest import axe, shot


def report(
    clerk: Page, form: str, period: str, cells: Mapping[str, str], *, texts: Mapping[str, str] = MappingProxyType({}),
    look: bool = False, site: str = "",
) -> None:  # fmt: skip
    """Every blank cell is pasted as one block, those that are not named as 0; texts are typed; the report is sent."""
    clerk.goto(f"{site}/bao-cao/?ky={period}")
    clerk.locator("tr, li").filter(has_text=form).get_by_role("button", name="Lập báo cáo").last.click()
    clerk.wait_for_url("**/bao-cao/*-*/")
    fill_blanks(clerk, cells, texts)
    if look:
        axe(clerk)
        shot(clerk, f"report-{form}")
    send(clerk)


def send(clerk: Page) -> None:
    """What is blank stays so: then the page asks once."""
    clerk.locator("button[formaction$='/gui/']").click()
    sent, asked = clerk.get_by_text("Đã gửi báo cáo."), clerk.get_by_role("button", name="Vẫn gửi")
    expect(sent.or_(asked)).to_be_visible()
    if asked.count():
        asked.click()
    expect(sent).to_be_visible()


def fill_blanks(clerk: Page, cells: Mapping[str, str], texts: Mapping[str, str] = MappingProxyType({})) -> None:
    """Of the report that is open: every blank cell is pasted as one block, those that are not named as 0."""
    blank = clerk.locator(".cell__input.is-blank")
    codes = blank.evaluate_all("cells => cells.map(cell => cell.name)")
    assert set(cells) <= set(codes), set(cells) - set(codes)
    block = "Mã\tSố\n" + "".join(f"{code}\t{cells.get(code, '0')}\n" for code in codes)
    blank.first.focus()
    clerk.evaluate(
        """text => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
          document.activeElement.dispatchEvent(paste);
        }""",
        block,
    )
    clerk.get_by_role("button", name="Điền vào báo cáo").click()
    expect(clerk.get_by_text("ô từ khối dán.")).to_be_visible()
    for code, text in texts.items():
        box = clerk.locator(f"[name='{code}']")
        with clerk.expect_response(lambda response: response.request.method == "POST"):
            box.fill(text)
            box.blur()
        expect(box).to_have_value(text)


def accept_all(office: Page, form: str, period: str, *, site: str = "") -> None:
    office.goto(f"{site}/bao-cao/?ky={period}")
    waiting = office.locator("tr").filter(has_text="chờ duyệt").filter(has=office.get_by_role("link"))
    while waiting.count():
        left = waiting.count()
        waiting.first.get_by_role("link").first.click()
        expect(office.locator("main")).to_contain_text(form)
        office.get_by_role("button", name="Duyệt", exact=True).click()
        expect(office.get_by_text("Đã duyệt báo cáo.")).to_be_visible()
        office.goto(f"{site}/bao-cao/?ky={period}")
        assert waiting.count() == left - 1


def see_sums(
    office: Page,
    form: str,
    period: str,
    sums: Mapping[str, str],
    *,
    area: str,
    site: str = "",
    begin: str = "/tong-hop/",
) -> None:
    office.goto(f"{site}{begin}")
    link = office.locator(f"a[href*='/tong-hop/{area}/{period}/']").filter(has_text=form)
    office.goto(f"{site}{link.first.get_attribute('href')}")
    for code, number in sums.items():
        expect(office.locator(f"tr[id='{code}'] .figure")).to_have_text(number)
    axe(office)
    shot(office, f"sum-{form}")


def issue(
    office: Page, signer: Page, head: str, period: str, said: list[str], *, day: date, issuer: str, to: str,
    without: str = "", differs: bool = False, site: str = "",
) -> None:  # fmt: skip
    """The report of the office's own outline: drafted, checked, signed by the head, sent to `to`, issued.

    `issuer`: the office, as its outline names it; a pattern. `differs`: forms give one fact in different figures.
    """
    office.goto(f"{site}/van-ban/")
    offered = office.locator("li.task").filter(has_text=re.compile(issuer))
    offered.locator(f"form[action*='/{period}/'] button").first.click()
    if differs:
        expect(office.get_by_role("heading", name="Đối chiếu số liệu trước khi soạn")).to_be_visible()
        office.locator("main form").get_by_role("button", name="Soạn báo cáo").click()
    office.wait_for_url("**/loi-van/")
    office.get_by_role("button", name="Lưu lời văn").click()
    office.get_by_role("button", name="Trình kiểm tra").click()
    checked = office.get_by_role("button", name="Đã kiểm tra, trình ký")
    checked.click()
    expect(checked).to_have_count(0)  # its own words are on the page before
    main, address = office.locator("main"), urlsplit(office.url).path
    expect(main).to_contain_text("trình ký")
    for sentence in said:
        expect(main).to_contain_text(sentence)
    if without:
        expect(main).not_to_contain_text(without)
    signer.goto(f"{site}{address}")
    signer.get_by_role("link", name="Ký số", exact=True).click()
    now = datetime.combine(day, time(8), ZoneInfo("Asia/Ho_Chi_Minh"))
    key = {"name": "khoa.p12", "mimeType": "application/x-pkcs12", "buffer": p12(f"Người {head}", at=now)}
    signer.get_by_label("Tệp chứng thư số").set_input_files(key)  # type: ignore[arg-type]
    signer.get_by_label("Mật khẩu").fill("mat-khau")
    signer.get_by_role("button", name="Ký số").click()
    expect(signer.locator("main")).to_contain_text(re.compile(r"\d\d/BC-"))
    office.goto(f"{site}/van-ban/so-dia-chi/")
    office.get_by_role("button", name="Đưa mọi đơn vị đang có vào sổ").click()
    expect(main).to_contain_text(to)
    office.goto(f"{site}{address}")
    office.get_by_role("link", name="Chọn nơi nhận").click()
    office.get_by_label(to, exact=True).select_option(label="bản giấy")
    office.get_by_role("button", name="Lưu nơi nhận").click()
    office.get_by_label("Vì sao chưa có chữ ký số của cơ quan").fill("Chờ cấp chứng thư số của cơ quan.")
    office.get_by_role("button", name="Phát hành").click()
    expect(main).to_contain_text("đã phát hành")
