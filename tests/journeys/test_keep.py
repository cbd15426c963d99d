"""Nothing typed is lost: a real browser, a network that fails, a server that refuses."""

import threading
from collections.abc import Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, Page, expect

from tests.apps.conftest import deployment  # noqa: F401
from tests.journeys import keeping


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Silent(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def site(settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> keeping.Site:
    settings.ROOT_URLCONF = "tests.journeys.keeping"
    settings.INSTALLATION_NAME = "tests.journeys.keeping.get_installation_name"  # no database stands behind these pages
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    settings.STATIC_ROOT = tmp_path  # whitenoise warns where there is none
    fresh = keeping.Site()
    monkeypatch.setattr(keeping, "SITE", fresh)
    return fresh


@pytest.fixture
def page(browser: Browser, site: keeping.Site) -> Iterator[Page]:
    handler = StaticFilesHandler(get_wsgi_application())
    server = make_server("127.0.0.1", 0, handler, Server, Silent)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    context = browser.new_context(base_url=f"http://127.0.0.1:{server.server_port}")
    page = context.new_page()
    page.set_default_timeout(8000)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/", timeout=60_000)  # the first of a process compiles the templates
    yield page
    context.close()
    server.shutdown()
    server.server_close()


def keys(site: keeping.Site) -> list[str]:
    return [request["key"] for request in site.seen]


def test_it_works(page: Page, site: keeping.Site) -> None:
    page.fill("#id_a", "mới")
    page.click("#whole button")
    page.wait_for_url("**/xong/")
    assert [request["a"] for request in site.seen] == ["mới"]


def test_a_lost_network_keeps_the_page_and_sends_when_it_is_back(page: Page, site: keeping.Site) -> None:
    page.context.set_offline(True)
    page.fill("#id_a", "mới")
    page.fill("#id_b", "một đoạn")
    page.click("#whole button")
    expect(page.locator("#kept")).to_contain_text("Mất mạng. 2 ô vừa gõ")
    expect(page.locator(".unsaved")).to_have_text(["chưa lưu", "chưa lưu"])
    assert page.input_value("#id_b") == "một đoạn"
    assert site.seen == []
    page.context.set_offline(False)
    page.wait_for_url("**/xong/")
    assert site.seen[0]["b"] == "một đoạn"


def test_a_failed_sending_goes_out_again_under_the_same_key(page: Page, site: keeping.Site) -> None:
    site.status = 503
    page.fill("#id_a", "mới")
    page.click("#whole button")
    expect(page.locator("#kept")).to_contain_text("Máy chủ chưa nhận được")
    site.status = 200
    page.wait_for_url("**/xong/")
    assert len(site.seen) >= 2
    assert len(set(keys(site))) == 1


def test_a_full_disk_is_told_and_what_was_typed_waits_for_room(page: Page, site: keeping.Site) -> None:
    site.status = 507
    page.fill("#c1", "9")
    page.press("#c1", "Tab")
    expect(page.locator("#refusal")).to_be_visible()
    assert page.input_value("#c1") == "9"
    page.fill("#id_a", "mới")
    page.click("#whole button")
    expect(page.locator("#kept")).to_contain_text("2 ô vừa gõ đang giữ")
    site.status = 200
    page.wait_for_url("**/xong/")
    assert {one.get("c1") or one["a"] for one in site.seen} == {"9", "mới"}
    assert len(set(keys(site))) == 2


def test_another_body_goes_out_under_another_key(page: Page, site: keeping.Site) -> None:
    site.status = 409
    page.fill("#id_a", "một")
    page.click("#whole button")
    expect(page.locator("#refusal")).to_contain_text("Người khác đã sửa")
    page.fill("#id_a", "hai")
    with page.expect_response("**/luu/"):
        page.click("#whole button")
    assert len(set(keys(site))) == 2
    assert page.input_value("#id_a") == "hai"


def test_a_refused_form_comes_back_with_what_was_typed(page: Page, site: keeping.Site) -> None:
    site.status = 422
    page.fill("#id_a", "sai")
    with page.expect_response("**/luu/"):
        page.click("#whole button")
    expect(page.locator("#id_a")).to_have_value("sai")
    expect(page.locator("#kept")).to_be_hidden()


@pytest.mark.parametrize("field", ["#id_a", "#c1"])
def test_a_session_that_ended_never_unloads_the_page(page: Page, site: keeping.Site, field: str) -> None:
    site.signed_out = True
    page.fill(field, "5")
    page.click("#whole button") if field == "#id_a" else page.press(field, "Tab")
    expect(page.locator("#kept")).to_contain_text("Phiên làm việc đã hết")
    expect(page.locator(".kept__sign-in")).to_be_visible()
    assert page.input_value(field) == "5"


def test_a_cell_saves_itself_once(page: Page, site: keeping.Site) -> None:
    page.fill("#c1", "5")
    page.press("#c1", "Tab")
    expect(page.locator("#told")).to_have_text("5")
    page.wait_for_timeout(200)
    assert [request["c1"] for request in site.seen] == ["5"]


def test_a_cell_without_network_is_held_and_sent_later(page: Page, site: keeping.Site) -> None:
    page.context.set_offline(True)
    page.fill("#c1", "7")
    page.press("#c1", "Tab")
    expect(page.locator("#kept")).to_contain_text("1 ô vừa gõ")
    page.context.set_offline(False)
    expect(page.locator("#told")).to_have_text("7")
    expect(page.locator("#kept")).to_contain_text("Không mất gì")
    assert [request["c1"] for request in site.seen] == ["7"]


def test_a_slow_answer_never_overwrites_what_was_typed_meanwhile(page: Page, site: keeping.Site) -> None:
    site.seconds = 0.5
    page.fill("#c1", "10")
    page.press("#c1", "Tab")
    page.fill("#c1", "11")
    expect(page.locator("#told")).to_have_text("10")
    expect(page.locator("#c1")).to_have_value("11")
    page.press("#c1", "Tab")
    expect(page.locator("#told")).to_have_text("11")
    assert [request["c1"] for request in site.seen] == ["10", "11"]


def test_a_refused_cell_stays_typed_and_is_not_sent_by_itself(page: Page, site: keeping.Site) -> None:
    site.status = 409
    page.fill("#c1", "9")
    page.press("#c1", "Tab")
    expect(page.locator("#refusal")).to_be_visible()
    page.wait_for_timeout(300)
    assert page.input_value("#c1") == "9"
    assert len(site.seen) == 1


def test_leaving_with_something_unsaved_asks_first(page: Page) -> None:
    asked = []
    page.on("dialog", lambda dialog: asked.append(dialog.type))
    page.fill("#id_a", "chưa gửi")
    page.goto("/xong/")
    assert asked == ["beforeunload"]


def test_the_drawer_opens_beside_and_escape_gives_the_focus_back(page: Page) -> None:
    page.click(".figure")
    expect(page.locator("#drawer h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#drawer")).to_be_hidden()
    expect(page.locator(".figure")).to_be_focused()


def test_on_a_phone_the_drawer_is_a_page(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.click(".figure")
    page.wait_for_url("**/so/")
    expect(page.locator("h1")).to_have_text("Nguồn gốc")


def test_a_question_mark_lists_the_keys(page: Page) -> None:
    page.locator("body").press("?")
    expect(page.locator("#shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    page.fill("#id_a", "")
    page.locator("#id_a").press("?")
    expect(page.locator("#shortcuts")).to_be_hidden()
