"""The programmes of a province, from the empty home to the issued report: a month and a quarter; two quarters.

Communes enter and send, the standing office accepts, reads the sum, drafts, and issues what its head has signed.
"""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.adapters.signature.keys import p12
from tests.config.running import make_home
from tests.journeys.conftest import ROOT, axe, environment, serve, shot, verify
from tests.template_database import SqliteTemplate

SERVICE = "Dịch vụ công trực tuyến, VNeID"
WARD, COMMUNE = "camthanh", "bato"
MARCH, JUNE = date(2026, 3, 16), date(2026, 6, 16)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that was empty: all three programmes are loaded, and the province's officials have their accounts."""
    home = make_home(tmp_path_factory.mktemp("province"), SqliteTemplate().path)
    set_day(home, MARCH)
    subprocess.run([sys.executable, "-m", "tests.journeys.province"], cwd=ROOT, env=environment(home), check=True)
    return home


def set_day(home: Path, day: date) -> None:
    (home / "demonstration.json").write_text(json.dumps({"today": day.isoformat(), "seed": 0}), "utf-8")


def test_a_register_of_the_programme_fills_the_report(demo_login: Callable[[str], Page]) -> None:
    clerk = demo_login("cds-lyson")
    clerk.goto("/so/lop-ky-nang-so/them/")
    place = clerk.locator("main form [name=place]")
    expect(place).to_be_hidden()
    choose(clerk, content=SERVICE, mode="Trực tiếp")
    fill(clerk, day="10/2/2026", title="Học VNeID", sessions="2", place="Nhà văn hóa thôn")
    choose(clerk, mode="Trực tuyến")
    expect(place).to_be_hidden()  # it does not apply to a class online, and is not sent
    choose(clerk, mode="Trực tiếp")
    expect(place).to_have_value("Nhà văn hóa thôn")  # nothing typed is lost
    choose(clerk, mode="Trực tuyến")
    clerk.get_by_label("Tiếng Việt").check()
    fill_row(clerk, 0, {"learners": "24", "women": "30"}, area="Đặc khu Lý Sơn", content=SERVICE)
    clerk.get_by_role("button", name="Thêm dòng").click()
    fill_row(clerk, 1, {"learners": "9"}, area="Xã Ba Tơ", content=SERVICE)
    save = clerk.locator("main form").get_by_role("button", name="Lưu", exact=True)
    save.click()
    expect(clerk.get_by_text("Số nữ lớn hơn số lượt người dự.")).to_be_visible()
    expect(place).to_be_hidden()
    shot(clerk, "register-form-refused")
    axe(clerk)
    fill_row(clerk, 0, {"women": "11"})
    save.click()
    expect(clerk.get_by_role("heading", name="Học VNeID")).to_be_visible()
    expect(clerk.get_by_role("row").filter(has_text="Xã Ba Tơ")).to_contain_text("9")
    shot(clerk, "register-entry")
    axe(clerk)
    clerk.goto("/so/hoc-vien-lop/?content=public_service")
    expect(clerk.get_by_role("row").filter(has_text="Đặc khu Lý Sơn")).to_contain_text("24")
    shot(clerk, "register-list")
    axe(clerk)
    clerk.goto("/bao-cao/?ky=2026Q1")
    clerk.locator("tr, li").filter(has_text="01-CDS").get_by_role("button", name="Lập báo cáo").last.click()
    clerk.wait_for_url("**/bao-cao/*-*/")
    for cell, number in (("B3", "24"), ("B3.1", "24"), ("B3.2", "0")):
        expect(clerk.locator(f"[name='{cell}']")).to_have_value(number)


def fill_row(page: Page, number: int, texts: dict[str, str], **labels: str) -> None:
    fill(page, **{f"hoc-vien-lop-{number}-{name}": text for name, text in texts.items()})
    choose(page, **{f"hoc-vien-lop-{number}-{name}": label for name, label in labels.items()})


def fill(page: Page, **texts: str) -> None:
    for name, text in texts.items():
        page.locator(f"main form [name={name}]").fill(text)


def choose(page: Page, **labels: str) -> None:
    for name, label in labels.items():
        page.locator(f"main form [name={name}]").select_option(label=label)


def test_drugs_over_a_month_and_a_quarter(demo_login: Callable[[str], Page], home: Path) -> None:
    office, signer, head = demo_login("pcmt"), demo_login("mt-giamdoc"), "mt-giamdoc"
    clerks = [demo_login(f"mt-{name}") for name in (WARD, COMMUNE)]
    for number, clerk in enumerate(clerks, 1):
        cells = {"A1.1": f"{20 + number}", "A1.2": "3", "C1": f"{number}", "C2": "150", "D5": "12,5"}
        report(clerk, "01-XA", "202603", cells, look=number == 1)
    cells = {"A1.1": "120,5", "A2.1": "30,2", "B2": "1", "B3": "1", "C2.1": "3", "C2.2": "4"}
    report(clerks[0], "02-XA", "2026Q1", cells)
    for form, period in (("01-XA", "202603"), ("02-XA", "2026Q1")):
        accept_all(office, form, period)
    see_sums(office, "01-XA", "202603", {"A1": "49", "A1.1": "43", "C1": "3", "D5": "25"})
    see_sums(office, "02-XA", "2026Q1", {"A1": "120,5", "A2": "30,2", "B3": "1", "C2.1": "3", "C2.2": "4"})
    said = ["49 người nghiện ma túy có hồ sơ quản lý"]
    issue(office, signer, head, "202603", said, without="điểm tiếp nhận, tư vấn")
    said = ["đã chi trong kỳ 30,2 triệu đồng", "Trong 4 cán bộ trực tiếp ở cấp xã, 3 người"]
    issue(office, signer, head, "2026Q1", said, without="địa bàn không ma túy")
    verify(home)


