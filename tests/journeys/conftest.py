"""The real server on the real demonstration, walked in the real browser."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "build" / "journeys"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    chromium = shutil.which("chromium")
    assert chromium, "the journeys need chromium: run `make browser`"
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
             "--disable-sync", "--no-first-run"]  # fmt: skip
    return browser_type_launch_args | {"executable_path": chromium, "args": quiet}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return browser_context_args | {"viewport": {"width": 1280, "height": 900}, "locale": "vi-VN"}


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def site(home: Path) -> Iterator[str]:
    """The address of `sokehoach serve` with the demonstration, as `make run` starts it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        str(Path(sys.executable).parent / "sokehoach"),
        "serve",
        "--demo-if-empty",
        "--port",
        str(port),
    ]
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    with (home / "log").open("w") as log:
        server = subprocess.Popen(
            command, env=environment | {"SOKEHOACH_HOME": str(home)}, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(f"{address}/tai-khoan/dang-nhap/", server, home / "log")
            yield address
        finally:
            server.terminate()
            server.wait(timeout=20)


def wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise AssertionError(f"the server did not answer:\n{log.read_text()[-3000:]}")


@pytest.fixture
def play(
    site: str, browser: Browser, browser_context_args: dict[str, Any]
) -> Iterator[Callable[[str], Page]]:
    """A page signed in as one of the cast, in a browser of its own: `play("thuongtruc")`."""
    opened: list[BrowserContext] = []

    def sign_in(username: str, **more: Any) -> Page:
        context = browser.new_context(**(browser_context_args | more))
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: pytest.fail(f"the page's script failed: {error}"))
        page.on("console", lambda told: _heard(told.type, told.text))
        page.goto(f"{site}/tai-khoan/dang-nhap/")
        page.locator(f"button[name=username][value={username}]").click()
        page.wait_for_url(f"{site}/")
        return page

    yield sign_in
    for context in opened:
        context.close()


def _heard(kind: str, text: str) -> None:
    # A refused style or script is a fault of ours; a 404 that a test asks for is not.
    if kind == "error" and "Content Security Policy" in text:
        pytest.fail(text)


def shot(page: Page, name: str) -> None:
    """A screenshot at 1280 and at 360 px, kept in build/journeys."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    size = page.viewport_size
    for width, height in ((1280, 900), (360, 740)):
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=SHOTS / f"{name}-{width}.png", full_page=True)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{name} is {wide} px wide on a screen of {width}"
    if size:
        page.set_viewport_size(size)


def axe(page: Page) -> None:
    """No violation of WCAG 2.2 A and AA that axe can see."""
    assert AXE.exists(), "axe-core is not in node_modules: run `make setup-dev`"
    # By the debugger, which the page's content policy does not bind.
    page.evaluate(AXE.read_text("utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", tags)
    told = [
        f"{one['id']}: {one['help']}\n    "
        + "\n    ".join(re.sub(r"\s+", " ", node["html"])[:160] for node in one["nodes"][:4])
        for one in found["violations"]
    ]
    assert not told, f"{page.url}\n" + "\n".join(told)
