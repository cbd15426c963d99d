"""What a style gives to a paragraph or a run that does not say it itself: capitals, hidden text, font, numbering."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from sokehoach.adapters.text.docx.names import children, is_on, number, value, w

_DEEPEST = 30  # styles based on one another


@dataclass(frozen=True, slots=True)
class Letters:
    """None: not said here."""

    caps: bool | None = None
    hidden: bool | None = None
    font: str | None = None

    def over(self, below: "Letters") -> "Letters":
        """What is said here, else what is said below."""
        return Letters(
            below.caps if self.caps is None else self.caps,
            below.hidden if self.hidden is None else self.hidden,
            self.font or below.font,
        )


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph's place in a list. `list_id` «0»: expressly in none."""

    list_id: str | None = None
    level: int | None = None


def letters(properties: Element | None) -> Letters:
    """Of a w:rPr."""
    if properties is None:
        return Letters()
    caps, hidden = properties.find(w("caps")), properties.find(w("vanish"))
    fonts = properties.find(w("rFonts"))
    return Letters(
        None if caps is None else is_on(caps),
        None if hidden is None else is_on(hidden),
        value(fonts, "ascii") or value(fonts, "hAnsi"),
    )


def place(properties: Element | None) -> Place:
    """Of a w:pPr."""
    found = None if properties is None else properties.find(w("numPr"))
    if found is None:
        return Place()
    level = value(found.find(w("ilvl")))
    return Place(value(found.find(w("numId"))), None if level is None else number(level))


class Styles:
    def __init__(self, root: Element | None) -> None:
        self._styles = {value(one, "styleId") or "": one for one in children(root, "style")}
        self._default = next(
            (
                value(one, "styleId")
                for one in self._styles.values()
                if value(one, "type") == "paragraph" and value(one, "default") in ("1", "true")
            ),
            None,
        )
        below = None if root is None else root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
        self._below = letters(below)

    def letters(self, paragraph: str | None, run: str | None) -> Letters:
        found = Letters()
        for style in (*self._line(run), *self._line(paragraph or self._default)):
            found = found.over(letters(style.find(w("rPr"))))
        return found.over(self._below)

    def place(self, paragraph: str | None) -> Place:
        """The list that the style puts its paragraphs in. Its level, where it says none, is told by the list."""
        list_id, level = None, None
        for style in self._line(paragraph or self._default):
            found = place(style.find(w("pPr")))
            list_id = list_id or found.list_id
            level = found.level if level is None else level
        return Place(list_id, level)

    def list_of(self, style: str) -> str | None:
        """The w:numId of a numbering style."""
        found = self._styles.get(style)
        return None if found is None else place(found.find(w("pPr"))).list_id

    def _line(self, style: str | None) -> list[Element]:
        """The style and those it is based on."""
        line: list[Element] = []
        while style in self._styles and len(line) < _DEEPEST:
            line.append(self._styles[style or ""])
            style = value(line[-1].find(w("basedOn")))
        return line
