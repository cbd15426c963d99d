"""Split a paragraph into lines: one for each part between forced breaks, two where tabs set it in two columns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from sokehoach.adapters.readers.docx import geometry_strokes
from sokehoach.adapters.readers.docx.geometry_formats import FormatResolver, ParagraphFormat, RunFormat
from sokehoach.adapters.readers.docx.names import get_value, local_name, w
from sokehoach.adapters.readers.docx.numbering import Numbering
from sokehoach.adapters.readers.docx.styles import parse_list_place
from sokehoach.adapters.writers.docx.measure import bold_width, measure_lines
from sokehoach.domain.documents.rules.measured_document import Run
from sokehoach.domain.text import normalize_nfc

_UNPRINTED = {
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
_COLUMN_GAP = re.compile(r"\t+| {6,}")


@dataclass(slots=True)
class Segment:
    """A part of a paragraph. `column` is 1 or 2 where tabs or spaces set parts beside each other, else 0."""

    runs: tuple[Run, ...]
    setting: ParagraphFormat
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
        return max((run.size for run in self.runs if run.letters), default=self.runs[0].size if self.runs else 0)

    @property
    def width(self) -> float:
        """Return the width of its longest printed line in millimetres, measured in bold as letterheads are."""
        return max(measure_lines(self.text, size=self.size, room=self.room))


class ParagraphGeometryReader:
    def __init__(self, looks: FormatResolver, numbering: Numbering) -> None:
        self._looks, self._numbering = looks, numbering

    def split_segments(
        self, paragraph: Element, *, table: str | None, room: float, may_split_columns: bool
    ) -> list[Segment]:
        """Split a paragraph into segments.

        `room` is the paragraph's width in millimetres; `may_split_columns`: tabs may set it in two columns.
        """
        properties = paragraph.find(w("pPr"))
        style = None if properties is None else get_value(properties.find(w("pStyle")))
        setting = self._looks.compute_paragraph_format(properties, table=table)
        formatted_text = list(self._iter_formatted_text(paragraph, style, table))
        label = self._numbering.build_label(parse_list_place(properties), style)
        if label:
            mark = self._looks.compute_run_format(None, style=style, table=table)
            formatted_text.insert(0, (f"{label} ", formatted_text[0][1] if formatted_text else mark))
        parts = _split_runs(formatted_text, re.compile("\n"))
        segments: list[Segment] = []
        for index, line in enumerate(parts):
            halves = [line]
            if may_split_columns:
                columns = [
                    part for part in _split_runs(line, _COLUMN_GAP) if any(run.letters for run in _merge_runs(part))
                ]
                halves = columns if len(columns) == 2 else [line]
            for half, part in enumerate(halves):
                segments.append(
                    Segment(
                        _merge_runs(part),
                        setting,
                        index == 0,
                        index == len(parts) - 1,
                        half + 1 if len(halves) == 2 else 0,
                        room=max(room - (setting.left_indent or 0) - (setting.right_indent or 0), 0.0),
                    )
                )
                segments[-1].strokes += _measure_underlined(part)
        for segment in segments:  # a shape floats: its anchor does not tell which half it belongs to
            segment.strokes += geometry_strokes.iter_drawn_lines(paragraph) if segment.last else ()
        segments[-1].strokes += geometry_strokes.iter_border_lines(properties, setting, room)
        segments[-1].strokes += geometry_strokes.iter_underscore_lines(segments[-1].text, segments[-1].size)
        return segments

    def _iter_formatted_text(
        self, element: Element, style: str | None, table: str | None
    ) -> Iterator[tuple[str, RunFormat]]:
        """Yield text with its format, in order. A field gives its stored result."""
        codes: list[bool] = []  # for each open field: still in its code?
        for child in _iter_runs(element):
            if local_name(child) != "r":
                continue
            properties = child.find(w("rPr"))
            run_format = self._looks.compute_run_format(properties, style=style, table=table)
            if run_format.hidden:
                continue
            for part in child:
                name = local_name(part)
                if name == "fldChar":
                    kind = get_value(part, "fldCharType")
                    if kind == "begin":
                        codes.append(True)
                    elif codes and kind == "separate":
                        codes[-1] = False
                    elif codes:
                        codes.pop()
                elif any(codes):
                    continue
                elif name == "t":
                    text = normalize_nfc(part.text or "")
                    yield text.upper() if run_format.caps else text, run_format
                elif name in _SIGNS and get_value(part, "type") != "page":
                    yield _SIGNS[name], run_format


def _iter_runs(element: Element) -> Iterator[Element]:
    """Yield runs in print order, without text boxes, whose paragraphs are read elsewhere."""
    for child in element:
        name = local_name(child)
        if name == "r":
            yield child
        elif name not in _UNPRINTED:
            yield from _iter_runs(child)


def find_text_boxes(paragraph: Element) -> Iterator[Element]:
    """Yield text boxes anchored in the paragraph; of a drawing and its fallback, the drawing."""
    choices = [element for element in paragraph.iter() if local_name(element) == "Choice"]
    chosen_boxes = [box for choice in choices for box in choice.iter() if local_name(box) == "txbxContent"]
    if choices:
        yield from chosen_boxes
    else:
        yield from (box for box in paragraph.iter() if local_name(box) == "txbxContent")


def _split_runs(
    formatted_text: list[tuple[str, RunFormat]], pattern: re.Pattern[str]
) -> list[list[tuple[str, RunFormat]]]:
    lines: list[list[tuple[str, RunFormat]]] = [[]]
    for text, run_format in formatted_text:
        first, *rest = pattern.split(text)
        lines[-1].append((first, run_format))
        lines += [[(text_after, run_format)] for text_after in rest]
    return lines


def _merge_runs(formatted_text: list[tuple[str, RunFormat]]) -> tuple[Run, ...]:
    """Join adjacent parts of the same format."""
    runs: list[Run] = []
    for text, run_format in formatted_text:
        if not text:
            continue
        run = Run(
            text,
            run_format.font or "",
            run_format.size or 0,
            bool(run_format.bold),
            bool(run_format.italic),
            run_format.colour or "",
        )
        previous = runs[-1] if runs else None
        if previous is not None and (previous.font, previous.size, previous.bold, previous.italic, previous.colour) == (
            run.font, run.size, run.bold, run.italic, run.colour,
        ):  # fmt: skip
            runs[-1] = Run(previous.text + text, run.font, run.size, run.bold, run.italic, run.colour)
        else:
            runs.append(run)
    return tuple(runs)


def _measure_underlined(formatted_text: list[tuple[str, RunFormat]]) -> list[float]:
    text = "".join(text for text, run_format in formatted_text if run_format.underlined)
    if not text.strip():
        return []
    size = max(run_format.size or 0 for _text, run_format in formatted_text if run_format.underlined)
    return [bold_width(text, size=size)]
