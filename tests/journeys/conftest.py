"""The real server on the real demonstration, walked in the real browser."""

import functools
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright._impl._api_structures import SetCookieParam
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect
from tools.built_homes import find_home
from xdist.scheduler import LoadScopeScheduling

from tests.config.running import make_home
from tests.journeys.plain_browser import Browser as PlainBrowser
from tests.journeys.waiting import wait_before_acts
from tests.template_database import SqliteTemplate

if TYPE_CHECKING:
    from tests.journeys.forge import Forge

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "build" / "journeys"
KINDS = Path(__file__).with_name("kinds_of_elements.js")
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SOKEHOACH = Path(sys.executable).parent / "sokehoach"
SLOWEST = 60_000  # milliseconds; on a loaded machine, slow is not broken
expect.set_options(timeout=SLOWEST)


# Their tests read, or write what the others do not look at: one server and one home for all.
SHARING = ("test_pages", "test_public_page", "test_asking", "test_weekly_meeting", "test_ad_hoc", "test_free_text")

# Begun first, longest first, so that the processes of a run end together. While one builds the demonstration for
# `test_killed`, the next two need none.
FIRST = ("test_killed", "test_signing_in", "test_keep", *SHARING, "test_clauses", "test_first_way",
         "test_waived_and_corrected", "test_two_levels", "test_late_commune", "test_two_at_once")  # fmt: skip


@pytest.hookimpl(trylast=True)  # after pytest has put the tests without a browser last
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    ranks = {module: rank for rank, module in enumerate(FIRST)}
    places = [place for place, item in enumerate(items) if Path(item.path).parent == Path(__file__).parent]
    ours = sorted((items[place] for place in places), key=lambda item: ranks.get(Path(item.path).stem, len(ranks)))
    for place, item in zip(places, ours, strict=True):
        items[place] = item
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.journey)
            # The browser's loop of events runs in the tests' own process, where the parser of signatures needs one too.
            item.add_marker(pytest.mark.parser_process)


class ByServer(LoadScopeScheduling):
    """Tests that share a server are walked by one process."""

    def _split_scope(self, nodeid: str) -> str:
        from tests.journeys.test_clauses import ROWS, find_theme

        path, _, test = nodeid.partition("::")
        for row in ROWS:
            if test.endswith(f"-{row.id}]") and Path(path).stem == "test_clauses":
                return find_theme(row)
        return "shared" if Path(path).stem in SHARING else path


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByServer | None:
    return ByServer(config, log) if config.getoption("dist") == "loadscope" else None


@pytest.fixture(scope="session")
def base_url() -> None:
    """Each module's server has its own address; in place of the plugin's, which pytest warns of."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    # The shell draws no window of its own around each page, which is half of what chromium costs.
    chromium = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    assert chromium, "the journeys need chromium: run `make browser`"
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
             "--disable-sync", "--no-first-run"]  # fmt: skip
    return browser_type_launch_args | {"executable_path": chromium, "args": quiet}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    # Still pages: axe would measure the colours of a drawer that is half way in.
    still = {"locale": "vi-VN", "reduced_motion": "reduce"}
    return browser_context_args | still | {"viewport": {"width": 1280, "height": 900}}


@pytest.fixture(scope="session", autouse=True)
def pages_loaded_before_acts() -> Iterator[None]:
    with wait_before_acts():
        yield


@pytest.fixture(scope="session")
def demonstration() -> Path:
    """A home as `make run` leaves it after its first start, with the demonstration and no server on it."""
    return find_home("demonstration", start_first)


def start_first(home: Path) -> None:
    server, address = start(make_home(home, SqliteTemplate().path))
    try:
        with urllib.request.urlopen(f"{address}/tai-khoan/dang-nhap/") as page:
            assert "Chọn một vai để xem thử" in page.read().decode(), "the first start does not offer the cast"
    finally:
        server.terminate()
        server.wait(timeout=120)


@pytest.fixture(scope="session")
def shared_home(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(demonstration, tmp_path_factory.mktemp("shared"), dirs_exist_ok=True))


@pytest.fixture(scope="session")
def shared_site(shared_home: Path) -> Iterator[str]:
    with serve(shared_home) as address:
        yield address


@pytest.fixture(scope="module")
def home(request: pytest.FixtureRequest, demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of the module's own: a story that leaves traces does not write into another's."""
    if _shares(request.node):
        return Path(request.getfixturevalue("shared_home"))
    return Path(shutil.copytree(demonstration, tmp_path_factory.mktemp("home"), dirs_exist_ok=True))


