"""Builds annexes of a report from sheets: the form with its figures."""

from django.utils.translation import gettext as _

from sokehoach.apps.consolidation.selectors.sheets import ConsolidatedSheet, FigureLine
from sokehoach.apps.reporting.selectors.lines import CellLine as OwnLine
from sokehoach.apps.reporting.selectors.sheets import ReportSheet as OwnSheet
from sokehoach.apps.reporting.selectors.waivers import list_granted_waivers
from sokehoach.domain.documents.content import (
    Align,
    Annex,
    Cell,
    Column,
    FigureRun,
    Missing,
    Operand,
    Reference,
    Row,
    Run,
    Table,
    Text,
)
from sokehoach.domain.periods.period import name_vi
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import format_value

_COLUMNS = (
    Column(6, Align.CENTER),
    Column(50),
    Column(13, Align.CENTER),
    Column(13, Align.RIGHT),
    Column(12, Align.CENTER),
)


def build_annex(sheet: ConsolidatedSheet) -> Annex:
    heads = (_("Mã"), _("Chỉ tiêu thống kê"), _("Đơn vị tính"), _("Số liệu"), _("Đã có"))
    rows: list[Row] = []
    for section, lines in sheet.sections:
        title = Cell((Text(f"{section.code}. {section.title}"),), columns=len(_COLUMNS))
        rows.append(Row((title,), strong=True))
        rows.extend(_build_row(line, sheet.period.id) for line in lines)
    missing = ", ".join(f"{sender.unit.short_name} ({sender.status.label_vi})" for sender in sheet.missing)
    notes = [_("Chỉ cộng báo cáo đã duyệt. Cột «Đã có»: số đơn vị có số trên số đơn vị phải có.")]
    if missing:
        notes.append(_("Thiếu %(n)s báo cáo: %(units)s.") % {"n": len(sheet.missing), "units": missing})
    notes += [
        _("%(unit)s, ô %(cell)s: %(said)s Giải trình: %(reason)s (%(office)s đã chấp nhận).")
        % {
            "unit": explanation.unit,
            "cell": explanation.cell,
            "said": explanation.said,
            "reason": _strip_full_stop(explanation.reason),
            "office": explanation.office,
        }
        for explanation in list_granted_waivers(sheet.form.code, sheet.period.id)
    ]
    table = Table(
        columns=_COLUMNS,
        head=(Row(tuple(Cell((Text(head),)) for head in heads)),),
        rows=tuple(rows),
        notes=tuple(notes),
    )
    return Annex(title=f"{sheet.form.name}, {name_vi(sheet.period)}", blocks=(table,))


def build_own_annex(sheet: OwnSheet) -> Annex:
    """The annex with a unit's own form and its current values."""
    heads = (_("Mã"), _("Chỉ tiêu thống kê"), _("Đơn vị tính"), _("Số liệu"))
    columns = _COLUMNS[: len(heads)]
    rows: list[Row] = []
    for part in sheet.parts:
        title = Cell((Text(f"{part.section.code}. {part.section.title}"),), columns=len(columns))
        rows.append(Row((title,), strong=True))
        for line in part.lines:
            label = f"– {line.label}" if line.cell.depth else line.label
            texts = (Text(line.code), Text(label), Text(line.element.unit), _build_own_run(line, sheet))
            rows.append(Row(tuple(Cell((text,)) for text in texts), strong=bool(line.cell.sum_of)))
    head = (Row(tuple(Cell((Text(heading),)) for heading in heads)),)
    return Annex(title=f"{sheet.form.name}, {name_vi(sheet.period)}", blocks=(Table(columns, head, tuple(rows)),))


def _build_own_run(line: OwnLine, sheet: OwnSheet) -> Run:
    operand = Operand(line.cell.element, line.cell.disaggregation)
    references = (Reference(operand, sheet.period.id, sheet.submission.unit.code),)
    if isinstance(line.value, Gap):
        return Missing(references, text=line.value.label_vi)
    return FigureRun(format_value(line.value), references)


def _strip_full_stop(text: str) -> str:
    """The text without its full stop: the sentence around it has one."""
    return text.rstrip(". ")


def _build_row(line: FigureLine, period: str) -> Row:
    label = f"– {line.label}" if line.cell.depth else line.label
    coverage = f"{line.figure.received}/{line.figure.expected}"
    texts = (
        Text(line.code),
        Text(label),
        Text(line.element.unit),
        _build_figure_run(line, period),
        Text(coverage),
    )
    return Row(tuple(Cell((text,)) for text in texts), strong=bool(line.cell.sum_of))


def _build_figure_run(line: FigureLine, period: str) -> Run:
    references = (Reference(Operand(line.cell.element, line.cell.disaggregation), period),)
    if line.figure.value is None:
        return Missing(references, text=_("chưa có"))
    return FigureRun(format_value(line.figure.value), references)
