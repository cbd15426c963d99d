"""A paragraph → its lines: one for each stretch between forced breaks, two where tabs set it in two columns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from sokehoach.adapters.docx.measure import bold_width, lines
from sokehoach.adapters.layout.docx import strokes
from sokehoach.adapters.layout.docx.looks import Letters, Looks, Setting
from sokehoach.adapters.text.docx.names import local, value, w
from sokehoach.adapters.text.docx.numbering import Numbering
from sokehoach.adapters.text.docx.styles import place
from sokehoach.domain.documents.rules.measured import Run
from sokehoach.domain.text import nfc

_GONE = {
    "del",
    "moveFrom",
    "delText",
    "instrText",
    "pPr",
    "rPr",
    "Fallback",
    "sdtPr",
    "sdtEndPr",
    "object",
    "pict",
}
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_PARTED = re.compile(r"\t+| {6,}")


@dataclass(slots=True)
class Piece:
    """A stretch of a paragraph. `columned`: 1 and 2 where tabs or spaces set it left and right of another."""

    runs: tuple[Run, ...]
    setting: Setting
    first: bool
    last: bool
    column: int = 0
    strokes: list[float] = field(default_factory=list)
    room: float = 0.0  # between its indents, in millimetres

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def size(self) -> float:
        return max(
            (run.size for run in self.runs if run.letters), default=self.runs[0].size if self.runs else 0
        )

    @property
    def width(self) -> float:
        """Of its longest printed line in millimetres, as bold as the heads of documents are."""
        return max(lines(self.text, size=self.size, room=self.room))


class Paragraphs:
    def __init__(self, looks: Looks, numbering: Numbering) -> None:
        self._looks, self._numbering = looks, numbering

    def pieces(self, paragraph: Element, *, table: str | None, room: float, parted: bool) -> list[Piece]:
        """`room`: width in millimetres that the paragraph stands in; `parted`: may be set in two columns by tabs."""
        properties = paragraph.find(w("pPr"))
        style = None if properties is None else value(properties.find(w("pStyle")))
        setting = self._looks.setting(properties, table=table)
        spoken = list(self._spoken(paragraph, style, table))
        label = self._numbering.label(place(properties), style)
        if label:
            mark = self._looks.letters(None, style=style, table=table)
            spoken.insert(0, (f"{label} ", spoken[0][1] if spoken else mark))
        parts = _split(spoken, re.compile("\n"))
        made: list[Piece] = []
        for at, line in enumerate(parts):
            halves = [line]
            if parted:
                cut = [part for part in _split(line, _PARTED) if any(run.letters for run in _runs(part))]
                halves = cut if len(cut) == 2 else [line]
            for half, part in enumerate(halves):
                made.append(
                    Piece(
                        _runs(part),
                        setting,
                        at == 0,
                        at == len(parts) - 1,
                        half + 1 if len(halves) == 2 else 0,
                        room=max(room - (setting.left or 0) - (setting.right or 0), 0.0),
                    )
                )
                made[-1].strokes += _underlined(part)
        for piece in made:  # a shape floats: which half it lies below, its anchor does not say
            piece.strokes += strokes.drawn(paragraph) if piece.last else ()
        made[-1].strokes += strokes.border(properties, setting, room)
        made[-1].strokes += strokes.underscores(made[-1].text, made[-1].size)
        return made

    def _spoken(
        self, element: Element, style: str | None, table: str | None
    ) -> Iterator[tuple[str, Letters]]:
        """Text with its look, in order. What Word computes is taken as it was last shown."""
        codes: list[bool] = []  # for each open field: still in its code?
        for child in _walk(element):
            if local(child) != "r":
                continue
            properties = child.find(w("rPr"))
            look = self._looks.letters(properties, style=style, table=table)
            if look.hidden:
                continue
            for one in child:
                name = local(one)
                if name == "fldChar":
                    kind = value(one, "fldCharType")
                    if kind == "begin":
                        codes.append(True)
                    elif codes and kind == "separate":
                        codes[-1] = False
                    elif codes:
                        codes.pop()
                elif any(codes):
                    continue
                elif name == "t":
                    text = nfc(one.text or "")
                    yield text.upper() if look.caps else text, look
                elif name in _SIGNS and value(one, "type") != "page":
                    yield _SIGNS[name], look


def _walk(element: Element) -> Iterator[Element]:
    """Runs in the order of print; text boxes are paragraphs of their own and walked elsewhere."""
    for child in element:
        name = local(child)
        if name == "r":
            yield child
        elif name not in _GONE:
            yield from _walk(child)


def boxes(paragraph: Element) -> Iterator[Element]:
    """Text boxes that hang on the paragraph; of a drawing and its older twin, the drawing."""
    choices = [one for one in paragraph.iter() if local(one) == "Choice"]
    seen = [box for choice in choices for box in choice.iter() if local(box) == "txbxContent"]
    if choices:
        yield from seen
    else:
        yield from (box for box in paragraph.iter() if local(box) == "txbxContent")


def _split(spoken: list[tuple[str, Letters]], at: re.Pattern[str]) -> list[list[tuple[str, Letters]]]:
    lines: list[list[tuple[str, Letters]]] = [[]]
    for text, look in spoken:
        first, *others = at.split(text)
        lines[-1].append((first, look))
        lines += [[(other, look)] for other in others]
    return lines


def _runs(spoken: list[tuple[str, Letters]]) -> tuple[Run, ...]:
    """Stretches of one look joined."""
    made: list[Run] = []
    for text, look in spoken:
        if not text:
            continue
        run = Run(
            text, look.font or "", look.size or 0, bool(look.bold), bool(look.italic), look.colour or ""
        )
        before = made[-1] if made else None
        if before is not None and (before.font, before.size, before.bold, before.italic, before.colour) == (
            run.font, run.size, run.bold, run.italic, run.colour,
        ):  # fmt: skip
            made[-1] = Run(before.text + text, run.font, run.size, run.bold, run.italic, run.colour)
        else:
            made.append(run)
    return tuple(made)


def _underlined(spoken: list[tuple[str, Letters]]) -> list[float]:
    text = "".join(text for text, look in spoken if look.underlined)
    if not text.strip():
        return []
    size = max(look.size or 0 for _text, look in spoken if look.underlined)
    return [bold_width(text, size=size)]
