"""An office asks for an ad hoc report; a commune answers in another browser, and the office sees it come."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import axe, shot


def test_the_asker_sees_the_answer_appear(demo_login: Callable[[str], Page]) -> None:
    office, commune = demo_login("thuongtruc"), demo_login("xa03304")
    office.goto("/bao-cao/nhanh/hoi/")
    office.get_by_label("Việc cần nắm số liệu").fill("Chuẩn bị sơ kết, tổng kết")
    office.get_by_label("Trả lời trước").fill("2021-06-22T23:59")
    office.get_by_label("Chỉ tiêu 1").fill("CD03 Cuộc họp quán triệt tới cấp ủy, chính quyền")
    expect(office.get_by_label("Đơn vị tính 1")).to_have_value("")
    office.get_by_label("Mọi xã, thị trấn (19)").check()
    axe(office)
    shot(office, "ad-hoc-ask")
    office.get_by_role("button", name="Hỏi", exact=True).click()
    board = office.locator("#board")
    expect(board).to_contain_text("0/19 đơn vị trả lời đủ")

    commune.reload()
    commune.get_by_role("link", name=re.compile("Báo cáo nhanh: Chuẩn bị sơ kết, tổng kết")).click()
    commune.get_by_label("Cuộc họp quán triệt tới cấp ủy, chính quyền").fill("2")
    expect(commune.get_by_label("Ghi chú")).to_have_count(0)
    axe(commune)
    shot(commune, "ad-hoc-answer")
    commune.get_by_role("button", name="Trả lời").click()
    expect(commune.get_by_text("Đã trả lời.")).to_be_visible()

    expect(board).to_contain_text("1/19 đơn vị trả lời đủ")  # nobody has pressed anything
    expect(board.get_by_role("row", name="Xã Tênh Phông")).to_contain_text("2")
    expect(board).to_contain_text("1/19, thiếu:")
    axe(office)
    shot(office, "ad-hoc-board")
    office.get_by_role("button", name="Đóng, không nhận nữa").click()
    expect(board).to_contain_text("Đã đóng")
    commune.reload()
    expect(commune.get_by_role("button", name="Gửi lại")).to_have_count(0)
