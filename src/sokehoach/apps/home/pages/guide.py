"""Reads the user guide: Markdown chapters in the package, so that every installation has them."""

import functools
import itertools
from dataclasses import dataclass, replace
from pathlib import Path

from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from markdown_it import MarkdownIt

from sokehoach.apps.shell.outcomes import NotFoundError

FOLDER = Path(__file__).parents[1] / "guide"


@dataclass(frozen=True, slots=True)
class Chapter:
    number: int
    slug: str
    title: str
    body: SafeString
    headings: tuple[str, ...]
    language: str


def list_chapters() -> tuple[Chapter, ...]:
    """Returns the chapters, each in the page's language where it exists; otherwise only its title is translated."""
    language = translation.get_language() or "vi"
    if language == "vi":
        return _read_chapters("vi")
    translated = {chapter.number: chapter for chapter in _read_chapters(language)}
    return tuple(
        translated.get(chapter.number) or replace(chapter, title=gettext(chapter.title), headings=())
        for chapter in _read_chapters("vi")
    )


@functools.cache
def _read_chapters(language: str) -> tuple[Chapter, ...]:
    """Returns the chapters by the number in their names: «5-bao-cao.md» is chapter 5, «bao-cao»."""
    folder = FOLDER if language == "vi" else FOLDER / language
    chapters = (_parse_chapter(path, language) for path in folder.glob("*.md"))
    return tuple(sorted(chapters, key=lambda chapter: chapter.number))


def get_chapter(slug: str) -> Chapter:
    for chapter in list_chapters():
        if chapter.slug == slug:
            return chapter
    raise NotFoundError


def _parse_chapter(path: Path, language: str) -> Chapter:
    number, _, slug = path.stem.partition("-")
    heading, _, text = path.read_text("utf-8").partition("\n")
    # Raw HTML is off, so a chapter can contain nothing that the content policy would refuse.
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(text)
    for token in tokens:
        if token.type == "table_open":
            token.attrSet("class", "table")
    titles = [inline.content for opening, inline in itertools.pairwise(tokens) if opening.type == "heading_open"]
    body = reader.renderer.render(tokens, reader.options, {})
    return Chapter(int(number), slug, heading.removeprefix("# "), mark_safe(body), tuple(titles), language)  # noqa: S308
