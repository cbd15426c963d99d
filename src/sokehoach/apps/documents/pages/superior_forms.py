"""The pages of a superior's form: its text with labels, sources or filled numbers in its places."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from sokehoach.apps.documents.models import SuperiorForm
from sokehoach.apps.documents.pages.filled_forms import FilledPlace, FormFilling
from sokehoach.apps.documents.queries.form_figures import ProvenanceSource
from sokehoach.apps.documents.queries.superior_forms import get_settled_sources
from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.external_form.form_reading import FormReading
from sokehoach.domain.documents.external_form.form_structure import Box, ExternalForm, Grid, Line, parse_external_form
from sokehoach.domain.documents.external_form.places import Place
from sokehoach.domain.documents.external_form.row_repeat import expand_rows
from sokehoach.domain.documents.external_form.scopes import FigureScope
from sokehoach.domain.documents.external_form.source import (
    EACH_UNIT,
    IndicatorAspect,
    PeriodRole,
    PlaceSource,
    SourceKind,
)
from sokehoach.domain.documents.external_form.vocabulary import Vocabulary
from sokehoach.domain.messages import keep_vietnamese
from sokehoach.domain.values.value import format_value


@dataclass(frozen=True, slots=True)
class FormSpan:
    """Text of the form or, with the address `at`, of a place. `url`: its link; `why`: what the place lacks."""

    text: str
    at: str = ""
    url: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class LayoutCell:
    box: Box
    pieces: tuple[FormSpan, ...]


@dataclass(frozen=True, slots=True)
class LayoutPart:
    """A line of the text, or a table. `name`: of the table, or of the part that the line is in (header, note)."""

    pieces: tuple[FormSpan, ...] = ()
    heading: bool = False
    name: str = ""
    rows: tuple[tuple[LayoutCell, ...], ...] = ()


def build_layout(blank: ExternalForm, placed_spans: Mapping[str, FormSpan]) -> tuple[LayoutPart, ...]:
    """`placed_spans` by address; a hole that is not among them keeps its dots."""
    return tuple(part for block in blank.blocks for part in _build_parts(block, placed_spans))


def _build_parts(block: Line | Grid, placed_spans: Mapping[str, FormSpan]) -> list[LayoutPart]:
    if isinstance(block, Grid):
        rows = tuple(
            tuple(LayoutCell(box, _build_box_spans(box, placed_spans)) for box in line) for line in block.full_rows
        )
        return [LayoutPart(name=block.name, rows=rows)]
    heading = not block.part and (bool(block.level) or block.bold)
    span_below = placed_spans.get(f"{block.at}+")
    line = LayoutPart(_build_line_spans(block, placed_spans), heading, block.part)
    return [line, *([LayoutPart((span_below,))] if span_below else [])]


def _build_box_spans(box: Box, placed_spans: Mapping[str, FormSpan]) -> tuple[FormSpan, ...]:
    if box.at in placed_spans:
        return (placed_spans[box.at],)
    if box.formula:
        return (FormSpan(box.formula),)
    return tuple(span for line in box.lines for span in _build_line_spans(line, placed_spans))


def _build_line_spans(line: Line, placed_spans: Mapping[str, FormSpan]) -> tuple[FormSpan, ...]:
    if line.at in placed_spans:
        return (placed_spans[line.at],)
    spans, end = [], 0
    for number, (start, stop) in enumerate(line.holes):
        if span := placed_spans.get(f"{line.at}#{number}"):
            spans += [FormSpan(line.text[end:start]), span]
            end = stop
    return (*spans, FormSpan(line.text[end:]))


def format_role(role: PeriodRole) -> str:
    return {
        PeriodRole.NOW: _("kỳ này"),
        PeriodRole.LAST_YEAR: _("cùng kỳ năm trước"),
        PeriodRole.PREVIOUS: _("kỳ trước"),
        PeriodRole.YEAR: _("lũy kế từ đầu năm"),
    }[role]


def format_side(indicator_side: IndicatorAspect) -> str:
    return {
        IndicatorAspect.SHARE: _("tỷ lệ %"),
        IndicatorAspect.NUMERATOR: _("tử số"),
        IndicatorAspect.DENOMINATOR: _("mẫu số"),
        IndicatorAspect.TARGET: _("mức kế hoạch giao"),
    }[indicator_side]


def format_scope(scope: FigureScope) -> str:
    return {
        FigureScope.CELL: _("chỉ ô này"), FigureScope.COLUMN: _("cả cột"), FigureScope.ROW: _("cả dòng"),
        FigureScope.TABLE: _("mọi ô còn trống của bảng"), FigureScope.ROW_ABOVE: _("cả dòng, như dòng trên"),
    }[scope]  # fmt: skip


def format_source(source: PlaceSource, vocabulary: Vocabulary) -> str:
    """«TT01 · cùng kỳ năm trước · Tênh Phông»."""
    match source.kind:
        case SourceKind.FIGURE:
            text = " + ".join(_format_short_operand(operand, vocabulary) for operand in source.operands)
        case SourceKind.INDICATOR:
            text = f"{vocabulary.indicators.get(source.words, source.words)} · {format_side(source.side)}"
        case SourceKind.TEXT:
            return source.words
        case _:
            return _format_kind(source.kind)
    if source.role is not PeriodRole.NOW and source.side is not IndicatorAspect.TARGET:
        text += f" · {format_role(source.role)}"
    return f"{text} · {format_unit(source.unit, vocabulary)}" if source.unit else text


def format_unit(unit: str, vocabulary: Vocabulary) -> str:
    if unit == EACH_UNIT:
        return _("đơn vị của dòng")
    return vocabulary.units.get(unit) or vocabulary.former_units.get(unit) or unit


def _format_short_operand(operand: Operand, vocabulary: Vocabulary) -> str:
    """«TT02 – học sinh»."""
    figure = vocabulary.by_operand.get(operand)
    if figure is None:
        return str(operand)
    return f"{figure.code} – {figure.part}" if figure.part else str(replace(operand, element=figure.code))


def format_operand(operand: Operand, vocabulary: Vocabulary) -> str:
    """«Lượt người tham dự – học sinh»; the code where the element no longer exists."""
    for figure in vocabulary.figures:
        if figure.operand == operand:
            return f"{figure.name} – {figure.part}" if figure.part else figure.name
    return str(operand)


def _format_kind(kind: SourceKind) -> str:
    return {
        SourceKind.UNITS: _("tên từng đơn vị"),
        SourceKind.ORDER: _("số thứ tự"),
        SourceKind.UNIT: _("tên đơn vị"),
        SourceKind.PERIOD: _("kỳ"),
        SourceKind.YEAR: _("năm"),
        SourceKind.NARRATIVE: _("phần lời"),
        SourceKind.HAND: _("điền tay"),
        SourceKind.NONE: _("không nguồn"),
    }[kind]


def build_form_parts(row: SuperiorForm, reading: FormReading) -> tuple[LayoutPart, ...]:
    """The form with the source of each place in words, «» where it is not decided."""
    sources = get_settled_sources(row)
    spans: dict[str, FormSpan] = {}
    for place in reading.places:
        if place.formula:
            label = format_source(sources[place.at], reading.vocabulary) if place.at in sources else place.formula
        else:
            label = format_source(sources[place.at], reading.vocabulary) if place.at in sources else ""
        spans |= {address: FormSpan("″") for address in place.repeats[1:]}
        spans[place.at] = FormSpan(label, place.at)
    return build_layout(parse_external_form(row.layout), spans)


@dataclass(frozen=True, slots=True)
class DerivedNumber:
    """A number that is not a single figure, with the figures that it is computed from."""

    filled_place: FilledPlace
    provenance: tuple[tuple[str, str], ...]  # label, URL


def list_derived_numbers(filling: FormFilling, area: str) -> tuple[DerivedNumber, ...]:
    return tuple(
        DerivedNumber(
            filled_place,
            tuple((source.label, _build_url(source, area)) for source in filled_place.answer.provenance),
        )
        for filled_place in filling.puts
        if filled_place.answer and filled_place.answer.explanation
    )


@dataclass(frozen=True, slots=True)
class OpenPlaces:
    """Places with one label that stay open for the same reason. `units`: the units of their rows."""

    place: Place
    why: str
    units: tuple[str, ...]


def list_open_places(filling: FormFilling) -> tuple[OpenPlaces, ...]:
    places_by_reason: dict[tuple[str, str, tuple[str, ...], str], list[FilledPlace]] = defaultdict(list)
    for filled_place in filling.left:
        row = "" if filled_place.place.unit_label else filled_place.place.row
        places_by_reason[filled_place.place.grid, row, filled_place.place.column, filled_place.why].append(filled_place)
    return tuple(_build_open_places(puts) for puts in places_by_reason.values())


def _build_open_places(puts: list[FilledPlace]) -> OpenPlaces:
    """Groups places into one: in a list of units, their column and the units of the rows."""
    place = puts[0].place
    names = tuple(name for filled_place in puts if (name := filled_place.unit or filled_place.place.unit_label))
    return OpenPlaces(replace(place, row="") if place.unit_label else place, puts[0].why, names)


def build_preview(
    row: SuperiorForm, filling: FormFilling, area: str, results: Mapping[str, str]
) -> tuple[LayoutPart, ...]:
    """The layout of the filled form. `results`: the results of the form's own formulas, by address."""
    spans = {address: FormSpan(_format_number(text)) for address, text in results.items()}
    spans |= {filled_place.at: _build_span(filled_place, area) for filled_place in filling.puts}
    return build_layout(expand_rows(parse_external_form(row.layout), spans), spans)


def _build_span(filled_place: FilledPlace, area: str) -> FormSpan:
    provenance = filled_place.answer.provenance if filled_place.answer else ()
    text = filled_place.entry.text if filled_place.entry else "……"
    return FormSpan(text, filled_place.at, _build_url(provenance[0], area) if provenance else "", filled_place.why)


def _build_url(source: ProvenanceSource, area: str) -> str:
    query = {"phan-to": source.operand.disaggregation} | ({"don-vi": source.unit} if source.unit else {})
    args = [area, source.period, source.form, source.operand.element]
    return f"{reverse('consolidation:figure', args=args)}?{urlencode(query)}"


def _format_number(text: str) -> str:
    """A number as a workbook stores it → as the form prints it; other text unchanged."""
    try:
        return keep_vietnamese(format_value(round(Decimal(text), 2)))
    except InvalidOperation:
        return text
