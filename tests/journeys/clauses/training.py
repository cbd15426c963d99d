"""Clauses II.2 and IV.5: who was summoned to a course, sent and trained."""

from playwright.sync_api import expect

from tests.journeys.clauses.steps import (
    TODAY,
    Clause,
    Stage,
    add_here,
    cell_count,
    expect_cell,
    follow,
    look_at,
    open_report,
)
from tests.journeys.clauses.targets import expect_level
from tests.journeys.clauses.totals import carry_up

TRAINED = Clause("IV.5", "Chọn cử người dự đủ các lớp")
ALL_TRAINED = Clause("II.2", "100% cán bộ phụ trách công tác phòng, chống mại dâm ở cấp xã được tập huấn")


def training(stage: Stage) -> None:
    """The office holds a course: staff summoned, sent, trained; report and table of the year count them."""
    office, commune = stage.sign_in("thuongtruc"), stage.sign_in("xa03304")
    open_report(commune, "01-XA")
    trained, in_charge = cell_count(commune, "D2.2"), cell_count(commune, "D3.1")
    follow(office, TRAINED, "Tập huấn cán bộ")
    add_here(
        office,
        {
            "day": TODAY,
            "title": "Lớp nghiệp vụ cuối năm",
            "topic": "reporting",
            "level": "district",
            "days": "2",
        },
    )
    office.get_by_role("link", name="Sửa", exact=True).click()
    # Summoned, sent, trained, and of these the staff in charge at their first course of the year.
    for name, value in (("summoned", "3"), ("sent", "3"), ("trained", "2"), ("in_charge", "1")):
        office.locator(f"input[name='can-bo-tap-huan-03304-{name}']").fill(value)
    office.get_by_role("button", name="Lưu", exact=True).click()
    expect(office.get_by_text("Đã sửa.")).to_be_visible()
    office.goto("/so/tap-huan/theo-don-vi/")
    expect(office.get_by_role("row").filter(has_text="Tênh Phông")).to_contain_text("3")
    look_at(office, "training")
    open_report(commune, "01-XA")
    expect_cell(commune, "D2.2", trained + 2)
    expect_cell(commune, "D3.1", in_charge + 1)
    carry_up(commune, office, "01-XA", ("D3.1", "D2.2"), TRAINED, rest="9")
    expect_level(office, ALL_TRAINED)
