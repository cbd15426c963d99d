"""The user guide is whole, and the same in the product and in docs/guide."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.home.pages.guide import FOLDER, list_chapters
from tests.factories.cast import Cast
from tests.repository.order import ROOT

Browser = Callable[[User], Client]


def test_it_works(cast: Cast, signed_in: Browser) -> None:
    reader = signed_in(cast.commune)
    contents = reader.get(reverse("home:help")).content.decode()
    assert [chapter.title for chapter in list_chapters() if chapter.title not in contents] == []
    page = reader.get(reverse("home:chapter", args=["bao-cao"])).content.decode()
    assert "Ba loại ô trống" in page
    assert '<table class="table">' in page


def test_the_chapters_are_numbered_without_a_hole() -> None:
    numbers = [chapter.number for chapter in list_chapters()]
    assert numbers == list(range(1, len(numbers) + 1))


def test_an_unknown_chapter_is_not_there(cast: Cast, signed_in: Browser) -> None:
    assert signed_in(cast.commune).get(reverse("home:chapter", args=["khong-co"])).status_code == 404


def test_docs_guide_points_to_every_chapter() -> None:
    page = (ROOT / "docs" / "guide" / "README.md").read_text("utf-8")
    pointed = re.findall(r"\[(.+)\]\((.+\.md)\)", page)
    assert [title for title, _ in pointed] == [chapter.title for chapter in list_chapters()]
    for _, path in pointed:
        assert (ROOT / "docs" / "guide" / path).resolve().parent == FOLDER


@pytest.mark.parametrize("chapter", list_chapters(), ids=lambda chapter: chapter.slug)
def test_a_chapter_holds_no_mark_that_was_not_read(chapter: object) -> None:
    body = re.sub(r"<pre>.*?</pre>|<code>.*?</code>", "", chapter.body, flags=re.S)  # type: ignore[attr-defined]
    assert not re.search(r"\*\*|^#|\|---|&lt;", body, flags=re.M)
