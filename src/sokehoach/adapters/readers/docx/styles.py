"""Resolve what styles give to paragraphs and runs: capitals, hidden text, font, numbering."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from sokehoach.adapters.readers.docx.names import find_children, get_value, is_on, parse_int, w

_DEEPEST = 30  # of styles based on one another


@dataclass(frozen=True, slots=True)
class RunProperties:
    """Properties of a run; None: not specified."""

    caps: bool | None = None
    hidden: bool | None = None
    font: str | None = None

    def merge_over(self, fallback: "RunProperties") -> "RunProperties":
        """Return these properties, with unspecified ones from `fallback`."""
        return RunProperties(
            fallback.caps if self.caps is None else self.caps,
            fallback.hidden if self.hidden is None else self.hidden,
            self.font or fallback.font,
        )


@dataclass(frozen=True, slots=True)
class ListPlace:
    """A paragraph's place in a list. `list_id` «0» means explicitly in none."""

    list_id: str | None = None
    level: int | None = None


def parse_run_format(properties: Element | None) -> RunProperties:
    """Parse a w:rPr."""
    if properties is None:
        return RunProperties()
    caps, hidden = properties.find(w("caps")), properties.find(w("vanish"))
    fonts = properties.find(w("rFonts"))
    return RunProperties(
        None if caps is None else is_on(caps),
        None if hidden is None else is_on(hidden),
        get_value(fonts, "ascii") or get_value(fonts, "hAnsi"),
    )


def parse_list_place(properties: Element | None) -> ListPlace:
    """Parse a w:pPr."""
    numbering = None if properties is None else properties.find(w("numPr"))
    if numbering is None:
        return ListPlace()
    level = get_value(numbering.find(w("ilvl")))
    return ListPlace(get_value(numbering.find(w("numId"))), None if level is None else parse_int(level))


class Styles:
    def __init__(self, root: Element | None) -> None:
        self.defaults = None if root is None else root.find(w("docDefaults"))
        self._styles = {get_value(style, "styleId") or "": style for style in find_children(root, "style")}
        self.default = next(
            (
                get_value(style, "styleId")
                for style in self._styles.values()
                if get_value(style, "type") == "paragraph" and get_value(style, "default") in ("1", "true")
            ),
            None,
        )
        run = None if self.defaults is None else self.defaults.find(f"{w('rPrDefault')}/{w('rPr')}")
        self._fallback = parse_run_format(run)

    def letters(self, paragraph: str | None, run: str | None) -> RunProperties:
        properties = RunProperties()
        for style in (*self.list_ancestors(run), *self.list_ancestors(paragraph or self.default)):
            properties = properties.merge_over(parse_run_format(style.find(w("rPr"))))
        return properties.merge_over(self._fallback)

    def place(self, paragraph: str | None) -> ListPlace:
        """Return the list place that a style gives. If it has no level, the list determines it."""
        list_id, level = None, None
        for style in self.list_ancestors(paragraph or self.default):
            list_place = parse_list_place(style.find(w("pPr")))
            list_id = list_id or list_place.list_id
            level = list_place.level if level is None else level
        return ListPlace(list_id, level)

    def list_of(self, style: str) -> str | None:
        """Return the w:numId of a numbering style."""
        element = self._styles.get(style)
        return None if element is None else parse_list_place(element.find(w("pPr"))).list_id

    def list_ancestors(self, style: str | None) -> list[Element]:
        """Return the style and those it is based on."""
        ancestry: list[Element] = []
        while style in self._styles and len(ancestry) < _DEEPEST:
            ancestry.append(self._styles[style or ""])
            style = get_value(ancestry[-1].find(w("basedOn")))
        return ancestry
