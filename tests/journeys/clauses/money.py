"""Clauses V and VI.4: a unit's money from estimate to settlement, and what finance finds when it checks."""

import re

from playwright.sync_api import expect

from tests.journeys.clauses.figures import expect_added, read_cells
from tests.journeys.clauses.steps import (
    TODAY,
    Clause,
    Stage,
    add_entry,
    fill,
    look_at,
    open_clause,
)
from tests.journeys.clauses.totals import carry_up

SOURCES = Clause("V", "kết hợp nguồn của chương trình khác và khoản tài trợ hợp pháp")
CHECKS = Clause("VI.4", "hướng dẫn và kiểm tra sử dụng, thanh quyết toán kinh phí")
LINE = {
    "day": "15/10/2021", "title": "61/DT-VHTT", "year": "2021", "source": "sponsor", "clause": "VI.5",
    "estimated": "9000000", "allocated": "8000000", "allocated_on": "20/10/2021", "allocation": "512/QĐ-UBND",
}  # fmt: skip


def from_estimate_to_review(stage: Stage) -> None:
    culture = stage.sign_in("vanhoa")
    open_clause(culture, SOURCES)
    finance = stage.sign_in("taichinh")
    # Triệu đồng, of the sponsors: estimated, allocated, spent, settled. One review, with a remark not yet put right.
    added = {"A1.4": "9", "A2.4": "8", "B1.4": "7,5", "B2.4": "7,5", "B3": "1", "B3.1": "1", "B3.2": "1"}
    before = read_cells(finance, "08-TCKH", *added)
    line = add_entry(culture, "du-toan", LINE)
    spending = {"day": "1/11/2021", "title": "PC 077", "purpose": "Thuê sân khấu lưu động"}
    culture.goto("/so/chi-tieu-kinh-phi/them/")
    option = culture.locator("[name=line] option", has_text="61/DT-VHTT").get_attribute("value") or ""
    fill(culture, {**spending, "line": option, "amount": "8500000"})
    culture.get_by_role("button", name="Lưu", exact=True).click()
    expect(culture.get_by_text("Chi vượt phân bổ").first).to_be_visible()  # more than was allocated is refused
    fill(culture, {"amount": "7500000"})
    culture.get_by_role("button", name="Lưu", exact=True).click()
    culture.wait_for_url(re.compile(r"/so/chi-tieu-kinh-phi/[0-9a-f-]{36}/$"))
    culture.goto(f"{line}sua/")
    fill(culture, {"settled": "7500000", "settled_on": TODAY, "settlement": "9/QT"})
    culture.get_by_role("button", name="Lưu", exact=True).click()
    expect(culture.get_by_text("Đã sửa.")).to_be_visible()

    open_clause(finance, CHECKS)
    finance.goto("/so/du-toan/?q=61/DT")  # finance reads what it checks, of every unit, and writes nothing there
    finance.get_by_role("link", name="61/DT-VHTT").click()
    expect(finance.locator("main")).to_contain_text("7.500.000")
    assert finance.request.get(f"{finance.url}sua/").status == 404
    finance.goto("/so/can-doi-kinh-phi/")
    expect(finance.get_by_role("row", name="Tài trợ, đóng góp")).to_contain_text("7.500.000")
    look_at(finance, "money-balance")
    review = add_entry(
        finance, "kiem-tra-kinh-phi",
        {"day": "5/11/2021", "reviewed": "099.VHTT", "kind": "check", "result": "remark",
         "remark": "Hợp đồng thuê sân khấu chưa có biên bản nghiệm thu", "remedy_by": "30/11/2021"},
    )  # fmt: skip
    expect_added(finance, "08-TCKH", before, added)
    finance.goto(f"{review}sua/")
    fill(finance, {"remedied_on": TODAY})
    finance.get_by_role("button", name="Lưu", exact=True).click()
    expect(finance.get_by_text("Đã sửa.")).to_be_visible()
    expect_added(finance, "08-TCKH", before, added | {"B3.2": "0"})
    look_at(finance, "money")
    carry_up(
        finance,
        stage.sign_in("thuongtruc"),
        "08-TCKH",
        ("A2.4", "A1.4", "B1.4", "B2.4", "B3", "B3.1"),
        SOURCES,
    )
