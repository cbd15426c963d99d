"""An official tries a draft out before publishing it: figures are invented, pages are those that each role will see."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import axe, shot, verify
from tests.journeys.pictures import take_guide_pictures

DRAFT = "/chuong-trinh/tuan_giao_2021/nhap/"
SLOW = 300_000  # milliseconds: a trial migrates a database of its own


def count_reports(home: Path) -> list[int]:
    with closing(sqlite3.connect(home / "sokehoach.sqlite3")) as database:
        tables = ("reporting_submission", "accounts_user", "consolidation_figure", "orgunits_unit")
        return [database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]


def test_a_draft_is_tried_out_and_seen_as_each_role_sees_it(demo_login: Callable[..., Page], home: Path) -> None:
    official = demo_login("truongphong")
    official.goto("/chuong-trinh/tuan_giao_2021/")
    official.get_by_role("button", name="Lập bản nháp").click()
    before = count_reports(home)
    official.get_by_role("link", name="Chạy thử, xem trước").press("Enter")
    shot(official, "trial-before")
    axe(official)
    official.get_by_role("button", name="Chạy thử", exact=True).press("Enter")
    expect(official.get_by_role("button", name="Dừng")).to_be_visible()
    shot(official, "trial-running")
    axe(official)
    expect(official.get_by_role("heading", name="Trang mà từng vai trò thấy")).to_be_visible(timeout=SLOW)
    expect(official.get_by_text("Không có: mọi biểu được báo cáo")).to_be_visible()
    frame = official.frame_locator("iframe")
    expect(frame.get_by_text("Số liệu giả định.")).to_be_visible()
    assert frame.locator("body").evaluate("body => [innerWidth, body.scrollWidth <= innerWidth]") == [360, True]
    official.get_by_label("Trang", exact=True).select_option("bieu-01-XA.html")
    official.get_by_role("button", name="Xem", exact=True).press("Enter")
    expect(frame.get_by_text("Đã gửi").first).to_be_visible()
    shot(official, "trial")
    axe(official)
    take_guide_pictures(official, "trial", at=".phone-frame")
    assert frame.locator("script").count() == 0
    assert frame.locator("base").get_attribute("target") == "_blank", "where the frame may open nothing"
    with official.expect_download() as downloading:
        official.get_by_role("link", name="(.docx)").first.click()
    assert downloading.value.suggested_filename.startswith("chay-thu-")
    with official.context.expect_page() as opening:
        official.get_by_role("link", name="Mở trang này trên màn hình rộng").click()
    wide = opening.value
    expect(wide.get_by_text("Số liệu giả định.")).to_be_visible()
    shot(wide, "trial-wide")
    assert count_reports(home) == before
    assert not list((home / "trials").iterdir())
    official.bring_to_front()
    official.get_by_role("link", name="Xem khác biệt, công bố").press("Enter")
    expect(official.get_by_text("Bản nháp không khác phiên bản đang dùng.")).to_be_visible()
    verify(home)
