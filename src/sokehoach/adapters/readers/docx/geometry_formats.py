"""Resolve the format of runs and paragraphs: direct formatting, else styles, defaults and theme.

ECMA-376, part 1, 17.7.2: document defaults, table style, paragraph style, numbering, run style, direct."""

from dataclasses import dataclass, fields, replace
from functools import reduce
from typing import Self
from xml.etree.ElementTree import Element

from sokehoach.adapters.readers.docx.names import find_children, get_value, is_on, local_name, parse_int, w
from sokehoach.adapters.readers.docx.styles import Styles
from sokehoach.domain.documents.rules.measured_document import SINGLE, MeasuredAlign

_ALIGNS = {
    "left": MeasuredAlign.LEFT,
    "start": MeasuredAlign.LEFT,
    "center": MeasuredAlign.CENTER,
    "right": MeasuredAlign.RIGHT,
    "end": MeasuredAlign.RIGHT,
    "both": MeasuredAlign.JUSTIFY,
    "distribute": MeasuredAlign.JUSTIFY,
    "thaiDistribute": MeasuredAlign.JUSTIFY,
}
_DEFAULT_FONT = "Times New Roman"  # Word's font if neither document nor theme names one


class _PartialFormat:
    """A format in which a field of None is not specified."""

    def merge_over(self, fallback: Self) -> Self:
        own_values = {attribute.name: getattr(self, attribute.name) for attribute in fields(self)}  # type: ignore[arg-type]
        return replace(fallback, **{name: setting for name, setting in own_values.items() if setting is not None})  # type: ignore[type-var]


@dataclass(frozen=True, slots=True)
class RunFormat(_PartialFormat):
    """The format of a run; `size` in points."""

    font: str | None = None
    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    colour: str | None = None
    caps: bool | None = None
    hidden: bool | None = None
    underlined: bool | None = None


@dataclass(frozen=True, slots=True)
class ParagraphFormat(_PartialFormat):
    """The format of a paragraph; indents in millimetres, gaps in points, `line` in points or 240ths by `rule`."""

    align: MeasuredAlign | None = None
    left_indent: float | None = None
    right_indent: float | None = None
    first: float | None = None
    space_before: float | None = None
    space_after: float | None = None
    line: int | None = None
    rule: str | None = None
    contextual: bool | None = None

    def line_height(self, size: float) -> float:
        """Return the line height as a multiple of the single line of letters of `size` points."""
        if self.line is None:
            return 1.0
        if self.rule in (None, "auto"):
            return self.line / 240
        share = self.line / 20 / (size * SINGLE)
        return max(share, 1.0) if self.rule == "atLeast" else share


def twips_to_mm(twips: str | None) -> float | None:
    return None if twips is None else parse_int(twips) / 1440 * 25.4


def twips_to_points(twips: str | None) -> float | None:
    return None if twips is None else parse_int(twips) / 20


def _parse_switch(properties: Element, name: str) -> bool | None:
    element = properties.find(w(name))
    return None if element is None else is_on(element)