@pytest.fixture(scope="module")
def site(request: pytest.FixtureRequest, home: Path) -> Iterator[str]:
    """The address of `sokehoach serve` on that home."""
    if _shares(request.node):
        yield request.getfixturevalue("shared_site")
        return
    with serve(home) as address:
        yield address


def _shares(node: pytest.Item | pytest.Collector) -> bool:
    return Path(node.path).stem in SHARING


@contextmanager
def serve(home: Path) -> Iterator[str]:
    """The address of a server on a home that has its database: forked, since most of a start is imports."""
    from tests.journeys import forge

    server, address = open_forge().start(home)
    try:
        yield address
    finally:
        forge.kill(server)


@functools.cache
def open_forge() -> "Forge":
    """The process from which the servers are forked, on a home of its own without a database."""
    from tests.journeys.forge import Forge

    folder = Path(tempfile.mkdtemp(prefix="forge-"))
    demonstration = find_home("demonstration", start_first)
    for name in ("demonstration.json", "secret"):
        shutil.copyfile(demonstration / name, folder / name)
    return Forge(folder)


@pytest.fixture(scope="session", autouse=True)
def forge_closed() -> Iterator[None]:
    yield
    if open_forge.cache_info().currsize:
        forge = open_forge()
        forge.close()
        left = {path.relative_to(forge.home).as_posix() for path in forge.home.rglob("*")}
        assert left <= {"demonstration.json", "secret", "forge.log"}, f"a server wrote into the forge's home: {left}"
        shutil.rmtree(forge.home)


def start(home: Path, url: str = "", *, demo: bool = True) -> tuple[subprocess.Popen[bytes], str]:
    """A server in a process group of its own, answering. `url`: of its database, where it is not the home's own.

    `demo` False: without the demonstration, whatever the home holds.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (home / "log").open("w") as log:
        server = subprocess.Popen(
            [SOKEHOACH, "serve", *(["--demo-if-empty"] if demo else []), "--port", str(port)],
            env=environment(home, url),
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    address = f"http://127.0.0.1:{port}"
    until = time.monotonic() + 400
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/tai-khoan/dang-nhap/", timeout=5):
                return server, address
        except urllib.error.HTTPError as answered:
            kill(server)
            raise AssertionError(f"{answered}:\n{answered.read().decode(errors='replace')[:2000]}") from answered
        except (
            urllib.error.URLError,
            ConnectionError,
            TimeoutError,
        ):  # on a loaded machine, slow is not dead
            time.sleep(0.05)
    kill(server)
    raise AssertionError(f"the server did not answer:\n{(home / 'log').read_text()[-3000:]}")


def kill(server: subprocess.Popen[bytes]) -> None:
    """`kill -9` of the server and its workers, as a power cut would take them."""
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
    server.wait(timeout=20)


def environment(home: Path, url: str = "") -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return ours | {"SOKEHOACH_HOME": str(home)} | ({"DATABASE_URL": url} if url else {})


def verify(home: Path, url: str = "") -> None:
    """`sokehoach verify` beside the running server: every figure and every leaf of the log."""
    command(home, "verify", url=url)


def command(home: Path, *words: str, url: str = "") -> None:
    """A command of the program on that home, forked as a server is (`serve`)."""
    code, out, err = open_forge().run([*words], environment(home, url))
    assert code == 0, out + err


@pytest.fixture
def listen() -> Iterator[Callable[[Page], None]]:
    """Called with a page: its scripts may neither fail nor be refused until the end of the test."""
    wrong: list[str] = []  # told at the end: a callback of the browser cannot fail a test

    def listen_to(page: Page) -> None:
        page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
        page.on("console", lambda told: wrong.append(f"{page.url}: {told.text}") if _is_fault(told) else None)

    yield listen_to
    assert not wrong, "scripts failed or were refused:\n" + "\n".join(wrong)


@pytest.fixture
def demo_login(
    site: str, browser: Browser, browser_context_args: dict[str, Any], listen: Callable[[Page], None]
) -> Iterator[Callable[[str], Page]]:
    """A page signed in as one of the cast, in a browser of its own: `demo_login("thuongtruc")`."""
    opened: list[BrowserContext] = []

    def sign_in(username: str, **more: Any) -> Page:
        context = browser.new_context(**(browser_context_args | {"base_url": site} | more))
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(SLOWEST)
        listen(page)
        context.add_cookies(sign_in_without_browser(site, username))
        page.goto(f"{site}/")
        assert page.url == f"{site}/", f"{username} is sent to {page.url}"
        return page

    yield sign_in
    for context in opened:
        context.close()


def sign_in_without_browser(site: str, username: str) -> list[SetCookieParam]:
    """The cookies of a new session as one of the cast. That the sign-in page does it: test_first_path.py."""
    person = PlainBrowser(site, username)
    return [
        {"name": cookie.name, "value": cookie.value or "", "url": site, "sameSite": "Lax",
         "httpOnly": cookie.has_nonstandard_attr("HttpOnly")}
        for cookie in person.cookies
    ]  # fmt: skip


def choose_role(page: Page, username: str) -> None:
    """Presses a role's button on the sign-in page; the roles past the first stand in a fold."""
    page.locator("button[name=username]").first.wait_for(state="attached")
    page.wait_for_load_state()
    fold = page.locator("details.more > summary")
    if fold.count():
        fold.click()
    button = page.locator(f"button[name=username][value={username}]")
    if not button.count():  # not on the page, but in the cast
        page.evaluate("name => { document.querySelector('button[name=username]').value = name; }", username)
        button = page.locator(f"button[name=username][value={username}]")
    button.click()


