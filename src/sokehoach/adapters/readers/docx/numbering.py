"""Build the labels that Word prints in lists (ECMA-376, part 1, 17.9 and 17.18.59)."""

import re
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from sokehoach.adapters.readers.docx.names import find_children, get_value, is_on, local_name, parse_int, w
from sokehoach.adapters.readers.docx.styles import ListPlace, Styles

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_DASHES = "-–—‒−\uf02d\uf0be"


@dataclass(frozen=True, slots=True)
class _Level:
    form: str = "decimal"
    text: str = "%1."
    start: int = 1
    restart: int | None = None  # the level (from 1) after which it restarts; 0: never
    legal: bool = False  # higher numbers in Arabic digits
    style: str | None = None


@dataclass(slots=True)
class _List:
    """A w:num: its abstract list, and the levels that it overrides."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]
    used: bool = False


class Numbering:
    """Counts list paragraphs; call `build_label` once for each paragraph, in document order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, dict[int, _Level]] = {}
        linked: dict[str, str] = {}
        for element in find_children(root, "abstractNum"):
            key = get_value(element, "abstractNumId") or ""
            self._abstract[key] = {
                index: level for index, level in map(_parse_level, find_children(element, "lvl")) if index < _LEVELS
            }
            if link := get_value(element.find(w("numStyleLink"))):
                linked[key] = link
        self._lists = {
            get_value(element, "numId") or "": self._parse_list(element) for element in find_children(root, "num")
        }
        for key, style in linked.items():
            target = self._lists.get(styles.list_of(style) or "")
            if target is not None and target.abstract != key:
                self._abstract[key] = self._abstract.get(target.abstract, {})
        self._counts: dict[str, dict[int, int]] = {}

    def _parse_list(self, element: Element) -> _List:
        word_list = _List(get_value(element.find(w("abstractNumId"))) or "", {}, {})
        for override in find_children(element, "lvlOverride"):
            index = parse_int(get_value(override, "ilvl"))
            start, level = override.find(w("startOverride")), override.find(w("lvl"))
            if start is not None:
                word_list.starts[index] = parse_int(get_value(start), default=1)
            if level is not None:
                word_list.levels[index] = _parse_level(level)[1]
        return word_list

    def build_label(self, own_place: ListPlace, style: str | None) -> str:
        """Count the paragraph and return its label, «1.2.» or «-»; «» if it is in no list."""
        style_place = self._styles.place(style)
        list_id = own_place.list_id or style_place.list_id
        word_list = self._lists.get(list_id or "")
        if word_list is None:
            return ""
        index = own_place.level
        if index is None:
            index = self._find_linked_level(word_list, style) if own_place.list_id is None else None
        index = min(max(index if index is not None else style_place.level or 0, 0), _LEVELS - 1)
        counts = self._count_paragraph(word_list, index)
        level = self._level_of(word_list, index)
        if level.form == "bullet":
            return "-" if level.text[:1] in _DASHES and level.text else "+" if level.text == "+" else "•"
        return _PLACEHOLDER.sub(
            lambda placeholder: self._format_level(word_list, counts, int(placeholder[1]) - 1, level.legal),
            level.text,
        ).strip()

    def _format_level(self, word_list: _List, counts: dict[int, int], index: int, legal: bool) -> str:
        level = self._level_of(word_list, index)
        form = "decimal" if legal and level.form not in ("none", "bullet") else level.form
        return format_number(counts.get(index, level.start), form)

    def _count_paragraph(self, word_list: _List, index: int) -> dict[int, int]:
        counts = self._counts.setdefault(word_list.abstract, {})
        if not word_list.used:
            word_list.used = True
            for level in word_list.starts:
                counts.pop(level, None)
        start = self._level_of(word_list, index).start
        counts[index] = counts[index] + 1 if index in counts else start
        for lower in [counted_level for counted_level in counts if counted_level > index]:
            restart = self._level_of(word_list, lower).restart
            if restart is None or 0 < index + 1 <= restart:
                del counts[lower]
        for higher in range(index):
            counts.setdefault(higher, self._level_of(word_list, higher).start)
        return counts

    def _level_of(self, word_list: _List, index: int) -> _Level:
        level = word_list.levels.get(index) or self._abstract.get(word_list.abstract, {}).get(index, _Level())
        return replace(level, start=word_list.starts[index]) if index in word_list.starts else level

    def _find_linked_level(self, word_list: _List, style: str | None) -> int | None:
        """Return the level linked to the paragraph's style."""
        levels = self._abstract.get(word_list.abstract, {})
        return next((index for index, level in levels.items() if style is not None and level.style == style), None)


def _parse_level(element: Element) -> tuple[int, _Level]:
    restart = element.find(w("lvlRestart"))
    form = next((descendant for descendant in element.iter() if local_name(descendant) == "numFmt"), None)
    name = get_value(form) or "decimal"
    if name == "custom":
        name = get_value(form, "format") or "decimal"
    return parse_int(get_value(element, "ilvl")), _Level(
        form=name,
        text=get_value(element.find(w("lvlText"))) or "",
        start=parse_int(get_value(element.find(w("start"))), default=0),
        restart=None if restart is None else parse_int(get_value(restart)),
        legal=is_on(element.find(w("isLgl"))),
        style=get_value(element.find(w("pStyle"))),
    )


_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_VIETNAMESE_NUMBERS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")


def format_number(number: int, form: str) -> str:
    """Format «4» as «IV», «d» or «04». Word's letters are Latin: e) follows d), never đ)."""
    match form:
        case "upperRoman":
            return _format_roman(number).upper()
        case "lowerRoman":
            return _format_roman(number)
        case "upperLetter":
            return _format_letters(number).upper()
        case "lowerLetter":
            return _format_letters(number)
        case "decimalZero" | "01, 02, 03, ...":
            return f"{number:02}"
        case "vietnameseCounting" if 0 <= number < len(_VIETNAMESE_NUMBERS):
            return _VIETNAMESE_NUMBERS[number]
        case "none":
            return ""
    return str(number)


def _format_roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    numeral = ""
    for worth, sign in _ROMAN:
        numeral += sign * (number // worth)
        number %= worth
    return numeral


def _format_letters(number: int) -> str:
    """Return a … z, then aa, bb …"""
    if not 0 < number <= 26 * 8:
        return str(number)
    times, at = divmod(number - 1, 26)
    return "abcdefghijklmnopqrstuvwxyz"[at] * (times + 1)
