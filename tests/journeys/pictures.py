"""Pictures of pages that the README and the guide show: taken anew by each run and compared with the committed ones.

A page that no longer looks like its picture fails. `PICTURES=1` (`make pictures`) writes the committed ones.
"""

import base64
import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.journeys.conftest import ROOT
from tests.journeys.waiting import wait_for_quiet

README_PICTURES, TAKEN = ROOT / "docs" / "pictures", ROOT / "build" / "pictures"
GUIDE_PICTURES = ROOT / "src" / "sokehoach" / "apps" / "home" / "static" / "home" / "guide"
LARGEST_BYTES = 100_000
LARGEST_GUIDE_BYTES = 40_000  # a page of the guide has six of them
# Mean over 64 dots across, of 255 levels of grey. The shell takes the same picture each time, and a report in another
# typeface differs by 3.3; chromium breaks some lines of a page elsewhere and differs by 5.2 from the shell.
LARGEST_DIFFERENCE = 1.0 if shutil.which("chromium-headless-shell") else 6.0
LARGEST_GUIDE_DIFFERENCE = 6.0  # these pages say the day, and what is due on it
GUIDE_WINDOW = {"width": 1000, "height": 640}
GUIDE_PHONE = {"width": 360, "height": 640}

_DIFFERENCE = """async sources => {
  const greys = await Promise.all(sources.map(async source => {
    const picture = new Image();
    picture.src = 'data:image/webp;base64,' + source;
    await picture.decode();
    const height = Math.round(64 * picture.height / picture.width);
    const context = Object.assign(document.createElement('canvas'), {width: 64, height}).getContext('2d');
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, 0, 0, 64, height);
    const dots = context.getImageData(0, 0, 64, height).data;
    return Array.from({length: 64 * height}, (_, n) => (dots[4 * n] + dots[4 * n + 1] + dots[4 * n + 2]) / 3);
  }));
  if (greys[0].length !== greys[1].length) return 255;
  return greys[0].reduce((sum, grey, n) => sum + Math.abs(grey - greys[1][n]), 0) / greys[0].length;
}"""


def capture_window(page: Page, quality: int = 75) -> bytes:
    wait_for_quiet(page)
    page.evaluate("document.fonts.ready")
    session = page.context.new_cdp_session(page)
    return base64.b64decode(session.send("Page.captureScreenshot", {"format": "webp", "quality": quality})["data"])


def compare_with_committed(page: Page, name: str, picture: bytes) -> None:
    _compare(page, README_PICTURES / f"{name}.webp", picture, LARGEST_BYTES, LARGEST_DIFFERENCE)


def take_guide_pictures(page: Page, name: str, *, phone: bool = False, at: str = "") -> None:
    """A page that is loaded again, in both languages, beginning at the element `at`; it stays in Vietnamese."""
    for language in ("en", "vi"):
        set_language(page, language)
        page.reload()
        page.locator(f"html[lang={language}]").wait_for()
        take_guide_picture(page, name, language, phone=phone, at=at)


def take_guide_picture(page: Page, name: str, language: str, *, phone: bool = False, at: str = "") -> None:
    """The page as it stands; its window keeps its size."""
    size, own_size = GUIDE_PHONE if phone else GUIDE_WINDOW, page.viewport_size
    page.set_viewport_size(size)  # type: ignore[arg-type]
    if at:
        page.locator(at).first.evaluate("element => element.scrollIntoView()")
    file = GUIDE_PICTURES / language / f"{name}-{size['width']}x{size['height']}.webp"
    _compare(page, file, capture_window(page, quality=50), LARGEST_GUIDE_BYTES, LARGEST_GUIDE_DIFFERENCE)
    if own_size is not None:
        page.set_viewport_size(own_size)


def set_language(page: Page, language: str) -> None:
    """Of the next pages, as the button «English» does for a visitor."""
    host = urlsplit(page.url).hostname or ""
    page.context.add_cookies([{"name": "django_language", "value": language, "domain": host, "path": "/"}])


def _compare(page: Page, committed: Path, picture: bytes, largest_bytes: int, largest_difference: float) -> None:
    taken = TAKEN / committed.relative_to(ROOT)
    for path in [taken, committed] if os.environ.get("PICTURES") else [taken]:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(picture)
    assert committed.stat().st_size <= largest_bytes, committed
    sources = [base64.b64encode(path.read_bytes()).decode() for path in (taken, committed)]
    difference = page.evaluate(_DIFFERENCE, sources)
    assert difference <= largest_difference, (
        f"{committed.relative_to(ROOT)} differs from {taken.relative_to(ROOT)} by {difference:.1f}: "
        "look at both, then run `make pictures`"
    )