def test_digital_over_two_quarters(demo_login: Callable[[str], Page], home: Path) -> None:
    head = "cds-giamdoc"
    office, signer, clerk = demo_login("cds"), demo_login(head), demo_login(f"cds-{COMMUNE}")
    # B3 and its parts come from the register of learners, where the story before has written.
    cells = {
        "A1.1": "72", "A1.2": "100", "D1": "1", "D1.1": "20/01/2026", "D2.1": "1", "D3.2": "1", "F1": "200,5",
    }  # fmt: skip
    report(clerk, "01-CDS", "2026Q1", cells, texts={"D1.2": "12/KH-UBND"}, look=True)
    accept_all(office, "01-CDS", "2026Q1")
    see_sums(
        office, "01-CDS", "2026Q1", {"A1.1": "72", "A1.2": "100", "D1.1": "20/01/2026", "D2.1": "1", "F1": "200,5"}
    )
    expect(office.locator("section:has(#t-HT05)")).to_contain_text("12/KH-UBND")
    issue(office, signer, head, "2026Q1", ["trực tuyến 72 trong 100 hồ sơ", "ngày 20 tháng 01 năm 2026"])
    set_day(home, JUNE)
    with serve(home) as later:
        report(clerk, "01-CDS", "2026Q2", cells | {"A1.1": "81"}, site=later)
        accept_all(office, "01-CDS", "2026Q2", site=later)
        issue(office, signer, head, "2026Q2", ["trực tuyến 81 trong 100 hồ sơ"], site=later)
    verify(home)


def report(
    clerk: Page, form: str, period: str, cells: Mapping[str, str], *, texts: Mapping[str, str] = MappingProxyType({}),
    look: bool = False, site: str = "",
) -> None:  # fmt: skip
    """Every blank cell is pasted as one block, those that are not named as 0; texts are typed; the report is sent."""
    clerk.goto(f"{site}/bao-cao/?ky={period}")
    clerk.locator("tr, li").filter(has_text=form).get_by_role("button", name="Lập báo cáo").last.click()
    clerk.wait_for_url("**/bao-cao/*-*/")
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
    if look:
        axe(clerk)
        shot(clerk, f"province-{form}")
    clerk.locator("button[formaction$='/gui/']").click()
    expect(clerk.get_by_text("Đã gửi báo cáo.")).to_be_visible()


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


def see_sums(office: Page, form: str, period: str, sums: Mapping[str, str]) -> None:
    office.goto("/tong-hop/")
    office.goto(office.locator(f"a[href*='/tong-hop/51/{period}/']").filter(has_text=form).first.get_attribute("href"))
    for code, number in sums.items():
        expect(office.locator(f"tr[id='{code}'] .figure")).to_have_text(number)
    axe(office)
    shot(office, f"province-sum-{form}")


def issue(
    office: Page, signer: Page, head: str, period: str, said: list[str], *, without: str = "", site: str = ""
) -> None:
    """The report of the office's own outline: drafted, checked, signed by the head, sent to whom it names, issued."""
    office.goto(f"{site}/van-ban/")
    offered = office.locator("li.task").filter(has_text=re.compile("Công an tỉnh|Sở Khoa học và Công nghệ tỉnh"))
    offered.locator(f"form[action*='/{period}/'] button").first.click()
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
    signer.get_by_role("link", name="Ký số").click()
    now = datetime.combine(JUNE if site else MARCH, time(8), ZoneInfo("Asia/Ho_Chi_Minh"))
    key = {"name": "khoa.p12", "mimeType": "application/x-pkcs12", "buffer": p12(f"Người {head}", at=now)}
    signer.get_by_label("Tệp chứng thư số").set_input_files(key)  # type: ignore[arg-type]
    signer.get_by_label("Mật khẩu").fill("mat-khau")
    signer.get_by_role("button", name="Ký số").click()
    expect(signer.locator("main")).to_contain_text(re.compile(r"\d\d/BC-"))
    office.goto(f"{site}/van-ban/so-dia-chi/")
    office.get_by_role("button", name="Đưa mọi đơn vị đang có vào sổ").click()
    expect(main).to_contain_text("UBND tỉnh Quảng Ngãi")
    office.goto(f"{site}{address}")
    office.get_by_role("link", name="Chọn nơi nhận").click()
    office.get_by_label("UBND tỉnh Quảng Ngãi", exact=True).select_option(label="bản giấy")
    office.get_by_role("button", name="Lưu nơi nhận").click()
    office.get_by_label("Vì sao chưa có chữ ký số của cơ quan").fill("Chờ cấp chứng thư số của cơ quan.")
    office.get_by_role("button", name="Phát hành").click()
    expect(main).to_contain_text("đã phát hành")
