"""What stands in a place of a superior's form, in words."""

from django.utils.translation import gettext as _

from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.foreign.scopes import Scope
from sokehoach.domain.documents.foreign.source import EACH, Kind, Role, Side, Source
from sokehoach.domain.documents.foreign.vocabulary import Vocabulary


def role_words(role: Role) -> str:
    return {
        Role.NOW: _("kỳ này"), Role.BEFORE: _("cùng kỳ năm trước"), Role.YEAR: _("lũy kế từ đầu năm"),
    }[role]  # fmt: skip


def side_words(side: Side) -> str:
    return {
        Side.SHARE: _("tỷ lệ %"), Side.PART: _("tử số"), Side.WHOLE: _("mẫu số"), Side.TARGET: _("mức kế hoạch giao"),
    }[side]  # fmt: skip


def scope_words(scope: Scope) -> str:
    return {
        Scope.CELL: _("chỉ ô này"), Scope.COLUMN: _("cả cột"), Scope.ROW: _("cả dòng"),
        Scope.TABLE: _("mọi ô còn trống của bảng"), Scope.ABOVE: _("cả dòng, như dòng trên"),
    }[scope]  # fmt: skip


def source_words(source: Source, known: Vocabulary) -> str:
    """«TT01 · cùng kỳ năm trước · Tênh Phông»."""
    match source.kind:
        case Kind.FIGURE:
            said = " + ".join(_short(one, known) for one in source.operands)
        case Kind.INDICATOR:
            said = f"{known.indicators.get(source.words, source.words)} · {side_words(source.side)}"
        case Kind.TEXT:
            return source.words
        case _:
            return _kind_words(source.kind)
    if source.role is not Role.NOW and source.side is not Side.TARGET:
        said += f" · {role_words(source.role)}"
    return f"{said} · {unit_words(source.unit, known)}" if source.unit else said


def unit_words(unit: str, known: Vocabulary) -> str:
    if unit == EACH:
        return _("đơn vị của dòng")
    return known.units.get(unit) or known.past.get(unit) or unit


def _short(operand: Operand, known: Vocabulary) -> str:
    """«TT02 – học sinh»."""
    part = next((one.part for one in known.figures if one.operand == operand), "")
    return f"{operand.element} – {part}" if part else str(operand)


def operand_words(operand: Operand, known: Vocabulary) -> str:
    """«Lượt người tham dự – học sinh»; the code of what is no more."""
    for one in known.figures:
        if one.operand == operand:
            return f"{one.name} – {one.part}" if one.part else one.name
    return str(operand)


def _kind_words(kind: Kind) -> str:
    return {
        Kind.UNITS: _("tên từng đơn vị"), Kind.ORDER: _("số thứ tự"), Kind.UNIT: _("tên đơn vị"), Kind.PERIOD: _("kỳ"),
        Kind.YEAR: _("năm"), Kind.NARRATIVE: _("phần lời"), Kind.HAND: _("điền tay"), Kind.NONE: _("không nguồn"),
    }[kind]  # fmt: skip