class FormatResolver:
    def __init__(self, styles: Styles, theme: Element | None, numbering: Element | None) -> None:
        self._styles = styles
        self._theme = _theme_fonts(theme)
        self._lists = _list_settings(numbering)
        base = styles.defaults
        run = None if base is None else base.find(f"{w('rPrDefault')}/{w('rPr')}")
        setting = None if base is None else base.find(f"{w('pPrDefault')}/{w('pPr')}")
        self._base_letters = self.parse_run_format(run).merge_over(
            RunFormat(_DEFAULT_FONT, 10, False, False, "000000", False, False, False)
        )
        self._base_setting = _parse_paragraph_format(setting).merge_over(
            ParagraphFormat(MeasuredAlign.LEFT, 0, 0, 0, 0, 0, None, None, contextual=False)
        )

    def compute_run_format(self, run: Element | None, *, style: str | None, table: str | None) -> RunFormat:
        """Return the format of a w:rPr in a paragraph of `style`, in a table of style `table`."""
        run_style = None if run is None else get_value(run.find(w("rStyle")))
        style_chain = [
            *reversed(self._styles.list_ancestors(table)),
            *reversed(self._styles.list_ancestors(style or self._styles.default)),
        ]
        formats = [
            self.parse_run_format(element.find(w("rPr")))
            for element in [*style_chain, *reversed(self._styles.list_ancestors(run_style))]
        ]
        return reduce(
            lambda merged, run_format: run_format.merge_over(merged),
            [*formats, self.parse_run_format(run)],
            self._base_letters,
        )

    def compute_paragraph_format(self, properties: Element | None, *, table: str | None) -> ParagraphFormat:
        """Return the format of a w:pPr, in a table of style `table`."""
        style = None if properties is None else get_value(properties.find(w("pStyle")))
        setting = self._base_setting
        for element in reversed(self._styles.list_ancestors(table)):
            setting = _parse_paragraph_format(element.find(w("pPr"))).merge_over(setting)
        for element in reversed(self._styles.list_ancestors(style or self._styles.default)):
            setting = self._find_list_format(element.find(w("pPr"))).merge_over(setting)
            setting = _parse_paragraph_format(element.find(w("pPr"))).merge_over(setting)
        setting = self._find_list_format(properties).merge_over(setting)
        return _parse_paragraph_format(properties).merge_over(setting)

    def parse_run_format(self, properties: Element | None) -> RunFormat:
        if properties is None:
            return RunFormat()
        size = get_value(properties.find(w("sz")))
        colour = get_value(properties.find(w("color")))
        underline = get_value(properties.find(w("u")))
        return RunFormat(
            self._font(properties.find(w("rFonts"))),
            None if size is None else parse_int(size) / 2,
            _parse_switch(properties, "b"),
            _parse_switch(properties, "i"),
            "000000" if colour == "auto" else colour.upper() if colour else None,
            _parse_switch(properties, "caps"),
            _parse_switch(properties, "vanish"),
            None if underline is None else underline != "none",
        )

    def _font(self, fonts: Element | None) -> str | None:
        """Return the font of Latin letters, which Vietnamese letters are."""
        for name in ("ascii", "hAnsi"):
            theme = get_value(fonts, f"{name}Theme")
            if theme is not None:
                return self._theme.get(theme[:5])
            if font := get_value(fonts, name):
                return font
        return None

    def _find_list_format(self, properties: Element | None) -> ParagraphFormat:
        numbering = None if properties is None else properties.find(w("numPr"))
        if numbering is None:
            return ParagraphFormat()
        key = get_value(numbering.find(w("numId"))) or ""
        return self._lists.get((key, parse_int(get_value(numbering.find(w("ilvl"))))), ParagraphFormat())


def _parse_paragraph_format(properties: Element | None) -> ParagraphFormat:
    if properties is None:
        return ParagraphFormat()
    gaps, indents = properties.find(w("spacing")), properties.find(w("ind"))
    hanging = twips_to_mm(get_value(indents, "hanging"))
    line = get_value(gaps, "line")
    return ParagraphFormat(
        align=_ALIGNS.get(get_value(properties.find(w("jc"))) or ""),
        left_indent=twips_to_mm(get_value(indents, "left") or get_value(indents, "start")),
        right_indent=twips_to_mm(get_value(indents, "right") or get_value(indents, "end")),
        first=-hanging if hanging is not None else twips_to_mm(get_value(indents, "firstLine")),
        space_before=_parse_gap(gaps, "before"),
        space_after=_parse_gap(gaps, "after"),
        line=None if line is None else parse_int(line),
        rule=get_value(gaps, "lineRule"),
        contextual=_parse_switch(properties, "contextualSpacing"),
    )


def _parse_gap(gaps: Element | None, name: str) -> float | None:
    """Return a gap in points. «Autospacing» is what a browser would leave: a line of 14 points."""
    if get_value(gaps, f"{name}Autospacing") in ("1", "true", "on"):
        return 14.0
    return twips_to_points(get_value(gaps, name))


def _theme_fonts(theme: Element | None) -> dict[str, str]:
    """Return the Latin fonts of «major» and «minor»."""
    fonts: dict[str, str] = {}
    for element in theme.iter() if theme is not None else ():
        if local_name(element) in ("majorFont", "minorFont"):
            latin = next((child for child in element if local_name(child) == "latin"), None)
            if latin is not None and latin.get("typeface"):
                fonts[local_name(element)[:5]] = latin.get("typeface") or ""
    return fonts


def _list_settings(numbering: Element | None) -> dict[tuple[str, int], ParagraphFormat]:
    """Return the formats by list and level."""
    abstract = {
        get_value(element, "abstractNumId") or "": {
            parse_int(get_value(level, "ilvl")): _parse_paragraph_format(level.find(w("pPr")))
            for level in find_children(element, "lvl")
        }
        for element in find_children(numbering, "abstractNum")
    }
    return {
        (get_value(element, "numId") or "", level): setting
        for element in find_children(numbering, "num")
        for level, setting in abstract.get(get_value(element.find(w("abstractNumId"))) or "", {}).items()
    }