def _is_fault(told: ConsoleMessage) -> bool:
    """Any error or warning; an answer that is a refusal (404, 409, 422) or a cut network is none."""
    return told.type in {"error", "warning"} and not re.search(
        r"Failed to load resource|htmx:(sendError|responseError|afterRequest)|Response Status Error",
        told.text,
    )


def shot(page: Page, name: str) -> None:
    """The page fits on 1280 and on 360 px; with SCREENSHOTS=1, a screenshot of each is kept in build/journeys."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.wait_for_load_state()  # a page that a click has just begun to load has no width yet
    size = page.viewport_size
    for width, height in ((1280, 900), (360, 740)):
        if page.viewport_size != {"width": width, "height": height}:
            page.set_viewport_size({"width": width, "height": height})
        if os.environ.get("SCREENSHOTS"):
            # With the caret hidden playwright leaves style attributes behind, which the page's policy then refuses.
            page.screenshot(path=SHOTS / f"{name}-{width}.png", full_page=True, caret="initial")
        wide = page.evaluate("document.documentElement.scrollWidth")
        for _ in range(20):  # a drawer may still be sliding in
            if wide <= width:
                break
            page.wait_for_timeout(50)
            wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{name} is {wide} px wide on a screen of {width}"
    if size and size != page.viewport_size:
        page.set_viewport_size(size)


_seen_by_axe: set[str] = set()  # kinds of elements on the pages that had no violation


def axe(page: Page) -> None:
    """No violation of WCAG 2.2 A and AA that axe can see. A page is left out if earlier pages had all of its elements:
    each in the same place, state and colours, with a name where that one had a name (kinds_of_elements.js).
    """
    assert AXE.exists(), "axe-core is not in node_modules: run `make setup-dev`"
    # Without motion a drawer still takes a frame to come in, and is pale before.
    page.evaluate("Promise.allSettled(document.getAnimations().map(animation => animation.finished))")
    kinds = {*page.evaluate(KINDS.read_text("utf-8"))}
    if kinds <= _seen_by_axe:
        return
    # By the debugger, which the page's content policy does not bind.
    page.evaluate(AXE.read_text("utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    # Nothing is fetched for it, and what is right is not listed.
    options = {"runOnly": tags, "resultTypes": ["violations"], "preload": False}
    found = page.evaluate("options => axe.run(document, options)", options)
    told = [
        f"{one['id']}: {one['help']}\n    "
        + "\n    ".join(re.sub(r"\s+", " ", node["html"])[:160] for node in one["nodes"][:4])
        for one in found["violations"]
    ]
    assert not told, f"{page.url}\n" + "\n".join(told)
    _seen_by_axe.update(kinds)
