"""The user guide is whole, and the same in the product and in docs/guide."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from sokehoach.apps.accounts.models import User
from sokehoach.apps.home.pages.guide import FOLDER, _read_chapters, get_chapter, list_chapters
from tests.factories.cast import AT, Cast
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


def test_pictures_are_small_files_of_the_package_with_words_in_both_languages(cast: Cast, signed_in: Browser) -> None:
    reader, shown = signed_in(cast.commune), {}
    for language, folder in (("vi", FOLDER), ("en", FOLDER / "en")):
        reader.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        page = reader.get(reverse("home:chapter", args=["chuong-trinh-moi"])).content.decode()
        text = (folder / "15-chuong-trinh-moi.md").read_text("utf-8")
        files = [(folder / path).resolve() for path in re.findall(r"!\[[^]]+\]\(([^)]+)\)", text)]
        assert [file for file in files if not file.is_file() or file.stat().st_size > 40_000] == []
        images = re.findall(r"<img [^>]+loading=[^>]+>", page)
        assert len(images) == len(files) == 6
        for image, file in zip(images, files, strict=True):
            assert re.search(rf'src="/static/home/guide/{language}/{file.stem}[.\w]*\.webp"', image), image
            width, height = file.stem.rpartition("-")[2].split("x")
            assert f'loading="lazy" width="{width}" height="{height}"' in image
            assert re.search(r'alt="[^"]{20,}"', image)
        shown[language] = [file.name for file in files]
    assert shown["vi"] == shown["en"]


ENGLISH = {path.stem: path for path in (FOLDER / "en").glob("*.md")}


def test_every_chapter_is_in_english(cast: Cast, signed_in: Browser) -> None:
    vietnamese = {path.stem for path in FOLDER.glob("*.md")}
    assert ENGLISH.keys() == vietnamese, "an English chapter has the name of the Vietnamese one"
    reader = signed_in(cast.commune)
    reader.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    for stem in sorted(ENGLISH):
        page = reader.get(reverse("home:chapter", args=[stem.partition("-")[2]])).content.decode()
        heading = ENGLISH[stem].read_text("utf-8").partition("\n")[0].removeprefix("# ")
        assert heading in unescape(page)
        assert re.search(r"\[\w+\]", re.sub(r"<code>.*?</code>", "", page.partition("<main")[2])) is None, stem


@pytest.mark.parametrize("stem", sorted(ENGLISH))
def test_an_english_chapter_has_the_tables_and_links_of_the_vietnamese_one(stem: str) -> None:
    told, english = ((folder / f"{stem}.md").read_text("utf-8") for folder in (FOLDER, FOLDER / "en"))
    for mark in (r"\]\((/[^)]*)\)", r"^```$"):
        assert re.findall(mark, english, flags=re.M) == re.findall(mark, told, flags=re.M)
    if stem != "1-bat-dau":  # it begins with words that readers of Vietnamese know
        assert len(re.findall(r"^\|---", english, flags=re.M)) == len(re.findall(r"^\|---", told, flags=re.M))


def test_docs_guide_points_to_every_chapter() -> None:
    page = (ROOT / "docs" / "guide" / "README.md").read_text("utf-8")
    pointed = re.findall(r"\[(.+)\]\((.+\.md)\)", page)
    assert [title for title, _ in pointed] == [chapter.title for chapter in list_chapters()]
    for _, path in pointed:
        assert (ROOT / "docs" / "guide" / path).resolve().parent == FOLDER


@pytest.mark.parametrize(
    "chapter",
    [*list_chapters(), *_read_chapters("en")],
    ids=lambda chapter: f"{chapter.slug}-{chapter.language}",
)
def test_a_chapter_holds_no_mark_that_was_not_read(chapter: object) -> None:
    body = re.sub(r"<pre>.*?</pre>|<code>.*?</code>", "", chapter.body, flags=re.S)  # type: ignore[attr-defined]
    assert not re.search(r"\*\*|^#|\|---|&lt;", body, flags=re.M)


HOLE = re.compile(r"\w  +\w|\w [,.;:)](?=\s|$)|[(«] ?[)»]|  +[,.;]")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "areas"), [("vi", "từng xã, phường, đặc khu, chọn"), ("en", "each commune, ward or special zone and")]
)
def test_no_chapter_has_a_hole_where_no_programme_is(language: str, areas: str) -> None:
    """Whoever sets up an installation reads the chapters before its first unit exists."""
    with translation.override(language):
        chapters = [get_chapter(chapter.slug, AT.date()) for chapter in list_chapters()]
    bodies = {
        chapter.slug: unescape(re.sub(r"<[^>]+>", "", re.sub("<code>[^<]*</code>", "code", chapter.body)))
        for chapter in chapters
    }
    assert {slug: hole[0] for slug, body in bodies.items() if (hole := HOLE.search(body))} == {}
    assert areas in bodies["chuong-trinh-moi"]
