"""Vietnamese labels of the sources of places in a superior's form."""

from django.utils.translation import gettext as _

from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.external_form.scopes import FigureScope
from sokehoach.domain.documents.external_form.source import (
    EACH_UNIT,
    IndicatorAspect,
    PeriodRole,
    PlaceSource,
    SourceKind,
)
from sokehoach.domain.documents.external_form.vocabulary import Vocabulary


def format_role(role: PeriodRole) -> str:
    return {
        PeriodRole.NOW: _("kỳ này"),
        PeriodRole.LAST_YEAR: _("cùng kỳ năm trước"),
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
    part = next((figure.part for figure in vocabulary.figures if figure.operand == operand), "")
    return f"{operand.element} – {part}" if part else str(operand)


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
