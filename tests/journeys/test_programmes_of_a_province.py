"""The programmes of a province, from the empty home to the issued report: a month and a quarter; two quarters.

Communes enter and send, the standing office accepts, reads the sum, drafts, and issues what its head has signed.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.config.running import make_home
from tests.journeys.conftest import ROOT, axe, environment, serve, shot, verify
from tests.journeys.reporting_steps import accept_all, issue, report, see_sums
from tests.template_database import SqliteTemplate

SERVICE = "Dịch vụ công trực tuyến, VNeID"
WARD, COMMUNE = "camthanh", "bato"
OFFICE, PROVINCE = "Công an tỉnh|Sở Khoa học và Công nghệ tỉnh", "UBND tỉnh Quảng Ngãi"
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
    see_sums(office, "01-XA", "202603", {"A1": "49", "A1.1": "43", "C1": "3", "D5": "25"}, area="51")
    see_sums(office, "02-XA", "2026Q1", {"A1": "120,5", "A2": "30,2", "B3": "1", "C2.1": "3", "C2.2": "4"}, area="51")
    said = ["49 người nghiện ma túy có hồ sơ quản lý"]
    issue(office, signer, head, "202603", said, day=MARCH, issuer=OFFICE, to=PROVINCE,
          without="điểm tiếp nhận, tư vấn")  # fmt: skip
    said = ["đã chi trong kỳ 30,2 triệu đồng", "Trong 4 cán bộ trực tiếp ở cấp xã, 3 người"]
    issue(office, signer, head, "2026Q1", said, day=MARCH, issuer=OFFICE, to=PROVINCE,
          without="địa bàn không ma túy")  # fmt: skip
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
        office,
        "01-CDS",
        "2026Q1",
        {"A1.1": "72", "A1.2": "100", "D1.1": "20/01/2026", "D2.1": "1", "F1": "200,5"},
        area="51",
    )
    expect(office.locator("section:has(#t-HT05)")).to_contain_text("12/KH-UBND")
    said = ["trực tuyến 72 trong 100 hồ sơ", "ngày 20 tháng 01 năm 2026"]
    issue(office, signer, head, "2026Q1", said, day=MARCH, issuer=OFFICE, to=PROVINCE)
    set_day(home, JUNE)
    with serve(home) as later:
        report(clerk, "01-CDS", "2026Q2", cells | {"A1.1": "81"}, site=later)
        accept_all(office, "01-CDS", "2026Q2", site=later)
        said = ["trực tuyến 81 trong 100 hồ sơ"]
        issue(office, signer, head, "2026Q2", said, day=JUNE, issuer=OFFICE, to=PROVINCE, site=later)
    verify(home)
