"""The preamble: a plan rests on one above, and what that one asks is answered, or not, as a person says."""

import re

from playwright.sync_api import expect

from tests.journeys.clauses.steps import Clause, Stage, count_in, look_at, open_clause, open_plan

PREAMBLE = Clause("", "Căn cứ Kế hoạch số 195/KH-UBND của UBND tỉnh Điện Biên")


def coverage(stage: Stage) -> None:
    """The office sees what its plan rests on; a commune makes its own plan of it and confirms what answers what."""
    office, commune = stage.sign_in("thuongtruc"), stage.sign_in("xa03304")
    basis = open_clause(office, PREAMBLE)
    expect(basis).to_contain_text("195/KH-UBND")
    basis.get_by_role("link", name="So với kế hoạch trên").click()
    expect(office.locator("h1")).to_contain_text("so với kế hoạch trên")

    open_plan(commune)
    commune.get_by_role("link", name="Soạn dự thảo từ các việc được giao").click()
    draft = commune.locator("textarea[name=text]")
    # The commune leaves out the households' pledges: nothing of its plan answers that duty.
    draft.fill("\n".join(line for line in draft.input_value().splitlines() if "ký cam kết" not in line))
    commune.get_by_role("button", name=re.compile("Đọc|Nhập|kế hoạch", re.IGNORECASE)).last.click()
    commune.wait_for_url("**/doc/")
    commune.get_by_role("link", name="So với kế hoạch trên").click()
    summary = commune.locator("section p").filter(has_text="Đã có người xác nhận")
    expect(summary).to_contain_text("1 còn thiếu")
    expect(summary).to_contain_text("Đã có người xác nhận 0/")
    missing = commune.get_by_role("row").filter(has_text="Vận động các hộ ký cam kết")
    expect(missing).to_contain_text("còn thiếu")
    missing.get_by_role("button", name="Đúng, còn thiếu").click()
    expect(summary).to_contain_text("Đã có người xác nhận 1/")
    other = commune.get_by_role("row").filter(has_text="phần mềm đề xuất").filter(has_text="đã có").first
    other.get_by_role("link", name="chọn lại").click()
    boxes = commune.locator("input[name=own]")
    boxes.nth(0).check()
    boxes.nth(1).check()
    commune.get_by_label("Ghi chú").fill("Hai việc cùng thực hiện.")
    commune.get_by_role("button", name="Xác nhận", exact=True).click()
    expect(summary).to_contain_text("Đã có người xác nhận 2/")
    answered = commune.get_by_role("row").filter(has_text="Hai việc cùng thực hiện.")
    assert answered.locator("td p").count() >= 2
    look_at(commune, "chain")

    open_plan(office)
    office.get_by_role("link", name="Kế hoạch của các đơn vị").first.click()
    row = office.get_by_role("row").filter(has_text="Tênh Phông")
    expect(row).to_contain_text("đang đọc")
    assert count_in(row) >= 1
