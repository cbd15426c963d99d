"""A page whose elements axe has seen is not looked at again; one that differs in what axe judges is."""

import pytest
from playwright.sync_api import Page

from tests.journeys import conftest

PAGE = """<!doctype html><html lang="vi"><title>Sổ</title><body><main><h1>Sổ</h1>
<p class="line">Một</p><label for="a">Ngày</label><input id="a"><button>Lưu</button><a href="/so/">Mở</a>
<img alt="Dấu" src="data:,"><table><tr><th scope="col">Xã</th></tr><tr><td>Pú Xi</td></tr></table></main></body></html>
"""
SEEN: set[str] = set()


def counted(page: Page, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The scripts of axe that are run from now on."""
    run, evaluate = [], page.evaluate

    def note(script: str, *arguments: object) -> object:
        run.extend([script] if "axe.run(document" in script else [])
        return evaluate(script, *arguments)

    monkeypatch.setattr(page, "evaluate", note)
    return run


@pytest.fixture(autouse=True)
def seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but this page."""
    monkeypatch.setattr(conftest, "_seen_by_axe", SEEN)


def test_other_words_and_more_lines_are_nothing_new(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    page.set_content(PAGE)
    conftest.axe(page)
    looks = counted(page, monkeypatch)
    page.set_content(PAGE.replace('<p class="line">Một</p>', '<p class="line">Hai</p><p class="line">Ba</p>'))
    conftest.axe(page)
    assert looks == []


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ('<label for="a">Ngày</label>', "<p>Ngày</p>"), ('for="a"', 'for="b"'), ("<button>Lưu<", "<button><"),
        (">Mở<", "><"), ('alt="Dấu" ', ""), ('lang="vi"', ""), ("<title>Sổ</title>", ""),
        ('<p class="line">', '<p class="line" style="color: #eee">'),
        ("<body>", "<style>.line { color: #ddd }</style><body>"),
        ("<button>", '<button aria-labelledby="nothing"'), ("<button>", '<button role="nothing">'),
    ],
)  # fmt: skip
def test_what_axe_would_find_is_looked_at(page: Page, monkeypatch: pytest.MonkeyPatch, was: str, becomes: str) -> None:
    page.set_content(PAGE)
    conftest.axe(page)
    looks = counted(page, monkeypatch)
    assert was in PAGE
    page.set_content(PAGE.replace(was, becomes))
    try:
        conftest.axe(page)
    except AssertionError:
        assert len(looks) == 1
    else:
        pytest.fail("nothing was found")
