"""Reads the user guide: Markdown chapters in the package, so that every installation has them."""

import functools
import itertools
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from markdown_it import MarkdownIt

from sokehoach.apps.orgunits.queries import units
from sokehoach.apps.orgunits.queries.level_names import name_base_areas, name_levels
from sokehoach.apps.orgunits.queries.levels import get_levels, list_base_codes
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.orgtree.level import format_levels

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
    """Returns the chapters in the language of the page: each is in both."""
    return _read_chapters(translation.get_language() or "vi")


@functools.cache
def _read_chapters(language: str) -> tuple[Chapter, ...]:
    """Returns the chapters by the number in their names: «5-bao-cao.md» is chapter 5, «bao-cao»."""
    folder = FOLDER if language == "vi" else FOLDER / language
    chapters = (_parse_chapter(path, language) for path in folder.glob("*.md"))
    return tuple(sorted(chapters, key=lambda chapter: chapter.number))


def get_chapter(slug: str, day: date) -> Chapter:
    """Returns a chapter with the words of the installation: the names of its levels, the name of one of its units."""
    for chapter in list_chapters():
        if chapter.slug == slug:
            return replace(chapter, body=_fill_words(chapter.body, day))
    raise NotFoundError


def _fill_words(body: SafeString, day: date) -> SafeString:
    """Puts words in place of «[area]», «[areas]», «[Areas]», «[areas_vi]», «[persons]» and «[example]»."""
    levels = get_levels()
    areas, lowest = name_base_areas(), levels.lowest_with_persons
    example = units.as_of(day).filter(level__in=list_base_codes()).order_by("code").first()
    placeholders = {
        "area": name_base_areas(1),
        "areas": areas,
        "Areas": areas[:1].upper() + areas[1:],
        "areas_vi": format_levels(levels.list_used_base()),
        "persons": gettext("trên") if lowest is None else name_levels([lowest], 1),
        "example": example.name if example else areas,
    }
    for name, text in placeholders.items():
        body = mark_safe(body.replace(f"[{name}]", escape(text)))  # noqa: S308 - the body is our own, the text escaped
    return body


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
