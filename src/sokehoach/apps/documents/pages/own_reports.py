"""Builds a unit's own report to the level above, from an outline that the standing office maintains."""

from collections.abc import Collection

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import ReportOutline
from sokehoach.apps.documents.pages.annexes import build_own_annex
from sokehoach.apps.documents.pages.offices import build_closing, build_office, build_opening, format_addressee
from sokehoach.apps.documents.queries import outlines
from sokehoach.apps.documents.queries.outline_schedules import get_cut_off
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries import units
from sokehoach.apps.plans.queries import plans
from sokehoach.apps.reporting.queries import sheets, submissions
from sokehoach.apps.reporting.queries.lines import CellLine
from sokehoach.apps.reporting.queries.meanings import list_meanings
from sokehoach.apps.reporting.queries.overlaps import list_all_overlapping_sets
from sokehoach.apps.reporting.queries.sheets import ReportSheet
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.apps.shell.vietnamese import write_in_vietnamese
from sokehoach.domain.documents import outline as domain
from sokehoach.domain.documents import report_writer
from sokehoach.domain.documents.comparisons import Baseline
from sokehoach.domain.documents.content import Document, Operand
from sokehoach.domain.documents.kinds import DocumentKind
from sokehoach.domain.documents.opening_assessment import write_assessment
from sokehoach.domain.documents.report_writer import EarlierPeriod
from sokehoach.domain.messages import keep_vietnamese
from sokehoach.domain.periods import period as periods
from sokehoach.domain.titles import end_before_period
from sokehoach.domain.values.value import Value


def get_unit_figures(user: User, unit: Unit, period: str, *, programme: int) -> dict[Operand, tuple[Value, str]]:
    """Every figure of the unit's own reports to the programme (row id), with the URL of its source."""
    return {
        _build_operand(line): (
            line.value,
            reverse("reporting:lineage", args=[sheet.submission.pk, line.cell.code]),
        )
        for sheet in _list_sheets(user, unit, period, programme)
        for line in sheet.lines
    }


def build_report(
    user: User, row: ReportOutline, *, unit: Unit, period: str, chosen_operands: Collection[Operand] = ()
) -> Document:
    """The report with the current figures of the unit's own reports that the account may see.

    Raises ActionRefused where the unit has none: a report without a figure says nothing.
    """
    when = periods.parse_period(period)
    unit_sheets = _list_sheets(user, unit, period, row.programme_id)
    if not unit_sheets:
        raise ActionRefused(_("Đơn vị chưa lập biểu nào của kỳ này. Hãy lập biểu trước: báo cáo lấy số từ đó."))
    return _write_report(row, unit, when, unit_sheets, chosen_operands)


@write_in_vietnamese
def _write_report(
    row: ReportOutline,
    unit: Unit,
    when: periods.Period,
    unit_sheets: list[ReportSheet],
    chosen_operands: Collection[Operand],
) -> Document:
    office = build_office(unit)
    outline = domain.limit_outline(
        outlines.build_outline(row),
        held_operands={_build_operand(line) for sheet in unit_sheets for line in sheet.lines},
        boxes={box.narrative.heading for sheet in unit_sheets for box in sheet.boxes},
    )
    cut_off, plan = get_cut_off(row, when.id), plans.find_plan_in_force(unit, [row.programme_id])
    unit_by_code = {unit.code: unit for unit in units.list_known_units(cut_off)}
    definition = row.definition
    figures = {_build_operand(line): line.value for sheet in unit_sheets for line in sheet.lines}
    last_year = EarlierPeriod(periods.get_period_year_before(when).id, _get_last_year(unit_sheets))
    names = {line.cell.element: line.element for sheet in unit_sheets for line in sheet.lines}
    return Document(
        letterhead=office.letterhead(DocumentKind.REPORT, cut_off.year),
        kind="Báo cáo",
        title=f"{end_before_period(row.title)} {periods.name_vi(when)}",
        addressees=tuple(format_addressee(unit_by_code[code]) for code in definition["addressees"]),
        blocks=(
            build_opening(plan, cut_off=cut_off, issuer=office.name, period=periods.name_vi(when)),
            *write_assessment(
                outline,
                period=when.id,
                unit=unit.code,
                figures=figures,
                earlier_periods={Baseline.LAST_YEAR: last_year},
                names=names,
            ),
            *report_writer.write_report_body(
                outline,
                period=when.id,
                unit=unit.code,
                figures=figures,
                narratives={box.narrative.heading: box.text for sheet in unit_sheets for box in sheet.boxes},
                earlier_periods={Baseline.LAST_YEAR: last_year},
                meanings=list_meanings(row.programme),
                chosen_operands=chosen_operands,
                overlapping_sets=list_all_overlapping_sets(sheet.form for sheet in unit_sheets),
                element_names={uid: element.name for uid, element in names.items()},
            ),
        ),
        closing=build_closing(row, when),
        signature=office.signature,
        recipients=office.recipients(*definition["copies"]),
        annexes=tuple(build_own_annex(sheet) for sheet in unit_sheets if sheet.form.uid in definition["annexes"]),
        notice=keep_vietnamese(settings.DEMONSTRATION.notice_text) if settings.DEMONSTRATION else "",
    )


def _list_sheets(user: User, unit: Unit, period: str, programme: int) -> list[ReportSheet]:
    """The sheets of the newest edition of each of the unit's reports to the programme (row id)."""
    newest = {}
    rows = submissions.list_visible_submissions(user).filter(unit=unit, period=period, form__programme=programme)
    for submission in rows.select_related("unit__parent").order_by("form__code", "edition"):
        newest[submission.form_id] = submission
    return [sheets.build_sheet(submission) for submission in newest.values()]


def _get_last_year(unit_sheets: list[ReportSheet]) -> dict[Operand, Value]:
    return {
        _build_operand(line): line.last_year
        for sheet in unit_sheets
        for line in sheet.lines
        if line.last_year is not None
    }


def _build_operand(line: CellLine) -> Operand:
    return Operand(line.cell.element, line.cell.disaggregation)
