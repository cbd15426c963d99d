"""Clauses I and II.1: what the plan is for."""

from playwright.sync_api import Page, expect

from tests.journeys.clauses.steps import TODAY, Clause, Stage, add_entry, look_at, open_clause, open_plan

CLEAR_TASKS = Clause("I.2", "Mỗi việc phải rõ cơ quan làm, rõ kết quả")
EQUAL_ACCESS = Clause("I.1", "được đối xử bình đẳng khi tìm đến dịch vụ xã hội")


def public_services(stage: Stage) -> None:
    """The health centre publishes a service; who is signed in nowhere finds it and leaves no trace."""
    health = stage.sign_in("yte")
    open_clause(health, EQUAL_ACCESS)
    title = "Tư vấn giữ kín tại phòng khám Mường Mùn"
    add_entry(
        health, "dich-vu-ho-tro",
        {"day": TODAY, "kind": "advice", "title": title, "provider": "Trung tâm Y tế huyện Tuần Giáo",
         "hotline": "0215 399 1122", "published": "yes"},
    )  # fmt: skip
    assert health.context.browser
    visitor = health.context.browser.new_context(base_url=health.url.split("/so/")[0])
    page = visitor.new_page()
    log = (stage.home / "log").read_text("utf-8")
    page.goto("/dich-vu-ho-tro/")
    service = page.get_by_role("listitem").filter(has_text=title)
    expect(service.get_by_role("link", name="0215 399 1122")).to_have_attribute("href", "tel:02153991122")
    assert not visitor.cookies()
    assert (stage.home / "log").read_text("utf-8") == log
    look_at(page, "services")
    visitor.close()


def clear_tasks(stage: Stage) -> None:
    """Standing work of a commune: a person in charge, a result each period, a correction beside what was."""
    commune, leader = stage.sign_in("xa03304"), stage.sign_in("lanhdao")
    open_clause(commune, CLEAR_TASKS)
    open_plan(commune)
    commune.get_by_role("link", name="Nhiệm vụ", exact=True).first.click()
    commune.get_by_role("link", name="Vận động các hộ ký cam kết").first.click()
    commune.get_by_role("link", name="6 tháng đầu năm 2021").click()
    record(commune, "Đã vận động 4 bản.")
    commune.get_by_role("link", name="6 tháng cuối năm 2021").click()
    expect(commune.get_by_label("Kết quả", exact=False).first).to_be_visible()
    expect(commune.locator("textarea[name=result]")).to_have_value("")
    commune.locator("select[name=in_charge]").select_option(index=1)
    record(commune, "Đã vận động 5 bản.")
    record(commune, "Đã vận động 6 bản, 212 hộ ký cam kết.")
    log = commune.get_by_role("region", name="Kết quả theo kỳ")
    for words in ("Đã vận động 4 bản.", "Đã vận động 5 bản.", "Đã vận động 6 bản, 212 hộ ký cam kết."):
        expect(log.get_by_text(words, exact=True)).to_be_visible()
    expect(log.get_by_text("bản ghi trước, đã sửa")).to_have_count(1)
    expect(commune.get_by_role("heading", name="Rõ 6/6")).to_be_visible()
    expect(commune.get_by_text("quá hạn")).to_have_count(0)
    look_at(commune, "duties")

    leader.goto("/giao-ban/")
    standing = leader.locator(".standing")
    expect(standing).to_contain_text("6 tháng cuối năm 2021: 1/")
    expect(standing).to_contain_text("212 hộ ký cam kết")
    standing.locator(".figure").click()
    line = leader.get_by_role("row").filter(has_text="Vận động các hộ ký cam kết")
    expect(line).to_contain_text("1 đã có kết quả")
    look_at(leader, "duties-board")


def record(page: Page, words: str) -> None:
    page.locator("input[name=state][value=done]").check()
    page.locator("textarea[name=result]").fill(words)
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_role("region", name="Kết quả theo kỳ").get_by_text(words, exact=True)).to_be_visible()
