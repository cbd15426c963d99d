"""Clauses I and II.1: what the plan is for."""

from playwright.sync_api import expect

from tests.journeys.clauses.steps import TODAY, Clause, Stage, add_entry, look_at, open_clause

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
