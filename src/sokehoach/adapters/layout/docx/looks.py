"""How letters and paragraphs look: what is said at the place itself, else by styles, defaults and theme.

ECMA-376, part 1, 17.7.2: document defaults, table style, paragraph style, numbering, run style, direct.
"""

from dataclasses import dataclass, fields, replace
from functools import reduce
from typing import Self
from xml.etree.ElementTree import Element

from sokehoach.adapters.text.docx.names import children, is_on, local, number, value, w
from sokehoach.domain.documents.rules.measured import SINGLE, Align

_DEEPEST = 30  # styles based on one another
_ALIGNS = {
    "left": Align.LEFT, "start": Align.LEFT, "center": Align.CENTER, "right": Align.RIGHT, "end": Align.RIGHT,
    "both": Align.JUSTIFY, "distribute": Align.JUSTIFY, "thaiDistribute": Align.JUSTIFY,
}  # fmt: skip
_UNSET = "Times New Roman"  # what Word prints where neither document nor theme names a font


class _Said:
    """Fields of None were not said."""

    def over(self, below: Self) -> Self:
        said = {one.name: getattr(self, one.name) for one in fields(self)}  # type: ignore[arg-type]
        return replace(below, **{name: what for name, what in said.items() if what is not None})  # type: ignore[type-var]


@dataclass(frozen=True, slots=True)
class Letters(_Said):
    """`size` in points."""

    font: str | None = None
    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    colour: str | None = None
    caps: bool | None = None
    hidden: bool | None = None
    underlined: bool | None = None


@dataclass(frozen=True, slots=True)
class Setting(_Said):
    """Of a paragraph; indents in millimetres, gaps in points, `line` in points or 240ths by `rule`."""

    align: Align | None = None
    left: float | None = None
    right: float | None = None
    first: float | None = None
    before: float | None = None
    after: float | None = None
    line: int | None = None
    rule: str | None = None
    contextual: bool | None = None

    def line_height(self, size: float) -> float:
        """As a multiple of the single line of letters of `size` points."""
        if self.line is None:
            return 1.0
        if self.rule in (None, "auto"):
            return self.line / 240
        share = self.line / 20 / (size * SINGLE)
        return max(share, 1.0) if self.rule == "atLeast" else share


def mm(twips: str | None) -> float | None:
    return None if twips is None else number(twips) / 1440 * 25.4


def points(twips: str | None) -> float | None:
    return None if twips is None else number(twips) / 20


def _switch(properties: Element, name: str) -> bool | None:
    found = properties.find(w(name))
    return None if found is None else is_on(found)


