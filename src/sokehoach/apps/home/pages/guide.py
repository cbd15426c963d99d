"""Reads the user guide: Markdown chapters in the package, so that every installation has them."""

import functools
import itertools
import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from django.templatetags.static import static
from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext
from markdown_it import MarkdownIt
from markdown_it.token import Token

from sokehoach.apps.orgunits.queries import units
from sokehoach.apps.orgunits.queries.level_names import name_base_areas, name_levels
from sokehoach.apps.orgunits.queries.levels import get_levels, list_base_codes
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.orgtree.level import format_levels

FOLDER = Path(__file__).parents[1] / "guide"
_STATIC = "static/"  # in the path from a chapter to its picture, so that the chapter shows it outside the product too
_PICTURE_SIZE = re.compile(r"-(\d{2,4})x(\d{2,4})\.webp\Z", re.ASCII)  # at the end of the picture's name
_PICTURE = re.compile(r'src="static:([\w./-]{1,100})"', re.ASCII)


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
    """Puts words in place of «[area]», «[areas]», «[Areas]», «[areas_vi]», «[persons]» and «[example]».

    An installation without a programme has no units yet: it shows the national levels.
    """
    levels = get_levels()
    areas, lowest = name_base_areas() or _name_national_areas(2), levels.lowest_with_persons
    example = units.as_of(day).filter(level__in=list_base_codes()).order_by("code").first()
    placeholders = {
        "area": name_base_areas(1) or _name_national_areas(1),
        "areas": areas,
        "Areas": areas[:1].upper() + areas[1:],
        "areas_vi": format_levels(levels.list_used_base()) or _name_national_areas_in_vietnamese(),
        "persons": gettext("trên") if lowest is None else name_levels([lowest], 1),
        "example": example.name if example else areas,
    }
    for name, text in placeholders.items():
        body = mark_safe(body.replace(f"[{name}]", escape(text)))  # noqa: S308 - the body is our own, the text escaped
    return mark_safe(_PICTURE.sub(lambda picture: f'src="{static(picture[1])}"', body))  # noqa: S308 - as above


def _name_national_areas(count: int) -> str:
    return ngettext("xã, phường, đặc khu", "xã, phường, đặc khu", count)


@translation.override("vi")
def _name_national_areas_in_vietnamese() -> str:
    return _name_national_areas(2)


def _parse_chapter(path: Path, language: str) -> Chapter:
    number, _, slug = path.stem.partition("-")
    heading, _, text = path.read_text("utf-8").partition("\n")
    # Raw HTML is off, so a chapter can contain nothing that the content policy would refuse.
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(text)
    for token in tokens:
        if token.type == "table_open":
            token.attrSet("class", "table")
        for child in token.children or ():
            if child.type == "image":
                _point_to_picture(child)
    titles = [inline.content for opening, inline in itertools.pairwise(tokens) if opening.type == "heading_open"]
    body = reader.renderer.render(tokens, reader.options, {})
    return Chapter(int(number), slug, heading.removeprefix("# "), mark_safe(body), tuple(titles), language)  # noqa: S308


def _point_to_picture(image: Token) -> None:
    """Sets the size that the name says, and the static file, whose address is known when the chapter is shown."""
    path = str(image.attrGet("src") or "").rpartition(_STATIC)[2]
    image.attrSet("src", f"static:{path}")
    image.attrSet("loading", "lazy")
    if size := _PICTURE_SIZE.search(path):
        image.attrSet("width", size[1])
        image.attrSet("height", size[2])
