"""The preamble: a plan rests on one above, and what that one asks is answered, or not, as a person says.

Two steps of one chain: the province's plan 195 over the district's plan 45, and plan 45 over a commune's own plan.
"""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.journeys.clauses.steps import Clause, Stage, count_in, look_at, open_clause, open_plan

PREAMBLE = Clause("", "Căn cứ Kế hoạch số 195/KH-UBND của UBND tỉnh Điện Biên")
UPPER = Path(__file__).with_name("ke_hoach_195.txt")


def coverage(stage: Stage) -> None:
    """The office brings in the plan that its own rests on and answers it; a commune answers the office's in turn."""
    office, commune = stage.sign_in("thuongtruc"), stage.sign_in("xa03304")
    answer_the_province(office)
    answer_the_district(commune)
    open_plan(office)
    office.get_by_role("link", name="Kế hoạch của các đơn vị").first.click()
    row = office.get_by_role("row").filter(has_text="Tênh Phông")
    expect(row).to_contain_text("đang đọc")
    assert count_in(row) >= 1


def answer_the_province(office: Page) -> None:
    """Plan 195 is read, chosen as the plan above and compared; what is missing is said on the page of plan 45."""
    basis = open_clause(office, PREAMBLE)
    expect(basis).to_contain_text("195/KH-UBND")
    basis.get_by_role("link", name="So với kế hoạch trên").click()
    expect(office.locator("main")).to_contain_text("195/KH-UBND, chưa được nhập")
    office.get_by_role("link", name="Nhập kế hoạch").click()
    office.locator("input[type=file]").set_input_files(UPPER)
    office.get_by_role("button", name="Đọc kế hoạch").click()
    expect(office.locator("h1")).to_contain_text("195/KH-UBND")
    expect(office.locator("main")).to_contain_text("Kế hoạch cấp tỉnh")

    open_clause(office, PREAMBLE).get_by_role("link", name="So với kế hoạch trên").click()
    expect(office.locator("main")).to_contain_text("Đề xuất Kế hoạch số 195/KH-UBND theo số ghi ở phần căn cứ")
    office.get_by_role("button", name="Chọn", exact=True).click()
    expect(office.get_by_text("bấm «Chọn» thì mới có hiệu lực")).to_have_count(0)
    summary = _summary(office)
    expect(summary).to_contain_text("4 nội dung đã có, 0 yếu hơn, 2 còn thiếu")
    team = office.get_by_role("row").filter(has_text="NV3").filter(has_text="Đội kiểm tra liên ngành 178")
    team.get_by_role("button", name=re.compile("^Đúng")).click()
    expect(summary).to_contain_text("Đã có người xác nhận 1/6")
    group = office.get_by_role("row").filter(has_text="nhóm công tác xã hội tự nguyện")
    group.get_by_role("button", name="Đúng, còn thiếu").click()
    expect(summary).to_contain_text("Đã có người xác nhận 2/6")
    look_at(office, "chain-province")
    basis = open_clause(office, PREAMBLE)
    expect(basis).to_contain_text("đã xác nhận 2 nội dung, 1 còn thiếu")
    basis.get_by_role("link", name="195/KH-UBND").click()  # whose duties of the district are followed, too
    duty = office.get_by_role("row").filter(has_text="nhóm công tác xã hội tự nguyện")
    expect(duty).to_contain_text("Có hạn: 30/09/2021")
    open_plan(office)
    look_at(office, "chain-plan")


def answer_the_district(commune: Page) -> None:
    """A commune makes its own plan of plan 45, leaves one duty out, and confirms what answers what."""
    open_plan(commune)
    commune.get_by_role("link", name="Soạn dự thảo từ các việc được giao").click()
    draft = commune.locator("textarea[name=text]")
    # The commune leaves out the households' pledges: nothing of its plan answers that duty.
    draft.fill("\n".join(line for line in draft.input_value().splitlines() if "ký cam kết" not in line))
    commune.get_by_role("button", name=re.compile("Đọc|Nhập|kế hoạch", re.IGNORECASE)).last.click()
    commune.wait_for_url("**/doc/")
    commune.get_by_role("link", name="So với kế hoạch trên").click()
    summary = _summary(commune)
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


def _summary(page: Page) -> Locator:
    return page.locator("section p").filter(has_text="Đã có người xác nhận")
