"""A commune clerk names somebody: marked while typing, one place let stand, the others redacted."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import axe, shot
from tests.journeys.test_pages import REPORT, go

TOLD = "Đã tư vấn cho chị Lò Thị Inh (0912 345 678) tại khu vực Hồ Cửa Đạt, 3 lượt."
VOIDED = "Đã tư vấn cho chị [đã che] ([đã che]) tại khu vực Hồ Cửa Đạt, 3 lượt."


def test_words_that_keep_themselves(demo_login: Callable[[str], Page]) -> None:
    page = demo_login("xa03304")
    go(page, "/bao-cao/", REPORT)
    box = page.locator("textarea[hx-post]").first
    box.fill(TOLD)
    page.keyboard.press("Tab")
    marks = page.locator(".found mark")
    expect(marks).to_have_count(3)
    expect(box).to_have_value(TOLD)
    axe(page)
    shot(page, "free-text-marked")
    page.get_by_label("«Hồ Cửa Đạt» không phải thông tin cá nhân").check()
    expect(page.locator(".found__place--waved")).to_have_text("Hồ Cửa Đạttên người")
    page.get_by_role("button", name="Che các chỗ này").click()
    expect(page.locator(".found")).to_have_count(0)
    expect(box).to_have_value(VOIDED)
    page.reload()
    expect(page.locator("textarea[hx-post]").first).to_have_value(VOIDED)


def test_a_form_that_is_sent(demo_login: Callable[[str], Page]) -> None:
    """Enter in the field saves as ever: it does not strike."""
    page = demo_login("xa03304")
    page.goto("/so/truyen-thong/them/")
    title = page.locator("[name=title]")
    title.fill(TOLD)
    page.locator("main form[data-keep] button.button--primary").click()
    expect(page.locator(".found mark")).to_have_count(3)
    axe(page)
    shot(page, "free-text-form")
    title.evaluate("field => { field.dataset.before = 'yes'; }")
    with page.expect_response(lambda answer: answer.status == 422):
        title.press("Enter")
    expect(page.locator("[name=title][data-before]")).to_have_count(0)  # the answer is swapped in
    expect(title).to_have_value(TOLD)
    page.get_by_role("button", name="Che các chỗ này").click()
    expect(page.locator(".found")).to_have_count(0)
    expect(title).to_have_value(VOIDED.replace("Hồ Cửa Đạt", "[đã che]"))