class Looks:
    def __init__(self, styles: Element | None, theme: Element | None, numbering: Element | None) -> None:
        self._styles = {value(one, "styleId") or "": one for one in children(styles, "style")}
        self._defaults = {
            value(one, "type"): key
            for key, one in self._styles.items()
            if value(one, "default") in ("1", "true")
        }
        self._theme = _theme_fonts(theme)
        self._lists = _list_settings(numbering)
        base = None if styles is None else styles.find(w("docDefaults"))
        run = None if base is None else base.find(f"{w('rPrDefault')}/{w('rPr')}")
        setting = None if base is None else base.find(f"{w('pPrDefault')}/{w('pPr')}")
        self._base_letters = self.letters_said(run).over(
            Letters(_UNSET, 10, False, False, "000000", False, False, False)
        )
        self._base_setting = _setting_said(setting).over(
            Setting(Align.LEFT, 0, 0, 0, 0, 0, None, None, contextual=False)
        )

    def letters(self, run: Element | None, *, style: str | None, table: str | None) -> Letters:
        """Of a w:rPr in a paragraph of `style`, in a table of style `table`."""
        own = None if run is None else value(run.find(w("rStyle")))
        below = [*reversed(self._line(table)), *reversed(self._line(style or self._default("paragraph")))]
        told = [self.letters_said(one.find(w("rPr"))) for one in [*below, *reversed(self._line(own))]]
        return reduce(lambda found, one: one.over(found), [*told, self.letters_said(run)], self._base_letters)

    def setting(self, properties: Element | None, *, table: str | None) -> Setting:
        """Of a w:pPr."""
        style = None if properties is None else value(properties.find(w("pStyle")))
        found = self._base_setting
        for one in reversed(self._line(table)):
            found = _setting_said(one.find(w("pPr"))).over(found)
        for one in reversed(self._line(style or self._default("paragraph"))):
            found = self._list_said(one.find(w("pPr"))).over(found)
            found = _setting_said(one.find(w("pPr"))).over(found)
        found = self._list_said(properties).over(found)
        return _setting_said(properties).over(found)

    def letters_said(self, properties: Element | None) -> Letters:
        if properties is None:
            return Letters()
        size = value(properties.find(w("sz")))
        colour = value(properties.find(w("color")))
        underline = value(properties.find(w("u")))
        return Letters(
            self._font(properties.find(w("rFonts"))),
            None if size is None else number(size) / 2,
            _switch(properties, "b"),
            _switch(properties, "i"),
            "000000" if colour == "auto" else colour.upper() if colour else None,
            _switch(properties, "caps"),
            _switch(properties, "vanish"),
            None if underline is None else underline != "none",
        )

    def _font(self, fonts: Element | None) -> str | None:
        """The font of Latin letters, which Vietnamese ones are."""
        for name in ("ascii", "hAnsi"):
            theme = value(fonts, f"{name}Theme")
            if theme is not None:
                return self._theme.get(theme[:5])
            if said := value(fonts, name):
                return said
        return None

    def _list_said(self, properties: Element | None) -> Setting:
        found = None if properties is None else properties.find(w("numPr"))
        if found is None:
            return Setting()
        key = value(found.find(w("numId"))) or ""
        return self._lists.get((key, number(value(found.find(w("ilvl"))))), Setting())

    def _default(self, kind: str) -> str | None:
        return self._defaults.get(kind)

    def _line(self, style: str | None) -> list[Element]:
        """The style and those it is based on."""
        line: list[Element] = []
        while style in self._styles and len(line) < _DEEPEST:
            line.append(self._styles[style or ""])
            style = value(line[-1].find(w("basedOn")))
        return line


def _setting_said(properties: Element | None) -> Setting:
    if properties is None:
        return Setting()
    gaps, indents = properties.find(w("spacing")), properties.find(w("ind"))
    hanging = mm(value(indents, "hanging"))
    line = value(gaps, "line")
    return Setting(
        align=_ALIGNS.get(value(properties.find(w("jc"))) or ""),
        left=mm(value(indents, "left") or value(indents, "start")),
        right=mm(value(indents, "right") or value(indents, "end")),
        first=-hanging if hanging is not None else mm(value(indents, "firstLine")),
        before=_gap(gaps, "before"),
        after=_gap(gaps, "after"),
        line=None if line is None else number(line),
        rule=value(gaps, "lineRule"),
        contextual=_switch(properties, "contextualSpacing"),
    )


def _gap(gaps: Element | None, name: str) -> float | None:
    """«Autospacing» is what a browser would leave: a line of 14 points."""
    if value(gaps, f"{name}Autospacing") in ("1", "true", "on"):
        return 14.0
    return points(value(gaps, name))


def _theme_fonts(theme: Element | None) -> dict[str, str]:
    """«major» and «minor» → the Latin font."""
    found: dict[str, str] = {}
    for one in theme.iter() if theme is not None else ():
        if local(one) in ("majorFont", "minorFont"):
            latin = next((child for child in one if local(child) == "latin"), None)
            if latin is not None and latin.get("typeface"):
                found[local(one)[:5]] = latin.get("typeface") or ""
    return found


def _list_settings(numbering: Element | None) -> dict[tuple[str, int], Setting]:
    """(list, level) → the indents that it gives."""
    abstract = {
        value(one, "abstractNumId") or "": {
            number(value(level, "ilvl")): _setting_said(level.find(w("pPr")))
            for level in children(one, "lvl")
        }
        for one in children(numbering, "abstractNum")
    }
    return {
        (value(one, "numId") or "", level): setting
        for one in children(numbering, "num")
        for level, setting in abstract.get(value(one.find(w("abstractNumId"))) or "", {}).items()
    }
