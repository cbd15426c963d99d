"""What journeys rest on: after a press they look at the page that it leads to, however late that page comes."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser

FIRST = """<a href="/late">link</a><form method="post" action="/late"><button>form</button></form>
<form action="/late"><input aria-label="word"></form>"""
LATE = "<p>one</p><p>two</p>"


class LateServer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = FIRST if self.path == "/" else LATE
        if body is LATE:
            time.sleep(0.4)
        self.send_response(200)
        self.send_header("Content-Security-Policy", "default-src 'none'")
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(body[:8].encode())
        self.wfile.flush()
        if body is LATE:
            time.sleep(0.4)  # a page that has begun to come
        self.wfile.write(body[8:].encode())

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *_words: object) -> None:
        pass


@pytest.fixture(scope="module")
def late_site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), LateServer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_press_leads_to_the_page_behind_it_before_anything_is_counted(browser: Browser, late_site: str) -> None:
    page = browser.new_page()
    for press in (
        lambda: page.get_by_role("link", name="link").click(),
        lambda: page.get_by_role("button", name="form").click(),
        lambda: page.get_by_label("word").press("Enter"),
    ):
        page.goto(late_site)
        press()
        assert page.locator("p").count() == 2
    page.close()
