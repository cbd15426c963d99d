"""Clauses II.2 and IV.4: communes «lành mạnh» are kept, new or lost by decisions whose grounds are the work done."""

from collections.abc import Mapping, Sequence

from playwright.sync_api import Locator, Page, expect

from tests.journeys.clauses.steps import (
    TODAY,
    Clause,
    Stage,
    count_in,
    expect_cell,
    fill,
    follow,
    look_at,
    open_report,
)
from tests.journeys.clauses.targets import expect_level
from tests.journeys.clauses.totals import carry_up

HEALTHY = Clause("IV.4", "Duy trì những xã đã được công nhận")
ALL_HEALTHY = Clause("II.2", "100% xã, thị trấn đạt tiêu chí lành mạnh, không có mại dâm")
YEAR = "/so/lanh-manh/nam/?nam=2021"
NEW, LOST, NOT_CONSIDERED = "Pú Xi", "Tênh Phông", "Quài Cang"


def healthy(stage: Stage) -> None:
    """Communes score themselves; one is newly recognised, one loses its class, one is not considered: with grounds."""
    office = stage.sign_in("thuongtruc")
    new, loser, third = (stage.sign_in(f"xa{code}") for code in ("03269", "03304", "03289"))
    office.goto(YEAR)
    held = _counts(office)
    decide(office, score(new, (22, 25, 24, 12)), {"granted": "no_prostitution", "decision": "705/QĐ-UBND"})

    sheet = score(loser, (12, 20, 18, 9))
    # It held the class: without a ground it is not lost.
    decide(office, sheet, {"decision": "706/QĐ-UBND"}, told="thôi giữ một loại: chọn lý do")
    grounds = office.locator("main [name=ground] option").all_inner_texts()
    assert not [name for name in grounds for word in ("vụ", "người", "tin báo", "tố giác") if word in name]
    look_at(office, "healthy-grounds")
    decide(office, sheet, {"decision": "706/QĐ-UBND", "ground": "below_threshold"})
    loser.goto(sheet)  # the commune reads what it lost and why
    for words in ("Không còn giữ", "Không có tệ nạn mại dâm", "Điểm tự chấm dưới điểm đạt"):
        expect(loser.locator("main dl")).to_contain_text(words)

    refused = {"decision": "707/QĐ-UBND", "disqualified": "yes", "ground": "no_report",
               "reason": "Chưa gửi báo cáo năm trước khi xét."}  # fmt: skip
    decide(office, _sheet(third), refused)
    expect(office.locator("main dl")).to_contain_text("Thiếu báo cáo định kỳ của năm")

    office.goto(YEAR)
    _kept, built, lost = _counts(office)
    assert (built, lost) == (held[1] + 1, held[2] + 2)
    for name, words in (
        (NEW, "705/QĐ-UBND"),
        (LOST, "Không còn giữ"),
        (NOT_CONSIDERED, "Thiếu báo cáo định kỳ"),
    ):
        expect(_row(office, name)).to_contain_text(words)
    colours = {
        _row(office, name).locator("td").nth(1).evaluate("cell => getComputedStyle(cell).color")
        for name in (NEW, LOST, NOT_CONSIDERED)
    }
    assert len(colours) == 1, "a class that is lost is told by its colour"
    look_at(office, "healthy")

    open_report(new, "01-XA")
    for code, value in (("E2", 1), ("E2.2", 1), ("E5", 1), ("E6", 0), ("E7.2", 0)):
        expect_cell(new, code, value)
    carry_up(new, office, "01-XA", ("E2", "E2.2", "E5"), HEALTHY, rest="9")
    carry_up(loser, office, "01-XA", ("E6", "E6.1", "E7.2"), HEALTHY, rest="9")
    expect_level(office, ALL_HEALTHY)


def _sheet(commune: Page) -> str:
    """The address of the commune's registration of this year."""
    follow(commune, HEALTHY, "Xây dựng xã, thị trấn lành mạnh")
    row = commune.locator("main table tr").filter(has_text="2021").first
    row.get_by_role("link").first.click()
    expect(commune.locator("h1")).to_contain_text("đăng ký năm 2021")
    return commune.url


def score(commune: Page, points: Sequence[int]) -> str:
    """The points of each content, in the order of the sheet; the address of the sheet."""
    address = _sheet(commune)
    for field, each in zip(commune.locator("main input.cell__input").all(), points, strict=True):
        field.fill(str(each))
    commune.get_by_role("button", name="Lưu điểm tự chấm").click()
    expect(commune.get_by_text("chấm ngày 10/11/2021")).to_be_visible()
    return address


def decide(office: Page, sheet: str, typed: Mapping[str, str], *, told: str = "Đã ghi quyết định.") -> None:
    """`told`: what the page answers."""
    office.goto(sheet)
    fill(office, {"granted": "", "decided_on": TODAY, **typed})
    office.get_by_role("button", name="Ghi quyết định").click()
    expect(office.get_by_text(told)).to_be_visible()


def _row(page: Page, commune: str) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=commune, exact=True))


def _counts(page: Page) -> tuple[int, int, int]:
    """Of the class without prostitution: kept, new, no longer held."""
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Không có tệ nạn mại dâm"))
    kept, new, lost = (count_in(cell) for cell in row.locator("td").all())
    return kept, new, lost
