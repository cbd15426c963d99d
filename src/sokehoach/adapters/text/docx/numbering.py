"""The labels that Word makes when it prints: «I.», «1.2.», «a)», «-». They are nowhere in the text of the file.

Lists that share an abstract list count on together; a list with a start of its own begins anew where it is first
used; a level begins anew below each higher number (ECMA-376, part 1, 17.9).
"""

import re
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from sokehoach.adapters.text.docx.names import children, is_on, local, number, value, w
from sokehoach.adapters.text.docx.numerals import printed
from sokehoach.adapters.text.docx.styles import Place, Styles

_LEVELS = 9
_HOLE = re.compile(r"%([1-9])")
_DASHES = "-–—‒−\uf02d\uf0be"


@dataclass(frozen=True, slots=True)
class _Level:
    form: str = "decimal"
    text: str = "%1."
    start: int = 1
    restart: int | None = None  # the level (from 1) after which it begins anew; 0: never
    legal: bool = False  # higher numbers in Arabic figures
    style: str | None = None


@dataclass(slots=True)
class _List:
    """A w:num: its abstract list, and the levels that it sets otherwise."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]
    used: bool = False


class Numbering:
    """Walked in the order of the document: each call counts on."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, dict[int, _Level]] = {}
        linked: dict[str, str] = {}
        for one in children(root, "abstractNum"):
            key = value(one, "abstractNumId") or ""
            self._abstract[key] = {n: found for n, found in map(_level, children(one, "lvl")) if n < _LEVELS}
            if link := value(one.find(w("numStyleLink"))):
                linked[key] = link
        self._lists = {value(one, "numId") or "": self._list(one) for one in children(root, "num")}
        for key, style in linked.items():
            target = self._lists.get(styles.list_of(style) or "")
            if target is not None and target.abstract != key:
                self._abstract[key] = self._abstract.get(target.abstract, {})
        self._counts: dict[str, dict[int, int]] = {}

    def _list(self, element: Element) -> _List:
        found = _List(value(element.find(w("abstractNumId"))) or "", {}, {})
        for change in children(element, "lvlOverride"):
            at = number(value(change, "ilvl"))
            start, level = change.find(w("startOverride")), change.find(w("lvl"))
            if start is not None:
                found.starts[at] = number(value(start), default=1)
            if level is not None:
                found.levels[at] = _level(level)[1]
        return found

    def label(self, own: Place, style: str | None) -> str:
        """What stands before a paragraph: «1.2.», «-»; «» where it is in no list."""
        given = self._styles.place(style)
        list_id = own.list_id or given.list_id
        found = self._lists.get(list_id or "")
        if found is None:
            return ""
        at = own.level
        if at is None:
            at = self._linked(found, style) if own.list_id is None else None
        at = min(max(at if at is not None else given.level or 0, 0), _LEVELS - 1)
        counts = self._counted(found, at)
        level = self._level_of(found, at)
        if level.form == "bullet":
            return "-" if level.text[:1] in _DASHES and level.text else "+" if level.text == "+" else "•"
        return _HOLE.sub(
            lambda hole: self._number(found, counts, int(hole[1]) - 1, level.legal), level.text
        ).strip()

    def _number(self, found: _List, counts: dict[int, int], at: int, legal: bool) -> str:
        level = self._level_of(found, at)
        form = "decimal" if legal and level.form not in ("none", "bullet") else level.form
        return printed(counts.get(at, level.start), form)

    def _counted(self, found: _List, at: int) -> dict[int, int]:
        counts = self._counts.setdefault(found.abstract, {})
        if not found.used:
            found.used = True
            for level in found.starts:
                counts.pop(level, None)
        start = self._level_of(found, at).start
        counts[at] = counts[at] + 1 if at in counts else start
        for below in [one for one in counts if one > at]:
            restart = self._level_of(found, below).restart
            if restart is None or 0 < at + 1 <= restart:
                del counts[below]
        for above in range(at):
            counts.setdefault(above, self._level_of(found, above).start)
        return counts

    def _level_of(self, found: _List, at: int) -> _Level:
        level = found.levels.get(at) or self._abstract.get(found.abstract, {}).get(at, _Level())
        return replace(level, start=found.starts[at]) if at in found.starts else level

    def _linked(self, found: _List, style: str | None) -> int | None:
        """The level that names the paragraph's style as its own."""
        levels = self._abstract.get(found.abstract, {})
        return next((at for at, level in levels.items() if style is not None and level.style == style), None)


def _level(element: Element) -> tuple[int, _Level]:
    restart = element.find(w("lvlRestart"))
    form = next((one for one in element.iter() if local(one) == "numFmt"), None)
    name = value(form) or "decimal"
    if name == "custom":
        name = value(form, "format") or "decimal"
    return number(value(element, "ilvl")), _Level(
        form=name,
        text=value(element.find(w("lvlText"))) or "",
        start=number(value(element.find(w("start"))), default=0),
        restart=None if restart is None else number(value(restart)),
        legal=is_on(element.find(w("isLgl"))),
        style=value(element.find(w("pStyle"))),
    )
