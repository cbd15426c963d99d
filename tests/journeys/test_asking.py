"""The figures are asked by keyboard and mouse: an answer, its chart, what stands behind a cell, a shared question."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import axe, shot

NAME = "Tuyên truyền theo xã"


def test_a_question_is_asked_opened_and_shared(demo_login: Callable[[str], Page]) -> None:
    office, leader = demo_login("thuongtruc"), demo_login("lanhdao")
    office.goto("/hoi-so-lieu/")
    office.get_by_role("link", name="Từng xã đã tuyên truyền bao nhiêu").click()
    expect(office.get_by_role("row", name="Pú Xi")).to_contain_text("chưa gửi")
    office.goto("/hoi-so-lieu/")
    expect(office.get_by_text("Nâng cao:")).to_be_hidden()
    shot(office, "asking-ready")
    office.get_by_text("Tự đặt câu hỏi", exact=True).click()
    office.get_by_label("Đơn vị", exact=True).select_option("communes")
    office.get_by_label("kỳ này", exact=True).check()
    office.get_by_label("Tìm chỉ tiêu").fill("cuoc tuyen truyen truc")  # without accents
    expect(office.get_by_label("Tờ rơi, sổ tay đã phát")).to_be_hidden()
    office.get_by_label("Cuộc tuyên truyền trực tiếp").first.check()  # the answer follows, without a button
    whole = office.get_by_role("row", name="Cả địa bàn")
    expect(whole).to_contain_text("17/19")
    expect(office.locator(".pivot__chart svg").first).to_be_visible()
    expect(office.locator("#answer strong").first).to_have_text("Cuộc tuyên truyền trực tiếp (cuộc), Huyện Tuần Giáo")
    axe(office)
    shot(office, "asking")

    whole.locator("a.figure").click()
    expect(office.locator("#drawer-title")).to_have_text("Phía sau con số")
    expect(office.locator(".drawer")).to_contain_text("Thiếu 2: Pú Xi (chưa gửi), Tênh Phông (trả lại).")
    office.keyboard.press("Escape")

    office.get_by_text("Lưu, chia sẻ câu hỏi này").click()
    office.get_by_label("Tên câu hỏi").fill(NAME)
    office.get_by_text("Chia sẻ với", exact=True).click()
    shared_with = office.locator("label:has(input[name=chia-se])")
    expect(shared_with.filter(has_text="Pú Xi")).to_have_count(0)  # it could not open it
    shared_with.filter(has_text="Lãnh đạo UBND huyện").locator("input").first.check()
    office.get_by_role("button", name="Lưu").click()
    expect(office.get_by_text("Đã lưu câu hỏi.")).to_be_visible()

    leader.goto("/hoi-so-lieu/")
    leader.get_by_role("link", name=NAME).click()
    expect(leader.get_by_role("row", name="Cả địa bàn")).to_contain_text("17/19")
