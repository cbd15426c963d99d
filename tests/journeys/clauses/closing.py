"""The closing words and «Nơi nhận»: reports through the standing office; the report signed twice, sent, taken in."""

import re

from playwright.sync_api import Page, expect

from sokehoach.adapters.signature import read_signatures
from sokehoach.domain.documents.signatures import Integrity
from tests.journeys.clauses.figures import expect_added, read_cells
from tests.journeys.clauses.steps import (
    PERIOD,
    TODAY,
    Clause,
    Stage,
    add_entry,
    count_in,
    look_at,
    open_clause,
    open_plan,
)
from tests.journeys.conftest import shot
from tests.journeys.reporting_steps import send
from tests.journeys.test_two_levels import NOW, begin, sign, take_in

EACH_HALF = Clause("", "Định kỳ 6 tháng và 01 năm gửi báo cáo kết quả về UBND huyện (qua Phòng Lao động")
RECIPIENTS = Clause("", "Sở Lao động - TB&XH;")
PERSON, OFFICE = "Lò Văn Hặc", "Phòng Lao động - TB&XH"
# Of each level: counted until, due, who receives through whom (NĐ 09/2019/NĐ-CP, the police by their own window).
DATES = {
    "UBND xã": ("14/12", "16/12", "UBND huyện Tuần Giáo", "qua Phòng LĐ-TB&XH"),
    "Công an huyện": ("15/11", "17/11", "UBND huyện Tuần Giáo", "qua Phòng LĐ-TB&XH"),
    "Phòng LĐ-TB&XH": ("14/12", "20/12", "Sở LĐ-TB&XH"),
}
KNOWN = {"B7": "9", "D3": "3"}  # villages, staff in charge: what no register of the commune tells
WORDS = ("situation", "result", "shortcomings", "directions", "proposals")


def reporting_cycle(stage: Stage) -> None:
    """A commune's half-year goes up through the office: its window, its receiver, accepted, in the district's sum."""
    commune, office = stage.sign_in("xa03289"), stage.sign_in("thuongtruc")
    open_clause(commune, EACH_HALF)
    commune.goto(f"/bao-cao/han-nop/?ky={PERIOD}")
    levels = commune.get_by_role("table", name="Hạn của từng cấp")
    for unit, days in DATES.items():
        row = levels.get_by_role("row").filter(has=commune.get_by_role("rowheader", name=re.compile(f"^{unit}")))
        for text in days:
            expect(row).to_contain_text(text)
    look_at(commune, "reporting-dates")
    before = read_cells(commune, "01-XA", "B2")
    sheet = f"/tong-hop/099/{PERIOD}/01-XA/"
    office.goto(sheet)
    figure = office.locator("tr[id='B2'] .figure")
    total = count_in(figure) if figure.count() else 0
    add_entry(
        commune, "truyen-thong",
        {"day": TODAY, "title": "Họp bản Cang", "kind": "talk", "channel": "village_meeting",
         "place": "bản Cang", "people": "73", "women": "40", "audiences": ("residents",),
         "contents": ("law",), "languages": ("vietnamese",)},
    )  # fmt: skip
    expect_added(commune, "01-XA", before, {"B2": "73"})
    heard = read_cells(commune, "01-XA", "B2")["B2"]
    fill_the_rest(commune)
    send(commune)

    office.goto(f"/bao-cao/?ky={PERIOD}&bieu=01-XA")
    office.get_by_role("row", name="Quài Cang").get_by_role("link").first.click()
    office.get_by_role("button", name="Duyệt", exact=True).click()
    expect(office.get_by_text("Đã duyệt báo cáo. Số tổng hợp đã cập nhật.")).to_be_visible()
    office.goto(sheet)
    assert count_in(figure) == total + heard
    look_at(office, "reporting")


def fill_the_rest(page: Page) -> None:
    """Nothing arose where no register tells; a sentence under each heading."""
    for name in page.locator(".cell__input").evaluate_all(
        "all => all.filter(one => !one.value && !one.readOnly && !one.disabled).map(one => one.name)"
    ):
        field = page.locator(f".cell__input[name='{name}']")
        with page.expect_response(re.compile("/o/")):
            field.fill(KNOWN.get(name, "0"))
            field.press("Tab")
    for heading in WORDS:
        with page.expect_response(re.compile("/loi/")):
            field = page.locator(f"textarea[name={heading}]")
            field.fill("Địa bàn ổn định trong kỳ.")
            field.press("Tab")


def dispatch_and_signatures(stage: Stage) -> None:
    """The plan and the report say whom they leave out; two signatures; sent, arrived, taken in."""
    office, signer, province = (
        stage.sign_in("thuongtruc"),
        stage.sign_in("truongphong"),
        stage.sign_in("sotiepnhan"),
    )
    open_clause(office, RECIPIENTS)
    open_plan(office)
    left_out = office.get_by_text("Được giao nhiệm vụ nhưng không có trong Nơi nhận")
    expect(left_out).to_contain_text("Công an huyện")
    expect(left_out).to_contain_text("19 xã, thị trấn")
    shot(office, "clause-dispatch-plan")
    office.goto("/van-ban/")
    begin(office, f"/bc-ldtbxh/{PERIOD}/")
    office.get_by_role("button", name="Lưu lời văn").click()
    document = office.url.removesuffix("loi-van/")
    office.get_by_role("button", name="Trình kiểm tra").click()
    office.get_by_role("button", name="Đã kiểm tra, trình ký").click()
    expect(office.locator("main")).to_contain_text("trình ký")
    signer.goto(document)
    signer.get_by_role("link", name="Ký số").click()
    sign(signer, PERSON)
    expect(signer.locator("main")).to_contain_text("01/BC-LĐTBXH")
    office.goto(document)
    office.get_by_role("link", name="Đóng dấu cơ quan").click()
    sign(office, OFFICE)
    office.get_by_role("link", name="Chọn nơi nhận").click()
    office.get_by_label("UBND huyện Tuần Giáo", exact=True).select_option(label="bản giấy")
    office.get_by_role("button", name="Lưu nơi nhận").click()
    office.get_by_role("button", name="Phát hành").click()
    expect(office.locator("main")).to_contain_text("đã phát hành")
    look_at(office, "dispatch")
    file = take_in(province, "Phòng LĐ-TB&XH", stage.home / "den.pdf", number="412")
    found = read_signatures(file.read_bytes(), at=NOW).signatures
    assert [(one.signer, one.integrity) for one in found] == [
        (PERSON, Integrity.SIGNED_ON), (OFFICE, Integrity.INTACT)
    ]  # fmt: skip
    office.reload()
    expect(office.locator("main")).to_contain_text(re.compile(r"đã tiếp nhận\s+1/\d+\s+nơi nhận"))
    expect(office.locator("main")).to_contain_text("412")
